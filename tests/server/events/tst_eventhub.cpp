#include "server/events/viewers.h"
#include "tests/server/events/hubfixture.h"

#include <QSignalSpy>

using namespace handoff;
using test::fact;
using test::FakeStream;
using test::on;
using test::u;

/// Who gets what, when it happens.
class TestEventHub : public test::HubFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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

    void whoComesAgainUnderHisNameTakesHisOwnPlace()
    {
        QSignalSpy spy(m_hub.get(), &EventHub::agentStreams);
        std::vector<FakeStream> streams(8);
        Subscription named = on(Kind::AgentDesk, {}, u("agent_1"));
        named.streamName = u("mine");
        open(streams[0], named);
        for (size_t i = 1; i < 5; ++i)
            open(streams[i], on(Kind::AgentDesk, {}, u("agent_1")));
        QVERIFY(!m_hub->mayOpen(on(Kind::AgentDesk, {}, u("agent_1"))));
        QVERIFY(m_hub->mayOpen(named));
        open(streams[5], named);
        QCOMPARE(streams[0].ended, 1); // nobody saw its line break
        m_hub->close(streams[0].id);
        QVERIFY(m_hub->mayOpen(named));
        QVERIFY(!m_hub->mayOpen(on(Kind::AgentDesk, {}, u("agent_1"))));
        QCOMPARE(m_hub->count(Kind::AgentDesk), 5);
        QCOMPARE(spy.size(), 1); // he was never away
        // The name is his alone.
        Subscription other = named;
        other.agentId = u("agent_2");
        open(streams[6], other);
        QCOMPARE(streams[5].ended, 0);
        m_hub->close(streams[5].id);
        m_hub->close(streams[6].id);
        QVERIFY(m_hub->mayOpen(on(Kind::AgentDesk, {}, u("agent_1"))));
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
        FakeStream eager;
        Subscription often = on(Kind::AgentDesk, {}, u("agent_1"));
        often.beatSeconds = 3;
        const EventHub::Id eagerId = hub.open(often, eager.sink());
        hub.open(on(Kind::CustomerListen, u("s1")), listen.sink());
        hub.open(on(Kind::AgentDesk, {}, u("agent_1")), desk.sink());
        full.pending = 10;
        hub.open(on(Kind::CustomerTurn, u("s1")), full.sink());
        QTRY_COMPARE(listen.ended, 1);
        QVERIFY(listen.bytes.count(": hb\n\n") >= 2);
        QVERIFY(listen.bytes.count(": hb\n\n") <= 4);
        QVERIFY(desk.bytes.count(": hb\n\n") >= 4);   // twice as often
        QVERIFY(eager.bytes.count(": hb\n\n") >= 20); // as it asked for
        QVERIFY(eager.bytes.count(": hb\n\n") <= 40);
        hub.close(eagerId);
        QCOMPARE(desk.ended, 0);
        QVERIFY(full.bytes.isEmpty()); // no heartbeat behind bytes nobody reads
    }

    void whoIsGoneDoesNotView()
    {
        Viewers viewers(*m_hub);
        FakeStream desk;
        open(desk, on(Kind::AgentDesk, {}, u("agent_9")));
        const AgentRef one{u("agent_1"), u("Li")};
        viewers.renew(u("s1"), one, 0);
        viewers.renew(u("s1"), {u("agent_2"), u("Wang")}, 0);
        viewers.renew(u("s2"), one, 0);
        QCOMPARE(desk.countOf("viewing"), 3);
        viewers.renew(u("s1"), one, 1000); // no news
        QCOMPARE(desk.countOf("viewing"), 3);
        viewers.renew(u("s1"), {u("agent_1"), u("Li Si")}, 2000); // renamed meanwhile
        QCOMPARE(desk.countOf("viewing"), 4);
        QVERIFY(desk.events().constLast().data.contains("Li Si"));
        // His account is deleted: the lease, which has 60 s to run, ends with his streams.
        announce({fact({}, QString(endStreamsEvent), Audience::NamedAgents, {u("agent_1")})});
        QTRY_COMPARE(desk.countOf("viewing"), 6);
        QCOMPARE(viewers.renew(u("s1"), {u("agent_2"), u("Wang")}, 3000).viewers.size(), 1);
        QCOMPARE(viewers.renew(u("s2"), {u("agent_2"), u("Wang")}, 3000).viewers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestEventHub)
#include "tst_eventhub.moc"
