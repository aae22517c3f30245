#include "shared/rules/accountrules.h"
#include "shared/rules/messagetimes.h"
#include "shared/rules/priority.h"
#include "shared/rules/regulator.h"
#include "shared/rules/sessionrules.h"
#include "shared/rules/shift.h"
#include "shared/rules/templates.h"

#include <QDateTime>
#include <QTest>

using namespace handoff;
using SessionRules::Action;
using S = SessionStatus;

namespace {

Timestamp local(const char *iso, const QTimeZone &zone)
{
    QDateTime t = QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate);
    t.setTimeZone(zone);
    return {t.toMSecsSinceEpoch()};
}

} // namespace

class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void usernames()
    {
        for (const char *good : {"abc", "agent001", "a.b-c_d", "0ab", "ab."})
            QVERIFY2(AccountRules::isUsername(QString::fromLatin1(good)), good);
        for (const QString &bad :
             {QStringLiteral("ab"), QStringLiteral(".ab"), QString(51, u'a'),
              QStringLiteral("anna b"), QStringLiteral("客服小王"), QStringLiteral("anna\n")})
            QVERIFY2(!AccountRules::isUsername(bad), qPrintable(bad));
    }
    void mentions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *name, const QString &text, const QStringList &names) {
            QTest::newRow(name) << text << names;
        };
        row("one", QStringLiteral("@chen please"), {QStringLiteral("chen")});
        row("ends a sentence", QStringLiteral("请看 @chen."), {QStringLiteral("chen")});
        row("in Chinese", QStringLiteral("请@chen看，@li-2！"),
            {QStringLiteral("chen"), QStringLiteral("li-2")});
        row("twice", QStringLiteral("@chen @Chen"), {QStringLiteral("chen")});
        row("mail", QStringLiteral("write to anna@example.com"), {});
        row("short", QStringLiteral("@ab"), {});
        row("long", u'@' + QString(51, u'a'), {});
        row("two signs", QStringLiteral("@@chen @chen@li"), {});
    }
    void mentions()
    {
        QFETCH(QString, text);
        QTEST(AccountRules::mentionsIn(text), "names");
    }
    void noMoreMentionsThanTheServerTakes()
    {
        QString text;
        for (int i = 0; i < 60; ++i)
            text += QStringLiteral("@user%1 ").arg(i);
        QCOMPARE(AccountRules::mentionsIn(text).size(), AccountRules::maxMentions);
    }

    void timesOfMessages()
    {
        const Timestamp now{1'000'000};
        QCOMPARE(MessageTimes::next({0}, now), now);
        QCOMPARE(MessageTimes::next(now.plusMs(-101), now), now);
        QCOMPARE(MessageTimes::next(now.plusMs(-100), now), now.plusMs(1));
        QCOMPARE(MessageTimes::next(now, now), now.plusMs(101));
        QCOMPARE(MessageTimes::next(now.plusMs(899), now), now.plusMs(1000));
        QCOMPARE(MessageTimes::next(now.plusMs(900), now), now.plusMs(901)); // a burst
        QCOMPARE(MessageTimes::next(now.plusMs(9000), now), now.plusMs(9001));
        QCOMPARE(MessageTimes::turn({0}, now).question, now.plusMs(-101));
        QCOMPARE(MessageTimes::turn({0}, now).answer, now);
        QCOMPARE(MessageTimes::turn(now.plusMs(-50), now).question, now.plusMs(-49));
        QCOMPARE(MessageTimes::turn(now.plusMs(-50), now).answer, now);
        QCOMPARE(MessageTimes::turn(now, now).question, now.plusMs(1));
        QCOMPARE(MessageTimes::turn(now, now).answer, now.plusMs(2));
    }

    void everyCellOfTheStateTable()
    {
        // Rows: status; columns: action, in the order of the enums. api.md, State machine.
        const std::optional<S> no;
        const std::optional<S> bot = S::BotActive, pending = S::PendingManual, live = S::ManualLive,
                               mail = S::AfterHoursEmail, closed = S::Closed;
        const QList<QList<std::optional<S>>> expected{
            // escalate afterHours takeOver release requeue cancel close dismiss reopen
            {pending, no, pending, no, no, no, closed, no, no},  // bot_active
            {no, mail, live, no, no, bot, no, no, no},           // pending_manual
            {no, no, no, bot, pending, no, closed, no, no},      // manual_live
            {pending, no, pending, no, no, no, closed, bot, no}, // after_hours_email
            {no, no, no, no, no, no, no, no, bot},               // closed
        };
        for (int s = 0; s < expected.size(); ++s) {
            for (int a = 0; a < expected.at(s).size(); ++a) {
                const auto got = SessionRules::next(static_cast<S>(s), static_cast<Action>(a));
                QVERIFY2(got == expected.at(s).at(a),
                         qPrintable(QStringLiteral("status %1, action %2").arg(s).arg(a)));
            }
        }
        QVERIFY(!SessionRules::next(S::Unknown, Action::TakeOver));
    }

    void theAiAnswersOnlyWhereNobodyElseDoes()
    {
        QVERIFY(SessionRules::aiAnswers(S::BotActive));
        QVERIFY(SessionRules::aiAnswers(S::AfterHoursEmail));
        QVERIFY(!SessionRules::aiAnswers(S::PendingManual));
        QVERIFY(!SessionRules::aiAnswers(S::ManualLive));
    }

    void regulator_data()
    {
        QTest::addColumn<QString>("customer");
        QTest::addColumn<QString>("ai");
        QTest::addColumn<bool>("vip");
        QTest::addColumn<bool>("vipBefore");
        QTest::addColumn<int>("fails");
        QTest::addColumn<QString>("details"); // empty: no escalation
        QTest::addColumn<int>("failsAfter");
        const auto s = [](const char *t) { return QString::fromUtf8(t); };
        QTest::newRow("good answer")
            << s("多少钱") << s("999 欧元") << false << false << 2 << QString() << 0;
        QTest::newRow("keywords in configured order")
            << s("我要投诉，转人工") << s("好的") << false << false << 0
            << s("命中关键词: 人工, 投诉, 转人工") << 0;
        QTest::newRow("vip first")
            << s("人工") << s("抱歉") << true << false << 2 << s("VIP 用户,自动转人工") << 0;
        QTest::newRow("vip once") << s("hi") << s("hello") << true << true << 0 << QString() << 0;
        QTest::newRow("first failure")
            << s("?") << s("抱歉，我不太清楚") << false << false << 0 << QString() << 1;
        QTest::newRow("empty answer") << s("?") << s("  ") << false << false << 1 << QString() << 2;
        QTest::newRow("threshold") << s("?") << s("无法回答") << false << false << 2
                                   << s("AI 连续失败 3 次,已达阈值 3") << 0;
    }
    void regulator()
    {
        QFETCH(QString, customer);
        QFETCH(QString, ai);
        QFETCH(bool, vip);
        QFETCH(bool, vipBefore);
        QFETCH(int, fails);
        QFETCH(QString, details);
        const auto r = Regulator::evaluate({}, {customer, ai, false, vip, vipBefore, fails});
        QCOMPARE(r.shouldEscalate, !details.isEmpty());
        QCOMPARE(r.details, details);
        QTEST(r.failCount, "failsAfter");
    }

    void regulatorIgnoresCaseAndCountsCozeFailures()
    {
        Regulator::Policy policy;
        policy.keywords = {QStringLiteral("Human")};
        QVERIFY(Regulator::evaluate(policy, {QStringLiteral("a HUMAN please"), QStringLiteral("ok"),
                                             false, false, false, 0})
                    .shouldEscalate);
        const auto failed = Regulator::evaluate(
            {}, {QStringLiteral("x"), QStringLiteral("partly fine"), true, false, false, 2});
        QVERIFY(failed.shouldEscalate);
        QCOMPARE(failed.reason, EscalationReason::FailLoop);
        QCOMPARE(failed.severity, Severity::Low);
    }

    void priority()
    {
        const Timestamp now{1'000'000'000};
        const auto level = [&](bool vip, std::optional<Timestamp> since, bool before,
                               const QStringList &words) {
            return PriorityRules::compute(vip, since, before, words, now).level;
        };
        QCOMPARE(level(false, {}, false, {}), PriorityLevel::Normal);
        QCOMPARE(level(true, {}, false, {}), PriorityLevel::Urgent);
        QCOMPARE(level(false, now.plusSeconds(-300), false, {}), PriorityLevel::Normal);
        QCOMPARE(level(false, now.plusSeconds(-301), false, {}), PriorityLevel::Urgent);
        QCOMPARE(level(false, {}, true, {}), PriorityLevel::High);
        QCOMPARE(level(false, {}, false, {QStringLiteral("退款")}), PriorityLevel::High);
        QCOMPARE(PriorityRules::compute(false, now.plusSeconds(5), false, {}, now).waitTimeSeconds,
                 0);
    }

    void shift_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<bool>("weekendsOff");
        QTest::addColumn<QByteArray>("local");
        QTest::addColumn<bool>("in");
        const auto row = [](const char *name, const char *start, const char *end, const char *zone,
                            bool off, const char *at, bool in) {
            QTest::newRow(name) << QString::fromLatin1(start) << QString::fromLatin1(end)
                                << QByteArray(zone) << off << QByteArray(at) << in;
        };
        row("first second", "09:00", "18:00", "Asia/Shanghai", true, "2026-11-20T09:00:00", true);
        row("before", "09:00", "18:00", "Asia/Shanghai", true, "2026-11-20T08:59:59", false);
        row("last minute", "09:00", "18:00", "Asia/Shanghai", true, "2026-11-20T18:00:59", true);
        row("after", "09:00", "18:00", "Asia/Shanghai", true, "2026-11-20T18:01:00", false);
        row("saturday", "09:00", "18:00", "Asia/Shanghai", true, "2026-11-21T12:00:00", false);
        row("saturday allowed", "09:00", "18:00", "Asia/Shanghai", false, "2026-11-21T12:00:00",
            true);
        row("holiday", "09:00", "18:00", "Asia/Shanghai", true, "2026-10-01T12:00:00", false);
        row("night, evening part", "22:00", "06:00", "Asia/Shanghai", true, "2026-11-20T23:00:00",
            true);
        row("night belongs to friday", "22:00", "06:00", "Asia/Shanghai", true,
            "2026-11-21T05:00:00", true);
        row("saturday night", "22:00", "06:00", "Asia/Shanghai", true, "2026-11-21T23:00:00",
            false);
        row("monday early belongs to sunday", "22:00", "06:00", "Asia/Shanghai", true,
            "2026-11-23T05:00:00", false);
        row("holiday's night", "22:00", "06:00", "Asia/Shanghai", true, "2026-10-02T05:00:00",
            false);
        row("wall clock in winter", "09:00", "18:00", "Europe/Berlin", false, "2026-03-28T09:00:00",
            true);
        row("wall clock after the change", "09:00", "18:00", "Europe/Berlin", false,
            "2026-03-29T09:00:00", true);
        row("before opening after the change", "09:00", "18:00", "Europe/Berlin", false,
            "2026-03-29T08:59:00", false);
        row("after clocks went back", "09:00", "18:00", "Europe/Berlin", false,
            "2026-10-25T18:00:30", true);
    }
    void shift()
    {
        QFETCH(QString, start);
        QFETCH(QString, end);
        QFETCH(QByteArray, zone);
        QFETCH(bool, weekendsOff);
        QFETCH(QByteArray, local);
        Shift::Policy policy;
        policy.start = QTime::fromString(start, QStringLiteral("HH:mm"));
        policy.end = QTime::fromString(end, QStringLiteral("HH:mm"));
        policy.zone = QTimeZone(zone);
        policy.weekendsDisabled = weekendsOff;
        policy.holidays = {QDate(2026, 10, 1)};
        QTEST(Shift::isInShift(policy, ::local(local.constData(), policy.zone)), "in");
    }

    void shiftTexts()
    {
        const auto in = Shift::status({}, local("2026-11-20T10:00:00", QTimeZone("Asia/Shanghai")));
        QCOMPARE(in.message, QStringLiteral("人工客服在线"));
        QCOMPARE(in.shiftHours, QStringLiteral("09:00 - 18:00"));
        const auto out =
            Shift::status({}, local("2026-11-20T20:00:00", QTimeZone("Asia/Shanghai")));
        QCOMPARE(out.message, QStringLiteral("当前为非工作时间"));
        QCOMPARE(Shift::config({}, {0}).timezone, QStringLiteral("Asia/Shanghai"));
    }

    void variablesAreNamesInBraces_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, const char *text, const QStringList &found) {
            QTest::newRow(name) << QString::fromUtf8(text) << found;
        };
        row("none", "hello", {});
        row("each once, in order", "{b} {a} {b}", {QStringLiteral("{b}"), QStringLiteral("{a}")});
        row("chinese", "{订单号}", {QStringLiteral("{订单号}")});
        row("digits inside", "{part_2}", {QStringLiteral("{part_2}")});
        row("digit first", "{2nd}", {});
        row("blank inside", "{a b} {}", {});
        row("inner of two", "{{a}}", {QStringLiteral("{a}")});
        row("blanks beside", "{ a } {\u3000b\u200b}",
            {QStringLiteral("{a}"), QStringLiteral("{b}")});
        row("once with blanks, once without", "{a} { a }", {QStringLiteral("{a}")});
        row("over two lines", "{a\n}", {});
        row("no name", "{a-b} ｛a｝", {});
        row("open", "{a", {});
    }
    void variablesAreNamesInBraces()
    {
        QFETCH(QString, text);
        QTEST(Templates::variables(text), "found");
    }

    void variablesAreFilled_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled");
        const auto row = [](const char *tag, const char *name, const char *text,
                            const char *filled) {
            QTest::newRow(tag) << QString::fromUtf8(name) << QString::fromUtf8(text)
                               << QString::fromUtf8(filled);
        };
        row("name", "Anna", "Hi {customer_name}!", "Hi Anna!");
        row("no name", "", "{customer_name}您好", "尊敬的客户您好");
        row("the nickname of the nameless", "访客", "{customer_name}您好", "尊敬的客户您好");
        row("no agent", "Anna", "{agent_name}", "客服");
        row("date and time of the zone", "Anna", "{current_date} {current_time}",
            "2026-11-20 09:05");
        row("without value stays", "Anna", "{ticket_number} {customer_email}",
            "{ticket_number} {customer_email}");
        row("unknown stays", "Anna", "{tracking} for {customer_name}", "{tracking} for Anna");
        row("a value is not a text with variables", "{agent_name}", "{customer_name}",
            "{agent_name}");
        row("nothing to fill", "Anna", "{} { x", "{} { x");
        row("blanks beside the name", "Anna", "{ customer_name }, {\u00a0agent_name\u200b}",
            "Anna, 客服");
        row("no name stays", "Anna", "{a-b} ｛customer_name｝ { x }",
            "{a-b} ｛customer_name｝ { x }");
    }
    void variablesAreFilled()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const QTimeZone zone("Asia/Shanghai");
        Templates::Context context;
        context.customerName = name;
        context.now = local("2026-11-20T09:05:00", zone);
        context.zone = zone;
        QTEST(Templates::fill(text, Templates::values(context)), "filled");
    }

    void templatesWithoutAHuman_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sent");
        const auto row = [](const char *text, const char *sent) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(sent);
        };
        row("Hello {unknown}, welcome", "Hello, welcome");
        row("Hello {unknown} there", "Hello there");
        row("{unknown} hello", "hello");
        row("hello {unknown}", "hello");
        row("{unknown}", "");
        row("您好{unknown}，{customer_name}", "您好，尊敬的客户");
        row("a\n{unknown} b\n", "a\nb\n");
        row("a {unknown} {unknown} b", "a b");
        row("{ no } {9} {customer_name}", "{9} 尊敬的客户");
        row("{ customer_name }，您好", "尊敬的客户，您好");
        row("{\u3000customer_name\u200b} hi", "尊敬的客户 hi");
        row("Hi ｛unknown｝!", "Hi!");
        row("Hi ｛customer_name｝!", "Hi!");
        row("Hi {customer_name｝ there", "Hi there");
        row("Hi {a-b}!", "Hi!");
        row("Hi {customer name} {customer.name} {$name} {2nd} {na\u0308me} {a–b}!", "Hi!");
        row("{} { } {1-3} {：）} {x, y} {see: this} {a\nb}",
            "{} { } {1-3} {：）} {x, y} {see: this} {a\nb}");
        row("{customer_email} x", "x"); // known, without a value here
    }
    void templatesWithoutAHuman()
    {
        QFETCH(QString, text);
        QTEST(Templates::fillOrLeaveOut(text, Templates::values({})), "sent");
    }

    void templatesUnknown()
    {
        const QString text = QStringLiteral("{queue_position} {x} {customer_name} {x} {y}");
        QCOMPARE(Templates::unknown(text, true),
                 (QStringList{QStringLiteral("{x}"), QStringLiteral("{y}")}));
        QCOMPARE(Templates::unknown(text, false),
                 (QStringList{QStringLiteral("{queue_position}"), QStringLiteral("{x}"),
                              QStringLiteral("{y}")}));
        QCOMPARE(
            Templates::unknown(
                QStringLiteral("{ customer_name } { x } {x} {a-b} ｛customer_name｝ {9}"), true),
            (QStringList{QStringLiteral("{x}"), QStringLiteral("{a-b}"),
                         QStringLiteral("｛customer_name｝")}));
    }

    void placesOfVariables()
    {
        const QString text = QStringLiteral("x { a } {b}");
        const auto places = Templates::places(text);
        QCOMPARE(places.size(), 2);
        QCOMPARE(text.mid(places[0].start, places[0].length), QStringLiteral("{ a }"));
        QCOMPARE(places[0].name, QStringLiteral("{a}"));
        QCOMPARE(text.mid(places[1].start, places[1].length), QStringLiteral("{b}"));
    }

    void everyKnownVariableCanHaveAValue()
    {
        Templates::Context context{QStringLiteral("n"),
                                   QStringLiteral("e"),
                                   QStringLiteral("c"),
                                   QStringLiteral("a"),
                                   QStringLiteral("s"),
                                   QStringLiteral("t"),
                                   {0},
                                   QTimeZone("UTC")};
        const auto values = Templates::values(context);
        QCOMPARE(values.size(), Templates::known().size());
        for (const QString &name : Templates::known())
            QVERIFY2(values.contains(name), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
