#include "server/domain/ticket/tickets.h"
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

const QString session = QStringLiteral("访客_1");

QStringList systemTexts(TestDesk &desk, const QString &name = session)
{
    QStringList texts;
    const auto state = desk.state(name);
    for (const Message &message : state->history) {
        if (message.role == MessageRole::System)
            texts.append(message.content);
    }
    return texts;
}

/// Fires all that is due; how many replies were sent.
int fireDue(TestDesk &desk)
{
    int sent = 0;
    const auto due = desk.read([](Tx &tx) { return AutoReplies::due(tx, 100); });
    for (const qint64 id : *due)
        sent += *desk.write([&](Tx &tx) { return AutoReplies::fireTimer(tx, desk.policy, id); });
    return sent;
}

int rowsOf(TestDesk &desk, const char *table)
{
    return *desk.read([&](Tx &tx) -> Result<int> {
        return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table))
            .toInt();
    });
}

/// Everybody who is online takes as many sessions as fit.
void fillDesk(TestDesk &desk)
{
    int n = 0;
    for (const Actor &agent : {desk.admin, desk.wang, desk.li}) {
        (void)desk.write([&](Tx &tx) {
            return Agents::setStatus(tx, agent.agent.id, {AgentPresence::Online, {}});
        });
        for (int i = 0; i < agent.agent.maxSessions; ++i) {
            const QString name = QStringLiteral("busy_%1").arg(++n);
            (void)desk.begin(name);
            if (!desk.takeOver(name, agent))
                qFatal("could not fill the desk");
        }
    }
}

} // namespace

/// When auto-reply rules fire, and what becomes of their replies.
class TestAutoReply : public QObject
{
    Q_OBJECT

private slots:
    void welcomeOncePerSession()
    {
        TestDesk desk;
        (void)make(desk,
                   ruleOf(T::Welcome, "欢迎 {customer_name}，{session_name}{customer_email}"));
        desk.takeFacts();
        (void)desk.begin(session);
        desk.takeFacts();
        QVERIFY(desk.turn(session, u8("你好"), u8("您好")).ok());
        // The AI answers still; the reply comes after it, to customer and agents.
        QCOMPARE(desk.takeFacts(),
                 test::list({"message_added:user", "session_updated", "message_added:assistant",
                             "!manual_message:system", "message_added:system", "session_updated"}));
        QCOMPARE(systemTexts(desk), test::list({"欢迎 尊敬的客户，访客_1"}));
        (void)desk.turn(session, u8("再问"), u8("再答"));
        QCOMPARE(systemTexts(desk).size(), 1);
        // The text of a rule, however it is worded, sets off nothing.
        QCOMPARE(desk.state(session)->history.size(), 5);
    }

