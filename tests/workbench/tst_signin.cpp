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
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
