#include "rawclient.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace handoff;
using namespace handoff::http;

/// Clients that hang up, flood, dawdle or do not read. The server must neither crash, hang nor
/// grow.
class TestHttpAbuse : public QObject
{
    Q_OBJECT

    static ServerOptions quick()
    {
        ServerOptions options;
        options.requestTimeoutMs = 200;
        options.idleTimeoutMs = 400;
        options.writeTimeoutMs = 300;
        return options;
    }

private slots:
    void hangUpInRequest_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("get") << get("/later/1");
        QTest::newRow("post") << post("/echo", "0123456789");
        QTest::newRow("chunked") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
            "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        QTest::newRow("pipelined") << get("/later/0") + get("/ping");
    }
    void hangUpInRequest()
    {
        QFETCH(QByteArray, bytes);
        Desk desk;
        for (qsizetype size = 0; size <= bytes.size(); ++size) {
            for (const bool politely : {true, false}) {
                RawClient client(desk.port);
                client.send(bytes.left(size));
                if (politely)
                    client.socket.disconnectFromHost();
                else
                    client.socket.abort();
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.server.connectionCount(), 0, 30'000);
        QCOMPARE(RawClient(desk.port).ask(get("/ping")).body, QByteArray("pong"));
    }

    /// Whatever the bytes are: no crash, and the guard and Qt agree about where a request ends.
    void mutations()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("disagree")));
        Desk desk;
        QRandomGenerator random(20'261'120);
        const QByteArray chunked =
            "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
            "\r\n5\r\n01234\r\n0\r\n\r\n";
        const QByteArray base = get("/ping", "Connection: keep-alive\r\n") +
                                post("/echo", "body\r\n") + chunked + get("/who/%E4%BD%A0?a=b");
        const QByteArray spice = QByteArrayLiteral("\r\n\t :,;/%0159afAF{}\0\x7f\xff");
        for (int round = 0; round < 400; ++round) {
            QByteArray bytes = base;
            for (int i = random.bounded(1, 4); i > 0; --i) {
                const int at = random.bounded(int(bytes.size()));
                const char c = spice.at(random.bounded(int(spice.size())));
                switch (random.bounded(3)) {
                case 0:
                    bytes[at] = c;
                    break;
                case 1:
                    bytes.insert(at, c);
                    break;
                default:
                    bytes.remove(at, random.bounded(1, 20));
                    break;
                }
            }
            RawClient client(desk.port);
            const int split = random.bounded(int(bytes.size()));
            client.send(bytes.left(split));
            QCoreApplication::processEvents();
            client.send(bytes.mid(split));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.server.connectionCount(), 0, 30'000);
        QVERIFY(desk.served > 100); // most of it still makes sense
        QCOMPARE(RawClient(desk.port).ask(get("/ping")).body, QByteArray("pong"));
    }

    void hangUpInAnswer()
    {
        Desk desk;
        RawClient whole(desk.port);
        whole.ask(get("/who/somebody"));
        whole.send(get("/who/somebody"));
        whole.wait();
        for (qsizetype size = 0; size <= whole.received.size(); ++size) {
            RawClient client(desk.port);
            client.socket.setReadBufferSize(qMax<qsizetype>(1, size));
            client.send(get("/later/0") + get("/who/somebody") + get("/big"));
            QVERIFY(QTest::qWaitFor([&] { return client.received.size() >= size; }, 20'000));
            client.socket.abort();
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk.server.connectionCount(), 1, 30'000);
        QCOMPARE(RawClient(desk.port).ask(get("/ping")).body, QByteArray("pong"));
    }

    void hangUpBeforeAsyncAnswer()
    {
        Desk desk;
        {
            RawClient client(desk.port);
            client.send(get("/keep") + get("/ping"));
            QTRY_COMPARE(desk.kept.size(), 1);
        }
        QTRY_COMPARE(desk.server.connectionCount(), 0);
        const ReplyPtr reply = desk.kept.takeFirst();
        QVERIFY(reply->clientGone());
        QVERIFY(reply->context());
        reply->data("1");
        QCOMPARE(desk.served, 1);
        {
            RawClient client(desk.port);
            client.send(get("/keep"));
            QTRY_COMPARE(desk.kept.size(), 1);
        }
        QTRY_COMPARE(desk.server.connectionCount(), 0);
        desk.kept.clear(); // never answered, and nobody is there: no warning, no crash
    }

    void replyOutlivesServer()
    {
        ReplyPtr reply;
        auto desk = std::make_unique<Desk>();
        RawClient client(desk->port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk->kept.size(), 1);
        reply = desk->kept.takeFirst();
        desk.reset();
        QVERIFY(reply->clientGone());
        reply->data("1");
        QVERIFY(client.waitClosed());
        QVERIFY(client.received.isEmpty());
    }

    void largeHeads()
    {
        Desk desk;
        RawClient client(desk.port);
        // As large as is allowed, and Qt's parser still finds the body where the guard does.
        QByteArray many;
        for (int i = 0; i < 95; ++i)
            many += "X-Header-" + QByteArray::number(i) + ": " + QByteArray(100, 'v') + "\r\n";
        QCOMPARE(client.ask(post("/echo", "many", many)).body, QByteArray("many"));
        QCOMPARE(client.ask(post("/echo", "one", "X: " + QByteArray(16'000, 'v') + "\r\n")).body,
                 QByteArray("one"));
        QCOMPARE(client.ask(get("/ping?" + QByteArray(16'000, 'n'))).body, QByteArray("pong"));
        QCOMPARE(
            RawClient(desk.port).ask(get("/", "X: " + QByteArray(16'400, 'v') + "\r\n")).status,
            431);
        QCOMPARE(RawClient(desk.port).ask("GET /" + QByteArray(200'000, 'x')).status, 431);
        RawClient endless(desk.port);
        endless.send("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 40 && !endless.closed; ++i)
            endless.send("X-" + QByteArray::number(i) + ": " + QByteArray(1'000, 'v') + "\r\n");
        QCOMPARE(endless.wait().status, 431);
    }

    void slowRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("line") << QByteArray("GE") << 408;
        QTest::newRow("head") << get("/ping").chopped(1) << 408;
        QTest::newRow("body") << post("/echo", "0123456789").chopped(1) << 408;
        QTest::newRow("chunks") << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\n"
                                              "Transfer-Encoding: chunked\r\n\r\n5\r\n1")
                                << 408;
        QTest::newRow("second") << get("/ping") + "GET" << 200;
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("empty lines") << QByteArray("\r\n\r\n") << 0;
        QTest::newRow("idle") << get("/ping") << 200;
    }
    void slowRequests()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        Desk desk(quick());
        RawClient client(desk.port);
        client.send(bytes);
        QVERIFY(client.waitClosed());
        QCOMPARE(client.answers().value(0).status, status);
        if (bytes.endsWith("GET"))
            QCOMPARE(client.answers().value(1).status, 408);
        QTRY_COMPARE(desk.server.connectionCount(), 0);
    }

    void drippingIsNoExcuse()
    {
        Desk desk(quick());
        RawClient client(desk.port);
        client.send("GET / HTTP/1.1\r\n");
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&] { client.send("X: y\r\n"); });
        drip.start(20); // each byte in time, the request never complete
        QVERIFY(client.waitClosed());
        QCOMPARE(client.answers().value(0).status, 408);
    }

    void handlersMayTakeTheirTime()
    {
        Desk desk(quick());
        RawClient client(desk.port);
        QCOMPARE(client.ask(get("/later/900")).body, QByteArray("900")); // > every limit above
    }

    void readerThatDoesNotRead()
    {
        Desk desk(quick());
        RawClient client(desk.port);
        client.socket.setReadBufferSize(1);
        client.socket.disconnect(&client.socket); // and never looks
        // 100 answers of 4 MB: only as many are made as are read.
        QByteArray all;
        for (int i = 0; i < 100; ++i)
            all += get("/big");
        client.send(all);
        QTRY_COMPARE_WITH_TIMEOUT(desk.server.connectionCount(), 0, 30'000);
        QVERIFY2(desk.served <= 3, qPrintable(QString::number(desk.served)));
    }

    void readerThatReadsLate()
    {
        Desk desk;
        RawClient client(desk.port);
        client.socket.setReadBufferSize(1000);
        QByteArray all;
        for (int i = 0; i < 5; ++i)
            all += get("/big");
        client.send(all + get("/ping"));
        QTest::qWait(50);
        client.socket.setReadBufferSize(0);
        QCOMPARE(client.wait(6).body, QByteArray("pong"));
    }

    void floodBehindARequest()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        for (int i = 0; i < 30; ++i) {
            client.send(QByteArray(100'000, 'f'));
            QTest::qWait(1);
        }
        QTRY_COMPARE_WITH_TIMEOUT(client.socket.bytesToWrite(), 0, 20'000);
        desk.kept.takeFirst()->data("1");
        QCOMPARE(client.wait().status, 200);
        QVERIFY(client.waitClosed());
        QCOMPARE(desk.served, 1);
    }

    void limits()
    {
        ServerOptions options;
        options.maxConnections = 3;
        Desk total(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(total.port));
            QCOMPARE(clients.back()->ask(get("/ping")).status, 200);
        }
        RawClient refused(total.port);
        QVERIFY(refused.waitClosed());
        QCOMPARE(refused.answers().value(0).status, 503);
        QVERIFY(refused.answers().at(0).body.contains("\"code\":\"UNAVAILABLE\""));
        QVERIFY(!refused.answers().at(0).header("x-request-id").isEmpty());
        QCOMPARE(total.server.connectionCount(), 3);
        clients.pop_back();
        QTRY_COMPARE(total.server.connectionCount(), 2);
        QCOMPARE(RawClient(total.port).ask(get("/ping")).status, 200);

        options.maxConnections = 100;
        options.maxConnectionsPerAddress = 1;
        Desk perAddress(options);
        RawClient first(perAddress.port);
        QCOMPARE(first.ask(get("/ping")).status, 200);
        RawClient second(perAddress.port);
        QVERIFY(second.waitClosed());
        options.trustedProxies = TrustedProxies({QStringLiteral("127.0.0.0/8")});
        Desk behindProxy(options);
        RawClient third(behindProxy.port);
        RawClient fourth(behindProxy.port);
        QCOMPARE(third.ask(get("/ping")).status, 200);
        QCOMPARE(fourth.ask(get("/ping")).status, 200);
    }

    /// No new connection gets in then, the others are served, and nobody is forgotten: Qt stops
    /// accepting at the error, the server has to go on by itself.
    void outOfDescriptors()
    {
#ifdef Q_OS_UNIX
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("cannot accept connections")));
        Desk desk;
        QSignalSpy errors(&desk.server, &HttpServer::acceptError);
        RawClient before(desk.port);
        QCOMPARE(before.ask(get("/ping")).status, 200);
        rlimit normal{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &normal), 0);
        const rlimit tight{qMin<rlim_t>(256, normal.rlim_cur), normal.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &tight), 0);
        std::vector<int> fillers;
        for (int fd = ::dup(0); fd >= 0; fd = ::dup(0))
            fillers.push_back(fd);
        ::close(fillers.back()); // for the client's end of the connection
        fillers.pop_back();
        RawClient client(desk.port);
        client.send(get("/ping"));
        QTRY_VERIFY(!errors.isEmpty());
        QCOMPARE(before.ask(get("/ping")).status, 200); // the others are served
        for (const int fd : fillers)
            ::close(fd);
        ::setrlimit(RLIMIT_NOFILE, &normal);
        QCOMPARE(client.wait().body, QByteArray("pong"));
        QCOMPARE(RawClient(desk.port).ask(get("/ping")).body, QByteArray("pong"));
#endif
    }

    void gracefulStop()
    {
        Desk desk;
        QSignalSpy stopped(&desk.server, &HttpServer::stopped);
        RawClient idle(desk.port);
        idle.ask(get("/ping"));
        RawClient busy(desk.port);
        busy.send(get("/keep"));
        RawClient half(desk.port);
        half.send("GET /ping HTT");
        QTRY_COMPARE(desk.kept.size(), 1);
        QTRY_COMPARE(desk.server.connectionCount(), 3);
        desk.server.stop(20'000);
        QVERIFY(idle.waitClosed());
        QCOMPARE(stopped.count(), 0);
        desk.kept.takeFirst()->data("1");
        QCOMPARE(busy.wait().header("connection"), QByteArray("close"));
        QVERIFY(busy.waitClosed());
        QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, 20'000);
        QTcpSocket late;
        late.connectToHost(QHostAddress(QHostAddress::LocalHost), desk.port);
        QTRY_COMPARE(late.state(), QTcpSocket::UnconnectedState);
    }

    void stopDoesNotWaitForever()
    {
        Desk desk;
        QSignalSpy stopped(&desk.server, &HttpServer::stopped);
        RawClient busy(desk.port);
        busy.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        desk.server.stop(50);
        QTRY_COMPARE_WITH_TIMEOUT(stopped.count(), 1, 20'000);
        QVERIFY(busy.waitClosed());
        desk.kept.clear();
    }
};

QTEST_GUILESS_MAIN(TestHttpAbuse)
#include "tst_abuse.moc"
