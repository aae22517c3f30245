#include "rawclient.h"
#include "server/http/ssestream.h"
#include "shared/contract/errors.h"

#include <QRegularExpression>
#include <QThread>

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
        const auto invalid = [](const QByteArray &text) -> QByteArray {
            return "{\"success\":false,\"error\":\"" + text +
                   "\",\"code\":\"VALIDATION_ERROR\",\"detail\":\"" + text + "\"}";
        };
        const QByteArray broken = invalid("/name: must not contain control or broken characters");
        const QByteArray brokenQuery = invalid("/b: UTF-8 text without U+0000 expected");
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
        row("nul param", get("/who/%00"), 422, broken);
        row("line break in a param", get("/who/a%0Ab"), 422, broken);
        row("half a surrogate pair", get("/who/%ED%A0%BD"), 422, broken);
        row("param that is no UTF-8", get("/who/%ff%fe"), 422, broken);
        row("nul in the query", get("/who/bob?a=1&b=%00"), 422, brokenQuery);
        row("query that is no UTF-8", get("/who/bob?b=%ff&a=1"), 422, brokenQuery);
        row("composed", get("/who/caf%65%CC%81"), 200, "café");
        row("deep", get("/" + QByteArray(500, '/')), 404, notFound);
        row("h2c is ignored",
            get("/ping", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"), 200, "pong");
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
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_server.moc"
