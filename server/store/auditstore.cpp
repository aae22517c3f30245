#include "server/store/auditstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff::AuditStore {

void addTransition(Tx &tx, qint64 sessionId, const AuditEntry &entry)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO session_audit (session_id, status_from, status_to, "
                            "operator, reason, at) VALUES (?, ?, ?, ?, ?, ?)"),
             {sessionId, bind::name(entry.statusFrom), bind::name(entry.statusTo),
              entry.operatorName, entry.reason, entry.timestamp.ms});
}

QList<AuditEntry> trail(Tx &tx, qint64 sessionId, int limit)
{
    QSqlQuery &rows = sql::run(tx,
                               QStringLiteral("SELECT status_from, status_to, operator, reason, at "
                                              "FROM session_audit WHERE session_id = ? "
                                              "ORDER BY id DESC LIMIT ?"),
                               {sessionId, limit});
    QList<AuditEntry> list;
    while (rows.next()) {
        list.append({bind::named<SessionStatus>(rows, 0), bind::named<SessionStatus>(rows, 1),
                     rows.value(2).toString(), rows.value(3).toString(), bind::time(rows, 4)});
    }
    std::reverse(list.begin(), list.end());
    return list;
}

void log(Tx &tx, const QString &actor, const QString &action, const QString &object)
{
    sql::run(
        tx, QStringLiteral("INSERT INTO audit_log (at, actor, action, object) VALUES (?, ?, ?, ?)"),
        {tx.now().ms, actor, action, object});
}

} // namespace handoff::AuditStore
