#pragma once

#include "server/events/eventhub.h"
#include "shared/contract/event.h"
#include "shared/core/sse.h"
#include "tests/support/testdatabase.h"

#include <QTest>

/// A hub over an empty database, and streams without sockets.
namespace handoff::test {

inline QString u(const char *text)
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

inline StoredEvent fact(const QString &session,
                        const QString &type = QString(eventtype::statusChange),
                        Audience audience = Audience::CustomerAndAgents,
                        const QStringList &agents = {})
{
    StoredEvent e;
    e.type = type;
    e.sessionName = session;
    e.audience = audience;
    e.agentIds = agents;
    e.json = QByteArray("{\"type\":\"" + type.toUtf8() + "\"}");
    return e;
}

inline Subscription on(Subscription::Kind kind, const QString &session, const QString &agent = {})
{
    Subscription what;
    what.kind = kind;
    what.sessionName = session;
    what.agentId = agent;
    return what;
}

/// What tests of the hub have in common.
class HubFixture : public QObject
{
protected:
    using Kind = Subscription::Kind;

    void setUp()
    {
        m_store = std::make_unique<TestDatabase>();
        m_db = m_store->open();
        m_hub = std::make_unique<EventHub>(*m_db, options());
    }
    void tearDown()
    {
        m_db->close(); // futures end before their contexts do
        m_hub.reset();
        m_db.reset();
        m_store.reset();
    }

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
        QVERIFY(await(done).ok());
    }

    std::unique_ptr<TestDatabase> m_store;
    std::unique_ptr<Database> m_db;
    std::unique_ptr<EventHub> m_hub;
};

} // namespace handoff::test
