#include "server/store/session/episodestore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

namespace handoff::EpisodeStore {

void begin(Tx &tx, qint64 sessionId, const Escalation &escalation, qint64 messagesBefore)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO episodes (session_id, reason, severity, escalated_at, "
                            "transferred, messages_before) VALUES (?, ?, ?, ?, 0, ?)"),
             {sessionId, bind::name(escalation.reason), bind::name(escalation.severity),
              escalation.triggerAt.ms, messagesBefore});
}

void takenOver(Tx &tx, qint64 sessionId, const QString &agentId)
{
    sql::run(tx,
             QStringLiteral("UPDATE episodes SET taken_over_at = COALESCE(taken_over_at, ?), "
                            "transferred = CASE WHEN agent_id <> ? THEN 1 ELSE transferred END, "
                            "agent_id = ? WHERE session_id = ? AND released_at IS NULL"),
             {tx.now().ms, agentId, agentId, sessionId});
}

void end(Tx &tx, qint64 sessionId)
{
    sql::run(tx,
             QStringLiteral("UPDATE episodes SET released_at = ? "
                            "WHERE session_id = ? AND released_at IS NULL"),
             {tx.now().ms, sessionId});
}

std::optional<qint64> recentWaitMs(Tx &tx)
{
    // The last 20 who got one, among the last 200 who wanted one: a bounded walk of the index.
    const QVariant mean = sql::value(
        tx,
        QStringLiteral("SELECT CAST(AVG(wait) AS DOUBLE PRECISION) FROM (SELECT taken_over_at - "
                       "escalated_at AS wait FROM (SELECT escalated_at, taken_over_at "
                       "FROM episodes ORDER BY escalated_at DESC LIMIT 200) AS latest "
                       "WHERE taken_over_at IS NOT NULL ORDER BY escalated_at DESC LIMIT 20) "
                       "AS waits"));
    return mean.isNull() ? std::nullopt : std::optional(qRound64(mean.toDouble()));
}

QList<Episode> ofSession(Tx &tx, qint64 sessionId)
{
    Rows &rows = sql::run(
        tx,
        QStringLiteral("SELECT reason, severity, escalated_at, taken_over_at, released_at, "
                       "transferred, agent_id, messages_before FROM episodes "
                       "WHERE session_id = ? ORDER BY id"),
        {sessionId});
    QList<Episode> list;
    while (rows.next()) {
        list.append({bind::named<EscalationReason>(rows, 0), bind::named<Severity>(rows, 1),
                     bind::time(rows, 2), bind::optionalTime(rows, 3), bind::optionalTime(rows, 4),
                     rows.value(5).toInt() == 1, bind::optionalText(rows, 6),
                     rows.value(7).toLongLong()});
    }
    return list;
}

} // namespace handoff::EpisodeStore
