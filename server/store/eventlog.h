#pragma once

#include "server/store/tx.h"

/// The event log (events.md, Guarantees 1 and 2). Written for Tx::announce.
namespace handoff::EventLog {

/// Appends them in one statement and sets their ids, which grow in their order and in commit order,
/// also with several servers on PostgreSQL, because these take turns (store::Neighbours).
void append(Tx &tx, QList<StoredEvent> &events);

/// What a stream wants to see replayed.
struct Filter
{
    QString sessionName;   ///< empty: every session and the desk
    bool customer = false; ///< only what the session's customer may see
    QString agentId;       ///< for Audience::NamedAgents
};

/// Events with an id above `afterId`, oldest first, at most `limit`.
QList<StoredEvent> after(Tx &tx, qint64 afterId, const Filter &filter, int limit);

/// All events with an id above `afterId` and below `beforeId`, oldest first, at most `limit`.
QList<StoredEvent> between(Tx &tx, qint64 afterId, qint64 beforeId, int limit);

/// Id of the newest event, 0 for an empty log.
qint64 lastId(Tx &tx);
/// Events up to and including this id may be missing; a cursor below it needs a resync.
qint64 trimmedUpTo(Tx &tx);
/// Deletes what is older than `olderThan`, at most `limit` rows so that the writer is not held up,
/// and remembers how far. The newest event always stays, so ids never start again. Returns the
/// number deleted: call again while it equals `limit`.
int trim(Tx &tx, Timestamp olderThan, int limit = 1000);

} // namespace handoff::EventLog