    void theTicketOfTheSession()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Keyword, "票 { ticket_number }", keywords({u8("工单")})));
        (void)make(desk, ruleOf(T::Keyword, "迟 {ticket_number}", keywords({u8("工单")}), 5));
        (void)desk.turn(session, u8("工单"), u8("好的"));
        QCOMPARE(systemTexts(desk), test::list({"票"})); // there is none yet
        CreateTicketRequest request;
        request.title = u8("刹车");
        request.customerId = QStringLiteral("cust_1");
        request.sessionId = session;
        QString newest;
        for (int i = 0; i < 2; ++i)
            newest = desk.write([&](Tx &tx) {
                             return Tickets::create(tx, desk.policy, request, desk.wang);
                         })
                         ->ticketNumber;
        desk.pass(601);
        (void)desk.turn(session, u8("工单"), u8("好的"));
        QCOMPARE(systemTexts(desk).constLast(), QString(u8("票 ") + newest));
        desk.pass(5);
        QCOMPARE(fireDue(desk), 2);
        QCOMPARE(systemTexts(desk).constLast(), QString(u8("迟 ") + newest));
        (void)desk.turn(u8("another"), u8("工单"), u8("好的"));
        QCOMPARE(systemTexts(desk, u8("another")), test::list({"票"}));
    }

    void whatShowsNothingIsNotSent()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Keyword, "{customer_email}\u200b", keywords({u8("退款")})));
        (void)make(desk, ruleOf(T::Keyword, "｛unknown｝\u2060", keywords({u8("退款")}), 5));
        (void)desk.turn(session, u8("退款"), u8("好的"));
        desk.pass(5);
        QCOMPARE(fireDue(desk), 0);
        QCOMPARE(systemTexts(desk), QStringList());
    }

    void aFailedFirstTurnIsWelcomedToo()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Welcome, "欢迎"));
        const Chat::Turn turn = desk.ask(session, u8("你好"))->turn;
        QVERIFY(
            desk.write([&](Tx &tx) { return Chat::failTurn(tx, desk.policy, turn, u8("720701")); })
                .ok());
        QCOMPARE(systemTexts(desk), test::list({"欢迎"}));
    }

    void keywordOncePerTenMinutes()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Keyword, "bit", keywords({u8("Refund"), u8("退款")})));
        (void)make(desk, ruleOf(T::Keyword, "other", keywords({u8("电池")})));
        const auto say = [&](const char *text, const char *name = nullptr) {
            (void)desk.turn(name ? u8(name) : session, u8(text), u8("Refund 退款 电池"));
        };
        say("hello"); // the AI's words do not count
        QCOMPARE(systemTexts(desk), QStringList());
        say("I want a REFUND");
        QCOMPARE(systemTexts(desk), test::list({"bit"}));
        desk.pass(599);
        say("退款");
        QCOMPARE(systemTexts(desk), test::list({"bit"}));
        say("电池 退款"); // each rule by itself
        QCOMPARE(systemTexts(desk), test::list({"bit", "other"}));
        say("退款", "another"); // each session by itself
        QCOMPARE(systemTexts(desk, u8("another")), test::list({"bit"}));
        desk.pass(1);
        say("退款");
        QCOMPARE(systemTexts(desk), test::list({"bit", "other", "bit"}));
    }

    void firingsAreForgotten()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Keyword, "bit", keywords({u8("x")})));
        (void)desk.turn(session, u8("x"), u8("y"));
        const auto forget = [&] {
            return *desk.write([](Tx &tx) { return AutoReplies::forget(tx, 10); });
        };
        QCOMPARE(forget(), 0);
        desk.pass(601);
        QCOMPARE(forget(), 1);
        QCOMPARE(rowsOf(desk, "auto_reply_fired"), 0);
    }

    void disabledRulesAreSilent()
    {
        TestDesk desk;
        auto request = ruleOf(T::Welcome, "欢迎");
        request.enabled = false;
        (void)make(desk, request);
        (void)desk.turn(session, u8("你好"), u8("您好"));
        QCOMPARE(systemTexts(desk), QStringList());
    }

    void offlineOutOfShift()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Offline, "我们 9 点上班"));
        (void)make(desk, ruleOf(T::Queue, "排队"));
        (void)make(desk, ruleOf(T::Busy, "忙"));
        desk.setNow(test::night);
        const auto escalated = desk.escalate(session);
        QCOMPARE(escalated->state.status, SessionStatus::AfterHoursEmail);
        QCOMPARE(systemTexts(desk),
                 (QStringList{desk.policy.texts.afterHoursNoMail, u8("我们 9 点上班")}));
        QCOMPARE(escalated->state.history.size(), 2); // the answer has it already
        (void)desk.escalate(session);                 // mailed already: nothing happens
        QCOMPARE(systemTexts(desk).size(), 2);
    }

    void offlineByTheRegulator()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Offline, "下班了"));
        desk.setNow(test::night);
        (void)desk.turn(session, u8("转人工"), u8("好的"));
        QCOMPARE(systemTexts(desk).last(), u8("下班了"));
    }

    void queueTellsThePosition()
    {
        TestDesk desk;
        fillDesk(desk); // waits of 0 s
        (void)make(desk, ruleOf(T::Queue, "第 {queue_position} 位，约 {estimated_wait_time}",
                                number("min_position", 2)));
        desk.takeEvents();
        (void)desk.escalate(u8("first"));
        QCOMPARE(systemTexts(desk, u8("first")), QStringList());
        desk.pass(1);
        (void)desk.turn(session, u8("转人工"), u8("好的"));
        QCOMPARE(systemTexts(desk), test::list({"第 2 位，约 1 分钟"}));
        (void)desk.escalate(session); // waits already
        QCOMPARE(systemTexts(desk).size(), 1);
    }

    void estimatedWaitComesFromRecentWaits()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Queue, "{estimated_wait_time}"));
        (void)desk.escalate(u8("a"));
        QCOMPARE(systemTexts(desk, u8("a")), test::list({"几分钟"})); // nobody was served yet
        desk.pass(200);
        (void)desk.takeOver(u8("a"), desk.wang);
        (void)desk.escalate(u8("b"));
        QCOMPARE(systemTexts(desk, u8("b")), test::list({"4 分钟"}));
    }

    void whoComesBackToTheQueueIsTold()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Queue, "第 {queue_position} 位"));
        (void)desk.begin(session);
        (void)desk.takeOver(session, desk.wang); // passes through the queue, does not wait
        QCOMPARE(systemTexts(desk).size(), 1);
        (void)desk.requeue(session, desk.wang);
        QCOMPARE(systemTexts(desk).last(), u8("第 1 位"));
        QCOMPARE(systemTexts(desk).size(), 2);
    }

    void busyWhenNobodyHasAPlace()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Busy, "忙"));
        fillDesk(desk);
        (void)desk.escalate(u8("full"));
        QCOMPARE(systemTexts(desk, u8("full")), test::list({"忙"}));
        (void)desk.close(u8("busy_1"), desk.admin);
        (void)desk.escalate(u8("place"));
        QCOMPARE(systemTexts(desk, u8("place")), QStringList());
        // Who is busy or away does not count.
        (void)desk.write([&](Tx &tx) {
            return Agents::setStatus(tx, desk.admin.agent.id, {AgentPresence::Busy, {}});
        });
        (void)desk.escalate(u8("away"));
        QCOMPARE(systemTexts(desk, u8("away")), test::list({"忙"}));
    }

    void timeoutWhileStillWaiting()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Timeout, "还在等", number("wait_seconds", 60), 5));
        (void)desk.escalate(session);
        (void)desk.escalate(u8("served"));
        desk.pass(64);
        (void)desk.takeOver(u8("served"), desk.wang);
        QCOMPARE(fireDue(desk), 0);
        desk.pass(1);
        desk.takeEvents();
        QCOMPARE(fireDue(desk), 1);
        QCOMPARE(desk.takeFacts(),
                 test::list({"!manual_message:system", "message_added:system", "session_updated"}));
        QCOMPARE(systemTexts(desk), test::list({"还在等"}));
        QCOMPARE(systemTexts(desk, u8("served")).size(), 1); // the takeover's
        QCOMPARE(rowsOf(desk, "auto_reply_timers"), 0);
        desk.pass(1000);
        QCOMPARE(fireDue(desk), 0); // once per wait
    }

    void anotherWaitIsAnotherTimeout()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Timeout, "还在等", number("wait_seconds", 60)));
        (void)desk.escalate(session);
        desk.pass(30);
        (void)desk.cancel(session);
        (void)desk.escalate(session);
        desk.pass(30);
        QCOMPARE(fireDue(desk), 0); // the time of the first wait is up, but that is over
        desk.pass(30);
        QCOMPARE(fireDue(desk), 1);
    }

    void delayedRepliesMustStillFit_data()
    {
        QTest::addColumn<AutoReplyType>("type");
        QTest::addColumn<QString>("meanwhile");
        QTest::addColumn<bool>("sent");
        QTest::newRow("welcome") << T::Welcome << QString() << true;
        QTest::newRow("welcome, escalated") << T::Welcome << u8("escalate") << true;
        QTest::newRow("welcome, a human came") << T::Welcome << u8("take") << false;
        QTest::newRow("welcome, closed") << T::Welcome << u8("close") << false;
        QTest::newRow("keyword") << T::Keyword << QString() << true;
        QTest::newRow("keyword, a human came") << T::Keyword << u8("take") << false;
        QTest::newRow("queue") << T::Queue << u8("escalate") << true;
        QTest::newRow("queue, cancelled") << T::Queue << u8("escalate cancel") << false;
        QTest::newRow("queue, waits anew")
            << T::Queue << u8("escalate cancel pass escalate") << true;
        QTest::newRow("queue, a human came") << T::Queue << u8("escalate take") << false;
        QTest::newRow("rule disabled") << T::Welcome << u8("disable") << false;
        QTest::newRow("rule deleted") << T::Welcome << u8("delete") << false;
        QTest::newRow("rule reworded") << T::Welcome << u8("reword") << true;
    }
    void delayedRepliesMustStillFit()
    {
        QFETCH(AutoReplyType, type);
        QFETCH(QString, meanwhile);
        TestDesk desk;
        auto request =
            ruleOf(type, "later", type == T::Keyword ? keywords({u8("x")}) : QJsonObject(), 10);
        const auto rule = make(desk, request);
        (void)desk.turn(session, u8("x"), u8("y"));
        for (const QString &step : meanwhile.split(u' ', Qt::SkipEmptyParts)) {
            if (step == u"escalate")
                QVERIFY(desk.escalate(session).ok());
            else if (step == u"cancel")
                QVERIFY(desk.cancel(session).ok());
            else if (step == u"take")
                QVERIFY(desk.takeOver(session, desk.wang).ok());
            else if (step == u"close")
                QVERIFY(desk.close(session, desk.wang).ok());
            else if (step == u"pass")
                desk.pass(5);
            else if (step == u"delete")
                QVERIFY(desk.write([&](Tx &tx) {
                                return AutoReplies::remove(tx, rule->id, desk.admin);
                            })
                            .ok());
            else {
                request.enabled = step != u"disable";
                request.replyContent = u8("new");
                QVERIFY(desk.write([&](Tx &tx) {
                                return AutoReplies::update(tx, rule->id, request, desk.admin);
                            })
                            .ok());
            }
        }
        const auto before = systemTexts(desk).size();
        desk.pass(9 - (meanwhile.contains(u"pass") ? 5 : 0));
        QCOMPARE(fireDue(desk), 0);
        desk.pass(6); // the second of two waits is due as well
        QTEST(fireDue(desk) == 1, "sent");
        QTEST(systemTexts(desk).size() == before + 1, "sent");
        if (meanwhile == u"reword")
            QCOMPARE(systemTexts(desk).last(), u8("new"));
        QCOMPARE(rowsOf(desk, "auto_reply_timers"), 0);
    }

    void aTimerFiresOnce()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Welcome, "later", {}, 1));
        (void)desk.turn(session, u8("x"), u8("y"));
        desk.pass(1);
        const auto due = desk.read([](Tx &tx) { return AutoReplies::due(tx, 100); });
        QCOMPARE(due->size(), 1);
        // Two servers saw the same timer.
        QList<Later<bool>> both;
        for (int i = 0; i < 2; ++i)
            both.append(desk.db->write([&desk, id = due->first()](Tx &tx) {
                return AutoReplies::fireTimer(tx, desk.policy, id);
            }));
        QCOMPARE(int(*test::await(both.at(0))) + int(*test::await(both.at(1))), 1);
        QCOMPARE(systemTexts(desk), test::list({"later"}));
    }

    void brokenRulesFailNoChat()
    {
        // product.md, Rules 1: whatever happens to the rules, the turn is stored and answered.
        TestDesk desk;
        (void)make(desk, ruleOf(T::Welcome, "欢迎"));
        QVERIFY(desk.write([](Tx &tx) {
                        return tx.connection().run(QStringLiteral("DROP TABLE auto_reply_rules"));
                    })
                    .ok());
        (void)desk.begin(session);
        desk.takeFacts();
        const auto ended = desk.turn(session, u8("你好"), u8("您好"));
        QVERIFY(ended.ok());
        QCOMPARE(desk.takeFacts(), test::list({"message_added:user", "session_updated",
                                               "message_added:assistant", "session_updated"}));
        QVERIFY(desk.escalate(session).ok());
        QCOMPARE(desk.state(session)->status, SessionStatus::PendingManual);
    }

    void aHalfDoneReactionIsUndone()
    {
        // The first rule is put off, then the second breaks on a missing table: no timer may stay.
        TestDesk desk;
        (void)make(desk, ruleOf(T::Welcome, "later", {}, 30));
        (void)make(desk, ruleOf(T::Keyword, "kw", keywords({u8("x")})));
        QVERIFY(desk.write([](Tx &tx) {
                        return tx.connection().run(QStringLiteral("DROP TABLE auto_reply_fired"));
                    })
                    .ok());
        QVERIFY(desk.turn(session, u8("x"), u8("y")).ok());
        QCOMPARE(rowsOf(desk, "auto_reply_timers"), 0);
        QCOMPARE(desk.state(session)->history.size(), 2);
    }

    void noReplyIntoAHumansConversation()
    {
        TestDesk desk;
        (void)make(desk, ruleOf(T::Welcome, "欢迎"));
        (void)make(desk, ruleOf(T::Keyword, "kw", keywords({u8("x")})));
        const Chat::Turn turn = desk.ask(session, u8("x"))->turn;
        (void)desk.takeOver(session, desk.wang);
        (void)desk.write(
            [&](Tx &tx) { return Chat::interruptTurn(tx, desk.policy, turn, QString()); });
        (void)desk.send(session, u8("user"), u8("x"), Actor::customer());
        QCOMPARE(systemTexts(desk).size(), 1); // the takeover's
    }
};

QTEST_GUILESS_MAIN(TestAutoReply)
#include "tst_autoreply.moc"
