#pragma once

#include "workbench/controllers/drafts.h"
#include "workbench/controllers/outbox.h"

namespace handoff {
class ChatController;

/// What the agent writes in the open chat: drafts, replies on their way, "is typing". GUI thread.
class ChatWriting : public QObject
{
    Q_OBJECT

public:
    ChatWriting(ApiClient &api, Outbox &outbox, Drafts &drafts, ChatController &chat);

    /// Into the outbox; clears the draft. Blank text and text over 4000 characters are refused with
    /// failed(). Returns whether it was taken.
    bool reply(const QString &text);
    void retry(const QString &clientMessageId) { m_outbox.retry(clientMessageId); }
    void discard(const QString &clientMessageId) { m_outbox.discard(clientMessageId); }
    /// Call on every edit of the composer: saves the draft and tells the customer "typing…".
    void setDraft(const QString &text);
    QString draft() const;
    void setNoteDraft(const QString &text);
    QString noteDraft() const;
    /// The note is stored: its draft goes, unless it was written on.
    void noteStored(const QString &sessionName, const QString &content);

signals:
    void failed(const handoff::Error &error);

private:
    void tellTyping(bool active);

    ApiClient &m_api;
    Outbox &m_outbox;
    Drafts &m_drafts;
    ChatController &m_chat;
    qint64 m_typingSentAt = 0; ///< monotonic ms, 0: not typing
};

} // namespace handoff
