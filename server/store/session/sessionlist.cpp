#include "server/store/session/sessionlist.h"

#include "server/store/search/search.h"
#include "server/store/search/searchtext.h"
#include "server/store/session/sessionrow.h"
#include "server/store/sql.h"
#include "server/store/where.h"
#include "shared/rules/priority.h"

namespace handoff::SessionList {

namespace {

constexpr qint64 manyTagged = 2000;

/// Who waits since this moment or longer has waited more than PriorityRules::timeoutSeconds.
qint64 timedOutSince(Tx &tx)
{
    return tx.now().ms - (PriorityRules::timeoutSeconds + 1) * 1000;
}

/// What may not be in the index: what has come since, and the names of owners, which change too
/// often to be in it.
constexpr search::Source searched{
    "session_grams",
    "SELECT id FROM sessions WHERE last_seq > indexed_seq UNION ALL SELECT id FROM sessions WHERE "
    "owner_id IS NOT NULL AND search_text LIKE ? ESCAPE '!'",
    50'000};

enum class Use { Page, Count };

/// Are these so few anyway that it does no harm to look at each?
bool narrow(const Filter &filter)
{
    return !filter.ownerId.isEmpty() ||
           (filter.status && *filter.status != SessionStatus::BotActive &&
            *filter.status != SessionStatus::Closed);
}

/// Does the index alone tell that a keyword is in `cap` sessions and more? What few of them hold by
/// now then does not matter.
bool isCommon(Tx &tx, const Filter &filter, int cap)
{
    const bool keywordOnly = !filter.keyword.isEmpty() && !filter.status &&
                             filter.ownerId.isEmpty() && !filter.unassigned &&
                             filter.tagId.isEmpty() && !filter.priority && !filter.from &&
                             !filter.to;
    if (!keywordOnly)
        return false;
    const search::Way way = search::wayTo(tx, searched, filter.keyword);
    return !way.few &&
           sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM (SELECT DISTINCT id FROM (") + way.ids +
                          QStringLiteral(") AS ids LIMIT ?) AS hits"),
                      way.parameters + QVariantList{cap})
                   .toLongLong() == cap;
}

void addKeyword(Where &where, const Filter &filter, Use use)
{
    const search::Way &way = *filter.way;
    if (way.few || (use == Use::Count && !narrow(filter)))
        where.add(QStringLiteral("id IN (") + way.ids + u')', way.parameters);
    const QString pattern = Where::containing(filter.keyword);
    where.add(QStringLiteral("(search_text LIKE ? ESCAPE '!' OR EXISTS (SELECT 1 FROM messages "
                             "m WHERE m.session_id = sessions.id AND m.internal = 0 "
                             "AND ") +
                  search::messageText + QStringLiteral(" LIKE ? ESCAPE '!'))"),
              {pattern, pattern});
}

/// All of the filter but the priority.
Where whereOf(const Filter &filter, Use use)
{
    Where where;
    // A partial index is used only when its condition stands in the text.
    if (filter.status == SessionStatus::PendingManual)
        where.add(QStringLiteral("status = 'pending_manual'"));
    else if (filter.status)
        where.add(QStringLiteral("status = ?"), {bind::name(*filter.status)});
    if (!filter.ownerId.isEmpty())
        where.add(QStringLiteral("owner_id = ?"), {filter.ownerId});
    if (filter.unassigned)
        where.add(QStringLiteral("owner_id IS NULL"));
    if (filter.from)
        where.add(QStringLiteral("created_at >= ?"), {filter.from->ms});
    if (filter.to)
        where.add(QStringLiteral("created_at < ?"), {filter.to->ms});
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
    if (!filter.keyword.isEmpty())
        addKeyword(where, filter, use);
    return where;
}

/// The filter as conditions that exclude each other, each with an index of its own: urgent are VIP
/// and, of the queue, who waits too long.
QList<Where> partsOf(Tx &tx, const Filter &filter, Use use)
{
    const Where where = whereOf(filter, use);
    if (!filter.priority)
        return {where};
    Where part = where;
    if (*filter.priority == PriorityLevel::Urgent) {
        Where late = where;
        part.add(QStringLiteral("vip = 1"));
        late.add(QStringLiteral("status = 'pending_manual' AND vip = 0 AND waiting_since <= ?"),
                 {timedOutSince(tx)});
        return {part, late};
    }
    const bool high = *filter.priority == PriorityLevel::High;
    // The sum keeps the planner from an index of waiting_since: nearly all of these do not wait.
    part.add(QStringLiteral("flagged = %1 AND vip = 0 AND waiting_since + 0 > ?").arg(high ? 1 : 0),
             {timedOutSince(tx)});
    return {part};
}

QList<SessionHead> heads(Tx &tx, Rows &rows)
{
    QList<SessionHead> list = sessionrow::heads().readAll(rows);
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

void findKeyword(Tx &tx, Filter &filter)
{
    if (!filter.keyword.isEmpty())
        filter.way = std::make_shared<search::Way>(search::wayTo(tx, searched, filter.keyword));
}

QList<SessionHead> list(Tx &tx, const Filter &filter, Order order,
                        const std::optional<Place> &after, qint64 offset, int limit)
{
    QString orderBy;
    Where behind;
    const auto keyset = [&](QLatin1String column, QLatin1String comparison,
                            QLatin1String direction) {
        orderBy = column + direction + QStringLiteral(", id") + direction;
        if (after)
            behind.add(u'(' + column + QStringLiteral(", id) ") + comparison +
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
            behind.add(QStringLiteral("(vip < ? OR (vip = ? AND (waiting_since, id) > (?, ?)))"),
                       {after->vip, after->vip, after->key, after->id});
        break;
    }
    static const QString select = QStringLiteral("SELECT ") + sessionrow::heads().columns() +
                                  QStringLiteral(", waiting_since FROM sessions");
    const QString ordered = QStringLiteral(" ORDER BY ") + orderBy + QStringLiteral(" LIMIT ?");
    QStringList pages;
    QVariantList parameters;
    for (Where part : partsOf(tx, filter, Use::Page)) {
        part.add(behind);
        pages.append(select + part.text() + ordered);
        parameters += part.parameters;
        parameters.append(offset + limit);
    }
    if (pages.size() == 1) {
        parameters.last() = limit;
        return heads(tx, sql::run(tx, pages.constFirst() + QStringLiteral(" OFFSET ?"),
                                  parameters + QVariantList{offset}));
    }
    // The first rows of each part, and of those the first ones.
    return heads(tx,
                 sql::run(tx,
                          QStringLiteral("SELECT * FROM (") +
                              pages.join(QStringLiteral(") AS part UNION ALL SELECT * FROM (")) +
                              QStringLiteral(") AS part") + ordered + QStringLiteral(" OFFSET ?"),
                          parameters + QVariantList{limit, offset}));
}

qint64 count(Tx &tx, const Filter &filter, int cap)
{
    if (isCommon(tx, filter, cap))
        return cap;
    QStringList parts;
    QVariantList parameters;
    for (const Where &part : partsOf(tx, filter, Use::Count)) {
        parts.append(QStringLiteral("SELECT 1 AS hit FROM sessions") + part.text());
        parameters += part.parameters;
    }
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM (") +
                          parts.join(QStringLiteral(" UNION ALL ")) +
                          QStringLiteral(" LIMIT ?) AS hits"),
                      parameters + QVariantList{cap})
        .toLongLong();
}

QList<SessionHead> queue(Tx &tx, int limit)
{
    static const QString select = QStringLiteral("SELECT ") + sessionrow::heads().columns() +
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

} // namespace handoff::SessionList
