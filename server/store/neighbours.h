#pragma once

#include "server/store/sql.h"
#include "server/store/storedevent.h"

#include <functional>

/// Store-private: the other servers on the same PostgreSQL (operations.md, Reliability).
namespace handoff::store {

/// Brings the events of the other servers between one's own, in the order of their ids, each once.
///
/// Everything happens on the writer's connection, one after the other, and that is the whole trick:
/// - Servers take turns, group by group (takeTurn). So ids become visible in their order, what is
///   below an own id is committed, and servers never wait for each other's rows in a circle.
/// - Before a group's commit join() reads what the others have committed since, if the ids have a
///   gap, and puts it in front. So an own event never overtakes a foreign one, and own events are
///   still sent before the future of their use case is resolved.
/// - Between groups NOTIFY wakes the writer's thread, and next() reads on.
/// The cursor moves only over what was handed out, so a lost connection loses and doubles nothing:
/// also the events of an own commit whose answer was lost come with next(), as if they were
/// foreign.
///
/// Lives on the writer's thread.
class Neighbours
{
public:
    /// The functions are called from inside the database driver and may only post something:
    /// `wake` when there may be something for next(), `told` with another server's tell().
    struct Ears
    {
        std::function<void()> wake;
        std::function<void(const StoredEvent &)> told;
    };

    /// `seen`: id of the newest event that needs no delivery.
    Neighbours(Connection &connection, qint64 seen, Ears ears);

    /// After each connect.
    Result<void> listen();
    /// First in a write transaction: waits until no other server is in one.
    Result<void> takeTurn();
    /// Last before the commit that writes `events`: puts what others have committed in front.
    Result<void> join(QList<StoredEvent> *events);
    /// After that commit.
    void handedOut(const QList<StoredEvent> &events);

    /// The next events of the log, at most `limit`; not inside a transaction.
    Result<QList<StoredEvent>> next(int limit);
    /// Tells the other servers something that is not in the log; not inside a transaction.
    Result<void> tell(const QList<StoredEvent> &events);

private:
    void heard(const QString &channel, const QString &payload) const;
    Result<QList<StoredEvent>> readBelow(qint64 id, int limit);

    Connection &m_connection;
    qint64 m_seen;
    Ears m_ears;
};

} // namespace handoff::store
