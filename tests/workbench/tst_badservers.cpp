#include "tests/contract/testserver.h"
#include "tests/support/scriptedserver.h"
#include "tests/workbench/realworkbench.h"

#include <QProcess>
#include <QSslCertificate>

using namespace handoff;
using namespace handoff::test;

namespace {

constexpr int patience = linePatience;

const char *page = "<!DOCTYPE html><html><title>502 Bad Gateway</title></html>";

/// Makes a certificate that nobody vouches for, and its key.
QSslCertificate makeCertificate(const QString &cert, const QString &key)
{
    const auto word = [](const char *text) { return QString::fromLatin1(text); };
    QProcess openssl;
    openssl.start(word("openssl"), {word("req"), word("-x509"), word("-newkey"), word("rsa:2048"),
                                    word("-nodes"), word("-keyout"), key, word("-out"), cert,
                                    word("-days"), word("2"), word("-subj"), word("/CN=desk")});
    if (!openssl.waitForFinished(60'000) || openssl.exitCode() != 0)
        qFatal("openssl: %s", openssl.readAllStandardError().constData());
    return QSslCertificate::fromPath(cert).value(0);
}

} // namespace

/// Signing in where no Handoff server answers, or one that cannot prove its name.
class TestBadServers : public QObject
{
    Q_OBJECT

private slots:
    void signInSaysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("hangsUp");
        const auto row = [](const char *tag, const QByteArray &answer, const char *code,
                            bool hangsUp = false) {
            QTest::newRow(tag) << answer << QString::fromLatin1(code) << hangsUp;
        };
        const auto http = &ScriptedServer::answer;
        row("hangs up", {}, "UNREACHABLE", true);
        row("web page", http(200, page, "text/html", {}), "NOT_HANDOFF");
        row("404 page", http(404, page, "text/html", {}), "NOT_HANDOFF");
        row("redirect to https", http(301, {}, "text/html", "Location: https://127.0.0.1/\r\n"),
            "NOT_HANDOFF");
        row("proxy 502", http(502, page, "text/html", {}), "PROXY_ERROR");
        row("proxy 503", http(503, page, "text/html", "Retry-After: 5\r\n"), "PROXY_ERROR");
        row("proxy 504", http(504, page, "text/html", {}), "PROXY_ERROR");
        row("proxy wants a password", http(407, page, "text/html", {}), "NOT_HANDOFF");
        row("other JSON", http(200, R"({"status":"ok"})", "application/json", {}), "NOT_HANDOFF");
        row("other JSON error", http(404, R"({"detail":"Not Found"})", "application/json", {}),
            "NOT_HANDOFF");
        row("truncated JSON", http(200, "{\"success\":true,\"token\":\"a", "application/json", {}),
            "BAD_ANSWER");
        row("half an answer", http(200, R"({"success":true})", "application/json", {}).chopped(5),
            "BAD_ANSWER", true);
        row("empty", http(200, {}, "application/json", {}), "NOT_HANDOFF");
        row("wrong types",
            http(200, R"({"success":true,"token":7,"agent":[]})", "application/json", {}),
            "BAD_ANSWER");
        row("other protocol", "SSH-2.0-OpenSSH_9.2\r\n", "UNREACHABLE");
        row("throttled",
            http(429, R"({"success":false,"error":"e","code":"LOGIN_THROTTLED","detail":"d"})",
                 "application/json", "Retry-After: 900\r\n"),
            "LOGIN_THROTTLED");
    }
    void signInSaysWhatIsWrong()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, code);
        QFETCH(bool, hangsUp);
        ScriptedServer server;
        server.setHandler([&](const auto &, QTcpSocket *socket) {
            socket->write(answer);
            if (hangsUp)
                socket->disconnectFromHost();
        });
        Workbench w(server.serverPort());
        w.signIn.signIn(server.url(), wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 1, patience);
        const auto error = w.signInFailed.at(0).at(0).value<Error>();
        QCOMPARE(error.code, code);
        QVERIFY(!error.message.isEmpty());
        QCOMPARE(error.retryAfterSeconds, code == u"LOGIN_THROTTLED" ? 900 : 0);
        QCOMPARE(w.signIn.state(), SignInController::State::SignedOut);
        QVERIFY(w.preferences.profiles().isEmpty()); // not remembered as a place to sign in
        QVERIFY(w.api.accessToken().isEmpty());
        QCOMPARE(w.desk.connection(), EventStream::State::Stopped);
    }

    void addressesThatLeadNowhere_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("code");
        QTest::newRow("nobody listens")
            << QStringLiteral("127.0.0.1:1") << QString(clienterror::unreachable);
        QTest::newRow("no such host")
            << QStringLiteral("desk.invalid") << QString(clienterror::unreachable);
        QTest::newRow("no address")
            << QStringLiteral("http://") << QStringLiteral("SERVER_ADDRESS");
        QTest::newRow("other scheme")
            << QStringLiteral("ftp://desk") << QStringLiteral("SERVER_ADDRESS");
    }
    void addressesThatLeadNowhere()
    {
        QFETCH(QString, address);
        QFETCH(QString, code);
        Workbench w(1);
        w.signIn.signIn(address, wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 1, patience);
        QCOMPARE(w.signInFailed.at(0).at(0).value<Error>().code, code);
        QCOMPARE(w.signIn.state(), SignInController::State::SignedOut);
    }

    void aCertificateNobodyVouchesForIsRefusedUnlessPinned()
    {
        QTemporaryDir dir;
        const QString cert = dir.filePath(QStringLiteral("cert.pem"));
        const QString key = dir.filePath(QStringLiteral("key.pem"));
        const QSslCertificate ours = makeCertificate(cert, key);
        QVERIFY(!ours.isNull());
        TestServer server(
            {{QStringLiteral("TLS_CERT_FILE"), cert}, {QStringLiteral("TLS_KEY_FILE"), key}});
        QVERIFY2(server.port() > 0, qPrintable(server.startProblem()));
        const QString url = QStringLiteral("https://127.0.0.1:%1").arg(server.port());
        const QString print =
            QString::fromLatin1(ours.digest(QCryptographicHash::Sha256).toHex(':')).toUpper();

        Workbench w(server.port());
        w.signIn.signIn(url, wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 1, patience);
        const auto refused = w.signInFailed.at(0).at(0).value<Error>();
        QCOMPARE(refused.code, QString(clienterror::tls));
        QVERIFY2(refused.detail.contains(print), qPrintable(refused.detail));

        // Another certificate that is pinned does not help.
        w.preferences.setValue(QStringLiteral("pinned_certificates"),
                               QStringList{QString(64, u'a'), QStringLiteral("not a fingerprint")});
        w.api.setPinnedCertificates(w.preferences.pinnedCertificates());
        w.signIn.signIn(url, wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(w.signInFailed.size(), 2, patience);
        QCOMPARE(w.signInFailed.at(1).at(0).value<Error>().code, QString(clienterror::tls));

        // As openssl writes it.
        w.preferences.setValue(QStringLiteral("pinned_certificates"), QStringList{print});
        SignInController signIn(w.api, w.keychain, w.preferences); // as at the next start
        QSignalSpy signedIn(&signIn, &SignInController::signedIn);
        signIn.signIn(url, wang, QStringLiteral("agent123"), false);
        QTRY_COMPARE_WITH_TIMEOUT(signedIn.size(), 1, patience);
        w.desk.start(signIn.agent());
        QTRY_COMPARE_WITH_TIMEOUT(w.desk.connection(), EventStream::State::Live, patience);
        w.settle();
        QCOMPARE(w.desk.lists().count(Section::All), 0);
    }
};

QTEST_GUILESS_MAIN(TestBadServers)
#include "tst_badservers.moc"
