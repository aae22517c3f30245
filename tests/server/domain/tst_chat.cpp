#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

namespace {

const QString session = QStringLiteral("访客_1");
const QString question = QStringLiteral("电池多少钱？");
const QString answer = QStringLiteral("电池 299 欧元。");

Chat::Turn turnOf(TestDesk &desk, const QString &text)
{
    Chat::Turn turn = desk.begin(session)->turn;
    turn.userText = text;
    return turn;
}

QList<MessageRole> roles(const QList<Message> &history)
{
    QList<MessageRole> list;
    for (const Message &message : history)
        list.append(message.role);
    return list;
}

const auto isUser = MessageRole::User;
const auto isAi = MessageRole::Assistant;
const auto isAgent = MessageRole::Agent;
const auto isSystem = MessageRole::System;

} // namespace

class TestChat : public QObject
{
    Q_OBJECT

private slots:
    void firstUseMakesTheSession()
    {
        TestDesk desk;
        const auto begun = desk.begin(session, QStringLiteral("757"));
        QVERIFY(begun.ok());
        QVERIFY(begun->created && begun->mayAnswer() && !begun->conversationId &&
                begun->foreignConversation);
        QCOMPARE(begun->turn.receivedAt, desk.now());
        QCOMPARE(desk.takeFacts(), test::list({"session_updated"}));
        const auto again = desk.begin(session);
        QVERIFY(!again->created && !again->foreignConversation);
        QVERIFY(desk.takeFacts().isEmpty());
        QCOMPARE(desk.state(session)->userProfile, UserProfile());
        QCOMPARE(desk.begin(QString()).error(), errors::sessionNameRequired());
        QVERIFY(!desk.begin(QString(256, u'x')).ok());
    }

    void conversationsAreOwn()
    {
        TestDesk desk;
        const auto set = [&](const QString &id) {
            return desk.write(
                [&](Tx &tx) { return Chat::setConversation(tx, desk.policy, session, id); });
        };
        QVERIFY(set(QStringLiteral("7570000000000000001")).ok());
        QCOMPARE(desk.begin(session)->conversationId, QStringLiteral("7570000000000000001"));
        QVERIFY(desk.begin(session, QStringLiteral("7570000000000000002"))->foreignConversation);
        QVERIFY(!desk.begin(session, QStringLiteral("7570000000000000001"))->foreignConversation);
        QVERIFY(!desk.begin(session, QString())->foreignConversation);
        // A clear makes a new one; the history stays for the staff.
        (void)desk.turn(session, question, answer);
        QVERIFY(set(QStringLiteral("7570000000000000003")).ok());
        QCOMPARE(desk.state(session)->conversationId, QStringLiteral("7570000000000000003"));
        QCOMPARE(desk.state(session)->history.size(), 2);
    }

    void goodTurn()
    {
        TestDesk desk;
        const auto turn = turnOf(desk, question);
        desk.takeEvents();
        desk.pass(3);
        const auto ended =
            desk.write([&](Tx &tx) { return Chat::completeTurn(tx, desk.policy, turn, answer); });
        QVERIFY(ended.ok());
        QCOMPARE(ended->user.timestamp, test::workday);
        QCOMPARE(ended->assistant->timestamp, desk.now());
        QVERIFY(!ended->escalation && !ended->humanCame);
        QCOMPARE(ended->status, S::BotActive);
        QCOMPARE(desk.takeFacts(),
                 test::list({"message_added:user", "message_added:assistant", "session_updated"}));
        const auto state = *desk.state(session);
        QCOMPARE(roles(state.history), (QList{isUser, isAi}));
        QCOMPARE(state.history.at(1).content, answer);
        QCOMPARE(desk.read([](Tx &tx) { return Sessions::list(tx, {}); })->items.at(0).unread, 0);
    }

    // ---- regulator ----------------------------------------------------------------------------
    void keywordCallsAHuman()
    {
        TestDesk desk;
        (void)desk.begin(session);
        desk.takeEvents();
        const auto ended = desk.turn(session, u8("我要找人工客服"), answer);
        QCOMPARE(ended->status, S::PendingManual);
        QCOMPARE(ended->escalation->details, u8("命中关键词: 人工, 客服"));
        QVERIFY(ended->isInShift && !ended->mailQueued);
        QCOMPARE(ended->transitions.at(0).operatorName, QStringLiteral("regulator"));
        const auto events = desk.takeEvents();
        QCOMPARE(events.at(2).type, QStringLiteral("status_change"));
        QCOMPARE(QJsonDocument::fromJson(events.at(2).json).object().value(u"reason").toString(),
                 QStringLiteral("keyword"));
        const auto state = *desk.state(session);
        QCOMPARE(state.escalation->severity, Severity::High);
        QCOMPARE(state.escalation->reason, EscalationReason::Keyword);
        QCOMPARE(desk.episodes(session).at(0).messagesBefore, 1);
        QVERIFY(!desk.begin(session)->mayAnswer());
    }

