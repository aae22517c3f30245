#include "workbench/controllers/chatactions.h"

#include "workbench/api/sessionapi.h"
#include "workbench/controllers/chatcontroller.h"

namespace handoff {

ChatActions::ChatActions(ApiClient &api, DeskController &desk, ChatController &chat)
    : m_api(api), m_desk(desk), m_chat(chat)
{
    connect(&chat, &ChatController::leaving, this, [this] { m_busy.clear(); });
    connect(&desk, &DeskController::connectionChanged, this, &ChatActions::changed);
}

Allowed ChatActions::allowed(ChatAction action) const
{
    const auto &session = m_chat.session();
    if (!session)
        return {false, m_chat.isOpen() ? tr("The chat is still loading") : tr("No chat is open")};
    if (isBusy(action))
        return {false, tr("Waiting for the server")};
    const bool offline = m_desk.connection() == EventStream::State::Lost;
    if (offline && action != ChatAction::Reply) // replies wait in the outbox
        return {false, tr("There is no connection to the server")};

    return SessionActions::allowed(action, session->status, session->assignedAgent, m_desk.me());
}

Allowed ChatActions::allowedOn(const ListRow &row, ChatAction action) const
{
    if (row.session.sessionName == m_chat.sessionName() && m_chat.session())
        return allowed(action);
    if (m_desk.connection() == EventStream::State::Lost)
        return {false, tr("There is no connection to the server")};
    return SessionActions::allowed(action, row.session.status, row.session.assignedAgent,
                                   m_desk.me());
}

void ChatActions::setBusy(ChatAction action, bool isBusy)
{
    if (isBusy)
        m_busy.insert(static_cast<int>(action));
    else
        m_busy.remove(static_cast<int>(action));
    emit changed();
}

void ChatActions::act(ChatAction action, const QString &reason)
{
    if (m_chat.isOpen())
        actOn(m_chat.sessionName(), action, reason);
}

bool ChatActions::actOn(const QString &sessionName, ChatAction action, const QString &reason)
{
    const bool isOpen = sessionName == m_chat.sessionName();
    const ListRow *row = m_desk.lists().find(sessionName);
    const bool may = isOpen ? allowed(action).ok : row && allowedOn(*row, action).ok;
    if (!may)
        return false;
    Later<SessionState> later;
    switch (action) {
    case ChatAction::TakeOver:
        later = SessionApi::takeOver(m_api, sessionName);
        break;
    case ChatAction::Release:
    case ChatAction::Close:
        later = SessionApi::release(m_api, sessionName,
                                    reason.isEmpty() ? QStringLiteral("resolved") : reason,
                                    action == ChatAction::Close);
        break;
    case ChatAction::Requeue:
        later = SessionApi::requeue(m_api, sessionName, reason);
        break;
    case ChatAction::CancelWait:
    case ChatAction::Dismiss:
        later = SessionApi::cancel(m_api, sessionName);
        break;
    default: // needs the open chat
        return false;
    }
    if (isOpen)
        setBusy(action, true);
    later.then(this, [this, sessionName, action, isOpen,
                      opening = m_chat.opening()](const Result<SessionState> &state) {
        if (!isOpen || opening != m_chat.opening()) { // only the lists want to know
            if (state)
                m_desk.apply(*state);
            else if (!isOpen)
                emit failed(state.error());
            emit acted(sessionName, action, state.ok());
            return;
        }
        if (state)
            m_chat.takeState(*state);
        setBusy(action, false);
        if (state)
            emit done(action);
        else
            emit failed(state.error());
        emit acted(sessionName, action, state.ok());
        // The audit trail has grown; or somebody was quicker: show how it is now.
        if (state || state.error().kind == ErrorKind::Conflict)
            m_chat.refresh();
    });
    return true;
}

void ChatActions::email(bool again)
{
    if (!allowed(ChatAction::Email).ok)
        return;
    setBusy(ChatAction::Email, true);
    SessionApi::email(m_api, m_chat.sessionName(), again)
        .then(this, [this, opening = m_chat.opening()](const Result<SendMailAnswer> &mail) {
            if (opening != m_chat.opening())
                return;
            setBusy(ChatAction::Email, false);
            if (!mail) {
                emit failed(mail.error());
                return;
            }
            emit done(ChatAction::Email);
            m_chat.refresh();
        });
}

} // namespace handoff
