#include "rawclient.h"
#include "server/http/ssestream.h"
#include "server/http/staticpages.h"
#include "shared/contract/errors.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

using namespace handoff;
using namespace handoff::http;

/// Requests and answers over real sockets.
class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &bytes, int status,
                            const QByteArray &body) {
            QTest::newRow(name) << bytes << status << body;
        };
        const QByteArray notFound = "{\"success\":false,\"error\":\"Not "
                                    "Found\",\"code\":\"NOT_FOUND\",\"detail\":\"Not Found\"}";
        row("get", get("/ping"), 200, "pong");
        row("query", get("/ping?a=b"), 200, "pong");
        row("post", post("/echo", "{\"a\":1}"), 200, "{\"a\":1}");
        row("post nothing", post("/echo", ""), 200, "");
        row("param", get("/who/bob"), 200, "bob");
        row("chinese", get("/who/%E4%BD%A0%E5%A5%BD"), 200, "你好");
        row("raw chinese", get("/who/你好"), 200, "你好");
        row("slash inside", get("/who/a%2Fb%3Fc"), 200, "a/b?c");
        row("plus stays", get("/who/a+b"), 200, "a+b");
        row("fixed wins", get("/who/nobody"), 200, "fixed");
        row("fixed wins, encoded", get("/who/%6eobody"), 200, "fixed");
        row("two params", "DELETE /a/1/b/%E4%BA%8C HTTP/1.1\r\nHost: x\r\n\r\n", 200, "1|二");
        row("unknown", get("/nope"), 404, notFound);
        row("trailing slash", get("/ping/"), 404, notFound);
        row("empty param", get("/who/"), 404, notFound);
        row("nul param", get("/who/%00"), 404, notFound);
        row("deep", get("/" + QByteArray(500, '/')), 404, notFound);
        row("double slash", get("//ping"), 404, notFound);
    }
    void answers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Desk desk;
        RawClient client(desk.port);
        for (int i = 0; i < 2; ++i) { // the second on the same connection
            const Answer answer = client.ask(bytes);
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.body, body);
            QCOMPARE(answer.header("access-control-allow-origin"), QByteArray("*"));
            QVERIFY(!answer.header("x-request-id").isEmpty());
            QVERIFY(!answer.header("date").isEmpty());
        }
        QVERIFY(!client.closed);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
        QTest::newRow("version") << QByteArray("GET / HTTP/3.0\r\n\r\n") << 505;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("lengths") << get("/echo", "Content-Length: 1\r\nContent-Length: 2\r\n")
                                 << 400;
        QTest::newRow("smuggling")
            << get("/echo", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("negative") << get("/echo", "Content-Length: -1\r\n") << 400;
        QTest::newRow("absurd") << get("/echo", "Content-Length: 999999999999999999\r\n") << 413;
        QTest::newRow("head") << get("/" + QByteArray(17'000, 'x')) << 431;
        QTest::newRow("websocket")
            << get("/ping", "Connection: Upgrade\r\nUpgrade: websocket\r\n") << 400;
    }
    void refusals()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        Desk desk;
        RawClient client(desk.port);
        client.send(bytes + get("/ping")); // what follows means nothing any more
        const Answer answer = client.wait();
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body.startsWith("{\"success\":false,\"error\":"));
        QCOMPARE(answer.header("access-control-allow-origin"), QByteArray("*"));
        QCOMPARE(answer.header("connection"), QByteArray("close"));
        QVERIFY(!answer.header("x-request-id").isEmpty());
        QVERIFY(client.waitClosed());
        QCOMPARE(client.answers().size(), 1);
        QCOMPARE(desk.served, 0);
        QCOMPARE(RawClient(desk.port).ask(get("/ping")).body, QByteArray("pong"));
    }

    void splitEverywhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("get") << get("/ping", "A: b\r\n") << QByteArray("pong");
        QTest::newRow("post") << post("/echo", "0123456789") << QByteArray("0123456789");
        QTest::newRow("chunked")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "5\r\n01234\r\n05\r\n56789\r\n0\r\n\r\n")
            << QByteArray("0123456789");
        QTest::newRow("chunked, empty")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "0\r\n\r\n")
            << QByteArray();
    }
    void splitEverywhere()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, body);
        Desk desk;
        RawClient client(desk.port);
        for (qsizetype split = 1; split < bytes.size(); ++split) {
            client.send(bytes.left(split));
            QTest::qWait(0);
            QCoreApplication::processEvents();
            // The second half brings the next request along.
            client.send(bytes.mid(split) + get("/who/next"));
            const Answer second = client.wait(2);
            const Answer first = client.answers().value(0);
            QCOMPARE(first.status, 200);
            QCOMPARE(first.body, body);
            QCOMPARE(second.body, QByteArray("next"));
            client.received.clear();
        }
        QCOMPARE(desk.served, 2 * (bytes.size() - 1));
    }

    void pipelining()
    {
        Desk desk;
        RawClient client(desk.port);
        QByteArray all;
        for (const char *ms : {"60", "30", "0"}) // the last would be ready first
            all += get(QByteArray("/later/") + ms);
        for (int i = 0; i < 50; ++i)
            all += post("/echo", QByteArray::number(i));
        client.send(all);
        client.wait(53);
        const auto answers = client.answers();
        QCOMPARE(answers.size(), 53);
        QCOMPARE(answers.at(0).body, QByteArray("60"));
        QCOMPARE(answers.at(1).body, QByteArray("30"));
        QCOMPARE(answers.at(2).body, QByteArray("0"));
        for (int i = 0; i < 50; ++i)
            QCOMPARE(answers.at(3 + i).body, QByteArray::number(i));
    }

    void heldBack()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        client.send(get("/ping") + post("/echo", "x").left(40));
        QTest::qWait(20);
        QCOMPARE(desk.served, 1); // nobody has seen the second
        QVERIFY(client.received.isEmpty());
        client.send(post("/echo", "x").mid(40));
        desk.kept.takeFirst()->json(200, "{}");
        QCOMPARE(client.wait(3).body, QByteArray("x"));
        QCOMPARE(client.answers().at(1).body, QByteArray("pong"));
    }

    void twoAnswers()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        const ReplyPtr reply = desk.kept.takeFirst();
        reply->data("[1]");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("answered already")));
        reply->error(errors::unavailable());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("answered already")));
        QPointer<SseStream> stream = reply->stream();
        stream->write("data: x\n\n");
        QTRY_VERIFY(!stream);
        QCOMPARE(client.wait().body, QByteArray("{\"success\":true,\"data\":[1]}"));
        client.received.clear();
        QCOMPARE(client.ask(get("/ping")).body, QByteArray("pong"));
        QCOMPARE(desk.reports.size(), 2);
    }

    void noAnswer()
    {
        Desk desk;
        RawClient client(desk.port);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was not answered")));
        const Answer answer = client.ask(get("/forget", "X-Request-Id: my-id\r\n"));
        QCOMPARE(answer.status, 500);
        QVERIFY(answer.body.contains("\"code\":\"INTERNAL\""));
        QVERIFY(answer.body.contains("my-id"));
        QCOMPARE(client.ask(get("/ping")).status, 200);
    }

    void droppedElsewhere()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("was not answered")));
        std::unique_ptr<QThread> thread(
            QThread::create([r = desk.kept.takeFirst()]() mutable { r.reset(); }));
        thread->start();
        QCOMPARE(client.wait().status, 500);
        QVERIFY(thread->wait(20'000));
    }

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

    void connectionHeader()
    {
        Desk desk;
        RawClient close(desk.port);
        QCOMPARE(close.ask(get("/ping", "Connection: close\r\n")).header("connection"),
                 QByteArray("close"));
        QVERIFY(close.waitClosed());
        RawClient old(desk.port);
        QCOMPARE(old.ask("GET /ping HTTP/1.0\r\n\r\n").body, QByteArray("pong"));
        QVERIFY(old.waitClosed());
        RawClient oldKeep(desk.port);
        const QByteArray keep = "GET /ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        QCOMPARE(oldKeep.ask(keep).header("connection"), QByteArray("keep-alive"));
        QCOMPARE(oldKeep.ask(keep).body, QByteArray("pong"));
        QTRY_COMPARE(desk.server.connectionCount(), 1);
    }

    void expectContinue()
    {
        Desk desk;
        RawClient client(desk.port);
        const QByteArray request = post("/echo", "body", "Expect: 100-continue\r\n");
        client.send(request.chopped(4));
        QCOMPARE(client.wait().status, 100);
        client.send("body");
        QCOMPARE(client.wait(2).body, QByteArray("body"));
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

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_server.moc"
