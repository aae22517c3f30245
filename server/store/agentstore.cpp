#include "server/store/agentstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"
#include "server/store/where.h"
#include "shared/text/searchfold.h"

namespace handoff::AgentStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, username, name, role, status, status_note, max_sessions, "
                          "password_hash, avatar_url, created_at, last_login, stream_seen_at, "
                          "lost_at, status_before_loss, version, generation, kept_sign_in, "
                          "well_known_password FROM agents ") +
           rest;
}

AgentRow readRow(const Rows &q)
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
    row.generation = q.value(15).toLongLong();
    row.keptSignIn = q.value(16).toString();
    if (!q.isNull(17))
        row.wellKnownPassword = q.value(17).toLongLong() != 0;
    return row;
}

QList<AgentRow> readAll(Rows &rows)
{
    QList<AgentRow> list;
    while (rows.next())
        list.append(readRow(rows));
    return list;
}

Where whereOf(const Filter &filter)
{
    Where where;
    if (filter.status)
        where.add(QStringLiteral("status = ?"), {bind::name(*filter.status)});
    if (filter.role)
        where.add(QStringLiteral("role = ?"), {bind::name(*filter.role)});
    return where;
}

/// The column well_known_password.
QVariant known(const AgentRow &row)
{
    return row.wellKnownPassword ? QVariant(qint64(*row.wellKnownPassword)) : QVariant();
}

std::optional<AgentRow> first(Rows &rows)
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
                                       "created_at, last_login, well_known_password, version) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
                                       "ON CONFLICT DO NOTHING"),
                        {row.id, row.username, row.name, name(row.role), name(row.status),
                         row.statusNote, row.maxSessions, row.passwordHash, orNull(row.avatarUrl),
                         row.createdAt.ms, orNull(row.lastLogin), known(row)}) == 1;
}

std::optional<AgentRow> find(Tx &tx, const QString &id)
{
    static const QString statement = select(QStringLiteral("WHERE id = ?"));
    return first(sql::run(tx, statement, {id}));
}

std::optional<AgentRow> findAny(Tx &tx, const QString &idOrUsername)
{
    static const QString statement = select(QStringLiteral("WHERE id = ? OR lower(username) = ?"));
    return first(sql::run(tx, statement, {idOrUsername, searchfold::folded(idOrUsername)}));
}

std::optional<AgentRow> findOnlyNamed(Tx &tx, const QString &name)
{
    const QList<AgentRow> rows = readAll(sql::run(
        tx, select(QStringLiteral("WHERE name = ? OR username = ? LIMIT 2")), {name, name}));
    return rows.size() == 1 ? std::optional(rows.constFirst()) : std::nullopt;
}

std::optional<AgentRow> findAnyForChange(Tx &tx, const QString &idOrUsername)
{
    return first(sql::run(
        tx, select(QStringLiteral("WHERE id = ? OR lower(username) = ?") + sql::lockSuffix(tx)),
        {idOrUsername, searchfold::folded(idOrUsername)}));
}

bool save(Tx &tx, AgentRow &row)
{
    using namespace bind;
    const int changed = sql::changed(
        tx,
        QStringLiteral("UPDATE agents SET name = ?, role = ?, status = ?, status_note = ?, "
                       "max_sessions = ?, password_hash = ?, avatar_url = ?, last_login = ?, "
                       "stream_seen_at = ?, lost_at = ?, status_before_loss = ?, generation = ?, "
                       "kept_sign_in = ?, well_known_password = ?, version = version + 1 "
                       "WHERE id = ? AND version = ?"),
        {row.name, name(row.role), name(row.status), row.statusNote, row.maxSessions,
         row.passwordHash, orNull(row.avatarUrl), orNull(row.lastLogin), orNull(row.streamSeenAt),
         orNull(row.lostAt), row.statusBeforeLoss ? name(*row.statusBeforeLoss) : QVariant(),
         row.generation, row.keptSignIn, known(row), row.id, row.version});
    row.version += changed;
    return changed == 1;
}

