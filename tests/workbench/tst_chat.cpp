#include "tests/workbench/bench.h"

using namespace handoff;
using test::a;
using test::b;
using test::Bench;
using test::FakeDesk;
using test::ScriptedServer;
using S = SessionStatus;

/// The open chat, and what is sent from it.
class TestChat : public QObject
{
    Q_OBJECT

private slots:
    void openingShowsHistoryAndPagesUp()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        for (int i = 1; i <= 120; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        QSignalSpy opened(&t.chat, &ChatController::opened);
        t.chat.open(a);
        QCOMPARE(opened.size(), 1);
        QVERIFY(t.chat.session()); // at once, from the list
        QTRY_COMPARE(t.messages(), 50);
        t.chat.loadOlder();
        t.chat.loadOlder(); // one at a time
        QTRY_COMPARE(t.messages(), 100);
        t.chat.loadOlder();
        QTRY_COMPARE(t.messages(), 120);
        QVERIFY(!t.chat.transcript()->hasOlder());
        QVERIFY(t.texts().startsWith(QStringLiteral("1|2|")));
        QCOMPARE(t.chat.auditTrail().size(), 1);
    }

    void quickSwitchingNeverMixesChats()
    {
        Bench t;
        t.fake.put(a, S::BotActive);
        t.fake.put(b, S::BotActive);
        t.fake.say(a, MessageRole::User, QStringLiteral("of a"));
        t.fake.say(b, MessageRole::User, QStringLiteral("of b"));
        t.start();
        QPointer<QTcpSocket> late;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (r.path != "/api/sessions/a" || late)
                return false;
            late = socket;
            return true;
        };
        t.chat.open(a);
        QTRY_VERIFY(late);
        t.chat.open(b);
        QTRY_COMPARE(t.texts(), QStringLiteral("of b"));
        SessionDetail ofA;
        ofA.session.sessionName = a;
        ofA.session.version = 99;
        ofA.session.history = t.fake.messages.value(a);
        late->write(FakeDesk::success(json::toJson(ofA)));
        t.fake.say(a, MessageRole::User, QStringLiteral("more of a"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.desk.lists().find(a)->session.unread, 1);
        QCOMPARE(t.texts(), QStringLiteral("of b"));
        QCOMPARE(t.chat.session()->sessionName, b);
    }

