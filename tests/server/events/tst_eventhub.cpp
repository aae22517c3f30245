#include "server/events/eventhub.h"
#include "server/store/eventlog.h"
#include "shared/contract/event.h"
#include "shared/core/sse.h"
#include "tests/support/testdatabase.h"

#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using Kind = Subscription::Kind;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

/// A connection without socket: keeps the bytes, and can refuse to take them.
struct FakeStream
{
    QByteArray bytes;
    qint64 pending = 0;
    bool slow = false; ///< what is written stays pending
    int ended = 0;     ///< 1 properly, 2 reset
    EventHub::Id id = 0;
    std::shared_ptr<bool> here = std::make_shared<bool>(true);

    EventSink sink()
    {
        return {[this, alive = std::weak_ptr(here)](const QByteArray &frame, const StoredEvent *) {
                    if (alive.expired())
                        return; // the hub outlives the stream by what the database still resolves
                    bytes += frame;
                    if (slow)
                        pending += frame.size();
                },
                [this, alive = std::weak_ptr(here)] { return alive.expired() ? 0 : pending; },
                [this, alive = std::weak_ptr(here)](bool properly) {
                    if (!alive.expired())
                        ended = properly ? 1 : 2;
                }};
    }
    QList<SseEvent> events() const
    {
        SseParser parser;
        return parser.feed(bytes);
    }
    /// Ids of all frames that have one, `ready` left out.
    QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (const QByteArray &line : bytes.split('\n')) {
            if (line.startsWith("id: "))
                ids.append(line.mid(4).toLongLong());
        }
        if (!events().isEmpty() && events().constFirst().type == "ready" && !ids.isEmpty() &&
            ready().value(u"last_event_id").toInteger() > 0)
            ids.removeFirst();
        return ids;
    }
    QJsonObject ready() const
    {
        for (const SseEvent &event : events()) {
            if (event.type == "ready")
                return QJsonDocument::fromJson(event.data).object();
        }
        return {};
    }
    int countOf(const QByteArray &type) const
    {
        int n = 0;
        for (const SseEvent &event : events())
            n += event.type == type ? 1 : 0;
        return n;
    }
};

StoredEvent fact(const QString &session, const QString &type = QString(eventtype::statusChange),
                 Audience audience = Audience::CustomerAndAgents, const QStringList &agents = {})
{
    StoredEvent e;
    e.type = type;
    e.sessionName = session;
    e.audience = audience;
    e.agentIds = agents;
    e.json = QByteArray("{\"type\":\"" + type.toUtf8() + "\"}");
    return e;
}

Subscription on(Kind kind, const QString &session, const QString &agent = {})
{
    Subscription what;
    what.kind = kind;
    what.sessionName = session;
    what.agentId = agent;
    return what;
}

} // namespace