    void failuresAddUp()
    {
        TestDesk desk;
        const QString sorry = u8("抱歉，我不太清楚");
        (void)desk.turn(session, question, sorry);
        QCOMPARE(desk.state(session)->aiFailCount, 1);
        (void)desk.turn(session, question, answer); // a good one forgives
        QCOMPARE(desk.state(session)->aiFailCount, 0);
        (void)desk.turn(session, question, sorry);
        (void)desk.turn(session, question, QString()); // an empty one counts
        QCOMPARE(desk.state(session)->aiFailCount, 2);
        auto turn = turnOf(desk, question);
        desk.takeEvents();
        const auto ended = desk.write(
            [&](Tx &tx) { return Chat::failTurn(tx, desk.policy, turn, u8("4013 限流")); });
        QCOMPARE(ended->status, S::PendingManual);
        QCOMPARE(ended->escalation->details, u8("AI 连续失败 3 次,已达阈值 3"));
        QVERIFY(!ended->assistant);
        QCOMPARE(desk.takeFacts(),
                 test::list({"message_added:user", "message_added:system",
                             "!status_change:pending_manual", "session_updated"}));
        QCOMPARE(desk.state(session)->aiFailCount, 0);
        // The customer's words are kept, the note is for agents only.
        QCOMPARE(desk.state(session)->history.constLast().content, question);
        QCOMPARE(desk.state(session, desk.wang)->history.constLast().content,
                 u8("AI 未能回答：4013 限流"));
    }

    void aBrokenAnswerKeepsWhatWasSeen()
    {
        TestDesk desk;
        const auto turn = turnOf(desk, question);
        const auto ended = desk.write([&](Tx &tx) {
            return Chat::failTurn(tx, desk.policy, turn, QStringLiteral("cut"), u8("电池 29"));
        });
        QCOMPARE(ended->assistant->content, u8("电池 29"));
        QCOMPARE(roles(desk.state(session)->history), (QList{isUser, isAi}));
        QCOMPARE(roles(desk.state(session, desk.wang)->history), (QList{isUser, isAi, isSystem}));
        QCOMPARE(desk.state(session)->aiFailCount, 1);
        const auto incomplete = desk.read([&](Tx &tx) -> Result<bool> {
            return MessageStore::page(tx, SessionStore::find(tx, session)->id, 0, 9, true)
                .at(1)
                .incomplete;
        });
        QVERIFY(*incomplete);
    }

    void atNightItIsMailedOnce()
    {
        TestDesk desk;
        desk.policy.mail.recipients = test::list({"staff@example.com"});
        desk.setNow(test::night);
        const auto ended = desk.turn(session, u8("转人工"), answer);
        QCOMPARE(ended->status, S::AfterHoursEmail);
        QVERIFY(ended->mailQueued && !ended->isInShift && ended->escalation);
        QCOMPARE(ended->transitions.size(), 2);
        QVERIFY(desk.begin(session)->mayAnswer()); // the AI goes on
        const auto second = desk.turn(session, u8("转人工"), answer);
        QCOMPARE(second->status, S::AfterHoursEmail);
        QVERIFY(!second->mailQueued && !second->escalation && second->transitions.isEmpty());
        QCOMPARE(desk.state(session)->history.constLast().content, answer);
        desk.setNow({test::night.ms + 12LL * 3600 * 1000});
        QCOMPARE(desk.turn(session, u8("转人工"), answer)->status, S::PendingManual);
    }

    void aVipGoesToAHumanOnce()
    {
        TestDesk desk;
        Chat::Introduction who;
        who.declared = DeclaredProfile{};
        who.declared->nickname = u8("王总");
        who.verifiedVip = true;
        const auto opened =
            desk.write([&](Tx &tx) { return Chat::introduce(tx, desk.policy, session, who); });
        QVERIFY(opened->created);
        QVERIFY(desk.begin(session)->vip);
        const auto ended = desk.turn(session, question, answer);
        QCOMPARE(ended->escalation->reason, EscalationReason::Vip);
        QCOMPARE(ended->status, S::PendingManual);
        // Back with the AI the VIP stays there, but other reasons still count.
        (void)desk.takeOver(session, desk.wang);
        (void)desk.release(session, desk.wang);
        QCOMPARE(desk.turn(session, question, answer)->status, S::BotActive);
        QCOMPARE(desk.turn(session, u8("转人工"), answer)->escalation->reason,
                 EscalationReason::Keyword);
    }

