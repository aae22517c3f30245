#include "server/events/eventhub.h"

#include "server/events/subscriber.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"

namespace handoff {

namespace {

constexpr quint64 agentBeat = 15; ///< ticks between two heartbeats
constexpr quint64 customerBeat = 30;

void countDown(QHash<QString, int> &counts, const QString &key)
{
    if (const auto it = counts.find(key); it != counts.end() && --*it == 0)
        counts.erase(it);
}

bool countsAsCustomer(const Subscription &what)
{
    return what.kind == Subscription::Kind::CustomerListen ||
           what.kind == Subscription::Kind::CustomerStream;
}

/// A stream's own name among all; empty when its client gave it none.
QString nameOf(const Subscription &what)
{
    if (what.streamName.isEmpty())
        return {};
    return (what.isAgent() ? u'a' + what.agentId : u'c' + what.sessionName) + u'\n' +
           what.streamName;
}

} // namespace

EventHub::EventHub(Database &database, const EventHubOptions &options, QObject *parent)
    : QObject(parent), m_database(database), m_options(options)
{
    connect(&database, &Database::committed, this, &EventHub::publish);
    connect(&database, &Database::told, this, &EventHub::heard);
    connect(&m_timer, &QTimer::timeout, this, &EventHub::tick);
    m_timer.start(m_options.tickMs);
}

EventHub::~EventHub() = default;

Result<void> EventHub::mayOpen(const Subscription &what) const
{
    if (m_named.contains(nameOf(what)))
        return {};
    if (what.isAgent()) {
        if (m_perAgent.value(what.agentId) >= m_options.streamsPerAgent)
            return errors::tooManyConnections();
    } else if (countsAsCustomer(what)) {
        if (m_customersPerSession.value(what.sessionName) >= m_options.customerStreamsPerSession)
            return errors::tooManyConnections();
        if (m_options.customerStreamsPerAddress > 0 &&
            m_customersPerClient.value(what.client) >= m_options.customerStreamsPerAddress)
            return errors::tooManyConnections();
        if (count(Subscription::Kind::CustomerListen) + count(Subscription::Kind::CustomerStream) >=
            m_options.customerStreams)
            return errors::sseCapacity();
    }
    return {};
}

EventHub::Id EventHub::open(const Subscription &what, const EventSink &sink)
{
    const auto subscriber = std::make_shared<Subscriber>();
    subscriber->id = m_nextId++;
    subscriber->what = what;
    subscriber->sink = sink;
    subscriber->lastEventTick = m_ticks;

    m_all.insert(subscriber->id, subscriber);
    if (what.kind == Subscription::Kind::AgentDesk)
        m_desk.append(subscriber);
    else
        m_bySession[what.sessionName].append(subscriber);
    (what.beatSeconds > 0 ? m_beating : m_wheel[subscriber->id % m_wheel.size()])
        .append(subscriber);
    ++m_perKind[static_cast<size_t>(what.kind)];
    if (countsAsCustomer(what)) {
        ++m_customersPerSession[what.sessionName];
        if (!what.client.isEmpty())
            ++m_customersPerClient[what.client];
    }
    const Id id = subscriber->id;
    if (what.isAgent() && ++m_perAgent[what.agentId] == 1)
        emit agentStreams(what.agentId, true);
    if (const QString name = nameOf(what); !name.isEmpty()) {
        if (const SubscriberPtr former = m_all.value(m_named.value(name)))
            end(*former, true);
        m_named.insert(name, id);
    }

    if (what.isResumable()) {
        subscriber->state = Subscriber::State::Replaying;
        replay(subscriber);
    }
    return id;
}

void EventHub::close(Id id)
{
    const SubscriberPtr subscriber = m_all.take(id);
    if (!subscriber)
        return;
    subscriber->state = Subscriber::State::Closed;
    subscriber->queue.clear();
    const Subscription &what = subscriber->what;
    if (const auto it = m_named.find(nameOf(what)); it != m_named.end() && *it == id)
        m_named.erase(it);
    if (what.kind == Subscription::Kind::AgentDesk) {
        m_desk.removeOne(subscriber);
    } else if (const auto it = m_bySession.find(what.sessionName); it != m_bySession.end()) {
        it->removeOne(subscriber);
        if (it->isEmpty())
            m_bySession.erase(it);
    }
    (what.beatSeconds > 0 ? m_beating : m_wheel[id % m_wheel.size()]).removeOne(subscriber);
    --m_perKind[static_cast<size_t>(what.kind)];
    if (countsAsCustomer(what)) {
        countDown(m_customersPerSession, what.sessionName);
        countDown(m_customersPerClient, what.client);
    }
    if (what.isAgent()) {
        countDown(m_perAgent, what.agentId);
        if (!m_perAgent.contains(what.agentId))
            emit agentStreams(what.agentId, false);
    }
}

void EventHub::drained(Id id)
{
    const SubscriberPtr subscriber = m_all.value(id);
    if (!subscriber)
        return;
    if (subscriber->state == Subscriber::State::Live) {
        flush(*subscriber);
    } else if (std::exchange(subscriber->awaitsDrain, false)) {
        replay(subscriber);
    }
}

void EventHub::sendEphemeral(const StoredEvent &event)
{
    send(event);
}

QList<AgentStream> EventHub::agentStreamsNow() const
{
    QList<AgentStream> streams;
    for (const SubscriberPtr &subscriber : m_all) {
        const AgentStream stream{subscriber->what.agentId, subscriber->what.signIn};
        if (subscriber->what.isAgent() && !streams.contains(stream))
            streams.append(stream);
    }
    return streams;
}

void EventHub::endAgent(const QString &agentId)
{
    const auto all = m_all; // end() changes it
    for (const SubscriberPtr &subscriber : all) {
        if (subscriber->what.isAgent() && subscriber->what.agentId == agentId)
            end(*subscriber, true);
    }
    emit agentEnded(agentId);
}

bool EventHub::isWatched(const QString &sessionName) const
{
    const auto it = m_bySession.constFind(sessionName);
    return it != m_bySession.constEnd() &&
           std::any_of(it->begin(), it->end(), [](const SubscriberPtr &s) {
               return s->what.kind == Subscription::Kind::AgentSession;
           });
}

void EventHub::publish(const QList<StoredEvent> &events)
{
    for (const StoredEvent &event : events) {
        send(event);
        if (event.type == endStreamsEvent) {
            for (const QString &agentId : event.agentIds)
                endAgent(agentId);
        }
        emit delivered(static_cast<double>(Timestamp::now().msSince(event.at)) / 1000.0);
    }
}

void EventHub::heard(const StoredEvent &event)
{
    if (event.type == viewingRenewedEvent)
        emit viewingElsewhere(event.sessionName, event.json);
    else
        send(event);
}

void EventHub::send(const StoredEvent &event)
{
    Frames frames{event};
    // Shared copies of the lists: a sink may close its subscriber meanwhile.
    if (!event.sessionName.isEmpty()) {
        const Subscribers listeners = m_bySession.value(event.sessionName);
        for (const SubscriberPtr &subscriber : listeners)
            offer(*subscriber, frames);
    }
    const Subscribers desk = m_desk;
    for (const SubscriberPtr &subscriber : desk)
        offer(*subscriber, frames);
}

void EventHub::offer(Subscriber &subscriber, Frames &frames)
{
    const StoredEvent &event = frames.event;
    if (subscriber.state == Subscriber::State::Closed || !isVisible(subscriber.what, event))
        return;
    const QByteArray &frame = frames.forKind(subscriber.what.isResumable());
    if (subscriber.state == Subscriber::State::Replaying) {
        if (event.id <= 0)
            return; // nobody waits for an ephemeral event of before `ready`
        if (subscriber.queue.size() >= m_options.queueLength) {
            subscriber.queue.clear(); // all of these are in the log: read them from there
            subscriber.readAgain = true;
        }
        subscriber.queue.append({event.id, frame});
        return;
    }
    if (event.id > 0 && event.id <= subscriber.cursor)
        return; // the replay has sent it
    if (event.id > 0)
        subscriber.cursor = event.id;
    subscriber.lastEventTick = m_ticks;
    const qint64 pending = subscriber.pendingBytes();
    if (pending > m_options.maxPendingBytes)
        end(subscriber, false);
    else if (pending > m_options.highWaterBytes || !subscriber.queue.isEmpty())
        enqueue(subscriber, event.id, frame);
    else
        write(subscriber, frame, &event);
}

void EventHub::enqueue(Subscriber &subscriber, qint64 id, const QByteArray &frame)
{
    if (subscriber.queue.size() >= m_options.queueLength) {
        subscriber.queue.removeFirst();
        subscriber.lost = true;
        emit dropped(1);
    }
    subscriber.queue.append({id, frame});
}

void EventHub::write(Subscriber &subscriber, const QByteArray &frame, const StoredEvent *event)
{
    if (subscriber.state != Subscriber::State::Closed)
        subscriber.sink.write(frame, event);
}

void EventHub::flush(Subscriber &subscriber)
{
    if (std::exchange(subscriber.lost, false)) {
        const QByteArray json = json::toJson(ResyncEvent{.reason = QStringLiteral("slow_reader")});
        write(subscriber,
              subscriber.what.isResumable() ? sse::eventFrame(0, "resync", json)
                                            : sse::dataFrame(json),
              nullptr);
    }
    while (!subscriber.queue.isEmpty() && subscriber.pendingBytes() <= m_options.highWaterBytes)
        write(subscriber, subscriber.queue.takeFirst().frame, nullptr);
}

void EventHub::end(Subscriber &subscriber, bool properly)
{
    if (subscriber.state == Subscriber::State::Closed)
        return;
    const EventSink sink = subscriber.sink;
    close(subscriber.id);
    if (sink.end)
        sink.end(properly);
}

void EventHub::tick()
{
    ++m_ticks;
    const Subscribers due = m_wheel[m_ticks % customerBeat];
    for (const SubscriberPtr &subscriber : due)
        heartbeat(*subscriber);
    const Subscribers between = m_wheel[(m_ticks + agentBeat) % customerBeat];
    for (const SubscriberPtr &subscriber : between) {
        if (subscriber->what.isAgent())
            heartbeat(*subscriber);
    }
    const Subscribers beating = m_beating;
    for (const SubscriberPtr &subscriber : beating) {
        if ((m_ticks + subscriber->id) % static_cast<quint64>(subscriber->what.beatSeconds) == 0)
            heartbeat(*subscriber);
    }
}

void EventHub::heartbeat(Subscriber &subscriber)
{
    static const QByteArray frame = sse::heartbeat();
    if (subscriber.what.kind == Subscription::Kind::CustomerListen &&
        m_ticks - subscriber.lastEventTick >= static_cast<quint64>(m_options.idleEndTicks)) {
        end(subscriber, true);
        return;
    }
    // Not behind unread bytes: the connection's own write timeout finds a peer that is gone.
    if ((subscriber.state == Subscriber::State::Live || subscriber.begun) &&
        subscriber.pendingBytes() == 0)
        write(subscriber, frame, nullptr);
}

// The resumable part (events.md, Guarantees 2): `ready`, then the log from the client's cursor,
// then live events, without gap or double. Live events that come during the replay wait in the
// subscriber's queue; those the log has shown already are passed over by their id.

void EventHub::replay(const SubscriberPtr &subscriber)
{
    const Subscription &what = subscriber->what;
    const qint64 after =
        subscriber->begun ? subscriber->cursor : Replay::cursorFrom(what.lastEventId).value_or(-1);
    m_database
        .read([after, what, limit = m_options.replayBatch](Tx &tx) -> Result<Replay::Batch> {
            return Replay::read(tx, what, after, limit);
        })
        .then(this, [this, weak = std::weak_ptr(subscriber)](const Result<Replay::Batch> &batch) {
            const SubscriberPtr s = weak.lock();
            if (!s || s->state != Subscriber::State::Replaying)
                return;
            if (!batch)
                end(*s, true); // the client comes again with its cursor
            else
                replayed(*s, *batch);
        });
}

void EventHub::replayed(Subscriber &subscriber, const Replay::Batch &batch)
{
    if (!std::exchange(subscriber.begun, true)) {
        const Replay::Beginning beginning = Replay::begin(subscriber.what, batch);
        subscriber.cursor = beginning.cursor;
        for (const QByteArray &frame : beginning.frames)
            write(subscriber, frame, nullptr);
    }
    const qint64 from = subscriber.cursor;
    for (const StoredEvent &event : batch.events) {
        if (event.id > from && isVisible(subscriber.what, event)) {
            Frames frames{event};
            write(subscriber, frames.forKind(true), &event);
        }
        subscriber.cursor = qMax(subscriber.cursor, event.id);
    }
    if (subscriber.state == Subscriber::State::Closed)
        return;
    if (batch.complete)
        subscriber.cursor = qMax(subscriber.cursor, batch.lastId);
    const bool readAgain = std::exchange(subscriber.readAgain, false);
    if (batch.complete && !readAgain) {
        subscriber.queue.removeIf(
            [&subscriber](const Subscriber::Waiting &w) { return w.id <= subscriber.cursor; });
        if (!subscriber.queue.isEmpty())
            subscriber.cursor = subscriber.queue.constLast().id;
        subscriber.state = Subscriber::State::Live;
        flush(subscriber);
    } else if (subscriber.pendingBytes() > m_options.highWaterBytes) {
        subscriber.awaitsDrain = true;
    } else if (const SubscriberPtr self = m_all.value(subscriber.id)) {
        replay(self);
    }
}

} // namespace handoff
