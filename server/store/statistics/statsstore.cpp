#include "server/store/statistics/statsstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

#include <QHash>

namespace handoff::StatsStore {

namespace {

/// `statement` with the range's two ends as its only parameters.
Rows &inRange(Tx &tx, const QString &statement, const Range &range)
{
    return sql::run(tx, statement, {range.from.ms, range.to.ms});
}

qint64 countInRange(Tx &tx, const QString &statement, const Range &range)
{
    return sql::value(tx, statement, {range.from.ms, range.to.ms}).toLongLong();
}

/// Columns `column` and the next one.
Total totalAt(const Rows &row, int column)
{
    return {row.value(column).toLongLong(), row.value(column + 1).toLongLong()};
}

} // namespace

SessionFigures sessions(Tx &tx, const Range &range)
{
    return {countInRange(tx,
                         QStringLiteral("SELECT COUNT(*) FROM sessions "
                                        "WHERE created_at >= ? AND created_at < ?"),
                         range),
            countInRange(tx,
                         QStringLiteral("SELECT COUNT(*) FROM sessions WHERE escalations > 0 "
                                        "AND created_at >= ? AND created_at < ?"),
                         range)};
}

qint64 activeAgents(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM agents WHERE status <> 'offline'"))
        .toLongLong();
}

EpisodeFigures episodes(Tx &tx, const Range &range)
{
    EpisodeFigures figures;
    Rows &reasons =
        inRange(tx,
                QStringLiteral("SELECT reason, COUNT(*), CAST(SUM(messages_before) AS BIGINT) "
                               "FROM episodes WHERE escalated_at >= ? AND escalated_at < ? "
                               "GROUP BY reason"),
                range);
    while (reasons.next()) {
        const Total total = totalAt(reasons, 1);
        figures.byReason.insert(reasons.value(0).toString(), total.count);
        figures.messagesBefore.count += total.count;
        figures.messagesBefore.sum += total.sum;
    }

    // Who gave up, or was escalated out of shift, does not stand in the queue.
    Rows &waits = sql::run(
        tx,
        QStringLiteral("SELECT COUNT(*), CAST(COALESCE(SUM(waited), 0) AS BIGINT), "
                       "COALESCE(MAX(waited), 0) FROM (SELECT COALESCE(e.taken_over_at, ?) - "
                       "e.escalated_at AS waited FROM episodes e WHERE e.escalated_at >= ? "
                       "AND e.escalated_at < ? AND (e.taken_over_at IS NOT NULL OR "
                       "(e.released_at IS NULL AND EXISTS (SELECT 1 FROM sessions s "
                       "WHERE s.id = e.session_id AND s.status = 'pending_manual')))) AS waits"),
        {tx.now().ms, range.from.ms, range.to.ms});
    if (waits.next()) {
        figures.waits = totalAt(waits, 0);
        figures.longestWaitMs = waits.value(2).toLongLong();
    }

    Rows &takeovers = inRange(
        tx,
        QStringLiteral("SELECT COUNT(*), CAST(COALESCE(SUM(taken_over_at - escalated_at), 0) AS "
                       "BIGINT) FROM episodes "
                       "WHERE taken_over_at >= ? AND taken_over_at < ?"),
        range);
    if (takeovers.next())
        figures.takeovers = totalAt(takeovers, 0);

    Rows &completed =
        inRange(tx,
                QStringLiteral(
                    "SELECT COUNT(*), CAST(COALESCE(SUM(e.released_at - e.taken_over_at), 0) AS "
                    "BIGINT), COALESCE(SUM(CASE WHEN e.transferred = 0 AND NOT EXISTS "
                    "(SELECT 1 FROM episodes n WHERE n.session_id = e.session_id AND n.id > e.id "
                    "AND n.escalated_at <= e.released_at + 86400000) THEN 1 ELSE 0 END), 0) "
                    "FROM episodes e WHERE e.released_at >= ? AND e.released_at < ? "
                    "AND e.taken_over_at IS NOT NULL"),
                range);
    if (completed.next()) {
        figures.completed = totalAt(completed, 0);
        figures.resolved = completed.value(2).toLongLong();
    }
    return figures;
}

qint64 escalations(Tx &tx, const Range &range)
{
    return countInRange(tx,
                        QStringLiteral("SELECT COUNT(*) FROM episodes "
                                       "WHERE escalated_at >= ? AND escalated_at < ?"),
                        range);
}

qint64 releases(Tx &tx, const Range &range)
{
    return countInRange(tx,
                        QStringLiteral("SELECT COUNT(*) FROM episodes WHERE released_at >= ? "
                                       "AND released_at < ? AND taken_over_at IS NOT NULL"),
                        range);
}

Total responses(Tx &tx, const Range &range)
{
    Rows &rows =
        inRange(tx,
                QStringLiteral("SELECT COUNT(*), CAST(COALESCE(SUM(response_ms), 0) AS BIGINT) "
                               "FROM messages WHERE response_ms IS NOT NULL AND incomplete = 0 "
                               "AND created_at >= ? AND created_at < ?"),
                range);
    return rows.next() ? totalAt(rows, 0) : Total();
}

QList<Quarter> quarters(Tx &tx, StatsMetric metric, const Range &range)
{
    QString column = QStringLiteral("created_at");
    QString table = QStringLiteral("sessions");
    if (metric == StatsMetric::Messages) {
        table = QStringLiteral("messages");
    } else if (metric != StatsMetric::Sessions) {
        table = QStringLiteral("episodes");
        column = metric == StatsMetric::Escalations ? QStringLiteral("escalated_at")
                                                    : QStringLiteral("taken_over_at");
    }
    Rows &rows = inRange(
        tx,
        QStringLiteral("SELECT %1 / %3 AS quarter, COUNT(*) FROM %2 WHERE %1 >= ? AND %1 < ? "
                       "GROUP BY quarter ORDER BY quarter")
            .arg(column, table)
            .arg(quarterMs),
        range);
    QList<Quarter> list;
    while (rows.next())
        list.append({rows.value(0).toLongLong(), rows.value(1).toLongLong()});
    return list;
}

QList<Wait> waits(Tx &tx, const Range &range, const std::optional<Wait> &last, int limit)
{
    const Timestamp from = last ? last->takenOverAt : range.from;
    const qint64 afterId = last ? last->id : -1;
    Rows &rows = sql::run(
        tx,
        QStringLiteral("SELECT taken_over_at, id, taken_over_at - escalated_at FROM episodes "
                       "WHERE taken_over_at >= ? AND taken_over_at < ? "
                       "AND (taken_over_at > ? OR id > ?) ORDER BY taken_over_at, id LIMIT ?"),
        {from.ms, range.to.ms, from.ms, afterId, limit});
    QList<Wait> list;
    while (rows.next())
        list.append({bind::time(rows, 0), rows.value(1).toLongLong(), rows.value(2).toLongLong()});
    return list;
}

QList<AgentFigures> agents(Tx &tx, const Range &range)
{
    Rows &people = sql::run(
        tx,
        QStringLiteral(
            "SELECT who.id, a.username, COALESCE(a.name, (SELECT m.agent_name FROM messages m "
            "WHERE m.agent_id = who.id ORDER BY m.created_at DESC LIMIT 1), who.id), "
            "(SELECT COUNT(*) FROM messages m WHERE m.agent_id = who.id "
            "AND m.created_at >= ? AND m.created_at < ?) "
            "FROM (SELECT id FROM agents UNION SELECT agent_id FROM episodes "
            "WHERE taken_over_at >= ? AND taken_over_at < ? AND agent_id IS NOT NULL) AS who "
            "LEFT JOIN agents a ON a.id = who.id"),
        {range.from.ms, range.to.ms, range.from.ms, range.to.ms});
    QHash<QString, AgentFigures> figures;
    while (people.next()) {
        AgentFigures agent;
        agent.agentId = people.value(0).toString();
        agent.username = people.value(1).toString();
        agent.name = people.value(2).toString();
        agent.messages = people.value(3).toLongLong();
        figures.insert(agent.agentId, agent);
    }

    // With a second human the first answer was the first one's: it counts for nobody.
    Rows &handled = inRange(
        tx,
        QStringLiteral(
            "SELECT agent_id, COUNT(*), COALESCE(SUM(transferred), 0), COUNT(answered_at), "
            "CAST(COALESCE(SUM(answered_at - taken_over_at), 0) AS BIGINT) FROM "
            "(SELECT e.agent_id, e.transferred, e.taken_over_at, CASE WHEN e.transferred = 0 THEN "
            "(SELECT m.created_at FROM messages m WHERE m.agent_id = e.agent_id "
            "AND m.created_at >= e.taken_over_at "
            "AND (e.released_at IS NULL OR m.created_at <= e.released_at) "
            "AND m.session_id = e.session_id ORDER BY m.created_at LIMIT 1) END AS answered_at "
            "FROM episodes e WHERE e.taken_over_at >= ? AND e.taken_over_at < ? "
            "AND e.agent_id IS NOT NULL) AS taken GROUP BY agent_id"),
        range);
    while (handled.next()) {
        AgentFigures &agent = figures[handled.value(0).toString()];
        agent.handled = handled.value(1).toLongLong();
        agent.transferred = handled.value(2).toLongLong();
        if (const Total answered = totalAt(handled, 3); answered.count > 0)
            agent.avgFirstResponseSec = answered.average() / 1000;
    }

    Rows &served =
        inRange(tx,
                QStringLiteral(
                    "SELECT agent_id, COUNT(*), CAST(SUM(released_at - taken_over_at) AS BIGINT) "
                    "FROM episodes WHERE released_at >= ? AND released_at < ? "
                    "AND taken_over_at IS NOT NULL AND agent_id IS NOT NULL GROUP BY agent_id"),
                range);
    while (served.next()) {
        const auto agent = figures.find(served.value(0).toString());
        if (agent != figures.end())
            agent->avgServiceSec = totalAt(served, 1).average() / 1000;
    }
    return figures.values();
}

} // namespace handoff::StatsStore
