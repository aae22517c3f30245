#include "server/domain/audit.h"
#include "tests/server/domain/autoreplydesk.h"

using namespace handoff;
using test::keywords;
using test::make;
using test::number;
using test::ruleOf;
using test::TestDesk;
using test::u8;
using T = AutoReplyType;

namespace {

int rowsOf(TestDesk &desk, const char *table)
{
    return *desk.read([&](Tx &tx) -> Result<int> {
        return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table))
            .toInt();
    });
}

} // namespace

/// The rules of auto-replies and their dry run.
class TestAutoReplyRules : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_bad = std::make_unique<TestDesk>(); }
    void cleanupTestCase() { m_bad.reset(); }

    void ruleLives()
    {
        TestDesk desk;
        const auto made = make(desk, ruleOf(T::Keyword, "hi", keywords({u8("退款")}), 5));
        QVERIFY(made.ok());
        QCOMPARE(made->createdBy, desk.admin.agent.id);
        QCOMPARE(made->createdAt, desk.now());
        const auto listed = desk.read([](Tx &tx) { return AutoReplies::list(tx); });
        QCOMPARE(listed->items, QList<AutoReplyRule>{*made});
        QCOMPARE(desk.takeFacts(), test::list({"catalog_changed"}));
        desk.pass(3);
        auto request = ruleOf(T::Timeout, "still here", number("wait_seconds", 60));
        request.enabled = false;
        const auto changed = desk.write(
            [&](Tx &tx) { return AutoReplies::update(tx, made->id, request, desk.admin); });
        QCOMPARE(changed->type, T::Timeout);
        QCOMPARE(changed->updatedAt, desk.now());
        QCOMPARE(desk.read([](Tx &tx) { return AutoReplies::list(tx); })->items,
                 QList<AutoReplyRule>{*changed});
        const auto remove = [&] {
            return desk.write(
                [&](Tx &tx) { return AutoReplies::remove(tx, made->id, desk.admin); });
        };
        QVERIFY(remove().ok());
        QCOMPARE(desk.takeFacts(), test::list({"catalog_changed", "catalog_changed"}));
        const auto log = desk.read([](Tx &tx) { return Audit::page(tx, {}); });
        QCOMPARE(log->items.size(), 3); // newest first; known by what the rule said
        QCOMPARE(log->items.at(0).action, u8("auto_reply_rule_deleted"));
        QCOMPARE(log->items.at(0).object, made->id);
        QCOMPARE(log->items.at(0).details.value(u"name").toString(), u8("still here"));
        QCOMPARE(log->items.at(0).details.value(u"type").toString(), u8("timeout"));
        QCOMPARE(log->items.at(2).details.value(u"name").toString(), u8("hi"));
        QCOMPARE(remove().error(), errors::autoReplyRuleNotFound());
        QCOMPARE(desk.write([&](Tx &tx) {
                         return AutoReplies::update(tx, made->id, request, desk.admin);
                     })
                     .error(),
                 errors::autoReplyRuleNotFound());
        QVERIFY(desk.takeFacts().isEmpty());
    }

    void twentyPerType()
    {
        TestDesk desk;
        for (int i = 0; i < 20; ++i)
            QVERIFY(make(desk, ruleOf(T::Welcome, "w")).ok());
        QCOMPARE(make(desk, ruleOf(T::Welcome, "w")).error(), errors::ruleLimit(20));
        const auto other = make(desk, ruleOf(T::Busy, "b"));
        QVERIFY(other.ok());
        const auto change = [&](const AutoReplyRuleRequest &request) {
            return desk.write(
                [&](Tx &tx) { return AutoReplies::update(tx, other->id, request, desk.admin); });
        };
        QCOMPARE(change(ruleOf(T::Welcome, "w")).error(), errors::ruleLimit(20));
        QVERIFY(change(ruleOf(T::Busy, "b2")).ok());
    }

    void badRules_data()
    {
        QTest::addColumn<AutoReplyType>("type");
        QTest::addColumn<QJsonObject>("condition");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("delay");
        QTest::addColumn<QString>("field");
        const QString ok = QStringLiteral("x");
        const auto row = [](const char *name, T type, const QJsonObject &condition,
                            const QString &text, int delay, const char *field) {
            QTest::newRow(name) << type << condition << text << delay << QString::fromLatin1(field);
        };
        row("no text", T::Welcome, {}, {}, 0, "/reply_content");
        row("blank text", T::Welcome, {}, u8(" \n"), 0, "/reply_content");
        row("long text", T::Welcome, {}, QString(1001, u'x'), 0, "/reply_content");
        row("negative delay", T::Welcome, {}, ok, -1, "/delay_seconds");
        row("long delay", T::Welcome, {}, ok, 61, "/delay_seconds");
        const char *event = "/trigger_condition/event";
        row("unknown event", T::Welcome, {{u8("event"), u8("second")}}, ok, 0, event);
        row("event of a wrong type", T::Welcome, {{u8("event"), 1}}, ok, 0, event);
        const char *words = "/trigger_condition/keywords";
        row("no keywords", T::Keyword, {}, ok, 0, words);
        row("keywords null", T::Keyword, {{u8("keywords"), QJsonValue()}}, ok, 0, words);
        row("keywords of a wrong type", T::Keyword, {{u8("keywords"), u8("x")}}, ok, 0, words);
        row("no keyword", T::Keyword, keywords({}), ok, 0, words);
        row("51 keywords", T::Keyword, keywords(QStringList(51, ok)), ok, 0, words);
        row("blank keyword", T::Keyword, keywords({ok, u8(" ")}), ok, 0,
            "/trigger_condition/keywords/1");
        row("long keyword", T::Keyword, keywords({QString(51, u'x')}), ok, 0,
            "/trigger_condition/keywords/0");
        row("a number as keyword", T::Keyword, {{u8("keywords"), QJsonArray{1}}}, ok, 0,
            "/trigger_condition/keywords/0");
        row("position 0", T::Queue, number("min_position", 0), ok, 0,
            "/trigger_condition/min_position");
        row("position a text", T::Queue, {{u8("min_position"), ok}}, ok, 0,
            "/trigger_condition/min_position");
        row("no wait", T::Timeout, {}, ok, 0, "/trigger_condition/wait_seconds");
        row("wait 0", T::Timeout, number("wait_seconds", 0), ok, 0,
            "/trigger_condition/wait_seconds");
        row("wait over a day", T::Timeout, number("wait_seconds", 86401), ok, 0,
            "/trigger_condition/wait_seconds");
        row("welcome", T::Welcome, {{u8("event"), u8("first_message")}}, ok, 0, "");
        row("the longest", T::Keyword, keywords(QStringList(50, QString(50, u'车'))),
            QString(1000, u'车'), 60, "");
        row("queue without position", T::Queue, {}, ok, 0, "");
        row("offline", T::Offline, {}, ok, 0, "");
        row("busy", T::Busy, {}, ok, 0, "");
    }
    void badRules()
    {
        QFETCH(AutoReplyType, type);
        QFETCH(QJsonObject, condition);
        QFETCH(QString, text);
        QFETCH(int, delay);
        QFETCH(QString, field);
        TestDesk &desk = *m_bad;
        const auto made = make(desk, {type, condition, text, true, delay});
        if (field.isEmpty()) {
            QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().message));
            return;
        }
        QVERIFY(!made.ok());
        QVERIFY2(made.error().message.startsWith(field + u':'), qPrintable(made.error().message));
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(rowsOf(desk, "auto_reply_rules"), 0);
    }

    void dryRun_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("atNight");
        QTest::addColumn<QStringList>("fires");
        QTest::newRow("a new customer")
            << u8("hi") << QString() << false << test::list({"welcome:0"});
        QTest::newRow("keyword") << u8("退款") << u8("bot_active") << false
                                 << test::list({"welcome:0", "keyword:3"});
        QTest::newRow("escalated") << u8("hi") << u8("pending_manual") << false
                                   << test::list({"busy:0", "queue:0", "timeout:65"});
        QTest::newRow("escalated at night")
            << u8("退款") << u8("pending_manual") << true << test::list({"keyword:3", "offline:0"});
        QTest::newRow("after hours")
            << u8("退款") << u8("after_hours_email") << true << test::list({"keyword:3"});
        QTest::newRow("with a human") << u8("退款") << u8("manual_live") << false << QStringList();
        QTest::newRow("no text") << QString() << u8("bot_active") << false << QStringList();
    }
    void dryRun()
    {
        QFETCH(QString, message);
        QFETCH(QString, status);
        QFETCH(bool, atNight);
        TestDesk desk;
        const QList<AutoReplyRuleRequest> rules{
            ruleOf(T::Welcome, "{current_time}"),
            ruleOf(T::Keyword, "k", keywords({u8("退款"), u8("x")}), 3),
            ruleOf(T::Offline, "o"),
            ruleOf(T::Busy, "b"), // nobody is online
            ruleOf(T::Queue, "{queue_position}"),
            ruleOf(T::Timeout, "t", number("wait_seconds", 60), 5)};
        for (const auto &rule : rules)
            QVERIFY(make(desk, rule).ok());
        auto off = ruleOf(T::Welcome, "off");
        off.enabled = false;
        (void)make(desk, off);
        desk.takeEvents();

        AutoReplyTestRequest request{message, json::enumFromName<SessionStatus>(status),
                                     atNight ? test::night : test::workday};
        const auto answer =
            desk.read([&](Tx &tx) { return AutoReplies::test(tx, desk.policy, request); });
        QStringList fires;
        for (const AutoReplyMatch &match : answer->items) {
            fires.append(QString(json::enumName(match.type)) + u':' +
                         QString::number(match.afterSeconds));
            if (match.type == T::Welcome)
                QCOMPARE(match.replyContent, u8("10:00"));
            if (match.type == T::Keyword)
                QCOMPARE(match.keywords, test::list({"退款"}));
            if (match.type == T::Queue)
                QCOMPARE(match.replyContent, u8("1"));
        }
        QTEST(fires, "fires");
        QCOMPARE(answer->total, fires.size());
        QVERIFY(desk.takeEvents().isEmpty());
        QCOMPARE(rowsOf(desk, "auto_reply_timers"), 0);
    }

private:
    std::unique_ptr<TestDesk> m_bad; ///< for bad input: nothing may change in it
};

QTEST_GUILESS_MAIN(TestAutoReplyRules)
#include "tst_autoreplyrules.moc"
