#include "server/store/agentstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

namespace handoff::AgentStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, username, name, role, status, status_note, max_sessions, "
                          "password_hash, avatar_url, created_at, last_login, stream_seen_at, "
                          "lost_at, status_before_loss, version FROM agents ") +
           rest;
}

AgentRow readRow(const QSqlQuery &q)
{
    using namespace bind;
    AgentRow row;
    row.id = q.value(0).toString();
    row.username = q.value(1).toString();
    row.name = q.value(2).toString();
    row.role = named<AgentRole>(q, 3);
    row.status = named<AgentPresence>(q, 4);
    row.statusNote = q.value(5).toString();
    row.maxSessions = q.value(6).toInt();
    row.passwordHash = q.value(7).toString();
    row.avatarUrl = optionalText(q, 8);
    row.createdAt = time(q, 9);
    row.lastLogin = optionalTime(q, 10);
    row.streamSeenAt = optionalTime(q, 11);
    row.lostAt = optionalTime(q, 12);
    if (!q.isNull(13))
        row.statusBeforeLoss = named<AgentPresence>(q, 13);
    row.version = q.value(14).toLongLong();
    return row;
}

QList<AgentRow> readAll(QSqlQuery &rows)
{
    QList<AgentRow> list;
    while (rows.next())
        list.append(readRow(rows));
    return list;
}

std::optional<AgentRow> first(QSqlQuery &rows)
{
    return rows.next() ? std::optional(readRow(rows)) : std::nullopt;
}

} // namespace

qint64 count(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM agents")).toLongLong();
}

bool insert(Tx &tx, const AgentRow &row)
{
    using namespace bind;
    return sql::changed(tx,
                        QStringLiteral("INSERT INTO agents (id, username, name, role, status, "
                                       "status_note, max_sessions, password_hash, avatar_url, "
                                       "created_at, last_login, version) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
                                       "ON CONFLICT (username) DO NOTHING"),
                        {row.id, row.username, row.name, name(row.role), name(row.status),
                         row.statusNote, row.maxSessions, row.passwordHash, orNull(row.avatarUrl),
                         row.createdAt.ms, orNull(row.lastLogin)}) == 1;
}

std::optional<AgentRow> find(Tx &tx, const QString &id)
{
    static const QString statement = select(QStringLiteral("WHERE id = ?"));
    return first(sql::run(tx, statement, {id}));
}

std::optional<AgentRow> findAny(Tx &tx, const QString &idOrUsername)
{
    static const QString statement = select(QStringLiteral("WHERE id = ? OR username = ?"));
    return first(sql::run(tx, statement, {idOrUsername, idOrUsername}));
}

std::optional<AgentRow> findAnyForChange(Tx &tx, const QString &idOrUsername)
{
    const QString lock = tx.connection().isPostgres() ? QStringLiteral(" FOR UPDATE") : QString();
    return first(sql::run(tx, select(QStringLiteral("WHERE id = ? OR username = ?") + lock),
                          {idOrUsername, idOrUsername}));
}

bool save(Tx &tx, AgentRow &row)
{
    using namespace bind;
    const int changed = sql::changed(
        tx,
        QStringLiteral(
            "UPDATE agents SET name = ?, role = ?, status = ?, status_note = ?, "
            "max_sessions = ?, password_hash = ?, avatar_url = ?, last_login = ?, "
            "stream_seen_at = ?, lost_at = ?, status_before_loss = ?, version = version + 1 "
            "WHERE id = ? AND version = ?"),
        {row.name, name(row.role), name(row.status), row.statusNote, row.maxSessions,
         row.passwordHash, orNull(row.avatarUrl), orNull(row.lastLogin), orNull(row.streamSeenAt),
         orNull(row.lostAt), row.statusBeforeLoss ? name(*row.statusBeforeLoss) : QVariant(),
         row.id, row.version});
    row.version += changed;
    return changed == 1;
}

QList<AgentRow> withStreamGone(Tx &tx, Timestamp before)
{
    static const QString statement =
        select(QStringLiteral("WHERE stream_seen_at < ? AND lost_at IS NULL ORDER BY username"));
    return readAll(sql::run(tx, statement, {before.ms}));
}

QList<AgentRow> lostWithSessions(Tx &tx, Timestamp before)
{
    static const QString statement = select(QStringLiteral(
        "WHERE lost_at < ? AND EXISTS (SELECT 1 FROM sessions s WHERE s.owner_id = agents.id) "
        "ORDER BY username"));
    return readAll(sql::run(tx, statement, {before.ms}));
}

} // namespace handoff::AgentStore