    void theWholeConversation()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.say(a, MessageRole::User, QStringLiteral("help"));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("help"));
        QVERIFY(t.chat.actions().allowed(ChatAction::TakeOver).ok);
        QVERIFY(!t.chat.actions().allowed(ChatAction::Reply).ok);
        QVERIFY(!t.chat.writing().reply(QStringLiteral("too early")));
        QCOMPARE(t.failed.size(), 1);

        QSignalSpy done(&t.chat.actions(), &ChatActions::done);
        t.chat.actions().act(ChatAction::TakeOver);
        QVERIFY(t.chat.actions().isBusy(ChatAction::TakeOver));
        QVERIFY(!t.chat.actions().allowed(ChatAction::TakeOver).ok); // a second click does nothing
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(t.names(Section::Mine), a); // without waiting for the event
        QCOMPARE(t.names(Section::Waiting), QString());

        t.chat.writing().setDraft(QStringLiteral("hi"));
        QCOMPARE(t.desk.lists().find(a)->draft, QStringLiteral("hi"));
        QVERIFY(t.chat.writing().reply(QStringLiteral("hi")));
        QCOMPARE(t.chat.writing().draft(), QString());
        QCOMPARE(t.texts(), QStringLiteral("help|hi"));
        QTRY_COMPARE(t.outbox.size(), 0);
        t.fake.tellMessage(a); // the event of the same message
        t.fake.say(a, MessageRole::User, QStringLiteral("thanks"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("help|hi|thanks"));

        t.chat.actions().act(ChatAction::Requeue, QStringLiteral("lunch"));
        QTRY_COMPARE(t.names(Section::Waiting), a);
        t.chat.actions().act(ChatAction::TakeOver);
        QTRY_COMPARE(t.names(Section::Mine), a);
        t.chat.actions().act(ChatAction::Release);
        QTRY_COMPARE(t.names(Section::Ai), a);
        QCOMPARE(done.size(), 4);
        QCOMPARE(t.failed.size(), 1);
    }

    void aLostRaceIsShownAsItIs()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.start();
        t.chat.open(a);
        QTRY_VERIFY(!t.chat.isLoading());
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.endsWith("/takeover"))
                return false;
            t.fake.put(a, S::ManualLive).assignedAgent =
                AgentRef{QStringLiteral("agent_2"), QStringLiteral("Bob")};
            socket->write(FakeDesk::refusal(409, "ALREADY_TAKEN"));
            return true;
        };
        t.chat.actions().act(ChatAction::TakeOver);
        QTRY_COMPARE(t.failed.size(), 1);
        QCOMPARE(t.failed.at(0).at(0).value<Error>().code, QStringLiteral("ALREADY_TAKEN"));
        QTRY_COMPARE(t.chat.session()->status, S::ManualLive);
        const Allowed again = t.chat.actions().allowed(ChatAction::TakeOver);
        QVERIFY(!again.ok && again.why.contains(QStringLiteral("Bob")));
        QVERIFY(!t.chat.actions().allowed(ChatAction::Release).ok); // it is Bob's
    }

    void theAiIsWatchedLive()
    {
        Bench t;
        t.fake.put(a, S::BotActive);
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/events").size(), 1);
        QTRY_VERIFY(!t.chat.isLoading());
        // Deltas are ephemeral: tell until the stream stands.
        QTRY_VERIFY((t.fake.tellDelta(a, QStringLiteral("x")), t.chat.transcript()->hasLive()));
        t.fake.say(a, MessageRole::Assistant, QStringLiteral("answer"));
        t.fake.tellMessage(a);
        QTRY_VERIFY(!t.chat.transcript()->hasLive());
        QTRY_COMPARE(t.texts(), QStringLiteral("answer"));
        t.fake.tellDelta(a, QStringLiteral("next"));
        QTRY_VERIFY(t.chat.transcript()->hasLive());
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);
        t.fake.tellDelta(a, QStringLiteral("late"));
        t.chat.open(b);
        QTRY_COMPARE(t.texts(), QString());
    }

    void whatWasTypedOfflineIsSentOnceInOrder()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.start();
        t.chat.open(a);
        QTRY_VERIFY(!t.chat.isLoading());
        bool online = false;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (online)
                return false;
            if (r.path == "/api/manual/messages" || r.path.endsWith("/events"))
                socket->write(ScriptedServer::answer(502, "<html>", "text/html"));
            else
                return false;
            return true;
        };
        t.fake.cut();
        QTRY_VERIFY(t.desk.connection() != EventStream::State::Live);
        QVERIFY(t.chat.writing().reply(QStringLiteral("one")));
        QVERIFY(t.chat.writing().reply(QStringLiteral("two")));
        QCOMPARE(t.texts(), QStringLiteral("one|two"));
        QCOMPARE(t.chat.transcript()->row(t.chat.transcript()->rowCount() - 2)->state,
                 SendState::Sending);
        QTRY_VERIFY(!t.fake.server.requestsTo("/api/manual/messages").isEmpty());
        t.chat.open(b);
        t.chat.open(a); // they are still there after a look elsewhere
        QTRY_COMPARE(t.texts(), QStringLiteral("one|two"));
        online = true;
        t.desk.retryNow();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Live);
        QTRY_COMPARE(t.outbox.size(), 0);
        const auto stored = t.fake.messages.value(a);
        QCOMPARE(stored.size(), 2);
        QCOMPARE(stored.at(0).content, QStringLiteral("one"));
        QTRY_COMPARE(t.texts(), QStringLiteral("one|two"));
        QTRY_COMPARE(t.chat.transcript()->row(t.chat.transcript()->rowCount() - 1)->state,
                     SendState::Stored);
    }

    void messagesOfALostLineAreMerged()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("1"));
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.fake.say(a, MessageRole::User, QStringLiteral("2")); // never announced
        t.desk.retryNow();
        QTRY_COMPARE(t.texts(), QStringLiteral("1|2"));
    }

    void readingClearsUnreadHereAndThere()
    {
        Bench t;
        t.fake.put(a, S::ManualLive).unread = 2;
        for (int i = 1; i <= 3; ++i)
            t.fake.say(a, MessageRole::User, QString::number(i));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 3);
        QTRY_COMPARE(t.firstNew(), QStringLiteral("2"));
        t.chat.setWatching(true);
        QCOMPARE(t.desk.lists().find(a)->session.unread, 0);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 1);
        t.fake.say(a, MessageRole::User, QStringLiteral("4"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 2);
        QCOMPARE(t.desk.lists().find(a)->session.unread, 0);
    }

    /// The server hears of reading every two seconds; who goes on before has read it all the same.
    void whatWasSeenLastIsReadThough_data()
    {
        QTest::addColumn<bool>("leaves");
        QTest::newRow("he opens another") << true;
        QTest::newRow("he looks elsewhere") << false;
    }
    void whatWasSeenLastIsReadThough()
    {
        QFETCH(bool, leaves);
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.put(b, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 1);
        t.chat.setWatching(true);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 1);
        t.fake.say(a, MessageRole::User, QStringLiteral("2"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.messages(), 2);
        const QString newest = t.chat.transcript()->newestId();
        if (leaves)
            t.chat.open(b);
        else
            t.chat.setWatching(false);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 2);
        QVERIFY(
            t.fake.server.requestsTo("/api/sessions/a/read").last().body.contains(newest.toUtf8()));
    }

    void readingIsToldAgainWhenItGotLost()
    {
        Bench t;
        t.fake.put(a, S::ManualLive);
        t.fake.say(a, MessageRole::User, QStringLiteral("1"));
        t.start();
        int lost = 0; // Qt itself sends it a few times
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.endsWith("/read") || lost == 8)
                return false;
            ++lost;
            socket->abort();
            return true;
        };
        t.chat.open(a);
        QTRY_COMPARE(t.messages(), 1);
        t.chat.setWatching(true);
        QTRY_COMPARE_WITH_TIMEOUT(t.fake.server.requestsTo("/api/sessions/a/read").size(), 9,
                                  20000);
    }
};

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
