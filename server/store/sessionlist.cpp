#include "server/store/sessionrow.h"
#include "server/store/sql.h"
#include "server/store/where.h"
#include "shared/rules/priority.h"

/// Reading many sessions: list, count, queue.
namespace handoff::SessionStore {

namespace {

constexpr qint64 manyTagged = 2000;

/// Who waits since this moment or longer has waited more than PriorityRules::timeoutSeconds.
qint64 timedOutSince(Tx &tx)
{
    return tx.now().ms - (PriorityRules::timeoutSeconds + 1) * 1000;
}

Where whereOf(Tx &tx, const Filter &filter)
{
    Where where;
    if (filter.status)
        where.add(QStringLiteral("status = ?"), {bind::name(*filter.status)});
    if (!filter.ownerId.isEmpty())
        where.add(QStringLiteral("owner_id = ?"), {filter.ownerId});
    if (filter.unassigned)
        where.add(QStringLiteral("owner_id IS NULL"));
    if (filter.from)
        where.add(QStringLiteral("created_at >= ?"), {filter.from->ms});
    if (filter.to)
        where.add(QStringLiteral("created_at < ?"), {filter.to->ms});
    if (filter.priority) {
        const QString urgent = QStringLiteral("(vip = 1 OR waiting_since <= ?)");
        if (*filter.priority == PriorityLevel::Urgent)
            where.add(urgent, {timedOutSince(tx)});
        else
            where.add(QStringLiteral("NOT ") + urgent + QStringLiteral(" AND flagged = ?"),
                      {timedOutSince(tx), bind::flag(*filter.priority == PriorityLevel::High)});
    }
    if (!filter.tagId.isEmpty()) {
        // Few carry it: from them to the sessions. Many do: along the order of the list, because
        // the page is full soon.
        const auto carried = filter.tagged > manyTagged
                                 ? QStringLiteral("EXISTS (SELECT 1 FROM session_tags t WHERE "
                                                  "t.session_id = sessions.id AND t.tag_id = ?)")
                                 : QStringLiteral("id IN (SELECT session_id FROM session_tags "
                                                  "WHERE tag_id = ?)");
        where.add(carried, {filter.tagId});
    }
    if (!filter.keyword.isEmpty()) {
        const QString pattern = Where::containing(filter.keyword);
        where.add(QStringLiteral("(search_text LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM messages "
                                 "m WHERE m.session_id = sessions.id AND m.internal = 0 "
                                 "AND lower(m.content) LIKE ? ESCAPE '!'))"),
                  {pattern, pattern});
    }
    return where;
}

QList<SessionHead> heads(Tx &tx, Rows &rows)
{
    QList<SessionHead> list;
    while (rows.next()) {
        SessionHead head;
        sessionrow::readHead(rows, head);
        list.append(std::move(head));
    }
    sessionrow::nameTags(tx, list);
    return list;
}

/// Urgent, high, normal as 0, 1, 2; needs timedOutSince() as parameter.
QString levelExpression()
{
    return QStringLiteral(
        "CASE WHEN vip = 1 OR waiting_since <= ? THEN 0 WHEN flagged = 1 THEN 1 ELSE 2 END");
}

} // namespace

Place placeOf(const SessionHead &head, Order order)
{
    switch (order) {
    case Order::LastUpdate:
        return {0, head.updatedAt.ms, head.id};
    case Order::Newest:
    case Order::Oldest:
        return {0, head.createdAt.ms, head.id};
    case Order::Wait:
        return {0, sessionrow::waitingSinceKey(head), head.id};
    case Order::VipWait:
        return {head.profile.vip ? 1 : 0, sessionrow::waitingSinceKey(head), head.id};
    }
    return {};
}

QList<SessionHead> list(Tx &tx, const Filter &filter, Order order,
                        const std::optional<Place> &after, qint64 offset, int limit)
{
    Where where = whereOf(tx, filter);
    QString orderBy;
    const auto keyset = [&](QLatin1String column, QLatin1String comparison,
                            QLatin1String direction) {
        orderBy = column + direction + QStringLiteral(", id") + direction;
        if (after)
            where.add(u'(' + column + QStringLiteral(", id) ") + comparison +
                          QStringLiteral(" (?, ?)"),
                      {after->key, after->id});
    };
    constexpr QLatin1String up(""), down(" DESC"), more(">"), less("<");
    switch (order) {
    case Order::LastUpdate:
        keyset(QLatin1String("updated_at"), less, down);
        break;
    case Order::Newest:
        keyset(QLatin1String("created_at"), less, down);
        break;
    case Order::Oldest:
        keyset(QLatin1String("created_at"), more, up);
        break;
    case Order::Wait:
        keyset(QLatin1String("waiting_since"), more, up);
        break;
    case Order::VipWait:
        orderBy = QStringLiteral("vip DESC, waiting_since, id");
        if (after)
            where.add(QStringLiteral("(vip < ? OR (vip = ? AND (waiting_since, id) > (?, ?)))"),
                      {after->vip, after->vip, after->key, after->id});
        break;
    }
    // The partial index of the queue is used only when the status stands in the text.
    QString condition = where.text();
    if (filter.status == SessionStatus::PendingManual) {
        condition.replace(QLatin1String("status = ?"), QLatin1String("status = 'pending_manual'"));
        where.parameters.removeFirst();
    }
    static const QString select =
        QStringLiteral("SELECT ") + sessionrow::headColumns() + QStringLiteral(" FROM sessions");
    return heads(tx,
                 sql::run(tx,
                          select + condition + QStringLiteral(" ORDER BY ") + orderBy +
                              QStringLiteral(" LIMIT ? OFFSET ?"),
                          where.parameters + QVariantList{limit, offset}));
}

qint64 count(Tx &tx, const Filter &filter, int cap)
{
    const Where where = whereOf(tx, filter);
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 AS hit FROM sessions") +
                          where.text() + QStringLiteral(" LIMIT ?) AS hits"),
                      where.parameters + QVariantList{cap})
        .toLongLong();
}

