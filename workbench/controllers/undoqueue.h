#pragma once

#include "workbench/controllers/chatcontroller.h"

#include <QHash>

namespace handoff {

/// What ends an agent's part in a chat happens a little later, so that it can be taken back as if
/// it had never been meant: release, return to the queue, back to the AI, close. Until then the
/// chat is what it was, for the server and for everybody. GUI thread.
class UndoQueue : public QObject
{
    Q_OBJECT
public:
    static constexpr int usualMs = 8000;

    explicit UndoQueue(ChatController &chat, QObject *parent = nullptr);

    /// Time to take it back, in milliseconds; 0: nothing can be taken back.
    void setDelay(int ms) { m_delayMs = ms; }
    static bool canWait(ChatAction action);
    /// Carries `action` out after the delay; one that waits for this chat already goes out first.
    void add(const QString &sessionName, ChatAction action, const QString &reason = {});
    /// Takes it back. Nothing when it has gone out.
    void undo(const QString &sessionName);
    /// The program ends or the agent leaves: everything goes out now.
    void flush();
    /// Nobody is signed in any more: nothing goes out.
    void drop();
    /// Something that went out is not answered yet; idle() follows.
    bool isSending() const { return !m_sending.isEmpty(); }
    /// What waits for this chat; nothing: none.
    std::optional<ChatAction> waiting(const QString &sessionName) const;

signals:
    /// It waits from now on, for so many milliseconds.
    void added(const QString &sessionName, handoff::ChatAction action, int ms);
    /// It went out or was taken back.
    void ended(const QString &sessionName);
    /// All that went out is answered.
    void idle();

private:
    struct Item
    {
        ChatAction action;
        QString reason;
        qint64 dueAt = 0; ///< monotonic ms
    };
    void send(const QString &sessionName);
    void next();

    ChatController &m_chat;
    QHash<QString, Item> m_items;
    QSet<QString> m_sending;
    QTimer m_timer;
    int m_delayMs = usualMs;
};

} // namespace handoff
