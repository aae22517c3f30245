#include "server/store/eventlog.h"

#include "server/store/sql.h"

namespace handoff::EventLog {

namespace {

/// Any number, the same for all servers on one database.
constexpr qint64 orderLock = 0x48414e444f4646; // "HANDOFF"

/// Comma at both ends, so that LIKE finds whole ids.
QString packIds(const QStringList &ids)
{
    return ids.isEmpty() ? QString() : QString(u',' + ids.join(u',') + u',');
}

QStringList unpackIds(const QString &packed)
{
    return packed.split(u',', Qt::SkipEmptyParts);
}

} // namespace

qint64 append(Tx &tx, const StoredEvent &event)
{
    // Servers that share a PostgreSQL take turns from the first event of a transaction to its
    // commit. So ids become visible in their order, and a reader that asks for "above n" never
    // skips one that commits late.
    if (tx.connection().isPostgres())
        sql::run(tx, QStringLiteral("SELECT pg_advisory_xact_lock(?)"), {orderLock});
    return sql::value(tx,
                      QStringLiteral("INSERT INTO events (at, type, session_name, audience, agent_ids, json) "
                                     "VALUES (?, ?, ?, ?, ?, ?) RETURNING id"),
                      {event.at.ms, event.type, event.sessionName, static_cast<int>(event.audience),
                       packIds(event.agentIds), QString::fromUtf8(event.json)})
        .toLongLong();
}

QList<StoredEvent> after(Tx &tx, qint64 afterId, const Filter &filter, int limit)
{
    QString where = QStringLiteral("id > ?");
    QVariantList parameters{afterId};
    if (!filter.sessionName.isEmpty()) {
        where += QStringLiteral(" AND session_name = ?");
        parameters.append(filter.sessionName);
    }
    if (filter.customer) {
        where += QStringLiteral(" AND audience = 2");
    } else {
        where += QStringLiteral(" AND (audience <> 3 OR agent_ids LIKE ?)");
        parameters.append(QString(QStringLiteral("%,") + filter.agentId + QStringLiteral(",%")));
    }
    parameters.append(limit);
    QSqlQuery &rows = sql::run(tx,
                               QStringLiteral("SELECT id, at, type, session_name, audience, agent_ids, json "
                                              "FROM events WHERE ")
                                   + where + QStringLiteral(" ORDER BY id LIMIT ?"),
                               parameters);
    QList<StoredEvent> events;
    while (rows.next()) {
        events.append({rows.value(0).toLongLong(), rows.value(2).toString(), rows.value(3).toString(),
                       static_cast<Audience>(rows.value(4).toInt()), unpackIds(rows.value(5).toString()),
                       rows.value(6).toString().toUtf8(), {rows.value(1).toLongLong()}});
    }
    return events;
}

qint64 lastId(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT MAX(id) FROM events")).toLongLong();
}

qint64 trimmedUpTo(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT up_to FROM event_trim")).toLongLong();
}

int trim(Tx &tx, Timestamp olderThan, int limit)
{
    const qint64 newest = lastId(tx);
    QSqlQuery &rows = sql::run(tx, QStringLiteral("SELECT id, at FROM events ORDER BY id LIMIT ?"), {limit});
    qint64 upTo = 0;
    int count = 0;
    while (rows.next() && rows.value(1).toLongLong() < olderThan.ms && rows.value(0).toLongLong() < newest) {
        upTo = rows.value(0).toLongLong();
        ++count;
    }
    if (count > 0) {
        sql::run(tx, QStringLiteral("DELETE FROM events WHERE id <= ?"), {upTo});
        sql::run(tx, QStringLiteral("UPDATE event_trim SET up_to = ?"), {upTo});
    }
    return count;
}

} // namespace handoff::EventLog
