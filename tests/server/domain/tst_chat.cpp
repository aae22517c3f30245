#include "server/domain/session/sessionlists.h"
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
    return desk.ask(session, text)->turn;
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
        const auto asked = desk.ask(session, question, QStringLiteral("757"));
        QVERIFY(asked.ok());
        QVERIFY(asked->mayAnswer() && !asked->conversationId && asked->foreignConversation);
        QCOMPARE(asked->turn.receivedAt, desk.now());
        QCOMPARE(asked->turn.userMessages, 1);
        QVERIFY(!desk.ask(session, question)->foreignConversation);
        QCOMPARE(desk.state(session)->userProfile, UserProfile());
        QCOMPARE(desk.ask(QString(), question).error(), errors::sessionNameRequired());
        QVERIFY(!desk.ask(QString(256, u'x'), question).ok());
    }

    /// Whatever becomes of the turn.
    void theQuestionStandsBeforeTheAnswer()
    {
        TestDesk desk;
        const auto turn = turnOf(desk, question);
        QCOMPARE(desk.takeFacts(), test::list({"message_added:user", "session_updated"}));
        auto history = desk.state(session)->history;
        QCOMPARE(TestDesk::contents(history), QStringList{question});
        QCOMPARE(history.at(0).answered, std::optional(false));
        QCOMPARE(desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })->items.at(0).unread,
                 1);
        desk.pass(3);
        (void)desk.write([&](Tx &tx) { return Chat::completeTurn(tx, desk.policy, turn, answer); });
        history = desk.state(session)->history;
        QCOMPARE(history.at(0).answered, std::optional(true));
        QCOMPARE(history.at(1).answered, std::optional<bool>());
        // Once and for all.
        const auto again =
            desk.write([&](Tx &tx) { return Chat::completeTurn(tx, desk.policy, turn, answer); });
        QCOMPARE(again.error(), errors::versionConflict());
        QCOMPARE(desk.state(session)->history.size(), 2);
    }

    void anAnswerStandsBehindItsQuestion()
    {
        TestDesk desk;
        const auto first = turnOf(desk, u8("一"));
        desk.pass(1);
        const auto second = turnOf(desk, u8("二"));
        desk.pass(1);
        (void)desk.escalate(session);
        for (const auto &[turn, text] : {std::pair(second, "2"), std::pair(first, "1")}) {
            (void)desk.write([&, turn = turn, text = text](Tx &tx) {
                return Chat::completeTurn(tx, desk.policy, turn, u8(text));
            });
        }
        const auto history = desk.state(session)->history;
        QCOMPARE(TestDesk::contents(history), test::list({"一", "1", "二", "2"}));
        for (qsizetype i = 1; i < history.size(); ++i)
            QVERIFY(history.at(i).timestamp > history.at(i - 1).timestamp);
        QCOMPARE(desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })
                     ->items.at(0)
                     .lastMessagePreview->content,
                 u8("2"));
    }

    void aHumanReadsWhatIsWrittenMeanwhile_data()
    {
        QTest::addColumn<bool>("live");
        QTest::newRow("pending") << false;
        QTest::newRow("live") << true;
    }
    void aHumanReadsWhatIsWrittenMeanwhile()
    {
        QFETCH(bool, live);
        TestDesk desk;
        desk.bring(session, live ? S::ManualLive : S::PendingManual);
        const auto before = desk.state(session)->history.size();
        QVERIFY(!desk.ask(session, question)->mayAnswer()); // `/api/chat`
        QCOMPARE(desk.state(session)->history.size(), before);
        QVERIFY(desk.takeFacts().isEmpty());
        desk.pass(1);
        QVERIFY(!desk.ask(session, u8("我要退款"), {}, true)->mayAnswer());
        QCOMPARE(desk.takeFacts(),
                 test::list({"manual_message:user", "message_added:user", "session_updated"}));
        const auto state = *desk.state(session, desk.wang);
        QCOMPARE(state.history.constLast().content, u8("我要退款"));
        QCOMPARE(state.history.constLast().timestamp, desk.now());
        QCOMPARE(state.history.constLast().answered, std::optional<bool>());
        QCOMPARE(state.priority.urgentKeywords, test::list({"退款"}));
    }

    /// Their server was killed.
    void turnsThatNobodyEnds()
    {
        TestDesk desk;
        (void)turnOf(desk, u8("转人工"));
        desk.takeEvents();
        const auto sweep = [&](Timestamp due) {
            return desk.write([&](Tx &tx) { return Chat::endAbandoned(tx, desk.policy, due, 10); });
        };
        QVERIFY(sweep(desk.now())->isEmpty()); // it may still run
        desk.pass(desk.policy.longestTurnSeconds);
        const auto ended = *sweep(desk.now());
        QCOMPARE(ended, QStringList{session});
        QCOMPARE(desk.takeLines(),
                 test::list({"turn_abandoned > system",
                             "escalation_triggered bot_active>pending_manual regulator"}));
        QCOMPARE(desk.state(session)->escalation->reason, EscalationReason::Keyword);
        QCOMPARE(desk.takeFacts(),
                 test::list(
                     {"message_added:system", "!status_change:pending_manual", "session_updated"}));
        QVERIFY(sweep(desk.now())->isEmpty());
        const auto history = desk.state(session, desk.wang)->history;
        QCOMPARE(TestDesk::contents(history),
                 test::list({"转人工", "AI 未能回答：服务中断，回答未完成"}));
        QCOMPARE(history.at(0).answered, std::optional(false));
    }

    void conversationsAreOwn()
    {
        TestDesk desk;
        const auto set = [&](const QString &id) {
            return desk.write(
                [&](Tx &tx) { return Chat::setConversation(tx, desk.policy, session, id); });
        };
        QVERIFY(set(QStringLiteral("7570000000000000001")).ok());
        const auto foreign = [&](const QString &id) {
            return desk.ask(session, question, id)->foreignConversation;
        };
        QCOMPARE(desk.begin(session)->conversationId, QStringLiteral("7570000000000000001"));
        QVERIFY(foreign(QStringLiteral("7570000000000000002")));
        QVERIFY(!foreign(QStringLiteral("7570000000000000001")));
        QVERIFY(!foreign(QString()));
        // A clear makes a new one; the history stays for the staff.
        (void)desk.turn(session, question, answer);
        QVERIFY(set(QStringLiteral("7570000000000000003")).ok());
        QCOMPARE(desk.state(session)->conversationId, QStringLiteral("7570000000000000003"));
        QCOMPARE(desk.state(session)->history.size(), 5);
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
        // Not later than the head of its stream, which the existing page takes for its time.
        QCOMPARE(ended->assistant->timestamp, test::workday);
        QVERIFY(!ended->escalation && !ended->humanCame);
        QCOMPARE(ended->status, S::BotActive);
        QCOMPARE(desk.takeFacts(), test::list({"message_added:assistant", "session_updated"}));
        const auto state = *desk.state(session);
        QCOMPARE(roles(state.history), (QList{isUser, isAi}));
        QCOMPARE(state.history.at(1).content, answer);
        QCOMPARE(desk.read([](Tx &tx) { return SessionLists::list(tx, {}); })->items.at(0).unread,
                 0);
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
        QCOMPARE(desk.takeLines(),
                 test::list({"escalation_triggered bot_active>pending_manual regulator"}));
        const auto events = desk.takeEvents();
        QCOMPARE(events.at(3).type, QStringLiteral("status_change"));
        QCOMPARE(QJsonDocument::fromJson(events.at(3).json).object().value(u"reason").toString(),
                 QStringLiteral("keyword"));
        const auto state = *desk.state(session);
        QCOMPARE(state.escalation->severity, Severity::High);
        QCOMPARE(state.escalation->reason, EscalationReason::Keyword);
        QCOMPARE(desk.episodes(session).at(0).messagesBefore, 1);
        QVERIFY(!desk.ask(session, question)->mayAnswer());
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
                 test::list(
                     {"message_added:system", "!status_change:pending_manual", "session_updated"}));
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
        QCOMPARE(desk.takeLines(),
                 test::list({"escalation_triggered bot_active>pending_manual regulator",
                             "after_hours_escalate pending_manual>after_hours_email system"}));
        const auto second = desk.turn(session, u8("转人工"), answer);
        QCOMPARE(second->status, S::AfterHoursEmail);
        QVERIFY(!second->mailQueued && !second->escalation);
        QCOMPARE(desk.takeLines(), QStringList());
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
        QVERIFY(*desk.read([](Tx &tx) { return Chat::isVip(tx, session); }));
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
                return rows.at(1).role == isAi && rows.at(1).incomplete;
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
        QCOMPARE(desk.takeLines(),
                 test::list({"manual_escalate bot_active>pending_manual customer"}));
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
        // Select, question, answer, index, update, events (with the order lock on PostgreSQL).
        QVERIFY2(*count <= (test::TestDatabase::isPostgres() ? 11 : 8),
                 qPrintable(QString::number(*count)));
        QCOMPARE(desk.state(session)->history.size(), 50);
    }
};

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
