#include "server/store/session/messagestore.h"

#include "server/store/search/searchtext.h"
#include "server/store/sql.h"
#include "server/store/table.h"

#include <algorithm>

namespace handoff::MessageStore {

namespace {

constexpr QLatin1String idPrefix("msg_");

/// Who wrote it stands in `agent_…`; of a customer's message, in whose name it is, in `author_…`.
const std::optional<AgentRef> &agentOf(const MessageRow &row, bool author)
{
    static const std::optional<AgentRef> nobody;
    return author == (row.role == MessageRole::User) ? row.agent : nobody;
}

template<bool Author, QString AgentRef::*Part>
Column<MessageRow> writer(const char *name)
{
    using C = Column<MessageRow>;
    return {name, C::Read | C::Insert,
            [](MessageRow &row, const Rows &rows, int column) {
                if (rows.isNull(column))
                    return;
                if (!row.agent)
                    row.agent.emplace();
                bind::read(rows, column, (*row.agent).*Part);
            },
            [](const MessageRow &row) {
                const auto &agent = agentOf(row, Author);
                return agent ? bind::value((*agent).*Part) : QVariant();
            }};
}

const Table<MessageRow> &table()
{
    using C = Column<MessageRow>;
    using R = MessageRow;
    static const Table<R> table(
        "messages",
        {
            C::fixed<&R::seq>("seq"),
            C::fixed<&R::role>("role"),
            C::fixed<&R::content>("content"),
            C::fixed<&R::createdAt>("created_at"),
            writer<false, &AgentRef::id>("agent_id"),
            writer<false, &AgentRef::name>("agent_name"),
            C::fixed<&R::internal>("internal"),
            C::fixed<&R::incomplete>("incomplete"),
            C::fixed<&R::responseMs>("response_ms"),
            {"client_message_id", C::Read | C::Insert,
             [](R &row, const Rows &rows, int column) {
                 bind::read(rows, column, row.clientMessageId);
             },
             [](const R &row) {
                 return row.clientMessageId.isEmpty() ? QVariant() : QVariant(row.clientMessageId);
             }},
            C::fixed<&R::answered>("answered"),
            C::fixed<&R::answerDueAt>("answer_due_at"),
            writer<true, &AgentRef::id>("author_id"),
            writer<true, &AgentRef::name>("author_name"),
            C::made("search_text",
                    [](const R &row) -> QVariant { return search::textOf(row.content); }),
        });
    return table;
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
    static const QString statement = table().insertion({QStringLiteral("session_id")});
    sql::run(tx, statement, QVariantList{sessionId} + table().inserted(row));
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
    static const QString select = table().select(QStringLiteral(
        "WHERE session_id = ? AND seq < ? AND internal <= ? ORDER BY seq DESC LIMIT ?"));
    constexpr qint64 all = 9'000'000'000'000'000;
    Rows &rows = sql::run(
        tx, select, {sessionId, beforeSeq > 0 ? beforeSeq : all, bind::flag(withInternal), limit});
    QList<MessageRow> list = table().readAll(rows);
    std::reverse(list.begin(), list.end());
    return list;
}

std::optional<MessageRow> at(Tx &tx, qint64 sessionId, qint64 seq)
{
    static const QString select =
        table().select(QStringLiteral("WHERE session_id = ? AND seq = ?"));
    return table().readFirst(sql::run(tx, select, {sessionId, seq}));
}

std::optional<MessageRow> findByClientId(Tx &tx, qint64 sessionId, MessageRole role,
                                         const QString &clientMessageId)
{
    static const QString select = table().select(
        QStringLiteral("WHERE session_id = ? AND role = ? AND client_message_id = ?"));
    return table().readFirst(sql::run(tx, select, {sessionId, bind::name(role), clientMessageId}));
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
