#include "workbench/controllers/chatcontroller.h"

#include "shared/text/displaytext.h"
#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"

#include <algorithm>

// ChatController: what the agent does with the open chat, and the outbox.

namespace handoff {

namespace {

constexpr int maxLength = 4000;        ///< limits.md, Texts
constexpr int typingIntervalMs = 3000; ///< the server forgets it after 6 s

/// In characters as the server counts them, not in UTF-16 units.

} // namespace

// ---- actions ------------------------------------------------------------------------------------

Allowed ChatController::allowed(ChatAction action) const
{
    if (!m_session)
        return {false, isOpen() ? tr("The chat is still loading") : tr("No chat is open")};
    if (isBusy(action))
        return {false, tr("Waiting for the server")};
    const bool offline = m_desk.connection() == EventStream::State::Lost;
    if (offline && action != ChatAction::Reply) // replies wait in the outbox
        return {false, tr("There is no connection to the server")};

    return SessionActions::allowed(action, m_session->status, m_session->assignedAgent,
                                   m_desk.me());
}

Allowed ChatController::allowedOn(const ListRow &row, ChatAction action) const
{
    if (row.session.sessionName == m_name && m_session)
        return allowed(action);
    if (m_desk.connection() == EventStream::State::Lost)
        return {false, tr("There is no connection to the server")};
    return SessionActions::allowed(action, row.session.status, row.session.assignedAgent,
                                   m_desk.me());
}

void ChatController::act(ChatAction action, const QFuture<Result<SessionState>> &future)
{
    m_busy.insert(static_cast<int>(action));
    emit changed();
    whenDone(future, this,
             [this, action, name = m_name, opening = m_opening](const Result<SessionState> &state) {
                 if (opening !=
                     m_opening) { // another chat is open now; the lists still want to know
                     if (state)
                         m_desk.apply(*state);
                     emit acted(name, action, state.ok());
                     return;
                 }
                 m_busy.remove(static_cast<int>(action));
                 if (state) {
                     takeState(*state);
                     emit changed();
                     emit bannerCleared();
                     emit done(action);
                     emit acted(name, action, true);
                     load(Load::Compare); // the audit trail has grown
                     return;
                 }
                 emit changed();
                 emit failed(state.error());
                 emit acted(name, action, false);
                 if (state.error().kind ==
                     ErrorKind::Conflict) // somebody was quicker: show how it is now
                     load(Load::Compare);
             });
}

void ChatController::takeOver()
{
    if (allowed(ChatAction::TakeOver).ok)
        act(ChatAction::TakeOver, SessionApi::takeOver(m_api, m_name));
}

void ChatController::release(const QString &reason, bool close)
{
    const ChatAction action = close ? ChatAction::Close : ChatAction::Release;
    if (allowed(action).ok)
        act(action, SessionApi::release(m_api, m_name, reason, close));
}

void ChatController::requeue(const QString &reason)
{
    if (allowed(ChatAction::Requeue).ok)
        act(ChatAction::Requeue, SessionApi::requeue(m_api, m_name, reason));
}

void ChatController::cancelWait()
{
    if (allowed(ChatAction::CancelWait).ok)
        act(ChatAction::CancelWait, SessionApi::cancel(m_api, m_name));
}

void ChatController::dismiss()
{
    if (allowed(ChatAction::Dismiss).ok)
        act(ChatAction::Dismiss, SessionApi::cancel(m_api, m_name));
}

void ChatController::email(bool again)
{
    if (!allowed(ChatAction::Email).ok)
        return;
    m_busy.insert(static_cast<int>(ChatAction::Email));
    emit changed();
    whenDone(SessionApi::email(m_api, m_name, again), this,
             [this, opening = m_opening](const Result<SendMailAnswer> &mail) {
                 if (opening != m_opening)
                     return;
                 m_busy.remove(static_cast<int>(ChatAction::Email));
                 emit changed();
                 if (!mail) {
                     emit failed(mail.error());
                     return;
                 }
                 emit bannerCleared();
                 emit done(ChatAction::Email);
                 load(Load::Compare);
             });
}

bool ChatController::actOn(const QString &sessionName, ChatAction action, const QString &reason)
{
    const ListRow *row = m_desk.find(sessionName);
    const bool may = sessionName == m_name ? allowed(action).ok : row && allowedOn(*row, action).ok;
    if (!may)
        return false;
    QFuture<Result<SessionState>> future;
    switch (action) {
    case ChatAction::TakeOver:
        future = SessionApi::takeOver(m_api, sessionName);
        break;
    case ChatAction::Release:
    case ChatAction::Close:
        future = SessionApi::release(m_api, sessionName,
                                     reason.isEmpty() ? QStringLiteral("resolved") : reason,
                                     action == ChatAction::Close);
        break;
    case ChatAction::Requeue:
        future = SessionApi::requeue(m_api, sessionName, reason);
        break;
    case ChatAction::CancelWait:
    case ChatAction::Dismiss:
        future = SessionApi::cancel(m_api, sessionName);
        break;
    default: // needs the open chat
        return false;
    }
    if (sessionName == m_name) {
        act(action, future);
        return true;
    }
    whenDone(future, this, [this, sessionName, action](const Result<SessionState> &state) {
        if (state)
            m_desk.apply(*state);
        else
            emit failed(state.error());
        emit acted(sessionName, action, state.ok());
    });
    return true;
}

void ChatController::noteStored(const QString &sessionName, const QString &content)
{
    if (m_drafts.note(sessionName) == content)
        m_drafts.setNote(sessionName, {});
}

void ChatController::tellViewing()
{
    if (!isOpen() || m_desk.connection() == EventStream::State::Lost)
        return;
    whenDone(SessionApi::viewing(m_api, m_name), this,
             [this, opening = m_opening](const Result<ViewerList> &list) {
                 if (opening != m_opening || !list)
                     return;
                 QStringList names;
                 for (const AgentRef &viewer : list->viewers) {
                     if (viewer.id != m_desk.me().id)
                         names.append(viewer.name);
                 }
                 if (std::exchange(m_viewers, names) != names)
                     emit companyChanged();
             });
}

bool ChatController::reply(const QString &text)
{
    const Allowed may = allowed(ChatAction::Reply);
    QString problem = may.ok ? QString() : may.why;
    if (may.ok && displaytext::isBlank(text))
        problem = tr("There is nothing to send");
    else if (may.ok && !displaytext::fits(text, maxLength))
        problem = tr("A message has at most %1 characters").arg(maxLength);
    if (!problem.isEmpty()) {
        emit failed(Error::plain(ErrorKind::Invalid, QStringLiteral("REPLY"), problem));
        return false;
    }
    m_outbox.post(m_name, text.normalized(QString::NormalizationForm_C)); // as it is kept
    m_drafts.setText(m_name, {});
    m_typingSentAt = 0; // the message ends the typing
    jumpToLatest();
    return true;
}

void ChatController::setDraft(const QString &text)
{
    if (!isOpen())
        return;
    m_drafts.setText(m_name, text);
    if (displaytext::isBlank(text))
        tellTyping(false);
    else if (m_typingSentAt == 0 || monotonicMs() - m_typingSentAt >= typingIntervalMs)
        tellTyping(true);
}

void ChatController::tellTyping(bool active)
{
    if (!isOpen() || (!active && m_typingSentAt == 0) || !allowed(ChatAction::Reply).ok)
        return;
    m_typingSentAt = active ? monotonicMs() : 0;
    SessionApi::typing(m_api, m_name, active); // of no consequence when it fails
}

void ChatController::setWatching(bool watching)
{
    if (std::exchange(m_watching, watching) == watching || !isOpen())
        return;
    if (watching)
        tellRead();
    else
        m_transcript.startNew();
}

void ChatController::tellRead()
{
    const QString newest = m_transcript.newestId();
    if (!m_watching || newest.isEmpty())
        return;
    m_desk.clearUnread(m_name);
    if (newest == m_readId || m_readTimer.isActive())
        return;
    m_readId = newest;
    m_readTimer.start(); // asks again if more came meanwhile
    SessionApi::markRead(m_api, m_name, newest);
}

// ---- outbox -------------------------------------------------------------------------------------

void ChatController::showOutbox()
{
    const auto items = m_outbox.items(m_name);
    for (const OutboxItem &item : items) {
        m_transcript.addOutgoing(item.clientMessageId, item.content, item.createdAt);
        if (item.failed)
            m_transcript.setFailed(item.clientMessageId, item.failure);
    }
}

void ChatController::followOutbox()
{
    connect(&m_outbox, &Outbox::queued, this, [this](const OutboxItem &item) {
        if (item.sessionName == m_name)
            m_transcript.addOutgoing(item.clientMessageId, item.content, item.createdAt);
    });
    connect(
        &m_outbox, &Outbox::sent, this,
        [this](const QString &name, const QString &id, const QString &messageId, Timestamp time) {
            if (name == m_name)
                m_transcript.setSent(id, messageId, time);
        });
    connect(&m_outbox, &Outbox::failed, this,
            [this](const QString &name, const QString &id, const Error &error) {
                if (name == m_name)
                    m_transcript.setFailed(id, error.message);
            });
    connect(&m_outbox, &Outbox::retrying, this, [this](const QString &name, const QString &id) {
        if (name == m_name)
            m_transcript.setSending(id);
    });
    connect(&m_outbox, &Outbox::discarded, this, [this](const QString &name, const QString &id) {
        if (name == m_name)
            m_transcript.removeOutgoing(id);
    });
}

} // namespace handoff
