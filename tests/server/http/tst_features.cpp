#include "rawclient.h"
#include "server/http/staticpages.h"
#include "shared/contract/errors.h"

#include <QDir>
#include <QProcess>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTimer>

using namespace handoff;
using namespace handoff::http;

/// What every answer carries, and what stands around the routes: CORS, ids, guard, pages, TLS.
class TestHttpFeatures : public QObject
{
    Q_OBJECT

private slots:
    void headOptionsAllow()
    {
        Desk desk;
        RawClient client(desk.port);
        const Answer head = client.ask("HEAD /who/bob HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("content-length"), QByteArray("3"));
        QCOMPARE(client.ask(get("/ping")).body, QByteArray("pong")); // no body was sent

        const Answer wrong = client.ask(post("/who/bob", "x"));
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.header("allow"), QByteArray("GET, HEAD, OPTIONS"));
        QVERIFY(wrong.body.contains("\"code\":\"METHOD_NOT_ALLOWED\""));
        QCOMPARE(client.ask("BREW /ping HTTP/1.1\r\nHost: x\r\n\r\n").status, 405);

        for (const char *path : {"/ping", "/unknown", "*"}) {
            const Answer options = client.ask("OPTIONS " + QByteArray(path) +
                                              " HTTP/1.1\r\nHost: x\r\nOrigin: http://shop\r\n"
                                              "Access-Control-Request-Method: PATCH\r\n"
                                              "Access-Control-Request-Headers: x-a, x-b\r\n\r\n");
            QCOMPARE(options.status, 200);
            QCOMPARE(options.header("access-control-allow-origin"), QByteArray("http://shop"));
            QCOMPARE(options.header("access-control-allow-headers"), QByteArray("x-a, x-b"));
            QCOMPARE(options.header("access-control-max-age"), QByteArray("600"));
            QVERIFY(options.header("access-control-allow-methods").contains("GET"));
        }
    }

    void corsList()
    {
        ServerOptions options;
        options.corsOrigins = {QStringLiteral("https://a.example"),
                               QStringLiteral("https://b.example")};
        Desk desk(options);
        RawClient client(desk.port);
        const auto origin = [&](const QByteArray &header, const QByteArray &path = "/ping") {
            const Answer answer = client.ask(get(path, header));
            if (answer.header("vary") != "Origin")
                return QByteArray("no Vary");
            return answer.header("access-control-allow-origin");
        };
        QCOMPARE(origin("Origin: https://b.example\r\n"), QByteArray("https://b.example"));
        QCOMPARE(origin("Origin: https://b.example\r\n", "/nope"), QByteArray("https://b.example"));
        QCOMPARE(origin("Origin: https://evil.example\r\n"), QByteArray("https://a.example"));
        QCOMPARE(origin(""), QByteArray("https://a.example"));
    }

