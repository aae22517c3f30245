#include "rawclient.h"
#include "server/http/ssestream.h"

#include <QSignalSpy>

using namespace handoff;
using namespace handoff::http;

/// Streamed bodies over real sockets.
class TestHttpStreams : public QObject
{
    Q_OBJECT

    /// Starts a stream on the newest request of `/keep`.
    static SseStream *start(Desk &desk, RawClient &client, const QByteArray &request = get("/keep"),
                            const StreamOptions &options = {})
    {
        client.send(request);
        if (!QTest::qWaitFor([&] { return !desk.kept.isEmpty(); }, 20'000))
            qFatal("no request");
        return desk.kept.takeFirst()->stream(options);
    }

private slots:
    void framePerWrite()
    {
        Desk desk;
        RawClient client(desk.port);
        SseStream *stream = start(desk, client, get("/keep", "Origin: http://shop\r\n"));
        QList<QByteArray> frames;
        for (int i = 0; i < 50; ++i)
            frames.append("data: {\"type\":\"message\",\"content\":\"字" + QByteArray::number(i) +
                          "\"}\n\n");
        for (const QByteArray &frame : frames)
            stream->write(frame);
        stream->write({}); // would be the end of a chunked body
        stream->end();
        stream->write("late");
        stream->end();
        const Answer answer = client.wait();
        QCOMPARE(answer.chunks, frames);
        QCOMPARE(answer.header("content-type"), QByteArray("text/event-stream; charset=utf-8"));
        QCOMPARE(answer.header("cache-control"), QByteArray("no-cache"));
        QCOMPARE(answer.header("x-accel-buffering"), QByteArray("no"));
        QCOMPARE(answer.header("access-control-allow-origin"), QByteArray("http://shop"));
        QVERIFY(!answer.header("x-request-id").isEmpty());
        client.received.clear();
        QCOMPARE(client.ask(get("/ping")).body, QByteArray("pong")); // the connection lives on
    }

    void arrivesAtOnce()
    {
        Desk desk;
        RawClient client(desk.port);
        SseStream *stream = start(desk, client);
        for (int i = 1; i <= 3; ++i) {
            stream->write("data: x\n\n");
            QTRY_COMPARE(client.answers().value(0).chunks.size(), i);
        }
    }

    void http10()
    {
        Desk desk;
        RawClient client(desk.port);
        SseStream *stream =
            start(desk, client, "GET /keep HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        stream->write("data: 1\n\n");
        stream->write("data: 2\n\n");
        stream->end();
        QVERIFY(client.waitClosed());
        const Answer answer = client.wait();
        QCOMPARE(answer.body, QByteArray("data: 1\n\ndata: 2\n\n"));
        QCOMPARE(answer.header("connection"), QByteArray("close"));
        QVERIFY(answer.header("transfer-encoding").isEmpty());
    }

    void blocksWhatFollows()
    {
        Desk desk;
        RawClient client(desk.port);
        QPointer<SseStream> stream = start(desk, client, get("/keep") + get("/ping"));
        stream->write("data: 1\n\n");
        QTRY_COMPARE(client.answers().value(0).chunks.size(), 1);
        QCOMPARE(desk.served, 1);
        stream->end();
        QCOMPARE(client.wait(2).body, QByteArray("pong"));
        QTRY_VERIFY(!stream);
    }

    void optionsAndPieces()
    {
        Desk desk;
        RawClient client(desk.port);
        client.send(get("/keep"));
        QTRY_COMPARE(desk.kept.size(), 1);
        StreamOptions options;
        options.status = 503;
        options.contentType = "text/plain";
        options.headers = {{"X-Session-Name", "user_1"}};
        SseStream *stream = desk.kept.takeFirst()->stream(options);
        const QByteArray text = "data: 你好\n\n";
        for (const char byte : text)
            stream->write(QByteArray(1, byte));
        stream->end();
        const Answer answer = client.wait();
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.header("content-type"), QByteArray("text/plain"));
        QCOMPARE(answer.header("x-session-name"), QByteArray("user_1"));
        QCOMPARE(answer.chunks.size(), text.size());
        QCOMPARE(answer.body, text);
    }

    void cutAndReset()
    {
        Desk desk;
        for (const bool reset : {false, true}) {
            RawClient client(desk.port);
            SseStream *stream = start(desk, client);
            QSignalSpy closed(stream, &SseStream::closed);
            stream->write("data: 1\n\n");
            QTRY_COMPARE(client.answers().value(0).chunks.size(), 1);
            if (reset)
                stream->reset();
            else
                stream->cut();
            QVERIFY(!stream->isOpen());
            QVERIFY(client.waitClosed());
            QVERIFY(!client.answers().at(0).complete);
            QTRY_COMPARE(closed.count(), 1);
        }
        QTRY_COMPARE(desk.server.connectionCount(), 0);
    }

    void clientLeaves_data()
    {
        QTest::addColumn<bool>("writing");
        QTest::newRow("silent") << false;
        QTest::newRow("while writing") << true;
    }
    void clientLeaves()
    {
        QFETCH(bool, writing);
        Desk desk;
        auto client = std::make_unique<RawClient>(desk.port);
        QPointer<SseStream> stream = start(desk, *client);
        QSignalSpy closed(stream, &SseStream::closed);
        client.reset();
        if (writing) {
            QVERIFY(QTest::qWaitFor(
                [&] {
                    if (stream)
                        stream->write(QByteArray(10'000, 'x'));
                    return !stream;
                },
                20'000));
        }
        QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, 20'000);
        QTRY_VERIFY(!stream); // frees itself
        QTRY_COMPARE(desk.server.connectionCount(), 0);
    }

    void startedTooLate()
    {
        Desk desk;
        {
            RawClient client(desk.port);
            client.send(get("/keep"));
            QTRY_COMPARE(desk.kept.size(), 1);
        }
        QTRY_COMPARE(desk.server.connectionCount(), 0);
        QPointer<SseStream> stream = desk.kept.takeFirst()->stream();
        QVERIFY(stream);
        QSignalSpy closed(stream, &SseStream::closed);
        stream->write("data: 1\n\n");
        stream->end();
        QCOMPARE(stream->pendingBytes(), 0);
        QTRY_COMPARE(closed.count(), 1);
        QTRY_VERIFY(!stream);
    }

    void head()
    {
        Desk desk;
        RawClient client(desk.port);
        QPointer<SseStream> stream = start(desk, client, "HEAD /keep HTTP/1.1\r\nHost: x\r\n\r\n");
        stream->write("data: 1\n\n");
        client.wait(1, true);
        QTRY_VERIFY(!stream);
        client.send(get("/ping"));
        QCOMPARE(client.wait(2, true).body, QByteArray("pong"));
    }

    void slowReader()
    {
        Desk desk;
        RawClient client(desk.port);
        SseStream *stream = start(desk, client);
        QTRY_VERIFY(client.received.contains("\r\n\r\n"));
        client.socket.setReadBufferSize(1);
        QSignalSpy drained(stream, &SseStream::drained);
        const QByteArray frame(100'000, 'f');
        int count = 0;
        while (stream->pendingBytes() < 1'000'000 && count < 1'000) {
            stream->write(frame);
            ++count;
            QCoreApplication::processEvents();
        }
        QVERIFY(stream->pendingBytes() >= 1'000'000); // the owner can see it, and decide
        QCOMPARE(drained.count(), 0);
        client.socket.setReadBufferSize(0);
        QTRY_VERIFY_WITH_TIMEOUT(drained.count() > 0, 30'000);
        QCOMPARE(stream->pendingBytes(), 0);
        stream->end();
        QCOMPARE(client.wait().chunks.size(), count);
    }

    void stopEndsStreams()
    {
        Desk desk;
        RawClient client(desk.port);
        RawClient speaker(desk.port);
        StreamOptions endless;
        endless.endless = true;
        QPointer<SseStream> stream = start(desk, client, get("/keep"), endless);
        QPointer<SseStream> said = start(desk, speaker);
        QSignalSpy stopped(&desk.server, &HttpServer::stopped);
        QSignalSpy closed(stream, &SseStream::closed);
        stream->write("data: 1\n\n");
        desk.server.stop(20'000);
        QVERIFY(client.wait().complete);
        QVERIFY(client.waitClosed());
        QVERIFY(said && said->isOpen()); // has an end of its own, and may reach it
        said->end();
        QVERIFY(speaker.wait().complete);
        QTRY_COMPARE(closed.count(), 1);
        QTRY_COMPARE(stopped.count(), 1);
    }

    void serverDies()
    {
        auto desk = std::make_unique<Desk>();
        RawClient client(desk->port);
        QPointer<SseStream> stream = start(*desk, client);
        stream->write("data: 1\n\n");
        desk.reset();
        QVERIFY(!stream);
        QVERIFY(client.waitClosed());
    }
};

QTEST_GUILESS_MAIN(TestHttpStreams)
#include "tst_streams.moc"
