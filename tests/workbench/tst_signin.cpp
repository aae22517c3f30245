#include "tests/workbench/bench.h"
#include "workbench/controllers/signincontroller.h"

using namespace handoff;
using test::a;
using test::alice;
using test::Bench;
using test::FakeDesk;
using test::ScriptedServer;

/// Who comes in, and who does not.
class TestSignIn : public QObject
{
    Q_OBJECT

private slots:
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

    void versionsThatMeet_data()
    {
        QTest::addColumn<QByteArray>("version"); // what the server says; empty: no such route
        QTest::addColumn<QString>("code");       // why nobody comes in
        QTest::addColumn<QString>("told");       // of which newer workbench
        QTest::addColumn<QString>("url");
        const auto row = [](const char *name, const QByteArray &version, const char *code,
                            const char *told, const char *url) {
            QTest::newRow(name) << version << QString::fromLatin1(code) << QString::fromLatin1(told)
                                << QString::fromLatin1(url);
        };
        const QByteArray now = HANDOFF_VERSION;
        row("the same", said(now, now, "null"), "", "", "");
        row("older server", said("0.0.9", "0.0.9", "null"), "", "", "");
        row("of before the route", {}, "", "", "");
        row("newer server", said("0.0.1", "99.10.0", "\"https://desk.example/get\""), "", "99.10.0",
            "https://desk.example/get");
        row("without a link", said("0.0.1", "99.9.0", "null"), "", "99.9.0", "");
        row("no link to open", said("0.0.1", "99.9.0", "\"file:///bin/sh\""), "", "99.9.0", "");
        row("too old", said("99.1.0", "99.9.0", "\"https://desk.example/get\""), "TOO_OLD", "",
            "https://desk.example/get");
        row("too old, no link to open", said("99.1.0", "99.9.0", "\"javascript:1\""), "TOO_OLD", "",
            "");
    }
    void versionsThatMeet()
    {
        QFETCH(QByteArray, version);
        QFETCH(QString, code);
        QFETCH(QString, told);
        QFETCH(QString, url);
        Bench t;
        Keychain keychain(QStringLiteral("handoff-test"));
        Preferences preferences(t.folder.filePath(QStringLiteral("p.ini")));
        SignInController signIn(t.api, keychain, preferences);
        QSignalSpy failed(&signIn, &SignInController::failed);
        QSignalSpy signedIn(&signIn, &SignInController::signedIn);
        QSignalSpy outdated(&signIn, &SignInController::outdated);
        t.fake.special = [&](const FakeDesk::Request &request, QTcpSocket *socket) {
            if (request.path == "/api/version")
                socket->write(version.isEmpty() ? FakeDesk::refusal(404, "NOT_FOUND")
                                                : FakeDesk::success(version));
            else
                socket->write(
                    ScriptedServer::answer(200, "{\"success\":true,\"token\":\"t\",\"refresh_"
                                                "token\":\"r\",\"expires_in\":1,\"agent\":" +
                                                    json::toJson(alice()) + '}'));
            return true;
        };
        const auto enter = [&] {
            signIn.signIn(t.fake.server.url(), QStringLiteral("alice"), QStringLiteral("x"), false);
        };
        enter();
        if (!code.isEmpty()) {
            QTRY_COMPARE(failed.size(), 1);
            const auto error = failed.at(0).at(0).value<Error>();
            QCOMPARE(error.code, code);
            QCOMPARE(error.message, QStringLiteral("99.1.0")); // the one that is needed
            QCOMPARE(error.detail, url);
            QCOMPARE(signIn.state(), SignInController::State::SignedOut);
            // The password was not even sent.
            QVERIFY(t.fake.server.requestsTo("/api/agent/login").isEmpty());
            return;
        }
        QTRY_COMPARE(signedIn.size(), 1);
        QCOMPARE(outdated.size(), told.isEmpty() ? 0 : 1);
        if (!told.isEmpty()) {
            const auto newest = outdated.at(0).at(0).value<WorkbenchRelease>();
            QCOMPARE(newest.latest, told);
            QCOMPARE(newest.url.value_or(QString()), url);
        }
        // Once is enough.
        signIn.signOut();
        enter();
        QTRY_COMPARE(signedIn.size(), 2);
        QCOMPARE(outdated.size(), told.isEmpty() ? 0 : 1);
    }

    /// A server that cannot be reached is told after one attempt.
    void nobodyIsAskedTwice()
    {
        Bench t;
        Keychain keychain(QStringLiteral("handoff-test"));
        Preferences preferences(t.folder.filePath(QStringLiteral("p.ini")));
        SignInController signIn(t.api, keychain, preferences);
        QSignalSpy failed(&signIn, &SignInController::failed);
        t.fake.special = [&](const FakeDesk::Request &, QTcpSocket *socket) {
            ScriptedServer::reset(socket);
            return true;
        };
        signIn.signIn(t.fake.server.url(), QStringLiteral("alice"), QStringLiteral("x"), false);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0).at(0).value<Error>().code, QString(clienterror::unreachable));
        QVERIFY(t.fake.server.requestsTo("/api/agent/login").isEmpty());
    }

private:
    static QByteArray said(const QByteArray &least, const QByteArray &latest, const QByteArray &url)
    {
        return "{\"server\":\"" + latest + "\",\"contract\":1,\"min_workbench\":\"" + least +
               "\",\"workbench\":{\"latest\":\"" + latest + "\",\"url\":" + url + "}}";
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
