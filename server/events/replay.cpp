#include "server/events/eventhub.h"

#include "server/events/subscriber.h"
#include "server/store/eventlog.h"
#include "shared/contract/event.h"

// The resumable part of EventHub (events.md, Guarantees 2): `ready`, then the log from the client's
// cursor, then live events, without gap or double. Live events that come during the replay wait in
// the subscriber's queue; those the log has shown already are passed over by their id.

namespace handoff {

namespace {

/// The id a client sent: -1 without one, nothing for garbage.
std::optional<qint64> cursorFrom(const std::optional<QByteArray> &lastEventId)
{
    if (!lastEventId || lastEventId->isEmpty())
        return -1;
    bool number = false;
    const qint64 id = lastEventId->toLongLong(&number);
    return number && id >= 0 ? std::optional(id) : std::nullopt;
}

} // namespace

void EventHub::replay(const SubscriberPtr &subscriber)
{
    const Subscription &what = subscriber->what;
    const qint64 after =
        subscriber->begun ? subscriber->cursor : cursorFrom(what.lastEventId).value_or(-1);
    const EventLog::Filter filter{what.sessionName, !what.isAgent(), what.agentId};
    m_database
        .read([after, filter, limit = m_options.replayBatch](Tx &tx) -> Result<Batch> {
            Batch batch;
            batch.trimmed = EventLog::trimmedUpTo(tx);
            batch.lastId = qMax(EventLog::lastId(tx), batch.trimmed);
            if (after >= batch.trimmed)
                batch.events = EventLog::after(tx, after, filter, limit);
            batch.complete = batch.events.size() < limit;
            return batch;
        })
        .then(this, [this, weak = std::weak_ptr(subscriber)](const Result<Batch> &batch) {
            const SubscriberPtr s = weak.lock();
            if (!s || s->state != Subscriber::State::Replaying)
                return;
            if (!batch)
                end(*s, true); // the client comes again with its cursor
            else
                replayed(*s, *batch);
        });
}

void EventHub::begin(Subscriber &subscriber, const Batch &batch)
{
    const std::optional<qint64> asked = cursorFrom(subscriber.what.lastEventId);
    const bool unknown = !asked || *asked > batch.lastId || (*asked >= 0 && *asked < batch.trimmed);
    const bool resumes = !unknown && *asked >= 0;
    subscriber.begun = true;
    subscriber.cursor = resumes ? *asked : batch.lastId;

    // `ready` carries the id from which the stream goes on, so that a client that is cut off before
    // the first event comes back to the same place.
    const ReadyEvent ready{.lastEventId = subscriber.cursor,
                           .serverTime = Timestamp::now(),
                           .sessionVersion = subscriber.what.sessionVersion};
    write(subscriber,
          "retry: 3000\n" + sse::eventFrame(subscriber.cursor, "ready", json::toJson(ready)),
          nullptr);
    if (unknown)
        write(subscriber,
              sse::eventFrame(0, "resync",
                              json::toJson(ResyncEvent{.reason = QStringLiteral("log_trimmed")})),
              nullptr);
}

void EventHub::replayed(Subscriber &subscriber, const Batch &batch)
{
    const bool first = !subscriber.begun;
    if (first)
        begin(subscriber, batch);
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
