#include "workbench/controllers/chatcontroller.h"

#include "workbench/api/sessionapi.h"
#include "workbench/models/episodes.h"

namespace handoff {

namespace {

constexpr int pageSize = 50;
constexpr int readIntervalMs = 2000;
constexpr int streamDelayMs = 200;

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

} // namespace

ChatController::ChatController(ApiClient &api, DeskController &desk, Outbox &outbox, Drafts &drafts,
                               QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_outbox(outbox), m_stream(api),
      m_actions(api, desk, *this), m_writing(api, outbox, drafts, *this),
      m_company(api, desk, *this)
{
    connect(&m_actions, &ChatActions::changed, this, &ChatController::changed);
    connect(&m_actions, &ChatActions::failed, this, &ChatController::failed);
    connect(&m_actions, &ChatActions::done, this, &ChatController::bannerCleared);
    connect(&m_writing, &ChatWriting::failed, this, &ChatController::failed);
    connect(&m_desk, &DeskController::messageAdded, this,
            [this](const QString &name, const Message &message) {
                if (name == m_name)
                    onMessage(message, false);
            });
    connect(&m_desk, &DeskController::sessionChanged, this, &ChatController::onSummary);
    connect(&m_desk, &DeskController::statusChanged, this, &ChatController::onStatus);
    connect(&m_desk, &DeskController::caughtUp, this, &ChatController::loadAnew);
    connect(&m_desk.lists(), &DeskLists::loadingChanged, this, [this](Section section) {
        // The list was made before the server heard that I have read this.
        if (m_watching && isOpen() && !m_desk.lists().isLoading(section))
            m_desk.lists().clearUnread(m_name);
    });
    connect(&m_desk, &DeskController::connectionChanged, this, [this](EventStream::State state) {
        if (state == EventStream::State::Live) {
            m_stream.reconnect(); // it went the same way, only nothing tells when it is dead
            m_outbox.kick();
        }
    });
    connect(&m_stream, &EventStream::event, this, &ChatController::onStreamEvent);
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
    emit leaving();
    sayRead();
    m_stream.stop();
    m_streamTimer.stop();
    m_readTimer.stop();
    m_name = sessionName;
    ++m_opening;
    m_session.reset();
    m_audit.clear();
    m_during.clear();
    m_readId.clear();
    m_loadFailed = m_olderFailed = false;
    m_refresh.cancel();
    m_older.cancel();
    m_due = Load::Compare;
    m_watching = false;
    m_transcript.clear(m_desk.me().id, m_desk.me().name);
    m_unread = 0;
    if (const ListRow *row = m_desk.lists().find(sessionName)) {
        m_unread = row->session.unread;
        m_session = fromSummary(row->session);
    }
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
    if (!isOpen())
        return;
    m_due = qMax(m_due, how);
    m_refresh.want();
}

/// After the line was down: an answer that was on its way may never come.
void ChatController::loadAnew()
{
    if (!isOpen())
        return;
    if (m_refresh.isAsking())
        m_due = qMax(m_due, m_asked);
    m_refresh.restart();
}

void ChatController::ask()
{
    m_asked = std::exchange(m_due, Load::Compare);
    m_during.clear();
    setLoading(true);
    m_refresh.await(SessionApi::detail(m_api, m_name), [this](const Result<SessionDetail> &detail) {
        setLoading(false);
        if (detail) {
            loaded(m_asked, *detail);
            return;
        }
        m_due = qMax(m_due, m_asked);
        if (!std::exchange(m_loadFailed, true)) // its repetitions are silent
            emit failed(detail.error());
    });
}

void ChatController::loaded(Load how, const SessionDetail &detail)
{
    const QList<Message> &history = detail.session.history;
    const bool hasOlder = history.size() >= pageSize;
    const Timestamp newest = m_transcript.newestTime();
    const bool merged = how == Load::Compare && m_transcript.merge(history);
    if (how == Load::Compare && newest.ms > 0) { // what a colleague wrote while the line was down
        for (const Message &message : history) {
            if (message.timestamp > newest)
                noticeColleague(message);
        }
    }
    qint64 cameMeanwhile = 0;
    for (const Message &message : std::as_const(m_during))
        cameMeanwhile += message.role == MessageRole::User ? 1 : 0;
    if (!merged) {
        m_older.cancel(); // the page above is another one now
        m_transcript.replace(history, hasOlder);
        for (const Message &message : std::as_const(m_during))
            m_transcript.append(message);
    }
    m_during.clear();
    const bool trailGrew = m_audit != detail.auditTrail;
    m_audit = detail.auditTrail;
    m_transcript.setHandOvers(detail.session.escalation, episodesOf(m_audit));
    if (trailGrew && m_session && detail.session.version < m_session->version)
        emit changed();
    takeState(detail.session);
    if (how == Load::First) { // what was new when it was opened, though it is being read by now
        if (m_unread > 0)
            m_transcript.startNewAt(static_cast<int>(m_unread + cameMeanwhile));
        else if (!m_watching)
            m_transcript.startNew();
    }
    if (m_watching)
        tellRead();
    if (std::exchange(m_loadFailed, false)) // what else is said there is still true
        emit bannerCleared();
}

void ChatController::loadOlder()
{
    if (isOpen() && m_transcript.hasOlder() && !m_older.isAsking())
        m_older.want();
}

void ChatController::askOlder()
{
    m_older.await(SessionApi::messages(m_api, m_name, m_transcript.oldestId(), pageSize),
                  [this](const Result<MessagePage> &page) {
                      if (!page) {
                          if (!std::exchange(m_olderFailed, true)) // its repetitions are silent
                              emit failed(page.error());
                          return;
                      }
                      if (std::exchange(m_olderFailed, false))
                          emit bannerCleared();
                      m_transcript.prepend(page->items, page->hasMore);
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
    emit said(message);
    if (m_transcript.append(message))
        noticeColleague(message);
    if (m_watching)
        tellRead();
}

void ChatController::noticeColleague(const Message &message)
{
    if (message.role != MessageRole::Agent || message.agentId == m_desk.me().id)
        return;
    emit colleagueReplied(message.agentName.value_or(QString()));
}

void ChatController::onStreamEvent(const AnyEvent &event)
{
    if (const auto *delta = eventAs<AiDeltaEvent>(event)) {
        const bool human = m_session && m_session->status == SessionStatus::ManualLive;
        if (!human)
            m_transcript.appendLive(delta->content);
    } else if (const auto *added = eventAs<MessageAddedEvent>(event)) {
        onMessage(added->message, true);
    } else if (const auto *changed = eventAs<StatusChangeEvent>(event)) {
        onStatus(*changed);
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

void ChatController::setTags(const QString &sessionName, const QList<SessionTag> &tags)
{
    if (sessionName != m_name || !m_session)
        return;
    m_session->tags = tags;
    m_desk.apply(*m_session);
    emit changed();
}

// ---- reading

void ChatController::setWatching(bool watching)
{
    if (m_watching == watching)
        return;
    if (!watching)
        sayRead(); // the last that was seen
    m_watching = watching;
    if (!isOpen())
        return;
    if (watching)
        tellRead();
    else
        m_transcript.startNew();
}

void ChatController::tellRead()
{
    if (!m_watching || m_transcript.newestId().isEmpty())
        return;
    m_desk.lists().clearUnread(m_name);
    if (!m_readTimer.isActive())
        sayRead();
}

void ChatController::sayRead()
{
    const QString newest = m_transcript.newestId();
    if (!m_watching || !isOpen() || newest.isEmpty() || newest == m_readId)
        return;
    m_readId = newest;
    m_readTimer.start(); // asks again if more came meanwhile
    SessionApi::markRead(m_api, m_name, newest)
        .then(this, [this, newest, opening = m_opening](const Result<void> &answer) {
            const bool isLost = !answer && answer.error().kind == ErrorKind::Unavailable;
            if (isLost && opening == m_opening && m_readId == newest)
                m_readId.clear(); // said again after the pause, or when the line is back
        });
}

// ---- outbox

void ChatController::showOutbox()
{
    const auto items = m_outbox.items(m_name);
    for (const OutboxItem &item : items) {
        m_transcript.addOutgoing(item.clientMessageId, item.content, item.createdAt);
        if (item.failed)
            m_transcript.setState(item.clientMessageId, SendState::Failed, item.failure);
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
            if (name != m_name)
                return;
            m_transcript.setSent(id, messageId, time);
            const TranscriptRow *row = m_transcript.row(m_transcript.rowOf(messageId));
            if (m_loading && row) // the page under way may have been made before it
                m_during.append(row->message);
        });
    connect(&m_outbox, &Outbox::failed, this,
            [this](const QString &name, const QString &id, const Error &error) {
                if (name == m_name)
                    m_transcript.setState(id, SendState::Failed, error.message);
            });
    connect(&m_outbox, &Outbox::retrying, this, [this](const QString &name, const QString &id) {
        if (name == m_name)
            m_transcript.setState(id, SendState::Sending);
    });
    connect(&m_outbox, &Outbox::discarded, this, [this](const QString &name, const QString &id) {
        if (name == m_name)
            m_transcript.removeOutgoing(id);
    });
}

} // namespace handoff
