#pragma once

#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/notificationrules.h"

#include <QSet>

namespace handoff {
class ChatController;
class Preferences;

/// One thing worth an agent's attention.
struct Notice
{
    NoticeKind kind = NoticeKind::Waiting;
    QString title;
    QString text;
    QString sessionName; ///< where a click leads; empty for tickets
    QString ticketId;
    bool show = true;  ///< by the agent's rules, now
    bool sound = true; ///< by the agent's rules, now
};

/// Turns what happens on the desk into notices, by the agent's rules, whether the window has the
/// focus or not; only the chat that is being read right now makes none. Counts what was not looked
/// at yet. GUI thread.
class Notifier : public QObject
{
    Q_OBJECT
public:
    Notifier(DeskController &desk, ChatController &chat, Preferences &preferences,
             QObject *parent = nullptr);

    const NotificationRules &rules() const { return m_rules; }
    void setRules(const NotificationRules &rules);
    /// Chats and tickets with a notice that nobody looked at yet.
    int attention() const { return static_cast<int>(m_unseen.size()); }
    /// The agent looked at this chat or ticket.
    void seen(const QString &id);
    /// An example of the kind, as it would be told now, whatever the rules say.
    void test(NoticeKind kind);
    /// After sign-out: forgets everything.
    void reset();

    /// "New customer waiting" …: the name of a kind for people.
    static QString kindName(NoticeKind kind);

signals:
    void noticed(const handoff::Notice &notice);
    void attentionChanged(int count);

private:
    void onSession(const SessionSummary &session);
    void onWaitingLoaded();
    void onMessage(const QString &sessionName, const Message &message);
    void onEvent(const AnyEvent &event);
    void tell(Notice notice);
    void tellWaiting(const SessionSummary &session);

    DeskController &m_desk;
    ChatController &m_chat;
    Preferences &m_preferences;
    NotificationRules m_rules;
    QSet<QString> m_waiting; ///< told about already
    bool m_primed = false;   ///< the waiting list was loaded once
    QSet<QString> m_unseen;
};

} // namespace handoff
