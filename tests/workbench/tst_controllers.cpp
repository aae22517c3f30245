#include "tests/workbench/fakedesk.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/signincontroller.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;
using handoff::test::FakeDesk;
using handoff::test::ScriptedServer;
using S = SessionStatus;

namespace {

const QString a = QStringLiteral("a");
const QString b = QStringLiteral("b");
const QString c = QStringLiteral("c");

Agent alice()
{
    Agent agent;
    agent.id = QStringLiteral("agent_1");
    agent.username = QStringLiteral("alice");
    agent.name = QStringLiteral("Alice");
    agent.status = AgentPresence::Online;
    return agent;
}

/// The controllers as the program connects them, against a desk that speaks bytes.
struct Bench
{
    Bench()
    {
        api.setServer(QUrl(fake.server.url()));
        api.setTokens(QStringLiteral("t"), QStringLiteral("r"));
        drafts.open(fake.server.url(), QStringLiteral("alice"));
        outbox.open(fake.server.url(), QStringLiteral("alice"));
    }
    void start()
    {
        desk.start(alice());
        QTRY_COMPARE(desk.connection(), EventStream::State::Live);
        settle();
    }
    /// Waits until no list is loading.
    void settle()
    {
        QTRY_VERIFY(std::none_of(allSections.begin(), allSections.end(),
                                 [this](Section s) { return desk.isLoading(s); }));
    }
    QString names(Section section) const
    {
        QStringList names;
        for (int i = 0; i < desk.list(section)->rowCount(); ++i)
            names.append(desk.list(section)->row(i)->session.sessionName);
        names.sort();
        return names.join(QString());
    }
    QString counts() const
    {
        QStringList counts;
        for (const Section section : allSections)
            counts.append(QString::number(desk.count(section)));
        return counts.join(u' ');
    }
    QString texts()
    {
        QStringList texts;
        for (int i = 0; i < chat.transcript()->rowCount(); ++i)
            texts.append(chat.transcript()->row(i)->message.content);
        return texts.join(u'|');
    }

    FakeDesk fake;
    QTemporaryDir folder;
    ApiClient api;
    Drafts drafts{folder.path()};
    Outbox outbox{api, folder.path()};
    DeskController desk{api, drafts};
    ChatController chat{api, desk, outbox, drafts};
    QSignalSpy failed{&chat, &ChatController::failed};
};

} // namespace

class TestControllers : public QObject
{
    Q_OBJECT

private slots:
    void theDeskLoadsAndFollows()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.fake.put(c, S::ManualLive);
        t.start();
        QTRY_COMPARE(t.counts(), QStringLiteral("1 1 1 0 3"));
        QCOMPARE(t.names(Section::Waiting), a);
        QCOMPARE(t.names(Section::Mine), c);
        QCOMPARE(t.names(Section::All), QStringLiteral("abc"));
        QCOMPARE(t.desk.nextWaiting(), a);
        QVERIFY(t.desk.lastSynced().ms > 0);

        t.fake.put(b, S::PendingManual);
        t.fake.tellSession(b);
        QTRY_COMPARE(t.names(Section::Waiting), QStringLiteral("ab"));
        QCOMPARE(t.names(Section::Ai), QString());
        QCOMPARE(t.counts(), QStringLiteral("2 1 0 0 3"));

        t.fake.say(a, MessageRole::User, QStringLiteral("hello"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.desk.find(a)->session.unread, 1);
        t.fake.put(QStringLiteral("d"), S::PendingManual); // nobody here has seen it before
        t.fake.tellSession(QStringLiteral("d"));
        QTRY_COMPARE(t.counts(), QStringLiteral("3 1 0 0 4"));
    }

