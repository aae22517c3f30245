#pragma once

#include "server/store/session/sessionstore.h"

#include <memory>

namespace handoff::search {
struct Way; // store-private
}

/// Reading many sessions: list, count, queue.
namespace handoff::SessionList {

/// Order of a list, each with an index.
enum class Order { LastUpdate, Newest, Oldest, Wait, VipWait };
/// Place of a row in its order.
struct Place
{
    qint64 vip = 0; ///< with VipWait
    qint64 key = 0;
    qint64 id = 0;
};
Place placeOf(const SessionHead &head, Order order);

struct Filter
{
    std::optional<SessionStatus> status;
    QString keyword;
    std::shared_ptr<const search::Way> way; ///< to the keyword, see findKeyword()
    QString ownerId;
    bool unassigned = false;
    QString tagId;
    qint64 tagged = 0; ///< with tagId: how many sessions carry it, to choose the way
    std::optional<PriorityLevel> priority;
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
};
/// Looks up once how list() and count() get to the sessions that hold the keyword.
void findKeyword(Tx &tx, Filter &filter);
QList<SessionHead> list(Tx &tx, const Filter &filter, Order order,
                        const std::optional<Place> &after, qint64 offset, int limit);
/// Counts the rows of a filter, to `cap` at most.
qint64 count(Tx &tx, const Filter &filter, int cap);
/// Who waits: VIP first, then level, then longest wait.
QList<SessionHead> queue(Tx &tx, int limit);
/// How many stand before this waiting session.
qint64 countAhead(Tx &tx, const SessionHead &head);
struct QueueFigures
{
    qint64 total = 0;
    qint64 vip = 0;
    double averageSince = 0; ///< milliseconds since 1970
    qint64 oldestSince = 0;
};
QueueFigures queueFigures(Tx &tx);

} // namespace handoff::SessionList
