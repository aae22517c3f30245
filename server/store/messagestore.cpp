#include "server/store/messagestore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff::MessageStore {

namespace {

constexpr QLatin1String idPrefix("msg_");

QString columns()
{
    return QStringLiteral("seq, role, content, created_at, agent_id, agent_name, internal, "
                          "incomplete, response_ms, client_message_id");
}

MessageRow readRow(const Rows &q)
{
    MessageRow row;
    row.seq = q.value(0).toLongLong();
    row.role = bind::named<MessageRole>(q, 1);
    row.content = q.value(2).toString();
    row.createdAt = bind::time(q, 3);
    if (!q.isNull(4))
        row.agent = AgentRef{q.value(4).toString(), q.value(5).toString()};
    row.internal = q.value(6).toInt() == 1;
    row.incomplete = q.value(7).toInt() == 1;
    if (!q.isNull(8))
        row.responseMs = q.value(8).toLongLong();
    row.clientMessageId = q.value(9).toString();
    return row;
}

} // namespace

QString idOf(const QString &messageKey, qint64 seq)
{
    return idPrefix + messageKey + QStringLiteral("%1").arg(seq, 8, 16, QLatin1Char('0'));
}

std::optional<qint64> seqOf(const QString &messageKey, const QString &id)
{
    const QString head = idPrefix + messageKey;
    if (!id.startsWith(head) || id.size() < head.size() + 8)
        return std::nullopt;
    bool ok = false;
    const qint64 seq = id.mid(head.size()).toLongLong(&ok, 16);
    return ok && seq > 0 ? std::optional(seq) : std::nullopt;
}

Message toMessage(const MessageRow &row, const QString &messageKey)
{
    Message message{idOf(messageKey, row.seq), row.role, row.content, row.createdAt, {}, {}};
    if (row.agent) {
        message.agentId = row.agent->id;
        message.agentName = row.agent->name;
    }
    return message;
}

void insert(Tx &tx, qint64 sessionId, const MessageRow &row)
{
    const QVariant null;
    sql::run(tx,
             QStringLiteral("INSERT INTO messages (session_id, seq, role, content, created_at, "
                            "agent_id, agent_name, internal, incomplete, response_ms, "
                            "client_message_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {sessionId, row.seq, bind::name(row.role), row.content, row.createdAt.ms,
              row.agent ? QVariant(row.agent->id) : null,
              row.agent ? QVariant(row.agent->name) : null, bind::flag(row.internal),
              bind::flag(row.incomplete), row.responseMs ? QVariant(*row.responseMs) : null,
              row.clientMessageId.isEmpty() ? null : QVariant(row.clientMessageId)});
}

QList<MessageRow> page(Tx &tx, qint64 sessionId, qint64 beforeSeq, int limit, bool withInternal)
{
    static const QString select = QStringLiteral("SELECT ") + columns() +
                                  QStringLiteral(" FROM messages WHERE session_id = ? AND seq < ? "
                                                 "AND internal <= ? ORDER BY seq DESC LIMIT ?");
    constexpr qint64 all = 9'000'000'000'000'000;
    Rows &rows = sql::run(
        tx, select, {sessionId, beforeSeq > 0 ? beforeSeq : all, bind::flag(withInternal), limit});
    QList<MessageRow> list;
    while (rows.next())
        list.append(readRow(rows));
    std::reverse(list.begin(), list.end());
    return list;
}

std::optional<MessageRow> findByClientId(Tx &tx, qint64 sessionId, MessageRole role,
                                         const QString &clientMessageId)
{
    static const QString select = QStringLiteral("SELECT ") + columns() +
                                  QStringLiteral(" FROM messages WHERE session_id = ? "
                                                 "AND role = ? AND client_message_id = ?");
    Rows &rows = sql::run(tx, select, {sessionId, bind::name(role), clientMessageId});
    if (!rows.next())
        return std::nullopt;
    return readRow(rows);
}

qint64 userMessagesAfter(Tx &tx, qint64 sessionId, qint64 seq)
{
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM messages WHERE session_id = ? "
                                     "AND seq > ? AND role = 'user'"),
                      {sessionId, seq})
        .toLongLong();
}

bool agentWroteAfter(Tx &tx, qint64 sessionId, qint64 seq)
{
    return sql::value(tx,
                      QStringLiteral("SELECT 1 FROM messages WHERE session_id = ? AND seq > ? "
                                     "AND role = 'agent' LIMIT 1"),
                      {sessionId, seq})
        .isValid();
}

} // namespace handoff::MessageStore
