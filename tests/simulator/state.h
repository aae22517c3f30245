#pragma once

#include "shared/core/clock.h"
#include "tests/simulator/knowledge.h"
#include "tests/simulator/tokendesk.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace handoff::sim {

/// An access token: bound to an app and one session of it.
struct Token
{
    App app;
    QString sessionName; ///< empty when the JWT had none: all such callers share everything
    Timestamp expiresAt;
};

/// A message as `/v1/conversation/message/list` shows it.
struct StoredMessage
{
    QString id;
    QString role;
    QString content;
    QString chatId;
    qint64 createdAt = 0; ///< Unix seconds
};

/// A conversation belongs to one session of one app; the default one to all sessions of the app.
struct Conversation
{
    QString id;
    QString sectionId;
    QString clientId;
    QString sessionName;
    bool shared = false; ///< the trap: what a chat without conversation_id gets
    qint64 createdAt = 0;
    bool running = false; ///< a chat is answering: another one gets 4016
    Memory memory;
    QList<StoredMessage> messages;
};

/// One request as it came, for tests.
struct JournalEntry
{
    QString endpoint; ///< `token`, `conversation`, `retrieve`, `messages`, `clear`, `chat`
    QByteArray method;
    QString path;
    QString session; ///< of the token, or of the JWT's claims
    QJsonObject jwt; ///< `{header,claims}` of a token request, else empty
    QJsonObject body;
    Timestamp at;
};

/// What Coze remembers. Values only, no sockets.
class State
{
public:
    State();

    /// Forgets everything but the apps.
    void reset();

    TokenDesk &desk() { return m_desk; }

    /// `czs_` and 48 characters.
    QString issueToken(const App &app, const QString &sessionName, Timestamp expiresAt);
    /// nullptr when unknown, revoked or expired.
    const Token *token(const QString &value, Timestamp now) const;
    void revoke(const QString &value) { m_tokens.remove(value); }
    /// All tokens of the session; of everybody when it is empty.
    void revokeSession(const QString &sessionName);
    qsizetype tokenCount() const { return m_tokens.size(); }

    Conversation &createConversation(const Token &token, Timestamp now);
    /// The one that all sessions of the app share.
    Conversation &defaultConversation(const Token &token, Timestamp now);
    /// nullptr when there is none.
    Conversation *conversation(const QString &id);
    qsizetype conversationCount() const { return m_conversations.size(); }
    static bool mayUse(const Token &token, const Conversation &conversation)
    {
        return conversation.clientId == token.app.clientId &&
               (conversation.shared || conversation.sessionName == token.sessionName);
    }

    /// 19 digits that grow by ten, so that a turn may use the numbers between (sibling() in
    /// script.cpp).
    QString newNumber() { return QString::number(m_lastNumber += 10); }

    void write(const JournalEntry &entry);
    const QList<JournalEntry> &journal() const { return m_journal; }
    void clearJournal() { m_journal.clear(); }

private:
    TokenDesk m_desk;
    QHash<QString, Token> m_tokens;
    QHash<QString, Conversation> m_conversations;
    QList<JournalEntry> m_journal;
    qint64 m_lastNumber;
};

} // namespace handoff::sim
