#include "shared/core/sse.h"
#include "tests/support/scriptedserver.h"
#include "workbench/api/eventstream.h"

#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using handoff::test::ScriptedServer;
using State = EventStream::State;

namespace {

const QString path = QStringLiteral("/api/agent/events");

QByteArray readyFrame(qint64 id)
{
    return sse::eventFrame(id, "ready",
                           "{\"type\":\"ready\",\"last_event_id\":" + QByteArray::number(id) +
                               ",\"server_time\":1700000000.000}");
}
QByteArray eventFrame(qint64 id)
{
    return sse::eventFrame(id, "session_updated", "{\"type\":\"session_updated\",\"n\":\"值\"}");
}

/// Answers stream requests with what the test puts into `respond`.
struct Bench
{
    explicit Bench(EventStream::Timing timing = quick()) : stream(api, timing)
    {
        api.setServer(QUrl(server.url()));
        api.setTokens(QStringLiteral("token"), QStringLiteral("refresh"));
        server.setHandler([this](const ScriptedServer::Request &r, QTcpSocket *socket) {
            if (r.path == path.toLatin1()) {
                lastIds.append(r.headers.value("last-event-id"));
                tokens.append(r.headers.value("authorization"));
                line = socket;
                respond(static_cast<int>(lastIds.size()), socket);
            } else if (r.path == "/api/agent/refresh") {
                socket->write(ScriptedServer::answer(
                    200, R"({"success":true,"token":"new","expires_in":1})"));
            }
        });
        QObject::connect(&stream, &EventStream::event, &stream,
                         [this](const AnyEvent &, qint64 id) {
                             ids.append(id);
                             cursorDuring = stream.cursor();
                         });
    }
    static EventStream::Timing quick()
    {
        EventStream::Timing t;
        t.retry = 20;
        t.poll = 40;
        return t;
    }
    /// Opens a stream that says ready.
    static void open(QTcpSocket *socket, qint64 id)
    {
        socket->write(ScriptedServer::streamHead() + ScriptedServer::chunk(readyFrame(id)));
    }
    void send(const QByteArray &frame) const { line->write(ScriptedServer::chunk(frame)); }

    ScriptedServer server;
    ApiClient api;
    EventStream stream;
    std::function<void(int attempt, QTcpSocket *)> respond = [](int, QTcpSocket *s) {
        open(s, 10);
    };
    QPointer<QTcpSocket> line;
    QList<QByteArray> lastIds;
    QList<QByteArray> tokens;
    QList<qint64> ids;
    qint64 cursorDuring = -1;
    QSignalSpy ready{&stream, &EventStream::ready};
    QSignalSpy resync{&stream, &EventStream::resyncNeeded};
    QSignalSpy poll{&stream, &EventStream::pollDue};
};

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT

private slots:
    void aNewStreamBeginsNow()
    {
        Bench b;
        b.stream.start(path);
        QCOMPARE(b.stream.state(), State::Connecting);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QCOMPARE(b.lastIds, QList<QByteArray>{QByteArray()});
        QCOMPARE(b.tokens, QList<QByteArray>{"Bearer token"});
        QCOMPARE(b.ready.size(), 1);
        QCOMPARE(b.ready.at(0).at(0).toBool(), false);
        QCOMPARE(b.ready.at(0).at(1).value<Timestamp>().ms, 1700000000000);
        QCOMPARE(b.stream.cursor(), 10);
    }

    void theCursorMovesAfterTheEventIsApplied()
    {
        Bench b;
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        b.send(eventFrame(11));
        QTRY_COMPARE(b.ids, QList<qint64>{11});
        QCOMPARE(b.cursorDuring, 10);
        QCOMPARE(b.stream.cursor(), 11);
        b.send(sse::eventFrame(0, "typing", R"({"type":"typing"})")); // ephemeral: no id
        QTRY_COMPARE(b.ids, (QList<qint64>{11, 0}));
        QCOMPARE(b.stream.cursor(), 11);
        b.send(eventFrame(12) + eventFrame(11) + eventFrame(13)); // the double is dropped
        QTRY_COMPARE(b.ids, (QList<qint64>{11, 0, 12, 13}));
    }

    void resumesAfterEveryCutWithoutGapOrDouble()
    {
        // The line breaks after every single byte of an event; it is applied exactly once each
        // time.
        Bench b;
        const QByteArray frame = eventFrame(11);
        qsizetype cut = 0;
        b.respond = [&](int attempt, QTcpSocket *socket) {
            const bool again = attempt % 2 == 0;
            open_(socket, b.lastIds.last(), again ? frame : frame.first(cut));
            if (!again)
                socket->disconnectFromHost();
        };
        for (cut = 0; cut <= frame.size(); ++cut) {
            b.lastIds.clear();
            b.ids.clear();
            b.stream.start(path, 10);
            QTRY_COMPARE(b.lastIds.size(), 2);
            QTRY_COMPARE(b.stream.state(), State::Live);
            QTRY_COMPARE(b.ids, QList<qint64>{11});
            QCOMPARE(b.lastIds.at(0), QByteArray("10"));
            const bool applied = cut == frame.size();
            QCOMPARE(b.lastIds.at(1), QByteArray(applied ? "11" : "10"));
            b.stream.stop();
        }
    }

