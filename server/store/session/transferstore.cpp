#include "server/store/session/transferstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

namespace handoff::TransferStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT t.id, s.name, t.from_id, t.from_name, t.to_id, t.to_name, "
                          "t.reason, t.note, t.status, t.created_at, t.expires_at, "
                          "t.responded_at, t.response_note, t.session_id "
                          "FROM transfers t JOIN sessions s ON s.id = t.session_id WHERE ") +
           rest;
}

QList<TransferRow> readAll(Rows &q)
{
    using namespace bind;
    QList<TransferRow> list;
    while (q.next()) {
        TransferRow row;
        row.id = q.value(0).toString();
        row.sessionName = q.value(1).toString();
        row.fromAgent = {q.value(2).toString(), q.value(3).toString()};
        row.toAgent = {q.value(4).toString(), q.value(5).toString()};
        row.reason = q.value(6).toString();
        row.note = optionalText(q, 7);
        row.status = named<TransferStatus>(q, 8);
        row.createdAt = time(q, 9);
        row.expiresAt = time(q, 10);
        row.respondedAt = optionalTime(q, 11);
        row.responseNote = optionalText(q, 12);
        row.sessionId = q.value(13).toLongLong();
        list.append(std::move(row));
    }
    return list;
}

std::optional<TransferRow> first(Rows &rows)
{
    const QList<TransferRow> list = readAll(rows);
    return list.isEmpty() ? std::nullopt : std::optional(list.constFirst());
}

} // namespace

bool insert(Tx &tx, const TransferRow &row)
{
    using namespace bind;
    return sql::changed(
               tx,
               QStringLiteral("INSERT INTO transfers (id, session_id, from_id, from_name, to_id, "
                              "to_name, reason, note, status, created_at, expires_at, "
                              "responded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                              "ON CONFLICT DO NOTHING"),
               {row.id, row.sessionId, row.fromAgent.id, row.fromAgent.name, row.toAgent.id,
                row.toAgent.name, row.reason, orNull(row.note), name(row.status), row.createdAt.ms,
                row.expiresAt.ms, orNull(row.respondedAt)}) == 1;
}

bool close(Tx &tx, TransferRow &row, TransferStatus status,
           const std::optional<QString> &responseNote)
{
    using namespace bind;
    if (sql::changed(tx,
                     QStringLiteral("UPDATE transfers SET status = ?, responded_at = ?, "
                                    "response_note = ? WHERE id = ? AND status = 'pending'"),
                     {name(status), tx.now().ms, orNull(responseNote), row.id}) != 1)
        return false;
    row.status = status;
    row.respondedAt = tx.now();
    row.responseNote = responseNote;
    return true;
}

std::optional<TransferRow> find(Tx &tx, const QString &id)
{
    return first(sql::run(tx, select(QStringLiteral("t.id = ?")), {id}));
}

std::optional<TransferRow> pendingOf(Tx &tx, qint64 sessionId)
{
    return first(sql::run(tx, select(QStringLiteral("t.session_id = ? AND t.status = 'pending'")),
                          {sessionId}));
}

QList<TransferRow> pendingWith(Tx &tx, const QString &agentId)
{
    // In the order of the partial index, so that old transfers are not looked at.
    return readAll(sql::run(tx,
                            select(QStringLiteral("t.status = 'pending' AND t.expires_at > 0 AND "
                                                  "(t.from_id = ? OR t.to_id = ?) "
                                                  "ORDER BY t.expires_at, t.n")),
                            {agentId, agentId}));
}

QList<TransferRow> overdue(Tx &tx, int limit)
{
    return readAll(sql::run(tx,
                            select(QStringLiteral("t.status = 'pending' AND t.expires_at <= ? "
                                                  "ORDER BY t.expires_at, t.n LIMIT ?")),
                            {tx.now().ms, limit}));
}

QList<TransferRow> ofSession(Tx &tx, qint64 sessionId, int limit)
{
    return readAll(sql::run(tx,
                            select(QStringLiteral("t.session_id = ? ORDER BY t.n DESC LIMIT ?")),
                            {sessionId, limit}));
}

} // namespace handoff::TransferStore
