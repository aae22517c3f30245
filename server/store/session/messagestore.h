#pragma once

#include "server/store/tx.h"
#include "shared/contract/session.h"

/// The table of messages. Their order is `seq`, counted per session.
namespace handoff {

struct MessageRow
{
    qint64 seq = 0;
    MessageRole role = MessageRole::User;
    QString content;
    Timestamp createdAt;
    std::optional<AgentRef> agent; ///< who wrote it; of a customer's message: in his name
    bool internal = false;         ///< never shown to the customer
    bool incomplete = false;       ///< cut off by a failure or a takeover
    std::optional<qint64> responseMs;
    QString clientMessageId;              ///< empty: none
    std::optional<bool> answered;         ///< of a question to the AI: does its answer stand?
    std::optional<Timestamp> answerDueAt; ///< while the AI answers: until when at the latest
};

/// A question whose turn is not over.
struct OpenQuestion
{
    QString sessionName;
    qint64 seq = 0;
    QString content;
    Timestamp createdAt;
};

namespace MessageStore {

/// `msg_` + the session's random message key + seq in hex: 28 characters, unique without an index.
QString idOf(const QString &messageKey, qint64 seq);
/// Empty when the id belongs to no message of this session.
std::optional<qint64> seqOf(const QString &messageKey, const QString &id);
/// With the sender's client_message_id: not everybody may see it (SessionViews::seenBy).
Message toMessage(const MessageRow &row, const QString &messageKey);

void insert(Tx &tx, qint64 sessionId, const MessageRow &row);
/// As insert, at a place in front of newer messages that was kept for it.
void insertEarlier(Tx &tx, qint64 sessionId, const MessageRow &row);
/// The turn of this question is over. False when it was over before.
bool closeQuestion(Tx &tx, qint64 sessionId, qint64 seq, bool answered);
/// An unanswered question whose turn is over is asked once more.
void reopenQuestion(Tx &tx, qint64 sessionId, qint64 seq, Timestamp due);
/// Questions whose turn should have been over at `due`, longest first.
QList<OpenQuestion> openQuestions(Tx &tx, Timestamp due, int limit);
/// Is the AI at a question of this session?
bool hasOpenQuestion(Tx &tx, qint64 sessionId);
/// The newest `limit`, oldest first; only those with a seq below `beforeSeq` when it is not 0.
QList<MessageRow> page(Tx &tx, qint64 sessionId, qint64 beforeSeq, int limit, bool withInternal);
std::optional<MessageRow> at(Tx &tx, qint64 sessionId, qint64 seq);
std::optional<MessageRow> findByClientId(Tx &tx, qint64 sessionId, MessageRole role,
                                         const QString &clientMessageId);
/// The customer's messages after message `seq`.
qint64 userMessagesAfter(Tx &tx, qint64 sessionId, qint64 seq);
/// Did a human agent write after message `seq`?
bool agentWroteAfter(Tx &tx, qint64 sessionId, qint64 seq);

} // namespace MessageStore

} // namespace handoff
