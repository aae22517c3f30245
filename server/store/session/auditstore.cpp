#include "server/store/session/auditstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"
#include "server/store/where.h"

#include <algorithm>

namespace handoff::AuditStore {

namespace {

void addOneOf(Where &where, const QString &column, const QStringList &names)
{
    if (names.isEmpty())
        return;
    const QStringList marks(names.size(), QStringLiteral("?"));
    QVariantList parameters;
    for (const QString &name : names)
        parameters.append(name);
    where.add(column + QStringLiteral(" IN (") + marks.join(u',') + u')', parameters);
}

Where whereOf(const LogFilter &filter)
{
    Where where;
    addOneOf(where, QStringLiteral("actor"), filter.actors);
    if (!filter.action.isEmpty())
        where.add(QStringLiteral("action = ?"), {filter.action});
    addOneOf(where, QStringLiteral("object"), filter.objects);
    if (filter.from)
        where.add(QStringLiteral("at >= ?"), {filter.from->ms});
    if (filter.to)
        where.add(QStringLiteral("at < ?"), {filter.to->ms});
    return where;
}

} // namespace

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
    Rows &rows = sql::run(tx,
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

void log(Tx &tx, const QString &actor, const QString &action, const QString &object,
         const QJsonObject &details)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO audit_log (at, actor, action, object, details) "
                            "VALUES (?, ?, ?, ?, ?)"),
             {tx.now().ms, actor, action, object, QString::fromUtf8(json::toJson(details))});
}

QList<AuditRecord> page(Tx &tx, const LogFilter &filter, qint64 offset, int limit)
{
    const Where where = whereOf(filter);
    Rows &rows =
        sql::run(tx,
                 QStringLiteral("SELECT id, actor, action, object, details, at "
                                "FROM audit_log") +
                     where.text() + QStringLiteral(" ORDER BY at DESC, id DESC LIMIT ? OFFSET ?"),
                 where.parameters + QVariantList{limit, offset});
    QList<AuditRecord> list;
    while (rows.next()) {
        list.append({rows.value(0).toLongLong(), rows.value(1).toString(), rows.value(2).toString(),
                     rows.value(3).toString(),
                     QJsonDocument::fromJson(rows.value(4).toString().toUtf8()).object(),
                     bind::time(rows, 5)});
    }
    return list;
}

qint64 count(Tx &tx, const LogFilter &filter, int cap)
{
    const Where where = whereOf(filter);
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 AS hit FROM audit_log") +
                          where.text() + QStringLiteral(" LIMIT ?) AS hits"),
                      where.parameters + QVariantList{cap})
        .toLongLong();
}

} // namespace handoff::AuditStore
