#pragma once

#include "server/events/subscription.h"
#include "server/store/eventlog.h"

/// Where a stream goes on that was cut (events.md, Guarantees 2): what the log has behind the
/// client's cursor, and how the stream begins.
namespace handoff::Replay {

/// What one look into the event log found.
struct Batch
{
    QList<StoredEvent> events;
    qint64 lastId = 0;  ///< of the whole log
    qint64 trimmed = 0; ///< events up to this id may be missing
    bool complete = true;
};
/// At most `limit` events for this subscription, behind `after`; none when that was trimmed.
Batch read(Tx &tx, const Subscription &what, qint64 after, int limit);

/// The id a client sent: -1 without one, nothing for garbage.
std::optional<qint64> cursorFrom(const std::optional<QByteArray> &lastEventId);

/// `ready`, and a `resync` when the log cannot go on from there. It carries the id from which the
/// stream goes on, so that a client that is cut off before the first event comes back to the same
/// place.
struct Beginning
{
    qint64 cursor = 0;
    QList<QByteArray> frames;
};
Beginning begin(const Subscription &what, const Batch &batch);

} // namespace handoff::Replay