    void whoIsVipIsNotSelfDeclared()
    {
        TestDesk desk;
        Chat::Introduction who;
        who.declared = DeclaredProfile{};
        who.declared->email = QStringLiteral("a@example.com");
        who.declared->nickname = QStringLiteral("declared");
        who.verified = DeclaredProfile{};
        who.verified->nickname = QStringLiteral("verified");
        const auto introduce = [&] {
            return desk.write(
                [&](Tx &tx) { return Chat::introduce(tx, desk.policy, session, who); });
        };
        QVERIFY(introduce().ok());
        auto profile = desk.state(session)->userProfile;
        QVERIFY(!profile.vip);
        QCOMPARE(profile.nickname, QStringLiteral("verified"));
        QCOMPARE(profile.email, QStringLiteral("a@example.com"));
        who = {};
        who.declared = DeclaredProfile{};
        who.declared->gdprConsent = true;
        QVERIFY(!introduce()->created);
        profile = desk.state(session)->userProfile;
        QVERIFY(profile.gdprConsent);
        QCOMPARE(profile.email, QStringLiteral("a@example.com")); // only what is given changes
        who.verifiedVip = true;
        (void)introduce();
        who.verifiedVip.reset(); // a call without the token takes nothing away
        (void)introduce();
        QVERIFY(desk.state(session)->userProfile.vip);
    }

    // ---- a human comes in between ---------------------------------------------------------------
    void aHumanComesMidTurn_data()
    {
        QTest::addColumn<bool>("humanWrote");
        QTest::addColumn<bool>("released");
        QTest::addColumn<bool>("flowKnows");
        for (const bool wrote : {false, true}) {
            for (const bool released : {false, true}) {
                for (const bool knows : {false, true}) {
                    if (!wrote && released && !knows)
                        continue; // nothing is left that tells of it
                    QTest::addRow("wrote %d released %d known %d", wrote, released, knows)
                        << wrote << released << knows;
                }
            }
        }
    }
    void aHumanComesMidTurn()
    {
        QFETCH(bool, humanWrote);
        QFETCH(bool, released);
        QFETCH(bool, flowKnows);
        TestDesk desk;
        const auto turn = turnOf(desk, u8("转人工")); // would escalate, if the regulator ran
        desk.pass(1);
        (void)desk.takeOver(session, desk.wang);
        desk.pass(1);
        if (humanWrote)
            (void)desk.send(session, QStringLiteral("agent"), u8("您好"), desk.wang);
        if (released)
            (void)desk.release(session, desk.wang);
        desk.takeEvents();
        const auto ended = desk.write([&](Tx &tx) {
            return flowKnows ? Chat::interruptTurn(tx, desk.policy, turn, u8("电池"))
                             : Chat::completeTurn(tx, desk.policy, turn, u8("电池"));
        });
        QVERIFY(ended.ok());
        QVERIFY(ended->humanCame && !ended->escalation);
        QCOMPARE(ended->status, released ? S::BotActive : S::ManualLive);
        // The customer's words are never lost; no AI text after the human's first message.
        QCOMPARE(ended->assistant.has_value(), !humanWrote);
        const auto history = desk.state(session)->history;
        QVERIFY(TestDesk::contents(history).contains(u8("转人工")));
        const auto order = roles(history);
        QVERIFY(!humanWrote || order.indexOf(isAgent) > order.lastIndexOf(isAi));
        for (qsizetype i = 1; i < history.size(); ++i)
            QVERIFY(history.at(i).timestamp > history.at(i - 1).timestamp);
        if (ended->assistant) {
            const auto incomplete = desk.read([&](Tx &tx) -> Result<bool> {
                const auto rows =
                    MessageStore::page(tx, SessionStore::find(tx, session)->id, 0, 9, true);
                return rows.constLast().role == isAi && rows.constLast().incomplete;
            });
            QVERIFY(*incomplete);
        }
    }

    void aWaitThatBeginsMidTurnKeepsTheAnswer()
    {
        TestDesk desk;
        const auto turn = turnOf(desk, question);
        (void)desk.escalate(session);
        const auto ended =
            desk.write([&](Tx &tx) { return Chat::completeTurn(tx, desk.policy, turn, answer); });
        QCOMPARE(ended->status, S::PendingManual);
        QVERIFY(!ended->humanCame);
        QCOMPARE(ended->assistant->content, answer);
        QVERIFY(ended->transitions.isEmpty());
    }

    void statementsOfATurn()
    {
        TestDesk desk;
        for (int i = 0; i < 60; ++i)
            (void)desk.turn(session, question, answer);
        const auto turn = turnOf(desk, question);
        const auto count = desk.write([&](Tx &tx) -> Result<qint64> {
            (void)Chat::completeTurn(tx, desk.policy, turn, answer);
            return tx.connection().statementCount();
        });
        // Select, two messages, update, three events (each with the order lock on PostgreSQL).
        QVERIFY2(*count <= (test::TestDatabase::isPostgres() ? 11 : 8),
                 qPrintable(QString::number(*count)));
        QCOMPARE(desk.state(session)->history.size(), 50);
    }
};

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