QList<SessionHead> queue(Tx &tx, int limit)
{
    static const QString select = QStringLiteral("SELECT ") + sessionrow::headColumns() +
                                  QStringLiteral(" FROM sessions WHERE status = 'pending_manual' "
                                                 "ORDER BY vip DESC, ") +
                                  levelExpression() + QStringLiteral(", waiting_since, id LIMIT ?");
    return heads(tx, sql::run(tx, select, {timedOutSince(tx), limit}));
}

qint64 countAhead(Tx &tx, const SessionHead &head)
{
    const qint64 timedOut = timedOutSince(tx);
    const int vip = head.profile.vip ? 1 : 0;
    const qint64 since = sessionrow::waitingSinceKey(head);
    const int level = vip == 1 || since <= timedOut ? 0 : sessionrow::flagged(head) ? 1 : 2;
    return sql::value(
               tx,
               QStringLiteral("SELECT COUNT(*) FROM sessions WHERE status = 'pending_manual' "
                              "AND (vip > ? OR (vip = ? AND (") +
                   levelExpression() + QStringLiteral(", waiting_since, id) < (?, ?, ?)))"),
               {vip, vip, timedOut, level, since, head.id})
        .toLongLong();
}

QueueFigures queueFigures(Tx &tx)
{
    Rows &rows =
        sql::run(tx, QStringLiteral("SELECT COUNT(*), COALESCE(SUM(vip), 0), "
                                    "CAST(COALESCE(AVG(waiting_since), 0) AS DOUBLE PRECISION), "
                                    "COALESCE(MIN(waiting_since), 0) FROM sessions "
                                    "WHERE status = 'pending_manual'"));
    if (!rows.next())
        return {};
    return {rows.value(0).toLongLong(), rows.value(1).toLongLong(), rows.value(2).toDouble(),
            rows.value(3).toLongLong()};
}

} // namespace handoff::SessionStore
