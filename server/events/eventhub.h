#pragma once

#include "server/events/replay.h"
#include "server/store/database.h"

#include <QHash>
#include <QTimer>

#include <array>

namespace handoff {

/// Limits of limits.md, Event streams; the defaults are those of the contract.
struct EventHubOptions
{
    int customerStreamsPerSession = 3;
    int customerStreams = 1000;          ///< SSE_MAX_CONNECTIONS
    int customerStreamsPerAddress = 100; ///< SSE_MAX_PER_ADDRESS; 0: no limit
    int streamsPerAgent = 5;
    int queueLength = 100;             ///< events kept for a slow reader
    qint64 highWaterBytes = 64 * 1024; ///< more on the socket: events wait in the queue
    qint64 maxPendingBytes = 1 << 20;  ///< more on the socket: the stream is reset
    int replayBatch = 100;             ///< events per read of the log
    int tickMs = 1000;                 ///< heartbeats: customers every 30 ticks, agents every 15
    int idleEndTicks = 300;            ///< a listen stream without event ends after
};

/// Carries committed events from the store to all event streams: filtered per subscriber, bounded
/// per connection, resumable from the event log. Lives on the event loop. Holds no event
/// longer than its slowest subscribers' queues.
class EventHub : public QObject
{
    Q_OBJECT

public:
    using Id = quint64;

    explicit EventHub(Database &database, const EventHubOptions &options = {},
                      QObject *parent = nullptr);
    ~EventHub() override;

    /// TOO_MANY_CONNECTIONS or SSE_CAPACITY; ask before the stream's head is sent. A stream that
    /// comes again under its name has a place.
    Result<void> mayOpen(const Subscription &what) const;
    /// Adds a subscriber. Resumable ones get `ready`, the replay, then live events; the others are
    /// live at once. Ends the stream that had this name before, whose line nobody may have seen
    /// break. The id stays valid until close(); a closed one is ignored everywhere.
    Id open(const Subscription &what, const EventSink &sink);
    /// All that was written has been taken by the peer: go on with what waits.
    void drained(Id id);
    /// The connection is gone, or the turn is over. Does not call the sink.
    void close(Id id);

    /// An event that is not in the log: ai_delta, typing, viewing. Sent at once, without id, to the
    /// streams of this server.
    void sendEphemeral(const StoredEvent &event);
    /// To the other servers, which send it to their streams.
    void tellOthers(const StoredEvent &event) { m_database.tellOthers(event); }

    /// Ends the streams of an account that was deleted or demoted.
    void endAgent(const QString &agentId);
    QStringList agentsWithStreams() const { return m_perAgent.keys(); }
    /// The same with the sign-ins of the streams, each once.
    QList<AgentStream> agentStreamsNow() const;

    int count(Subscription::Kind kind) const { return m_perKind[static_cast<size_t>(kind)]; }
    /// Is anybody listening to this session as an agent? Saves making ai_delta for nobody.
    bool isWatched(const QString &sessionName) const;

signals:
    /// An agent's first stream came (true) or his last one is gone (false).
    void agentStreams(const QString &agentId, bool any);
    /// All streams of an account were ended: it was deleted, has lost rights or got a password.
    void agentEnded(const QString &agentId);
    /// After an event was offered to all subscribers: seconds since it was made. For metrics.
    void delivered(double seconds);
    /// An agent has said on another server that he views a session; `json` is an AgentRef.
    void viewingElsewhere(const QString &sessionName, const QByteArray &json);
    /// A slow reader lost events.
    void dropped(int events);

private:
    struct Subscriber;
    struct Frames;
    using SubscriberPtr = std::shared_ptr<Subscriber>;
    using Subscribers = QList<SubscriberPtr>;

    void publish(const QList<StoredEvent> &events);
    void heard(const StoredEvent &event);
    void send(const StoredEvent &event);
    void offer(Subscriber &subscriber, Frames &frames);
    void enqueue(Subscriber &subscriber, qint64 id, const QByteArray &frame);
    void write(Subscriber &subscriber, const QByteArray &frame, const StoredEvent *event);
    void flush(Subscriber &subscriber);
    void replay(const SubscriberPtr &subscriber);
    void replayed(Subscriber &subscriber, const Replay::Batch &batch);
    void end(Subscriber &subscriber, bool properly);
    void tick();
    void heartbeat(Subscriber &subscriber);

    Database &m_database;
    const EventHubOptions m_options;
    Id m_nextId = 1;
    quint64 m_ticks = 0;
    QTimer m_timer;
    QHash<Id, SubscriberPtr> m_all;
    QHash<QString, Subscribers> m_bySession;
    Subscribers m_desk;
    std::array<Subscribers, 30> m_wheel; ///< by the tick of the heartbeat
    Subscribers m_beating;               ///< those with a pace of their own
    QHash<QString, Id> m_named;          ///< by nameOf()
    QHash<QString, int> m_customersPerSession;
    QHash<QString, int> m_customersPerClient;
    QHash<QString, int> m_perAgent;
    std::array<int, 5> m_perKind{};
};

} // namespace handoff