QList<AgentRow> withDoubtfulPassword(Tx &tx)
{
    return readAll(sql::run(tx, select(QStringLiteral("WHERE well_known_password IS NULL OR "
                                                      "well_known_password <> 0 ORDER BY "
                                                      "created_at, username"))));
}

void notePassword(Tx &tx, const AgentRow &row, bool wellKnown)
{
    sql::run(tx,
             QStringLiteral("UPDATE agents SET well_known_password = ? WHERE id = ? AND "
                            "generation = ?"),
             {qint64(wellKnown), row.id, row.generation});
}

bool remove(Tx &tx, const AgentRow &row)
{
    return sql::changed(tx, QStringLiteral("DELETE FROM agents WHERE id = ? AND version = ?"),
                        {row.id, row.version}) == 1;
}

QList<AgentRow> page(Tx &tx, const Filter &filter, qint64 offset, int limit)
{
    const Where where = whereOf(filter);
    return readAll(sql::run(
        tx,
        select(where.text() + QStringLiteral(" ORDER BY created_at, username LIMIT ? OFFSET ?")),
        where.parameters + QVariantList{limit, offset}));
}

qint64 countOf(Tx &tx, const Filter &filter)
{
    const Where where = whereOf(filter);
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM agents") + where.text(),
                      where.parameters)
        .toLongLong();
}

QList<AvailableAgent> available(Tx &tx)
{
    Rows &rows = sql::run(
        tx, QStringLiteral("SELECT id, username, name, status, role, max_sessions, live FROM "
                           "(SELECT a.id, a.username, a.name, a.status, a.role, a.max_sessions, "
                           "(SELECT COUNT(*) FROM sessions s WHERE s.owner_id = a.id) AS live "
                           "FROM agents a WHERE a.status <> 'offline') AS present "
                           "ORDER BY CASE WHEN status = 'online' THEN 0 ELSE 1 END, "
                           "max_sessions - live DESC, username"));
    QList<AvailableAgent> list;
    while (rows.next()) {
        list.append({rows.value(0).toString(), rows.value(1).toString(), rows.value(2).toString(),
                     bind::named<AgentPresence>(rows, 3), bind::named<AgentRole>(rows, 4),
                     rows.value(6).toInt(), rows.value(5).toInt()});
    }
    return list;
}

QList<AgentRow> withUsernames(Tx &tx, const QStringList &usernames)
{
    if (usernames.isEmpty())
        return {};
    const QStringList marks(usernames.size(), QStringLiteral("?"));
    QVariantList parameters;
    for (const QString &username : usernames)
        parameters.append(searchfold::folded(username));
    return readAll(sql::run(tx,
                            select(QStringLiteral("WHERE lower(username) IN (") + marks.join(u',') +
                                   QStringLiteral(") ORDER BY username")),
                            parameters));
}

QStringList lockAdmins(Tx &tx)
{
    Rows &rows =
        sql::run(tx, QStringLiteral("SELECT id FROM agents WHERE role = 'admin' ORDER BY id") +
                         sql::lockSuffix(tx));
    QStringList ids;
    while (rows.next())
        ids.append(rows.value(0).toString());
    return ids;
}

QList<AgentRow> withStreamGone(Tx &tx, Timestamp before)
{
    static const QString statement =
        select(QStringLiteral("WHERE stream_seen_at < ? AND lost_at IS NULL ORDER BY username"));
    return readAll(sql::run(tx, statement, {before.ms}));
}

bool anyFree(Tx &tx, qint64 leaving)
{
    return sql::value(tx,
                      QStringLiteral("SELECT 1 FROM agents a WHERE a.status = 'online' AND "
                                     "(SELECT COUNT(*) FROM sessions s WHERE s.owner_id = a.id "
                                     "AND s.id <> ?) < a.max_sessions LIMIT 1"),
                      {leaving})
        .isValid();
}

QList<AgentRow> lostWithSessions(Tx &tx, Timestamp before)
{
    static const QString statement = select(QStringLiteral(
        "WHERE lost_at < ? AND EXISTS (SELECT 1 FROM sessions s WHERE s.owner_id = agents.id) "
        "ORDER BY username"));
    return readAll(sql::run(tx, statement, {before.ms}));
}

} // namespace handoff::AgentStore
