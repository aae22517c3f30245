#include "server/store/eventlog.h"

#include "server/store/sql.h"
#include "shared/contract/errors.h"

#include <QLoggingCategory>

#include <algorithm>

namespace handoff::EventLog {

namespace {

Q_LOGGING_CATEGORY(logEvents, "handoff.events")

/// On PostgreSQL an id has this many bits for the place in its transaction; the transaction's
/// number stands above them: 2^41 transactions, before browsers count wrong at 2^53.
constexpr int placeBits = 12;
/// So far ids jump when a database was restored: above what was given out after the backup.
constexpr qint64 restoredJump = qint64(1) << 36;

const QString base = QStringLiteral("(SELECT base FROM event_base)");
const QString firstEver = QStringLiteral("(SELECT first FROM event_base)");

/// The first id of the transaction with this number.
QString firstIdOf(const QString &transaction)
{
    return QStringLiteral("(%1 + (%2::text::bigint << %3))").arg(base, transaction).arg(placeBits);
}

/// The id below which none will come any more, as the statement's moment has it: the first one of
/// the oldest transaction that is open in this database. Of another database's transactions
/// PostgreSQL knows that they are there, which is as much as to say: not here.
const QString &openFrom()
{
    static const QString expression =
        QStringLiteral(
            "(SELECT GREATEST(%1, %2) FROM (SELECT COALESCE("
            "(SELECT MIN(x::text::bigint) FROM pg_snapshot_xip(moment.now) AS x WHERE NOT EXISTS "
            "(SELECT 1 FROM pg_stat_get_activity(NULL) AS a WHERE a.datid <> (SELECT oid FROM "
            "pg_database WHERE datname = current_database()) AND a.backend_xid::text::bigint = "
            "x::text::bigint & 4294967295)), pg_snapshot_xmax(moment.now)::text::bigint) AS first "
            "FROM (SELECT pg_current_snapshot() AS now) AS moment) AS oldest)")
            .arg(firstIdOf(QStringLiteral("oldest.first")), firstEver);
    return expression;
}

/// What a reader may see: ` AND id < …`, and in any case what this server has published already.
QString known(Tx &tx, QVariantList &parameters)
{
    if (!tx.connection().isPostgres())
        return {};
    static const QString condition =
        QStringLiteral(" AND id < (SELECT GREATEST(%1, ?))").arg(openFrom());
    parameters.append(tx.connection().published());
    return condition;
}

/// Of one statement; a use case announces less.
constexpr qsizetype maxRows = 16;

/// Comma at both ends, so that LIKE finds whole ids.
QString packIds(const QStringList &ids)
{
    return ids.isEmpty() ? QString() : QString(u',' + ids.join(u',') + u',');
}

QStringList unpackIds(const QString &packed)
{
    return packed.split(u',', Qt::SkipEmptyParts);
}

/// A text of its own for each number of rows: few are usual, and each is prepared once.
QString insertOf(qsizetype rows, bool postgres)
{
    if (postgres)
        return QStringLiteral("INSERT INTO events (id, at, type, session_name, audience, "
                              "agent_ids, json) VALUES ") +
               QStringList(rows, u'(' + firstIdOf(QStringLiteral("pg_current_xact_id()")) +
                                     QStringLiteral(" + ?, ?, ?, ?, ?, ?, ?)"))
                   .join(u',');
    return QStringLiteral("INSERT INTO events (at, type, session_name, audience, agent_ids, json) "
                          "VALUES ") +
           QStringList(rows, QStringLiteral("(?, ?, ?, ?, ?, ?)")).join(u',') +
           QStringLiteral(" RETURNING id");
}

const QStringList &insertions(bool postgres)
{
    const auto all = [](bool ofPostgres) {
        QStringList list{QString()};
        for (qsizetype rows = 1; rows <= maxRows; ++rows)
            list.append(insertOf(rows, ofPostgres));
        return list;
    };
    static const QStringList sqlite = all(false), pg = all(true);
    return postgres ? pg : sqlite;
}

void appendSome(Tx &tx, QList<StoredEvent> &events, qsizetype from, qsizetype count)
{
    const bool postgres = tx.connection().isPostgres();
    QVariantList values;
    values.reserve(count * 7);
    for (qsizetype i = from; i < from + count; ++i) {
        const StoredEvent &event = events.at(i);
        if (postgres)
            values << i;
        values << event.at.ms << event.type << event.sessionName << static_cast<int>(event.audience)
               << packIds(event.agentIds) << QString::fromUtf8(event.json);
    }
    Rows &rows = sql::run(tx, insertions(postgres).at(count), values);
    if (postgres)
        return; // nobody waits for it: the ids come back with the events
    // The rows are inserted in the order of the list; only how it answers is left open.
    QList<qint64> ids;
    while (rows.next())
        ids.append(rows.value(0).toLongLong());
    std::sort(ids.begin(), ids.end());
    for (qsizetype i = 0; i < ids.size(); ++i)
        events[from + i].id = ids.at(i);
}

const QString columns = QStringLiteral("id, at, type, session_name, audience, agent_ids, json");

/// From this column on.
StoredEvent read(const Rows &rows, int column = 0)
{
    return {rows.value(column).toLongLong(),
            rows.value(column + 2).toString(),
            rows.value(column + 3).toString(),
            static_cast<Audience>(rows.value(column + 4).toInt()),
            unpackIds(rows.value(column + 5).toString()),
            rows.value(column + 6).toString().toUtf8(),
            {rows.value(column + 1).toLongLong()}};
}

} // namespace

void append(Tx &tx, QList<StoredEvent> &events)
{
    if (tx.connection().isPostgres() && events.size() >= qsizetype(1) << placeBits) {
        qCWarning(logEvents) << "one use case announces" << events.size() << "events";
        tx.fail(errors::unavailable());
    }
    for (qsizetype from = 0; from < events.size(); from += maxRows)
        appendSome(tx, events, from, std::min(maxRows, events.size() - from));
}

Rows &newestGiven(Tx &tx)
{
    static const QString statement = QStringLiteral("SELECT %1 + %2")
                                         .arg(firstIdOf(QStringLiteral("pg_current_xact_id()")))
                                         .arg((1 << placeBits) - 1);
    return sql::run(tx, statement);
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
    where += known(tx, parameters);
    parameters.append(limit);
    Rows &rows =
        sql::run(tx,
                 QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM events WHERE ") +
                     where + QStringLiteral(" ORDER BY id LIMIT ?"),
                 parameters);
    QList<StoredEvent> events;
    while (rows.next())
        events.append(read(rows));
    return events;
}

Batch next(Tx &tx, qint64 afterId, int limit)
{
    // One statement sees one moment.
    static const QString statement =
        QStringLiteral("WITH open AS MATERIALIZED (SELECT %1 AS up_to) "
                       "SELECT open.up_to, e.* FROM open LEFT JOIN LATERAL (SELECT %2 FROM events "
                       "WHERE id > ? AND id < open.up_to ORDER BY id LIMIT ?) AS e ON TRUE "
                       "ORDER BY e.id")
            .arg(openFrom(), columns);
    Rows &rows = sql::run(tx, statement, {afterId, limit});
    Batch batch;
    while (rows.next()) {
        batch.upTo = rows.value(0).toLongLong();
        if (!rows.isNull(1))
            batch.events.append(read(rows, 1));
    }
    if (batch.events.size() == limit)
        batch.upTo = batch.events.constLast().id + 1;
    return batch;
}

qint64 lastId(Tx &tx)
{
    QVariantList parameters;
    const QString condition = known(tx, parameters);
    return sql::value(tx, QStringLiteral("SELECT MAX(id) FROM events WHERE TRUE") + condition,
                      parameters)
        .toLongLong();
}

qint64 trimmedUpTo(Tx &tx)
{
    return sql::value(tx, QStringLiteral("SELECT up_to FROM event_trim")).toLongLong();
}

int trim(Tx &tx, Timestamp olderThan, int limit)
{
    const qint64 newest = lastId(tx);
    Rows &rows =
        sql::run(tx, QStringLiteral("SELECT id, at FROM events ORDER BY id LIMIT ?"), {limit});
    qint64 upTo = 0;
    int count = 0;
    while (rows.next() && rows.value(1).toLongLong() < olderThan.ms &&
           rows.value(0).toLongLong() < newest) {
        upTo = rows.value(0).toLongLong();
        ++count;
    }
    if (count > 0) {
        sql::run(tx, QStringLiteral("DELETE FROM events WHERE id <= ?"), {upTo});
        sql::run(tx, QStringLiteral("UPDATE event_trim SET up_to = ?"), {upTo});
    }
    return count;
}

void settle(Tx &tx)
{
    // First what there is, then our own number: whoever has written it has a lower one.
    const qint64 newest = std::max(
        sql::value(tx, QStringLiteral("SELECT MAX(id) FROM events")).toLongLong(), trimmedUpTo(tx));
    const qint64 transaction =
        sql::value(tx, QStringLiteral("SELECT pg_current_xact_id()::text::bigint")).toLongLong()
        << placeBits;
    const QVariant before = sql::value(tx, QStringLiteral("SELECT base FROM event_base"));
    if (before.isValid() && before.toLongLong() + transaction > newest)
        return;
    const qint64 above = newest + (before.isValid() ? restoredJump : 0);
    const qint64 first = ((above >> placeBits) + 1) << placeBits;
    if (before.isValid()) {
        sql::run(tx, QStringLiteral("UPDATE event_base SET base = ?, first = ?"),
                 {first - transaction, first});
        sql::run(tx, QStringLiteral("UPDATE event_trim SET up_to = ?"), {first - 1});
        return;
    }
    sql::run(tx, QStringLiteral("INSERT INTO event_base (base, first) VALUES (?, ?)"),
             {first - transaction, first});
    // A server of before, which would count on, is refused.
    if (const auto dropped = tx.connection().post(
            QStringLiteral("ALTER TABLE events ALTER COLUMN id DROP IDENTITY IF EXISTS"));
        !dropped)
        tx.fail(dropped.error());
}

} // namespace handoff::EventLog
