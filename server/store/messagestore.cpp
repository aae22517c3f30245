#include "server/store/messagestore.h"

#include "server/store/bind.h"
#include "server/store/searchtext.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff::MessageStore {

namespace {

constexpr QLatin1String idPrefix("msg_");

QString columns()
{
    return QStringLiteral("seq, role, content, created_at, agent_id, agent_name, internal, "
                          "incomplete, response_ms, client_message_id, answered, author_id, "
                          "author_name, answer_due_at");
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
    else if (!q.isNull(11))
        row.agent = AgentRef{q.value(11).toString(), q.value(12).toString()};
    row.internal = q.value(6).toInt() == 1;
    row.incomplete = q.value(7).toInt() == 1;
    if (!q.isNull(8))
        row.responseMs = q.value(8).toLongLong();
    row.clientMessageId = q.value(9).toString();
    if (!q.isNull(10))
        row.answered = q.value(10).toInt() == 1;
    row.answerDueAt = bind::optionalTime(q, 13);
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
    Message message;
    message.id = idOf(messageKey, row.seq);
    message.role = row.role;
    message.content = row.content;
    message.timestamp = row.createdAt;
    if (row.agent) {
        message.agentId = row.agent->id;
        message.agentName = row.agent->name;
    }
    message.answered = row.answered;
    message.incomplete = row.incomplete;
    if (!row.clientMessageId.isEmpty())
        message.clientMessageId = row.clientMessageId;
    return message;
}

void insert(Tx &tx, qint64 sessionId, const MessageRow &row)
{
    const QVariant null;
    const std::optional<AgentRef> nobody;
    const bool byCustomer = row.role == MessageRole::User;
    const auto &agent = byCustomer ? nobody : row.agent;
    const auto &author = byCustomer ? row.agent : nobody;
    sql::run(tx,
             QStringLiteral("INSERT INTO messages (session_id, seq, role, content, created_at, "
                            "agent_id, agent_name, internal, incomplete, response_ms, "
                            "client_message_id, answered, answer_due_at, author_id, author_name, "
                            "search_text) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {sessionId, row.seq, bind::name(row.role), row.content, row.createdAt.ms,
              agent ? QVariant(agent->id) : null, agent ? QVariant(agent->name) : null,
              bind::flag(row.internal), bind::flag(row.incomplete),
              row.responseMs ? QVariant(*row.responseMs) : null,
              row.clientMessageId.isEmpty() ? null : QVariant(row.clientMessageId),
              row.answered ? bind::flag(*row.answered) : null, bind::orNull(row.answerDueAt),
              author ? QVariant(author->id) : null, author ? QVariant(author->name) : null,
              search::textOf(row.content)});
}

void insertEarlier(Tx &tx, qint64 sessionId, const MessageRow &row)
{
    insert(tx, sessionId, row);
    // The search index may have read past this place.
    sql::run(tx,
             QStringLiteral("UPDATE sessions SET indexed_seq = ? WHERE id = ? AND "
                            "indexed_seq >= ?"),
             {row.seq - 1, sessionId, row.seq});
}

bool closeQuestion(Tx &tx, qint64 sessionId, qint64 seq, bool answered)
{
    return sql::changed(tx,
                        QStringLiteral("UPDATE messages SET answered = ?, answer_due_at = NULL "
                                       "WHERE session_id = ? AND seq = ? "
                                       "AND answer_due_at IS NOT NULL"),
                        {bind::flag(answered), sessionId, seq}) == 1;
}

void reopenQuestion(Tx &tx, qint64 sessionId, qint64 seq, Timestamp due)
{
    sql::run(tx,
             QStringLiteral("UPDATE messages SET answer_due_at = ? WHERE session_id = ? "
                            "AND seq = ?"),
             {due.ms, sessionId, seq});
}

QList<OpenQuestion> openQuestions(Tx &tx, Timestamp due, int limit)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT s.name, m.seq, m.content, m.created_at "
                                         "FROM messages m JOIN sessions s ON s.id = m.session_id "
                                         "WHERE m.answer_due_at <= ? "
                                         "ORDER BY m.answer_due_at LIMIT ?"),
                          {due.ms, limit});
    QList<OpenQuestion> list;
    while (rows.next())
        list.append({rows.value(0).toString(), rows.value(1).toLongLong(), rows.value(2).toString(),
                     bind::time(rows, 3)});
    return list;
}

bool hasOpenQuestion(Tx &tx, qint64 sessionId)
{
    return sql::value(tx,
                      QStringLiteral("SELECT 1 FROM messages WHERE session_id = ? "
                                     "AND answer_due_at IS NOT NULL LIMIT 1"),
                      {sessionId})
        .isValid();
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

std::optional<MessageRow> at(Tx &tx, qint64 sessionId, qint64 seq)
{
    static const QString select = QStringLiteral("SELECT ") + columns() +
                                  QStringLiteral(" FROM messages WHERE session_id = ? "
                                                 "AND seq = ?");
    Rows &rows = sql::run(tx, select, {sessionId, seq});
    if (!rows.next())
        return std::nullopt;
    return readRow(rows);
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
