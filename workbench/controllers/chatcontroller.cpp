#include "workbench/controllers/chatcontroller.h"

#include "shared/contract/errors.h"
#include "shared/rules/sessionrules.h"
#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"

namespace handoff {

namespace {

constexpr int pageSize = 50;
constexpr int maxLength = 4000; ///< characters of a message (api.md)
constexpr int readIntervalMs = 2000;
constexpr int streamDelayMs = 200;
constexpr int typingIntervalMs = 3000; ///< the server forgets it after 6 s

EventStream::Timing quietTiming()
{
    EventStream::Timing timing;
    timing.probeAfter = 0; // the desk's stream watches the line for both
    return timing;
}

/// What the list knows, until the whole is loaded.
SessionState fromSummary(const SessionSummary &summary)
{
    SessionState state;
    state.sessionName = summary.sessionName;
    state.status = summary.status;
    state.userProfile.nickname = summary.userProfile.nickname;
    state.userProfile.vip = summary.userProfile.vip;
    state.userProfile.country = summary.userProfile.country;
    state.userProfile.language = summary.userProfile.language;
    state.assignedAgent = summary.assignedAgent;
    state.priority = summary.priority;
    state.tags = summary.tags;
    state.createdAt = summary.createdAt;
    state.updatedAt = summary.updatedAt;
    state.version = summary.version;
    if (summary.escalation) {
        state.escalation = Escalation{summary.escalation->reason,
                                      {},
                                      summary.escalation->severity,
                                      summary.escalation->triggerAt};
    }
    return state;
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

ChatController::ChatController(ApiClient &api, DeskController &desk, Outbox &outbox, Drafts &drafts,
                               QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_outbox(outbox), m_drafts(drafts),
      m_stream(api, quietTiming())
{
    connect(&m_desk, &DeskController::messageAdded, this,
            [this](const QString &name, const Message &message) {
                if (name == m_name)
                    onMessage(message, false);
            });
    connect(&m_desk, &DeskController::sessionChanged, this, &ChatController::onSummary);
    connect(&m_desk, &DeskController::statusChanged, this, &ChatController::onStatus);
    connect(&m_desk, &DeskController::caughtUp, this, [this] {
        if (isOpen())
            load(Load::Compare);
    });
    connect(&m_desk, &DeskController::connectionChanged, this, [this](EventStream::State state) {
        if (state == EventStream::State::Live)
            m_stream.retryNow();
        emit changed();
    });
    connect(&m_desk, &DeskController::typingChanged, this,
            [this](const QString &name, MessageRole who, const QString &, bool active) {
                if (name == m_name && who == MessageRole::User)
                    setCustomerTyping(active);
            });
    connect(&m_stream, &EventStream::event, this,
            [this](const QString &type, qint64, const QJsonObject &payload) {
                onStreamEvent(type, payload);
            });
    connect(&m_stream, &EventStream::resyncNeeded, this, [this] { load(Load::Compare); });
    connect(&m_stream, &EventStream::ready, this, [this](bool resumed) {
        if (!resumed && m_desk.connection() != EventStream::State::Live)
            load(Load::Compare); // nobody watched between the first load and now
    });
    connect(&m_stream, &EventStream::stateChanged, this, [this](EventStream::State state) {
        if (state != EventStream::State::Live)
            m_transcript.clearLive();
    });
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(readIntervalMs);
    connect(&m_readTimer, &QTimer::timeout, this, &ChatController::tellRead);
    m_streamTimer.setSingleShot(true);
    m_streamTimer.setInterval(streamDelayMs);
    connect(&m_streamTimer, &QTimer::timeout, this, [this] {
        m_stream.start(QStringLiteral("/api/sessions/") + ApiClient::segment(m_name) +
                       QStringLiteral("/events"));
    });
    followOutbox();
}

void ChatController::open(const QString &sessionName)
{
    if (sessionName == m_name)
        return;
    tellTyping(false);
    m_stream.stop();
    m_streamTimer.stop();
    m_readTimer.stop();
    m_name = sessionName;
    ++m_opening;
    m_session.reset();
    m_audit.clear();
    m_during.clear();
    m_busy.clear();
    m_readId.clear();
    m_loadingOlder = false;
    m_watching = false;
    m_transcript.clear();
    m_transcript.setMe(m_desk.me().id, m_desk.me().name);
    setCustomerTyping(false);
    if (const SessionRow *row = m_desk.find(sessionName))
        m_session = fromSummary(row->session);
    showOutbox();
    emit opened(m_name);
    emit bannerCleared();
    emit changed();
    if (m_name.isEmpty()) {
        setLoading(false);
        return;
    }
    m_streamTimer.start();
    load(Load::First);
}

void ChatController::close()
{
    open({});
}

// ---- loading ------------------------------------------------------------------------------------

void ChatController::load(Load how)
{
    if (!isOpen() || (m_loading && how == Load::Compare))
        return;
    m_during.clear();
    setLoading(true);
    whenDone(SessionApi::detail(m_api, m_name), this,
             [this, how, opening = m_opening](const Result<SessionDetail> &detail) {
                 if (opening != m_opening)
                     return;
                 setLoading(false);
                 if (detail)
                     loaded(how, *detail);
                 else
                     emit failed(detail.error());
             });
}

void ChatController::loaded(Load how, const SessionDetail &detail)
{
    const QList<Message> &history = detail.session.history;
    const bool hasOlder = history.size() >= pageSize;
    const bool merged = how == Load::Compare && m_transcript.merge(history);
    if (!merged) {
        m_transcript.replace(history, hasOlder);
        for (const Message &message : std::as_const(m_during))
            m_transcript.append(message);
    }
    m_during.clear();
    m_audit = detail.auditTrail;
    takeState(detail.session);
    if (how == Load::First && !m_watching) {
        const SessionRow *row = m_desk.find(m_name);
        if (row && row->session.unread > 0)
            m_transcript.startNewAt(static_cast<int>(row->session.unread));
        else
            m_transcript.startNew();
    }
    if (m_watching)
        tellRead();
    emit bannerCleared();
}

void ChatController::loadOlder()
{
    if (!isOpen() || m_loading || m_loadingOlder || !m_transcript.hasOlder())
        return;
    m_loadingOlder = true;
    whenDone(SessionApi::messages(m_api, m_name, m_transcript.oldestId(), pageSize), this,
             [this, opening = m_opening](const Result<MessagePage> &page) {
                 if (opening != m_opening)
                     return;
                 m_loadingOlder = false;
                 if (page)
                     m_transcript.prepend(page->items, page->hasMore);
                 else
                     emit failed(page.error());
             });
}

void ChatController::jumpToLatest()
{
    if (m_transcript.hasNewer())
        load(Load::Latest);
}

void ChatController::takeState(const SessionState &state)
{
    if (m_session && state.version < m_session->version)
        return;
    m_session = state;
    m_session->history.clear(); // it lives in the transcript
    m_desk.apply(state);
    emit changed();
}

void ChatController::setLoading(bool loading)
{
    if (std::exchange(m_loading, loading) != loading)
        emit loadingChanged(loading);
}

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
    else if (may.ok && text.size() > maxLength)
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

// ---- events -------------------------------------------------------------------------------------

void ChatController::onMessage(const Message &message, bool fromOwnStream)
{
    if (m_loading)
        m_during.append(message);
    const bool fromAi =
        message.role == MessageRole::Assistant || message.role == MessageRole::System;
    // The own stream has the deltas in order with the message; the desk's may be ahead of it.
    if (fromAi && (fromOwnStream || m_stream.state() != EventStream::State::Live))
        m_transcript.clearLive();
    if (message.role == MessageRole::User)
        setCustomerTyping(false);
    m_transcript.append(message);
    if (m_watching)
        tellRead();
}

void ChatController::onStreamEvent(const QString &type, const QJsonObject &payload)
{
    const QJsonValue value(payload);
    if (type == eventtype::aiDelta) {
        const bool human = m_session && m_session->status == SessionStatus::ManualLive;
        if (!human)
            m_transcript.appendLive(payload.value(u"content").toString());
    } else if (type == eventtype::messageAdded) {
        if (const auto e = json::fromJson<MessageAddedEvent>(value, json::Mode::Lenient))
            onMessage(e->message, true);
    } else if (type == eventtype::statusChange) {
        if (const auto e = json::fromJson<StatusChangeEvent>(value, json::Mode::Lenient))
            onStatus(*e);
    }
}

void ChatController::onSummary(const SessionSummary &summary)
{
    if (summary.sessionName != m_name)
        return;
    if (!m_session) {
        m_session = fromSummary(summary);
    } else if (summary.version >= m_session->version) {
        const bool moved = m_session->status != summary.status;
        m_session->status = summary.status;
        m_session->assignedAgent = summary.assignedAgent;
        m_session->priority = summary.priority;
        m_session->tags = summary.tags;
        m_session->updatedAt = summary.updatedAt;
        m_session->version = summary.version;
        if (moved)
            load(Load::Compare); // for the audit trail and the escalation's details
    }
    emit changed();
}

void ChatController::onStatus(const StatusChangeEvent &event)
{
    if (event.sessionName != m_name)
        return;
    if (event.status == SessionStatus::ManualLive || event.status == SessionStatus::Closed)
        m_transcript.clearLive();
    if (!m_session || event.version <= m_session->version)
        return;
    m_session->status = event.status;
    m_session->version = event.version;
    m_session->assignedAgent.reset();
    if (event.agentInfo)
        m_session->assignedAgent = AgentRef{event.agentInfo->agentId, event.agentInfo->agentName};
    load(Load::Compare);
    emit changed();
}

void ChatController::setCustomerTyping(bool typing)
{
    if (std::exchange(m_customerTyping, typing) != typing)
        emit customerTypingChanged(typing);
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
