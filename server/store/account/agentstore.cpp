#include "server/store/account/agentstore.h"

#include "server/store/sql.h"
#include "server/store/table.h"
#include "server/store/where.h"
#include "shared/text/searchfold.h"

namespace handoff::AgentStore {

namespace {

const Table<AgentRow> &table()
{
    using C = Column<AgentRow>;
    using R = AgentRow;
    static const Table<AgentRow> table("agents",
                                       {
                                           C::fixed<&R::id>("id"),
                                           C::fixed<&R::username>("username"),
                                           C::kept<&R::name>("name"),
                                           C::kept<&R::role>("role"),
                                           C::kept<&R::status>("status"),
                                           C::kept<&R::statusNote>("status_note"),
                                           C::kept<&R::maxSessions>("max_sessions"),
                                           C::kept<&R::passwordHash>("password_hash"),
                                           C::kept<&R::avatarUrl>("avatar_url"),
                                           C::fixed<&R::createdAt>("created_at"),
                                           C::kept<&R::lastLogin>("last_login"),
                                           C::kept<&R::streamSeenAt>("stream_seen_at"),
                                           C::kept<&R::lostAt>("lost_at"),
                                           C::kept<&R::statusBeforeLoss>("status_before_loss"),
                                           C::fixed<&R::version>("version"),
                                           C::kept<&R::generation>("generation"),
                                           C::kept<&R::keptSignIn>("kept_sign_in"),
                                           C::kept<&R::wellKnownPassword>("well_known_password"),
                                       });
    return table;
}

QString select(const QString &rest)
{
    return table().select(rest);
}

QList<AgentRow> readAll(Rows &rows)
{
    return table().readAll(rows);
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

std::optional<AgentRow> first(Rows &rows)
{
    return table().readFirst(rows);
}

} // namespace

qint64 count(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM agents")).toLongLong();
}

bool insert(Tx &tx, const AgentRow &row)
{
    static const QString statement =
        table().insertion() + QStringLiteral(" ON CONFLICT DO NOTHING");
    return sql::changed(tx, statement, table().inserted(row)) == 1;
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
    const QList<AgentRow> rows = readAll(
        sql::run(tx, select(QStringLiteral("WHERE name = ? OR lower(username) = ? LIMIT 2")),
                 {name, searchfold::folded(name)}));
    return rows.size() == 1 ? std::optional(rows.constFirst()) : std::nullopt;
}

std::optional<AgentRow> findAnyForChange(Tx &tx, const QString &idOrUsername)
{
    tx.hold(hold::agent(idOrUsername));
    auto row = findAny(tx, idOrUsername);
    if (!row || row->id == idOrUsername)
        return row;
    tx.hold(hold::agent(row->id)); // named by his username: now as he is behind that
    return find(tx, row->id);
}

bool save(Tx &tx, AgentRow &row)
{
    static const QString statement =
        QStringLiteral("UPDATE agents SET ") + table().assignments() +
        QStringLiteral(", version = version + 1 WHERE id = ? AND version = ?");
    if (!sql::changeOne(tx, statement, table().updated(row) + QVariantList{row.id, row.version}))
        return false;
    ++row.version;
    return true;
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
    tx.hold(hold::admins);
    Rows &rows =
        sql::run(tx, QStringLiteral("SELECT id FROM agents WHERE role = 'admin' ORDER BY id"));
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
