#include "server/store/eventlog.h"
#include "tests/server/events/hubfixture.h"

#include <QSignalSpy>

using namespace handoff;
using test::fact;
using test::FakeStream;
using test::on;
using test::u;

/// Streams that come back, and streams that are too slow.
class TestReplay : public test::HubFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