    void resyncIsToldAndTheStreamGoesOn()
    {
        Bench b;
        b.respond = [](int attempt, QTcpSocket *socket) {
            Bench::open(socket, attempt == 1 ? 90 : 95);
            if (attempt == 1)
                socket->write(ScriptedServer::chunk(
                    sse::eventFrame(0, "resync", R"({"type":"resync","reason":"log_trimmed"})")));
        };
        b.stream.start(path, 5);
        QTRY_COMPARE(b.resync.size(), 1);
        QCOMPARE(b.resync.at(0).at(0).toString(), QStringLiteral("log_trimmed"));
        QCOMPARE(b.stream.cursor(), 90);
        QCOMPARE(b.ready.at(0).at(0).toBool(), true);
        ScriptedServer::reset(b.line);
        QTRY_COMPARE(b.lastIds, (QList<QByteArray>{"5", "90"}));
    }

    void anotherLogMeansResync()
    {
        Bench b;
        b.stream.start(path, 5000); // the server only has 10
        QTRY_COMPARE(b.resync.size(), 1);
        QCOMPARE(b.stream.cursor(), 10);
        b.send(eventFrame(11));
        QTRY_COMPARE(b.ids, QList<qint64>{11});
    }

    void anUnreadableEventMeansResync()
    {
        Bench b;
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        b.send("id: 11\nevent: session_updated\ndata: {\"half\n\n");
        QTRY_COMPARE(b.resync.size(), 1);
        QCOMPARE(b.stream.cursor(), 11);
    }

    void triesForEverAndOnDemand()
    {
        auto timing = Bench::quick();
        timing.retry = 3'600'000;
        Bench b(timing);
        b.respond = [](int attempt, QTcpSocket *socket) {
            if (attempt < 4) {
                socket->write(ScriptedServer::streamHead());
                socket->disconnectFromHost();
            } else {
                Bench::open(socket, 10);
            }
        };
        b.stream.start(path, 7);
        for (int i = 1; i < 4; ++i) {
            QTRY_COMPARE(b.lastIds.size(), i);
            QTRY_VERIFY(b.stream.state() == State::Lost && b.stream.nextTryAt().ms > 0);
            const qint64 wait = b.stream.nextTryAt().msSince(Timestamp::now());
            QVERIFY(wait > 2'600'000 && wait < 4'600'000); // an hour with a quarter of jitter
            b.stream.retryNow();
            QCOMPARE(b.stream.state(), State::Lost); // no flicker while trying
            QCOMPARE(b.stream.nextTryAt().ms, 0);
        }
        QTRY_COMPARE(b.stream.state(), State::Live);
        QCOMPARE(b.lastIds.last(), QByteArray("7"));
    }

