#pragma once

#include "server/store/tx.h"

namespace handoff {
class Rows;
}

/// The event log (events.md, Guarantees 1 and 2). Written for Tx::announce.
///
/// On SQLite one writer gives the ids. On PostgreSQL servers write at the same time: there an id is
/// made of its transaction's number and the event's place in it, and who reads goes only as far as
/// no transaction is open that may still write an id below (ARCHITECTURE.md).
namespace handoff::EventLog {

/// Appends them in one statement. On SQLite it sets their ids, which grow in their order and in
/// commit order.
void append(Tx &tx, QList<StoredEvent> &events);
/// After append() on PostgreSQL: its answer, there after the commit, is an id that none of this
/// transaction's is above.
Rows &newestGiven(Tx &tx);

/// What a stream wants to see replayed.
struct Filter
{
    QString sessionName;   ///< empty: every session and the desk
    bool customer = false; ///< only what the session's customer may see
    QString agentId;       ///< for Audience::NamedAgents
};

/// Events with an id above `afterId`, oldest first, at most `limit`.
QList<StoredEvent> after(Tx &tx, qint64 afterId, const Filter &filter, int limit);

/// The next events behind `afterId`, oldest first, at most `limit`, and the id below which none
/// will come any more. On PostgreSQL, outside a transaction.
struct Batch
{
    QList<StoredEvent> events;
    qint64 upTo = 0;
};
Batch next(Tx &tx, qint64 afterId, int limit);

/// Id of the newest event, 0 for an empty log.
qint64 lastId(Tx &tx);
/// Events up to and including this id may be missing; a cursor below it needs a resync.
qint64 trimmedUpTo(Tx &tx);
/// Deletes what is older than `olderThan`, at most `limit` rows so that the writer is not held up,
/// and remembers how far. The newest event always stays, so ids never start again. Returns the
/// number deleted: call again while it equals `limit`.
int trim(Tx &tx, Timestamp olderThan, int limit = 1000);

/// At start, on PostgreSQL, under the schema's lock: ids begin above all that were given, also when
/// the database was restored into a PostgreSQL whose transactions have lower numbers. Cursors of
/// before such a restoring need a resync.
void settle(Tx &tx);

} // namespace handoff::EventLog