    void aCutLineIsCaughtUpWithoutAReload()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.start();
        QSignalSpy resets(t.desk.list(Section::All), &QAbstractItemModel::modelReset);
        QSignalSpy caughtUp(&t.desk, &DeskController::caughtUp);
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);             // in the log, replayed
        t.fake.put(b, S::AfterHoursEmail); // never announced: the comparison finds it
        t.desk.retryNow();
        QTRY_COMPARE(t.names(Section::AfterHours), b);
        QTRY_COMPARE(t.names(Section::Mine), a);
        QCOMPARE(t.names(Section::Waiting), QString());
        QCOMPARE(t.names(Section::All), QStringLiteral("ab"));
        QCOMPARE(resets.size(), 0);
        QVERIFY(caughtUp.size() >= 1);
    }

    void anEventDuringALoadIsNewerThanThePage()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.start();
        // The answer to the list is made before the change and comes after it.
        QList<std::pair<QPointer<QTcpSocket>, QByteArray>> late;
        const QByteArray old = "{\"items\":[" + json::toJson(t.fake.sessions.value(a)) +
                               "],\"total\":1,\"has_more\":false}";
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.contains("status=pending_manual"))
                return false;
            late.append({socket, FakeDesk::success(old)});
            return true;
        };
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.desk.retryNow();
        QTRY_COMPARE(late.size(), 1);
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);
        t.fake.put(b, S::PendingManual);
        t.fake.tellSession(b);
        QTRY_COMPARE(t.names(Section::Waiting), b);
        late.first().first->write(late.first().second);
        t.settle();
        QCOMPARE(t.names(Section::Waiting), b);
        QCOMPARE(t.names(Section::Mine), a);
    }

    void withoutStreamsItPolls()
    {
        Bench t;
        t.fake.streams = false;
        t.fake.put(a, S::PendingManual);
        t.desk.start(alice());
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Polling);
        t.settle();
        QTRY_COMPARE(t.names(Section::Waiting), a);
        t.fake.put(a, S::BotActive);
        t.desk.retryNow(); // the next poll, without waiting 30 s
        QTRY_COMPARE(t.names(Section::Waiting), QString());
    }

    void longListsComeInPages()
    {
        Bench t;
        for (int i = 0; i < 250; ++i)
            t.fake.put(QStringLiteral("s%1").arg(i, 3, 10, QChar(u'0')), S::PendingManual);
        t.start();
        QTRY_COMPARE(t.desk.list(Section::Waiting)->rowCount(), 250); // loaded whole
        QCOMPARE(t.desk.list(Section::All)->rowCount(), 100);
        QVERIFY(t.desk.hasMore(Section::All));
        t.desk.loadMore(Section::All);
        QTRY_COMPARE(t.desk.list(Section::All)->rowCount(), 200);
        t.desk.loadMore(Section::All);
        QTRY_COMPARE(t.desk.list(Section::All)->rowCount(), 250);
        QVERIFY(!t.desk.hasMore(Section::All));
        QCOMPARE(t.desk.count(Section::All), 250);
    }

    void aFilterLoadsAnew()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.fake.put(QStringLiteral("bert"), S::BotActive);
        t.start();
        t.desk.setFilter(Section::All, {QStringLiteral("ann"), {}, false, {}});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("anna"));
        t.settle();
        QCOMPARE(t.desk.count(Section::All), 2); // the count is without the filter
        t.desk.setFilter(Section::All, {});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("annabert"));
    }

    void signingOutEmptiesTheDesk()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.start();
        t.desk.stop();
        QCOMPARE(t.names(Section::All), QString());
        QCOMPARE(t.counts(), QStringLiteral("-1 -1 -1 -1 -1"));
        QCOMPARE(t.desk.connection(), EventStream::State::Stopped);
    }

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
        QTRY_COMPARE(t.chat.transcript()->rowCount(), 50);
        t.chat.loadOlder();
        t.chat.loadOlder(); // one at a time
        QTRY_COMPARE(t.chat.transcript()->rowCount(), 100);
        t.chat.loadOlder();
        QTRY_COMPARE(t.chat.transcript()->rowCount(), 120);
        QVERIFY(!t.chat.transcript()->hasOlder());
        QCOMPARE(t.chat.transcript()->row(0)->message.content, QStringLiteral("1"));
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
        QTRY_COMPARE(t.desk.find(a)->session.unread, 1);
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
        QVERIFY(t.chat.allowed(ChatAction::TakeOver).ok);
        QVERIFY(!t.chat.allowed(ChatAction::Reply).ok);
        QVERIFY(!t.chat.reply(QStringLiteral("too early")));
        QCOMPARE(t.failed.size(), 1);

        QSignalSpy done(&t.chat, &ChatController::done);
        t.chat.takeOver();
        QVERIFY(t.chat.isBusy(ChatAction::TakeOver));
        QVERIFY(!t.chat.allowed(ChatAction::TakeOver).ok); // a second click does nothing
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(t.names(Section::Mine), a); // without waiting for the event
        QCOMPARE(t.names(Section::Waiting), QString());

        t.chat.setDraft(QStringLiteral("hi"));
        QCOMPARE(t.desk.find(a)->draft, QStringLiteral("hi"));
        QVERIFY(t.chat.reply(QStringLiteral("hi")));
        QCOMPARE(t.chat.draft(), QString());
        QCOMPARE(t.texts(), QStringLiteral("help|hi"));
        QTRY_COMPARE(t.outbox.size(), 0);
        t.fake.tellMessage(a); // the event of the same message
        t.fake.say(a, MessageRole::User, QStringLiteral("thanks"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.texts(), QStringLiteral("help|hi|thanks"));

        t.chat.requeue(QStringLiteral("lunch"));
        QTRY_COMPARE(t.names(Section::Waiting), a);
        t.chat.takeOver();
        QTRY_COMPARE(t.names(Section::Mine), a);
        t.chat.release();
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
        t.chat.takeOver();
        QTRY_COMPARE(t.failed.size(), 1);
        QCOMPARE(t.failed.at(0).at(0).value<Error>().code, QStringLiteral("ALREADY_TAKEN"));
        QTRY_COMPARE(t.chat.session()->status, S::ManualLive);
        const Allowed again = t.chat.allowed(ChatAction::TakeOver);
        QVERIFY(!again.ok && again.why.contains(QStringLiteral("Bob")));
        QVERIFY(!t.chat.allowed(ChatAction::Release).ok); // it is Bob's
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
        QVERIFY(t.chat.reply(QStringLiteral("one")));
        QVERIFY(t.chat.reply(QStringLiteral("two")));
        QCOMPARE(t.texts(), QStringLiteral("one|two"));
        QCOMPARE(t.chat.transcript()->row(0)->state, SendState::Sending);
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
        QTRY_COMPARE(t.chat.transcript()->row(1)->state, SendState::Stored);
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
        QTRY_COMPARE(t.chat.transcript()->rowCount(), 3);
        QTRY_COMPARE(t.chat.transcript()->newCount(), 2); // the line stands above "2"
        t.chat.setWatching(true);
        QCOMPARE(t.desk.find(a)->session.unread, 0);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 1);
        t.fake.say(a, MessageRole::User, QStringLiteral("4"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.fake.server.requestsTo("/api/sessions/a/read").size(), 2);
        QCOMPARE(t.desk.find(a)->session.unread, 0);
    }

    void addressesPeopleType_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *typed, const char *url) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(url);
        };
        row("desk.example.com", "http://desk.example.com");
        row(" 127.0.0.1:8000/ ", "http://127.0.0.1:8000");
        row("https://desk.example.com/base/", "https://desk.example.com/base");
        row("http://u:p@h/?x=1#y", "http://h");
        row("ftp://h", "");
        row("http://", "");
        row("", "");
        row("a b", "");
    }
    void addressesPeopleType()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        QCOMPARE(SignInController::serverUrl(typed).toString(), url);
    }

    void signInAndItsFailures()
    {
        Bench t;
        Keychain keychain(QStringLiteral("handoff-test"));
        Preferences preferences(t.folder.filePath(QStringLiteral("p.ini")));
        SignInController signIn(t.api, keychain, preferences);
        QSignalSpy failed(&signIn, &SignInController::failed);
        QSignalSpy signedIn(&signIn, &SignInController::signedIn);
        QSignalSpy expired(&signIn, &SignInController::expired);
        QByteArray answer = FakeDesk::refusal(401, "INVALID_CREDENTIALS");
        t.fake.special = [&](const FakeDesk::Request &, QTcpSocket *socket) {
            socket->write(answer);
            return true;
        };
        const QString server = t.fake.server.url();
        signIn.signIn(server, QStringLiteral("alice"), QStringLiteral("x"), false);
        QCOMPARE(signIn.state(), SignInController::State::SigningIn);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Error>().code, QStringLiteral("INVALID_CREDENTIALS"));
        QCOMPARE(signIn.state(), SignInController::State::SignedOut);

        answer = "{\"success\":true,\"token\":\"t\",\"refresh_token\":\"r\",\"expires_in\":1,"
                 "\"agent\":" +
                 json::toJson(alice()) + "}";
        answer = ScriptedServer::answer(200, answer);
        signIn.signIn(server, QStringLiteral(" alice "), QStringLiteral("x"), false);
        QTRY_COMPARE(signedIn.size(), 1);
        QCOMPARE(signIn.agent().name, QStringLiteral("Alice"));
        QCOMPARE(preferences.profiles().first().username, QStringLiteral("alice"));

        answer = FakeDesk::refusal(401, "INVALID_TOKEN");
        t.chat.open(a);
        QTRY_COMPARE(expired.size(), 1);
        QCOMPARE(signIn.state(), SignInController::State::SignedOut);
        QCOMPARE(expired.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestControllers)
#include "tst_controllers.moc"