    void withoutAStreamItPollsAndKeepsTrying_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("429") << ScriptedServer::answer(429, R"({"success":false,"code":"X"})");
        QTest::newRow("503") << ScriptedServer::answer(503, R"({"success":false,"code":"X"})");
        QTest::newRow("page") << ScriptedServer::answer(200, "<html></html>", "text/html");
        QTest::newRow("404") << ScriptedServer::answer(404, "<html></html>", "text/html");
        QTest::newRow("redirect") << ScriptedServer::answer(302, "", "text/html",
                                                            "Location: /x\r\n");
    }
    void withoutAStreamItPollsAndKeepsTrying()
    {
        QFETCH(QByteArray, answer);
        Bench b;
        b.respond = [&](int attempt, QTcpSocket *socket) {
            if (attempt <= 3)
                socket->write(answer);
            else
                Bench::open(socket, 10);
        };
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Polling);
        QCOMPARE(b.stream.isOneTooMany(), answer.startsWith("HTTP/1.1 429"));
        QTRY_COMPARE(b.poll.size(), 3);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QVERIFY(!b.stream.isOneTooMany());
        QCOMPARE(b.poll.size(), 3);
    }

    void aMomentsRefusalIsNoLongWait()
    {
        auto timing = Bench::quick();
        timing.poll = 3'600'000;
        Bench b(timing);
        b.respond = [](int attempt, QTcpSocket *socket) {
            if (attempt == 2) // a gateway, while its server starts anew
                socket->write(ScriptedServer::answer(502, "<html></html>", "text/html"));
            else
                Bench::open(socket, 10);
        };
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        b.line->abort();
        QTRY_COMPARE(b.poll.size(), 1);
        QTRY_COMPARE(b.stream.state(), State::Live);
    }

    void itsNameStaysTheSame()
    {
        // So the server knows which of its streams the new one replaces.
        Bench b;
        Bench other;
        b.stream.start(path);
        other.stream.start(path);
        QTRY_COMPARE(other.stream.state(), State::Live);
        QTRY_COMPARE(b.stream.state(), State::Live);
        b.line->abort();
        QTRY_COMPARE(b.ready.size(), 2);
        const auto requests = b.server.requestsTo("/api/agent/events");
        const QByteArray name = requests.at(0).headers.value("stream-name");
        QVERIFY(!name.isEmpty());
        QCOMPARE(requests.at(1).headers.value("stream-name"), name);
        QVERIFY(other.server.requestsTo("/api/agent/events").at(0).headers.value("stream-name") !=
                name);
    }

    void aBufferingProxyMeansPolling()
    {
        auto timing = Bench::quick();
        timing.connectTimeout = 100;
        timing.silence = 50; // sets how often the watch looks
        Bench b(timing);
        b.respond = [](int, QTcpSocket *socket) { socket->write(ScriptedServer::streamHead()); };
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Polling);
    }

    void silenceIsLoss()
    {
        auto timing = Bench::quick();
        timing.silence = 200;
        timing.retry = 3'600'000;
        Bench b(timing);
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QTRY_COMPARE(b.stream.state(), State::Lost);
    }

    void aMuteStreamIsTriedAnewWhenAnotherConnectionBroke()
    {
        auto timing = Bench::quick();
        timing.doubt = 100;
        Bench b(timing);
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        const QPointer<QTcpSocket> speaking = b.line;
        EventStream mute(b.api, timing);
        QSignalSpy ready(&mute, &EventStream::ready);
        mute.start(path);
        QTRY_COMPARE(ready.size(), 1);
        b.api.noteBroken();
        speaking->write(ScriptedServer::chunk(eventFrame(11)));
        QTRY_COMPARE(ready.size(), 2); // its own doubt ended after the other's
        QCOMPARE(mute.state(), State::Live);
        QCOMPARE(b.ids, QList<qint64>{11});
        QCOMPARE(b.ready.size(), 1); // who speaks is believed
    }

    void heartbeatsThatStayAwayAreLoss()
    {
        // The line carries nothing any more and no end is told: a cable, a firewall that forgot it.
        auto timing = Bench::quick();
        timing.silence = 3'600'000; // the watch looks every second
        timing.retry = 3'600'000;
        Bench b(timing);
        QByteArray head = ScriptedServer::streamHead();
        head.replace("Transfer-Encoding", "Heartbeat: 1\r\nTransfer-Encoding");
        b.respond = [head](int, QTcpSocket *socket) {
            socket->write(head + ScriptedServer::chunk(readyFrame(10)));
        };
        QTimer beats;
        QObject::connect(&beats, &QTimer::timeout, &b.server, [&b] {
            if (b.line)
                b.send(": hb\n\n");
        });
        beats.start(100);
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QCOMPARE(b.server.requests().first().headers.value("heartbeat"), QByteArray("2"));
        const Timestamp begin = b.stream.lastHeard();
        QTRY_VERIFY(b.stream.lastHeard().msSince(begin) > 4000); // beats alone keep it
        QCOMPARE(b.stream.state(), State::Live);
        beats.stop();
        QTRY_COMPARE(b.stream.state(), State::Lost);
    }

    void anExpiredTokenIsRenewed()
    {
        Bench b;
        b.respond = [&b](int, QTcpSocket *socket) {
            if (b.tokens.last() == "Bearer new")
                Bench::open(socket, 10);
            else
                socket->write(ScriptedServer::answer(
                    401, R"({"success":false,"error":"x","code":"INVALID_TOKEN","detail":"x"})"));
        };
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QCOMPARE(b.tokens, (QList<QByteArray>{"Bearer token", "Bearer new"}));
    }

    void aReceiverMayStopIt()
    {
        Bench b;
        b.stream.start(path);
        QTRY_COMPARE(b.stream.state(), State::Live);
        QObject::connect(&b.stream, &EventStream::event, &b.stream, [&b] { b.stream.stop(); });
        b.send(eventFrame(11) + eventFrame(12));
        QTRY_COMPARE(b.stream.state(), State::Stopped);
        QCOMPARE(b.ids, QList<qint64>{11});
        QCOMPARE(b.stream.cursor(), 0);
    }

private:
    static void open_(QTcpSocket *socket, const QByteArray &lastId, const QByteArray &bytes)
    {
        const qint64 id = lastId.toLongLong();
        // The server replays what is after the client's id.
        const QByteArray rest = id >= 11 ? QByteArray() : bytes;
        socket->write(ScriptedServer::streamHead() + ScriptedServer::chunk(readyFrame(id)));
        if (!rest.isEmpty())
            socket->write(ScriptedServer::chunk(rest));
    }
};

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