class TestEventHub : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<test::TestDatabase>();
        m_db = m_store->open();
        m_hub = std::make_unique<EventHub>(*m_db, options());
    }
    void cleanup()
    {
        m_db->close(); // futures end before their contexts do
        m_hub.reset();
        m_db.reset();
        m_store.reset();
    }

    void listenersGetCommittedEventsInOrder()
    {
        FakeStream a;
        FakeStream b;
        FakeStream other;
        FakeStream desk;
        m_hub->open(on(Kind::CustomerListen, u("s1")), a.sink());
        m_hub->open(on(Kind::CustomerListen, u("s1")), b.sink());
        m_hub->open(on(Kind::CustomerListen, u("s2")), other.sink());
        open(desk, on(Kind::AgentDesk, {}, u("agent_1")));
        for (int i = 0; i < 5; ++i)
            announce({fact(u("s1"))});
        QTRY_COMPARE(a.events().size(), 5);
        QCOMPARE(a.bytes, QByteArray("data: {\"type\":\"status_change\"}\n\n").repeated(5));
        QCOMPARE(b.bytes, a.bytes);
        QVERIFY(other.bytes.isEmpty());
        QCOMPARE(desk.ids(), QList<qint64>({1, 2, 3, 4, 5}));
        QVERIFY(desk.bytes.contains("id: 1\nevent: status_change\ndata: {"));
    }

    void firstFrameIsReady()
    {
        announce({fact(u("s1")), fact(u("s1"))});
        FakeStream stream;
        Subscription what = on(Kind::CustomerStream, u("s1"));
        what.sessionVersion = 7;
        open(stream, what);
        QVERIFY(
            stream.bytes.startsWith("retry: 3000\nid: 2\nevent: ready\ndata: {\"type\":\"ready\","
                                    "\"last_event_id\":2,\"server_time\":"));
        QCOMPARE(stream.ready().value(u"session_version").toInteger(), 7);
        QCOMPARE(stream.countOf("status_change"), 0);
    }

    /// Every event type against every kind of subscriber, live and replayed (Guarantees 7).
    void filters_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("audience");
        QTest::addColumn<bool>("customer");
        QTest::addColumn<bool>("agentSession");
        QTest::addColumn<bool>("desk");
        QTest::addColumn<bool>("named");
        const int all = int(Audience::CustomerAndAgents);
        const int agents = int(Audience::Agents);
        const int named = int(Audience::NamedAgents);
        QTest::newRow("status_change") << u("status_change") << all << true << true << true << true;
        QTest::newRow("manual_message to the customer")
            << u("manual_message") << all << true << true << true << true;
        QTest::newRow("manual_message of the customer")
            << u("manual_message") << agents << false << true << true << true;
        QTest::newRow("message_added")
            << u("message_added") << agents << false << true << true << true;
        QTest::newRow("session_updated")
            << u("session_updated") << agents << false << true << true << true;
        QTest::newRow("ticket_updated")
            << u("ticket_updated") << agents << false << true << true << true;
        QTest::newRow("ticket_sla") << u("ticket_sla") << agents << false << true << true << true;
        QTest::newRow("agent_updated")
            << u("agent_updated") << agents << false << true << true << true;
        QTest::newRow("catalog_changed")
            << u("catalog_changed") << agents << false << true << true << true;
        QTest::newRow("mention") << u("mention") << named << false << false << false << true;
        QTest::newRow("transfer_request")
            << u("transfer_request") << named << false << false << false << true;
        QTest::newRow("transfer_result")
            << u("transfer_result") << named << false << false << false << true;
        // For the servers, not for clients, whatever its audience.
        QTest::newRow("end_streams of others")
            << u("end_streams") << all << false << false << false << false;
        // A use case that announced too widely must not reach a customer.
        QTest::newRow("message_added, wrong audience")
            << u("message_added") << all << false << true << true << true;
        QTest::newRow("session_updated, wrong audience")
            << u("session_updated") << all << false << true << true << true;
    }
    void filters()
    {
        QFETCH(QString, type);
        QFETCH(int, audience);
        const StoredEvent e = fact(u("s1"), type, static_cast<Audience>(audience), {u("agent_2")});
        const QList<Subscription> kinds{on(Kind::CustomerListen, u("s1")),
                                        on(Kind::CustomerTurn, u("s1")),
                                        on(Kind::CustomerStream, u("s1")),
                                        on(Kind::AgentSession, u("s1"), u("agent_1")),
                                        on(Kind::AgentDesk, {}, u("agent_1")),
                                        on(Kind::AgentDesk, {}, u("agent_2")),
                                        on(Kind::AgentSession, u("s1"), u("agent_2"))};
        QFETCH(bool, customer);
        QFETCH(bool, agentSession);
        QFETCH(bool, desk);
        QFETCH(bool, named);
        const QList<bool> expected{customer, customer, customer, agentSession, desk, named, named};

        std::vector<FakeStream> live(kinds.size());
        for (size_t i = 0; i < live.size(); ++i)
            open(live[i], kinds[qsizetype(i)]);
        announce({fact(u("s0"), u("other")), e});
        QTRY_VERIFY(live[4].bytes.contains("other")); // both events are published in one go
        for (size_t i = 0; i < live.size(); ++i) {
            const QByteArray needle = "\"type\":\"" + type.toUtf8();
            QVERIFY2(live[i].bytes.contains(needle) == expected[qsizetype(i)],
                     QByteArray::number(qsizetype(i)).constData());
            if (!kinds[qsizetype(i)].isResumable())
                continue;
            FakeStream late;
            Subscription again = kinds[qsizetype(i)];
            again.lastEventId = "0";
            open(late, again);
            QVERIFY2(late.bytes.contains(needle) == expected[qsizetype(i)],
                     QByteArray::number(qsizetype(i)).constData());
        }
    }

    void ephemeralEventsHaveNoId()
    {
        FakeStream customer;
        FakeStream agent;
        FakeStream desk;
        m_hub->open(on(Kind::CustomerListen, u("s1")), customer.sink());
        QVERIFY(!m_hub->isWatched(u("s1")));
        open(agent, on(Kind::AgentSession, u("s1"), u("agent_1")));
        open(desk, on(Kind::AgentDesk, {}, u("agent_1")));
        QVERIFY(m_hub->isWatched(u("s1")));
        const qsizetype deskBytes = desk.bytes.size();
        m_hub->sendEphemeral(fact(u("s1"), eventtype::aiDelta, Audience::Agents));
        QVERIFY(agent.bytes.endsWith("\n\nevent: ai_delta\ndata: {\"type\":\"ai_delta\"}\n\n"));
        QVERIFY(customer.bytes.isEmpty());
        QCOMPARE(desk.bytes.size(), deskBytes); // only who opened the session watches the AI
        m_hub->sendEphemeral(fact(u("s1"), eventtype::typing, Audience::CustomerAndAgents));
        QCOMPARE(customer.countOf({}), 1);
        QCOMPARE(agent.countOf("typing"), 1);
    }

    void resumesAtEveryId()
    {
        for (int i = 0; i < 25; ++i)
            announce({fact(i % 2 ? u("s1") : u("s2"))});
        for (qint64 from = 0; from <= 25; ++from) {
            FakeStream desk;
            Subscription what = on(Kind::AgentDesk, {}, u("agent_%1").arg(from));
            what.lastEventId = QByteArray::number(from);
            open(desk, what);
            FakeStream session;
            what = on(Kind::CustomerStream, u("s%1").arg(from % 2 + 1));
            what.lastEventId = QByteArray::number(from);
            open(session, what);
            QList<qint64> expected;
            QList<qint64> ofSession;
            for (qint64 id = from + 1; id <= 25; ++id) {
                expected.append(id);
                if ((id - 1) % 2 == (from % 2 == 0 ? 1 : 0))
                    ofSession.append(id);
            }
            QTRY_COMPARE(desk.ids(), expected);
            QTRY_COMPARE(session.ids(), ofSession);
            QCOMPARE(desk.countOf("resync"), 0);
            QCOMPARE(desk.ready().value(u"last_event_id").toInteger(), from);
            m_hub->close(desk.id);
            m_hub->close(session.id);
        }
    }

    void badCursorsLeadToResync_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<bool>("resync");
        QTest::newRow("none") << QByteArray() << false;
        QTest::newRow("text") << QByteArray("abc") << true;
        QTest::newRow("negative") << QByteArray("-5") << true;
        QTest::newRow("fraction") << QByteArray("1.5") << true;
        QTest::newRow("from the future") << QByteArray("999") << true;
        QTest::newRow("too large") << QByteArray("99999999999999999999") << true;
        QTest::newRow("the newest") << QByteArray("3") << false;
    }
    void badCursorsLeadToResync()
    {
        QFETCH(QByteArray, id);
        QFETCH(bool, resync);
        announce({fact(u("s1")), fact(u("s1")), fact(u("s1"))});
        FakeStream stream;
        Subscription what = on(Kind::AgentDesk, {}, u("agent_1"));
        what.lastEventId = id;
        open(stream, what);
        QCOMPARE(stream.countOf("resync"), resync ? 1 : 0);
        QCOMPARE(stream.ready().value(u"last_event_id").toInteger(), 3);
        QCOMPARE(stream.ids(), QList<qint64>());
        announce({fact(u("s1"))});
        QTRY_COMPARE(stream.ids(), QList<qint64>({4})); // and goes on
    }

    void trimmedLogLeadsToResync()
    {
        announce({fact(u("s1")), fact(u("s1")), fact(u("s1"))});
        auto trimmed = m_db->write([](Tx &tx) -> Result<void> {
            EventLog::trim(tx, tx.now().plusSeconds(3600));
            return {};
        });
        QTRY_VERIFY(trimmed.isFinished());
        FakeStream stream;
        Subscription what = on(Kind::AgentDesk, {}, u("agent_1"));
        what.lastEventId = "1";
        open(stream, what);
        QCOMPARE(stream.countOf("resync"), 1);
        // It goes on from ready.last_event_id, and a client that comes back with it is up to date.
        const qint64 last = stream.ready().value(u"last_event_id").toInteger();
        FakeStream again;
        what.lastEventId = QByteArray::number(last);
        open(again, what);
        QCOMPARE(again.countOf("resync"), 0);
    }

    void nothingIsLostOrDoubledWhileReplaying()
    {
        // Writers never pause while streams resume from everywhere; each must see exactly 1..n.
        constexpr int total = 600;
        std::vector<std::unique_ptr<FakeStream>> streams;
        for (int i = 0; i < total; ++i) {
            m_db->write([](Tx &tx) -> Result<void> {
                tx.announce(fact(u("s1")));
                return {};
            });
            if (i % 60 == 0) {
                streams.push_back(std::make_unique<FakeStream>());
                Subscription what = on(Kind::AgentDesk, {}, u("agent_%1").arg(i));
                what.lastEventId = "0";
                streams.back()->id = m_hub->open(what, streams.back()->sink());
            }
            if (i % 20 == 0)
                QCoreApplication::processEvents();
        }
        QList<qint64> expected;
        for (qint64 id = 1; id <= total; ++id)
            expected.append(id);
        for (const auto &stream : streams)
            QTRY_COMPARE(stream->ids(), expected);
    }

    void longReplayWaitsForASlowSocket()
    {
        for (int i = 0; i < 30; ++i)
            announce({fact(u("s1"))});
        FakeStream stream;
        stream.slow = true;
        Subscription what = on(Kind::AgentDesk, {}, u("agent_1"));
        what.lastEventId = "0";
        stream.id = m_hub->open(what, stream.sink());
        QTRY_VERIFY(stream.pending > options().highWaterBytes);
        const qsizetype before = stream.ids().size();
        QVERIFY(before < 30);
        announce({fact(u("s1"))}); // more than one batch is never put on a full socket
        QCOMPARE(stream.ids().size(), before);
        QTRY_VERIFY((stream.pending = 0, m_hub->drained(stream.id), stream.ids().size() == 31));
        QCOMPARE(stream.ids().constLast(), 31);
        QCOMPARE(stream.countOf("resync"), 0);
    }

    void slowReaderLosesTheOldestAndGetsOneResync()
    {
        FakeStream slow;
        FakeStream quick;
        open(slow, on(Kind::AgentDesk, {}, u("agent_1")));
        open(quick, on(Kind::AgentDesk, {}, u("agent_2")));
        QSignalSpy dropped(m_hub.get(), &EventHub::dropped);
        slow.pending = options().highWaterBytes + 1;
        for (int i = 0; i < 25; ++i)
            announce({fact(u("s1"))});
        QTRY_COMPARE(quick.ids().size(), 25);
        QCOMPARE(slow.ids(), QList<qint64>());
        QCOMPARE(dropped.size(), 15);
        slow.pending = 0;
        m_hub->drained(slow.id);
        QCOMPARE(slow.countOf("resync"), 1);
        QCOMPARE(slow.ids(), QList<qint64>({16, 17, 18, 19, 20, 21, 22, 23, 24, 25}));
        announce({fact(u("s1"))});
        QTRY_COMPARE(slow.ids().size(), 11);
        QCOMPARE(slow.countOf("resync"), 1);
        QCOMPARE(slow.ended, 0);
    }

    void fullSocketIsReset()
    {
        FakeStream stream;
        open(stream, on(Kind::AgentDesk, {}, u("agent_1")));
        stream.pending = (1 << 20) + 1;
        announce({fact(u("s1"))});
        QTRY_COMPARE(stream.ended, 2);
        QCOMPARE(m_hub->count(Kind::AgentDesk), 0);
    }

    void limits()
    {
        std::vector<FakeStream> streams(12);
        const Subscription listen = on(Kind::CustomerListen, u("s1"));
        const Subscription stream = on(Kind::CustomerStream, u("s1"));
        const EventHub::Id first = m_hub->open(listen, streams[0].sink());
        m_hub->open(listen, streams[1].sink());
        QVERIFY(m_hub->mayOpen(stream));
        m_hub->open(stream, streams[2].sink());
        QCOMPARE(m_hub->mayOpen(listen).error().code, u("TOO_MANY_CONNECTIONS"));
        QCOMPARE(m_hub->mayOpen(stream).error().code, u("TOO_MANY_CONNECTIONS"));
        // A turn and an agent do not count into the customer's three.
        QVERIFY(m_hub->mayOpen(on(Kind::CustomerTurn, u("s1"))));
        QVERIFY(m_hub->mayOpen(on(Kind::AgentSession, u("s1"), u("agent_1"))));
        QVERIFY(m_hub->mayOpen(on(Kind::CustomerListen, u("s2"))));
        m_hub->close(first);
        QVERIFY(m_hub->mayOpen(listen));
        m_hub->open(listen, streams[3].sink());

        m_hub->open(on(Kind::CustomerListen, u("s2")), streams[4].sink());
        m_hub->open(on(Kind::CustomerListen, u("s3")), streams[5].sink());
        QCOMPARE(m_hub->mayOpen(on(Kind::CustomerListen, u("s4"))).error().code, u("SSE_CAPACITY"));

        for (size_t i = 6; i < 11; ++i)
            m_hub->open(on(i % 2 ? Kind::AgentDesk : Kind::AgentSession, u("s1"), u("agent_1")),
                        streams[i].sink());
        QCOMPARE(m_hub->mayOpen(on(Kind::AgentDesk, {}, u("agent_1"))).error().code,
                 u("TOO_MANY_CONNECTIONS"));
        QVERIFY(m_hub->mayOpen(on(Kind::AgentDesk, {}, u("agent_2"))));
    }

    void agentsComeAndGo()
    {
        QSignalSpy spy(m_hub.get(), &EventHub::agentStreams);
        FakeStream a;
        FakeStream b;
        open(a, on(Kind::AgentDesk, {}, u("agent_1")));
        open(b, on(Kind::AgentSession, u("s1"), u("agent_1")));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(m_hub->agentsWithStreams(), QStringList{u("agent_1")});
        m_hub->close(a.id);
        QCOMPARE(spy.size(), 1);
        m_hub->endAgent(u("agent_2"));
        QCOMPARE(b.ended, 0);
        m_hub->endAgent(u("agent_1"));
        QCOMPARE(b.ended, 1);
        QCOMPARE(spy.size(), 2);
        QCOMPARE(spy.at(1).at(1).toBool(), false);
    }

    void lostRightsEndTheStreamsWithTheCommit()
    {
        FakeStream deskOf1;
        FakeStream sessionOf1;
        FakeStream deskOf2;
        FakeStream customer;
        open(deskOf1, on(Kind::AgentDesk, {}, u("agent_1")));
        open(sessionOf1, on(Kind::AgentSession, u("s1"), u("agent_1")));
        open(deskOf2, on(Kind::AgentDesk, {}, u("agent_2")));
        open(customer, on(Kind::CustomerStream, u("s1")));
        announce({fact(u("s1")),
                  fact({}, QString(endStreamsEvent), Audience::NamedAgents, {u("agent_1")}),
                  fact(u("s1"))});
        QTRY_COMPARE(deskOf2.countOf("status_change"), 2);
        QCOMPARE(deskOf1.ended, 1);
        QCOMPARE(sessionOf1.ended, 1);
        QCOMPARE(deskOf1.countOf("status_change"), 1); // nothing after it
        QCOMPARE(deskOf2.ended + customer.ended, 0);
        QVERIFY(!deskOf1.bytes.contains("end_streams"));
    }

    void closingWhileSending()
    {
        FakeStream victim;
        FakeStream last;
        EventSink sink = victim.sink();
        EventHub::Id id = 0;
        sink.write = [this, &id](const QByteArray &, const StoredEvent *) { m_hub->close(id); };
        id = m_hub->open(on(Kind::CustomerTurn, u("s1")), sink);
        m_hub->open(on(Kind::CustomerListen, u("s1")), last.sink());
        announce({fact(u("s1")), fact(u("s1"))});
        QTRY_COMPARE(last.events().size(), 2);
        QCOMPARE(m_hub->count(Kind::CustomerTurn), 0);
    }

    void heartbeatsAndIdleEnd()
    {
        EventHubOptions quick = options();
        quick.tickMs = 1;
        quick.idleEndTicks = 90;
        EventHub hub(*m_db, quick);
        FakeStream listen;
        FakeStream desk;
        FakeStream full;
        hub.open(on(Kind::CustomerListen, u("s1")), listen.sink());
        hub.open(on(Kind::AgentDesk, {}, u("agent_1")), desk.sink());
        full.pending = 10;
        hub.open(on(Kind::CustomerTurn, u("s1")), full.sink());
        QTRY_COMPARE(listen.ended, 1);
        QVERIFY(listen.bytes.count(": hb\n\n") >= 2);
        QVERIFY(listen.bytes.count(": hb\n\n") <= 4);
        QVERIFY(desk.bytes.count(": hb\n\n") >= 4); // twice as often
        QCOMPARE(desk.ended, 0);
        QVERIFY(full.bytes.isEmpty()); // no heartbeat behind bytes nobody reads
    }

private:
    static EventHubOptions options()
    {
        EventHubOptions options;
        options.customerStreams = 5;
        options.queueLength = 10;
        options.highWaterBytes = 500;
        options.replayBatch = 7;
        options.tickMs = 100000;
        return options;
    }
    void open(FakeStream &stream, const Subscription &what)
    {
        stream.id = m_hub->open(what, stream.sink());
        if (!what.isResumable())
            return;
        QTRY_VERIFY(stream.countOf("ready") == 1);
    }
    void announce(const QList<StoredEvent> &events)
    {
        auto done = m_db->write([events](Tx &tx) -> Result<void> {
            for (const StoredEvent &e : events)
                tx.announce(e);
            return {};
        });
        QVERIFY(test::await(done).ok());
    }

    std::unique_ptr<test::TestDatabase> m_store;
    std::unique_ptr<Database> m_db;
    std::unique_ptr<EventHub> m_hub;
};

QTEST_GUILESS_MAIN(TestEventHub)
#include "tst_eventhub.moc"