    void requestIds_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<bool>("kept");
        QTest::newRow("sane") << QByteArray("aZ09._-") << true;
        QTest::newRow("64") << QByteArray(64, 'x') << true;
        QTest::newRow("65") << QByteArray(65, 'x') << false;
        QTest::newRow("blank inside") << QByteArray("a b") << false;
        QTest::newRow("quote") << QByteArray("a\"b") << false;
        QTest::newRow("chinese") << QByteArray("你") << false;
        QTest::newRow("empty") << QByteArray("") << false;
    }
    void requestIds()
    {
        QFETCH(QByteArray, sent);
        QFETCH(bool, kept);
        Desk desk;
        RawClient client(desk.port);
        const QByteArray id =
            client.ask(get("/ping", "X-Request-Id: " + sent + "\r\n")).header("x-request-id");
        QCOMPARE(id == sent, kept);
        QVERIFY(!id.isEmpty());
        QVERIFY(client.ask(get("/ping")).header("x-request-id") != id);
        QCOMPARE(desk.reports.at(0).requestId, id);
        QCOMPARE(desk.reports.at(0).route, QByteArray("/ping"));
        QCOMPARE(desk.reports.at(0).bytes, 4);
    }

    void headersCannotBeInjected()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        desk.kept.at(0)->addHeader("X-Session-Name", "a\r\nSet-Cookie: b");
        desk.kept.takeFirst()->data();
        const Answer answer = client.wait();
        QCOMPARE(answer.header("x-session-name"), QByteArray("aSet-Cookie: b"));
        QVERIFY(answer.header("set-cookie").isEmpty());
    }

    void retryAfter()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        desk.kept.takeFirst()->error(errors::rateLimited(7));
        QCOMPARE(client.wait().header("retry-after"), QByteArray("7"));
        QCOMPARE(client.wait().status, 429);
    }

    void guard()
    {
        Desk desk;
        Router &router = desk.server.router();
        router.add("GET", "/agent", Level::Agent,
                   [](const Request &request, const ReplyPtr &reply) {
                       reply->json(200, std::any_cast<QByteArray>(request.principal));
                   });
        router.setGuard([](Level level, const Request &request, const ReplyPtr &reply,
                           const Handler &next) {
            if (level != Level::Agent || !request.bearerToken())
                return reply->error(errors::notAuthenticated());
            Request known = request;
            known.principal = *request.bearerToken();
            QTimer::singleShot(0, reply->context(), [known, reply, &next] { next(known, reply); });
        });
        RawClient client(desk.port);
        QCOMPARE(client.ask(get("/ping")).status, 200); // Level::None is not asked
        QCOMPARE(client.ask(get("/agent")).status, 403);
        QCOMPARE(client.ask(get("/agent", "Authorization: Bearer tok\r\n")).body,
                 QByteArray("tok"));
        QVERIFY(!router.routes().isEmpty());
        QCOMPARE(router.routes().last()->level, Level::Agent);
    }

    void forwardedFor()
    {
        ServerOptions options;
        options.trustedProxies = TrustedProxies({QStringLiteral("127.0.0.1")});
        Desk trusting(options);
        Desk plain;
        const QByteArray request =
            get("/client", "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-For: 1.2.3.4\r\n");
        QCOMPARE(RawClient(trusting.port).ask(request).body, QByteArray("1.2.3.4"));
        QCOMPARE(RawClient(plain.port).ask(request).body, QByteArray("127.0.0.1"));
    }

    void staticPages()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("sub")));
        const auto put = [&](const QString &name, const QByteArray &text) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(put(QStringLiteral("index.html"), "<p>你好</p>"));
        QVERIFY(put(QStringLiteral("sub/app.js"), "1"));
        Desk desk;
        StaticPages pages(desk.server.router(), "https://shop.example");
        QVERIFY(pages.addFile("/", dir.filePath(QStringLiteral("index.html"))));
        QVERIFY(!pages.addFile("/none", dir.filePath(QStringLiteral("none"))));
        QCOMPARE(pages.addTree("/web/", dir.path()), 2);
        RawClient client(desk.port);
        const Answer page = client.ask(get("/"));
        QCOMPARE(page.body, QByteArray("<p>你好</p>"));
        QCOMPARE(page.header("content-type"), QByteArray("text/html; charset=utf-8"));
        QCOMPARE(page.header("x-content-type-options"), QByteArray("nosniff"));
        QVERIFY(page.header("content-security-policy")
                    .endsWith("frame-ancestors https://shop.example"));
        const Answer script = client.ask(get("/web/sub/app.js"));
        QCOMPARE(script.header("content-type"), QByteArray("text/javascript; charset=utf-8"));
        const Answer same =
            client.ask(get("/", "If-None-Match: W/" + page.header("etag") + "\r\n"));
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QCOMPARE(client.ask(get("/", "If-None-Match: \"other\"\r\n")).status, 200);
        QCOMPARE(client.ask(get("/web/../../etc/passwd")).status, 404);
    }

    void pagesAreCompressedAndKept()
    {
        QTemporaryDir dir;
        const auto put = [&](const char *name, const QByteArray &text) {
            QFile file(dir.filePath(QString::fromLatin1(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        const QByteArray script = "import './b.js';" + QByteArray(2000, ' ');
        QVERIFY(put("index.html", "<script src=\"/web/a.js\"></script>"));
        QVERIFY(put("a.js", script) && put("b.js", "1") && put("c.png", QByteArray(2000, 'x')));
        Desk desk;
        StaticPages pages(desk.server.router());
        QCOMPARE(pages.addTree("/web/", dir.path()), 4);
        QVERIFY(pages.addFile("/", dir.filePath(QStringLiteral("index.html"))));
        RawClient client(desk.port);

        // The page names its assets by the version of them all; there they are good for ever.
        const QByteArray html = client.ask(get("/")).body;
        const qsizetype at = html.indexOf("/web/");
        const QByteArray asset = html.mid(at, html.indexOf('"', at) - at);
        QVERIFY2(asset != "/web/a.js" && asset.endsWith("/a.js"), html.constData());
        QCOMPARE(client.ask(get("/")).header("cache-control"), QByteArray("no-cache"));
        const Answer kept = client.ask(get(asset));
        QCOMPARE(kept.status, 200);
        QCOMPARE(kept.body, script);
        QCOMPARE(kept.header("cache-control"), QByteArray("public, max-age=31536000, immutable"));
        // By the plain path, and after an update by the old one, for now only.
        for (const char *path : {"/web/a.js", "/web/0123456789ab/a.js"}) {
            QCOMPARE(client.ask(get(path)).body, script);
            QCOMPARE(client.ask(get(path)).header("cache-control"), QByteArray("no-cache"));
        }
        QCOMPARE(client.ask(get("/web/0123456789ab/none.js")).status, 404);

        const auto asked = [&](const char *accept, const char *path = "/web/a.js") {
            return client.ask(get(path, "Accept-Encoding: " + QByteArray(accept) + "\r\n"));
        };
        for (const char *accept : {"gzip", "deflate, GZIP;q=0.5", "*", "gzip, deflate, br, zstd"}) {
            const Answer packed = asked(accept);
            QCOMPARE(packed.header("content-encoding"), QByteArray("gzip"));
            QCOMPARE(packed.header("vary"), QByteArray("Accept-Encoding"));
            QVERIFY(packed.body.size() < 100 && packed.body.startsWith("\x1f\x8b"));
            QVERIFY(packed.header("etag") != kept.header("etag"));
            QCOMPARE(client
                         .ask(get("/web/a.js", "Accept-Encoding: gzip\r\nIf-None-Match: " +
                                                   packed.header("etag") + "\r\n"))
                         .status,
                     304);
        }
        for (const char *accept : {"", "identity", "gzip;q=0", "br"}) {
            const Answer plain = asked(accept);
            QVERIFY(plain.header("content-encoding").isEmpty());
            QCOMPARE(plain.body, script);
            QCOMPARE(plain.header("vary"), QByteArray("Accept-Encoding"));
        }
        QVERIFY(asked("gzip", "/web/c.png").header("content-encoding").isEmpty()); // not a text
    }

    void tls()
    {
        QTemporaryDir dir;
        ServerOptions options;
        options.tlsCertFile = dir.filePath(QStringLiteral("cert.pem"));
        options.tlsKeyFile = dir.filePath(QStringLiteral("key.pem"));
        HttpServer broken(options);
        QVERIFY(!broken.listen(QHostAddress(QHostAddress::LocalHost), 0));
        QProcess openssl;
        openssl.start(
            QStringLiteral("openssl"),
            QStringLiteral(
                "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout %1 -out %2")
                .arg(options.tlsKeyFile, options.tlsCertFile)
                .split(QLatin1Char(' ')));
        QVERIFY(openssl.waitForFinished(60'000) && openssl.exitCode() == 0);
        Desk desk(options);
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        QByteArray received;
        connect(&socket, &QSslSocket::readyRead, this, [&] { received += socket.readAll(); });
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), desk.port);
        QTRY_VERIFY_WITH_TIMEOUT(socket.isEncrypted(), 20'000);
        socket.write(get("/ping") + get("/big"));
        QTRY_VERIFY_WITH_TIMEOUT(received.size() > 4'000'000, 60'000);
        QVERIFY(received.contains("pong"));
        QVERIFY(received.endsWith("bbb"));
    }
};

QTEST_GUILESS_MAIN(TestHttpFeatures)
#include "tst_features.moc"
