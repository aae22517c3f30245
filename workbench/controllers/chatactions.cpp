#include "workbench/controllers/chatcontroller.h"

#include "shared/rules/sessionrules.h"
#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"

#include <algorithm>

// ChatController: what the agent does with the open chat, and the outbox.

namespace handoff {

namespace {

constexpr int maxLength = 4000;        ///< characters of a message (api.md)
constexpr int typingIntervalMs = 3000; ///< the server forgets it after 6 s

/// In characters as the server counts them, not in UTF-16 units.
qsizetype lengthOf(const QString &text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

SessionRules::Action ruleOf(ChatAction action)
{
    switch (action) {
    case ChatAction::TakeOver:
        return SessionRules::Action::TakeOver;
    case ChatAction::Close:
        return SessionRules::Action::Close;
    case ChatAction::Requeue:
        return SessionRules::Action::Requeue;
    case ChatAction::CancelWait:
        return SessionRules::Action::Cancel;
    case ChatAction::Reply:
    case ChatAction::Release:
        break;
    }
    return SessionRules::Action::Release; // whoever may release it may answer in it
}

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

    const SessionStatus status = m_session->status;
    const bool live = status == SessionStatus::ManualLive;
    const QString owner = m_session->assignedAgent ? m_session->assignedAgent->name : QString();
    if (!SessionRules::allowed(status, ruleOf(action))) {
        if (action == ChatAction::TakeOver && live)
            return {false, tr("%1 is already answering").arg(owner)};
        if (action == ChatAction::CancelWait)
            return {false, tr("The customer is not waiting")};
        if (status == SessionStatus::Closed)
            return {false, tr("The chat is closed")};
        if (status == SessionStatus::PendingManual && action == ChatAction::Close)
            return {false, tr("The customer is waiting")};
        return {false, tr("Take the chat over first")};
    }
    const bool needsOwner = live && action != ChatAction::TakeOver;
    const Agent &me = m_desk.me();
    if (needsOwner && !SessionRules::ownsOrAdmin(m_session->assignedAgent, me.id, me.role))
        return {false, tr("This is the chat of %1").arg(owner)};
    return {true, {}};
}

void ChatController::act(ChatAction action, const QFuture<Result<SessionState>> &future)
{
    m_busy.insert(static_cast<int>(action));
    emit changed();
    whenDone(future, this, [this, action, opening = m_opening](const Result<SessionState> &state) {
        if (opening != m_opening) { // another chat is open now; the lists still want to know
            if (state)
                m_desk.apply(*state);
            return;
        }
        m_busy.remove(static_cast<int>(action));
        if (state) {
            takeState(*state);
            emit changed();
            emit bannerCleared();
            emit done(action);
            return;
        }
        emit changed();
        emit failed(state.error());
        if (state.error().kind == ErrorKind::Conflict) // somebody was quicker: show how it is now
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

bool ChatController::reply(const QString &text)
{
    const Allowed may = allowed(ChatAction::Reply);
    QString problem = may.ok ? QString() : may.why;
    if (may.ok && text.trimmed().isEmpty())
        problem = tr("There is nothing to send");
    else if (may.ok && lengthOf(text) > maxLength)
        problem = tr("A message has at most %1 characters").arg(maxLength);
    if (!problem.isEmpty()) {
        emit failed(Error::plain(ErrorKind::Invalid, QStringLiteral("REPLY"), problem));
        return false;
    }
    m_outbox.post(m_name, text);
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
    if (text.trimmed().isEmpty())
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
