#include "server/store/eventlog.h"

#include "server/store/sql.h"

#include <algorithm>

namespace handoff::EventLog {

namespace {

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
QString insertOf(qsizetype rows)
{
    return QStringLiteral("INSERT INTO events (at, type, session_name, audience, agent_ids, json) "
                          "VALUES ") +
           QStringList(rows, QStringLiteral("(?, ?, ?, ?, ?, ?)")).join(u',') +
           QStringLiteral(" RETURNING id");
}

void appendSome(Tx &tx, QList<StoredEvent> &events, qsizetype from, qsizetype count)
{
    static const QStringList statements = [] {
        QStringList list{QString()};
        for (qsizetype rows = 1; rows <= maxRows; ++rows)
            list.append(insertOf(rows));
        return list;
    }();
    QVariantList values;
    values.reserve(count * 6);
    for (qsizetype i = from; i < from + count; ++i) {
        const StoredEvent &event = events.at(i);
        values << event.at.ms << event.type << event.sessionName << static_cast<int>(event.audience)
               << packIds(event.agentIds) << QString::fromUtf8(event.json);
    }
    // Both engines insert the rows in the order of the list; only how they answer is left open.
    QList<qint64> ids;
    Rows &rows = sql::run(tx, statements.at(count), values);
    while (rows.next())
        ids.append(rows.value(0).toLongLong());
    std::sort(ids.begin(), ids.end());
    for (qsizetype i = 0; i < ids.size(); ++i)
        events[from + i].id = ids.at(i);
}

/// The last parameter is the limit.
QList<StoredEvent> select(Tx &tx, const QString &where, const QVariantList &parameters)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id, at, type, session_name, audience, agent_ids, "
                                         "json FROM events WHERE ") +
                              where + QStringLiteral(" ORDER BY id LIMIT ?"),
                          parameters);
    QList<StoredEvent> events;
    while (rows.next()) {
        events.append({rows.value(0).toLongLong(),
                       rows.value(2).toString(),
                       rows.value(3).toString(),
                       static_cast<Audience>(rows.value(4).toInt()),
                       unpackIds(rows.value(5).toString()),
                       rows.value(6).toString().toUtf8(),
                       {rows.value(1).toLongLong()}});
    }
    return events;
}

} // namespace

void append(Tx &tx, QList<StoredEvent> &events)
{
    for (qsizetype from = 0; from < events.size(); from += maxRows)
        appendSome(tx, events, from, std::min(maxRows, events.size() - from));
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
    return select(tx, where, parameters);
}

QList<StoredEvent> between(Tx &tx, qint64 afterId, qint64 beforeId, int limit)
{
    return select(tx, QStringLiteral("id > ? AND id < ?"), {afterId, beforeId, limit});
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

} // namespace handoff::EventLog
