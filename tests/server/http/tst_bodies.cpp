#include "rawclient.h"

#include <memory>
#include <vector>

using namespace handoff;
using namespace handoff::http;

/// Bodies: how large one may be, and all together.
class TestHttpBodies : public QObject
{
    Q_OBJECT

private slots:
    void largeBodies()
    {
        Desk desk;
        RawClient client(desk.port);
        const QByteArray most(1024 * 1024, 'm');
        QCOMPARE(client.ask(post("/echo", most)).body, most);
        QCOMPARE(client.ask(post("/upload", most + most)).body, QByteArray("2097152"));
        const QByteArray chunked =
            "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        QCOMPARE(client.ask(chunked + "100000\r\n" + most + "\r\n0\r\n\r\n").body, most);
        QCOMPARE(client.ask(get("/ping")).body, QByteArray("pong"));
        QCOMPARE(RawClient(desk.port).ask(post("/echo", most + 'x')).status, 413);
        QCOMPARE(RawClient(desk.port).ask(post("/nope", most + 'x')).status, 413);
        QCOMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(3'000'001, 'x'))).status, 413);
        QCOMPARE(RawClient(desk.port).ask(chunked + "100001\r\n").status, 413);
        const Answer refused =
            RawClient(desk.port).ask(post("/echo", most + 'x', "Origin: http://shop\r\n"));
        QCOMPARE(refused.header("access-control-allow-origin"), QByteArray("http://shop"));
    }

    /// Bodies on their way share a room, whoever sends them and whether or not they ever arrive.
    void largeBodiesTogether()
    {
        ServerOptions options;
        options.maxBodies = 2'500'000;
        Desk desk(options);
        const auto head = [](qint64 size) -> QByteArray {
            return "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                   QByteArray::number(size) + "\r\n\r\n";
        };
        RawClient first(desk.port);
        first.send(head(2'000'000) + QByteArray(1000, 'f'));
        QTRY_COMPARE(desk.server.connectionCount(), 1);
        // Refused before its body has come, and told when to try again.
        const auto refused = [&](const QByteArray &request) {
            const Answer answer = RawClient(desk.port).ask(request);
            return answer.status == 503 && answer.header("retry-after") == "5" &&
                   answer.body.contains("UNAVAILABLE");
        };
        QTRY_VERIFY(refused(head(600'000)));
        QVERIFY(refused("POST /upload HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                        "Content-Length: 600000\r\n\r\n"));
        QVERIFY(refused("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1"));
        QVERIFY(refused(post("/upload", QByteArray(600'000, 'a'))));
        QCOMPARE(desk.served, 0);
        // There is room for others, and small ones need none.
        QCOMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(400'000, 'b'))).body,
                 QByteArray("400000"));
        QCOMPARE(RawClient(desk.port).ask(post("/echo", "small")).body, QByteArray("small"));
        // Who has begun can end; then there is room again, also on his connection.
        first.send(QByteArray(1'999'000, 'f'));
        QCOMPARE(first.wait().body, QByteArray("2000000"));
        first.received.clear();
        QCOMPARE(first.ask(post("/upload", QByteArray(2'400'000, 'g'))).body,
                 QByteArray("2400000"));
        // And when he has gone.
        {
            RawClient gone(desk.port);
            gone.send(head(2'000'000) + "g");
            QTRY_VERIFY(refused(head(600'000)));
        }
        QTRY_COMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(2'000'000, 'h'))).status,
                     200);
        // One alone is let in, however large it may be.
        QCOMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(2'900'000, 'i'))).status, 200);
    }

    /// Who may not ask for it at all is told so before his body is read, and takes no room.
    void strangersAreKnownByTheirHeaders()
    {
        ServerOptions options;
        options.maxBodies = 2'500'000;
        Desk desk(options);
        const auto head = [](const QByteArray &more) -> QByteArray {
            return "POST /agents/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n" + more +
                   "\r\n";
        };
        for (int i = 0; i < 3; ++i) {
            const Answer answer = RawClient(desk.port).ask(head({}));
            QCOMPARE(answer.status, 403);
        }
        QCOMPARE(RawClient(desk.port).ask(head("Expect: 100-continue\r\n")).status, 403);
        QCOMPARE(RawClient(desk.port)
                     .ask("POST /agents/upload HTTP/1.1\r\nHost: x\r\n"
                          "Transfer-Encoding: chunked\r\n\r\n1")
                     .status,
                 403);
        QCOMPARE(desk.served, 0);
        RawClient agent(desk.port);
        const QByteArray good = "Authorization: Bearer good\r\n";
        QCOMPARE(agent.ask(head(good) + QByteArray(2'000'000, 'a')).body, QByteArray("2000000"));
        // Each request of a connection is looked at.
        QCOMPARE(agent.ask(head({})).status, 403);
    }

    /// Callers without an account share the room of their address; agents do not.
    void anAddressHasAShareOfTheRoom()
    {
        ServerOptions options;
        options.maxBodiesPerAddress = 2'500'000;
        Desk desk(options);
        const auto head = [](qint64 size) -> QByteArray {
            return "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                   QByteArray::number(size) + "\r\n\r\n";
        };
        RawClient first(desk.port);
        first.send(head(2'000'000) + "f");
        QTRY_COMPARE(RawClient(desk.port).ask(head(600'000)).status, 503);
        QCOMPARE(RawClient(desk.port)
                     .ask(post("/agents/upload", QByteArray(2'000'000, 'a'),
                               "Authorization: Bearer good\r\n"))
                     .body,
                 QByteArray("2000000"));
        QCOMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(400'000, 'b'))).status, 200);
        first.socket.abort();
        QTRY_COMPARE(RawClient(desk.port).ask(post("/upload", QByteArray(600'000, 'c'))).status,
                     200);
        options.trustedProxies = TrustedProxies({QStringLiteral("127.0.0.1")});
        Desk proxied(options);
        RawClient one(proxied.port);
        one.send(head(2'000'000) + "f");
        QTRY_COMPARE(proxied.server.connectionCount(), 1);
        QCOMPARE(RawClient(proxied.port).ask(post("/upload", QByteArray(600'000, 'd'))).status,
                 200);
    }

    /// A large body must come at some speed, or it gives its room back.
    void tricklesAreCut()
    {
        ServerOptions options;
        options.minBytesPerSecond = 100'000;
        options.rateWindowMs = 300;
        options.requestTimeoutMs = 400; // the sweep looks four times in this
        Desk desk(options);
        RawClient client(desk.port);
        client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 2900000\r\n\r\n" +
                    QByteArray(100'000, 'x'));
        QVERIFY(client.waitClosed());
        QCOMPARE(client.answers().value(0).status, 408);
        QCOMPARE(desk.served, 0);
    }

    void floodsBehindRequestsTogether()
    {
        ServerOptions options;
        options.maxBodies = 300'000;
        Desk desk(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(std::make_unique<RawClient>(desk.port));
            clients.back()->send(get("/keep"));
            QTRY_COMPARE(desk.kept.size(), i + 1);
            clients.back()->send(post("/echo", QByteArray(100'000, 'f')));
        }
        for (const auto &client : clients)
            QTRY_COMPARE(client->socket.bytesToWrite(), 0);
        QTest::qWait(50);
        for (const ReplyPtr &reply : std::exchange(desk.kept, {}))
            reply->data("1");
        // Three fit in; the others are closed behind their first answer.
        int whole = 0;
        for (const auto &client : clients) {
            QTRY_VERIFY(client->closed || client->answers().value(1).complete);
            whole += client->answers().value(1).status == 200 ? 1 : 0;
            QCOMPARE(client->answers().value(0).status, 200);
        }
        QVERIFY2(whole >= 1 && whole <= 3, qPrintable(QString::number(whole)));
    }

    void bodiesThatNobodyReads()
    {
        Desk desk;
        const QByteArray head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n";
        for (const char *method : {"GET", "HEAD", "OPTIONS"}) // refused by the length alone
            QCOMPARE(RawClient(desk.port).ask(method + (" /ping" + head)).status, 413);
        QCOMPARE(RawClient(desk.port)
                     .ask("GET /ping HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
                     .status,
                 200);
        QCOMPARE(desk.served, 1);
    }
};

QTEST_GUILESS_MAIN(TestHttpBodies)
#include "tst_bodies.moc"
