#pragma once

#include "workbench/api/apiclient.h"
#include "workbench/controllers/sessionactions.h"
#include "workbench/models/sessionrow.h"

namespace handoff {
class ChatController;
class DeskController;

/// What the agent may do with the open chat, and with a row of the list without opening it. GUI
/// thread.
class ChatActions : public QObject
{
    Q_OBJECT

public:
    ChatActions(ApiClient &api, DeskController &desk, ChatController &chat);

    Allowed allowed(ChatAction action) const;
    Allowed allowedOn(const ListRow &row, ChatAction action) const;
    /// True while the answer of this action is awaited.
    bool isBusy(ChatAction action) const { return m_busy.contains(static_cast<int>(action)); }
    /// Takes over, releases, … the open chat, if that is allowed.
    void act(ChatAction action, const QString &reason = {});
    /// The same with any chat. True: it was sent, and acted() follows.
    bool actOn(const QString &sessionName, ChatAction action, const QString &reason = {});
    /// Mails the open conversation to the staff. `again`: although that was done already.
    void email(bool again = false);

signals:
    /// allowed() or isBusy() changed.
    void changed();
    void failed(const handoff::Error &error);
    /// The action on the open chat was carried out by the server.
    void done(handoff::ChatAction action);
    /// The server answered an action on any chat, the open one or another.
    void acted(const QString &sessionName, handoff::ChatAction action, bool good);

private:
    void setBusy(ChatAction action, bool isBusy);

    ApiClient &m_api;
    DeskController &m_desk;
    ChatController &m_chat;
    QSet<int> m_busy;
};

} // namespace handoff
