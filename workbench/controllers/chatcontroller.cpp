#include "workbench/controllers/chatcontroller.h"

#include "workbench/api/future.h"
#include "workbench/api/sessionapi.h"
#include "workbench/models/episodes.h"

namespace handoff {

namespace {

constexpr int pageSize = 50;
constexpr int readIntervalMs = 2000;
constexpr int streamDelayMs = 200;
constexpr int typingExpiresMs = 6000; ///< events.md, Event types
constexpr int viewIntervalMs = 25000; ///< the server's lease is 60 s

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
    connect(&m_desk, &DeskController::caughtUp, this, &ChatController::loadAnew);
    connect(&m_desk, &DeskController::loadingChanged, this, [this](Section section) {
        // The list was made before the server heard that I have read this.
        if (m_watching && isOpen() && !m_desk.isLoading(section))
            m_desk.clearUnread(m_name);
    });
    connect(&m_desk, &DeskController::connectionChanged, this, [this](EventStream::State state) {
        if (state == EventStream::State::Live) {
            tellViewing();
            m_stream.reconnect(); // it went the same way, only nothing tells when it is dead
            m_outbox.kick();
        }
        emit changed();
    });
    connect(&m_desk, &DeskController::typingChanged, this,
            [this](const QString &name, MessageRole who, const QString &agent, bool active) {
                if (name != m_name)
                    return;
                if (who == MessageRole::User)
                    setCustomerTyping(active);
                else
                    setColleagueTyping(active ? agent : QString());
            });
    connect(&m_desk, &DeskController::viewersChanged, this,
            [this](const QString &name, const QStringList &names) {
                if (name == m_name && std::exchange(m_viewers, names) != names)
                    emit companyChanged();
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
    m_viewTimer.setInterval(viewIntervalMs);
    connect(&m_viewTimer, &QTimer::timeout, this, &ChatController::tellViewing);
    m_colleagueTimer.setSingleShot(true);
    m_colleagueTimer.setInterval(typingExpiresMs);
    connect(&m_colleagueTimer, &QTimer::timeout, this, [this] { setColleagueTyping({}); });
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
    m_viewTimer.stop();
    m_name = sessionName;
    ++m_opening;
    m_session.reset();
    m_audit.clear();
    m_during.clear();
    m_busy.clear();
    m_readId.clear();
    m_loadingOlder = false;
    m_loadFailed = false;
    m_refresh.cancel();
    m_due = Load::Compare;
    m_watching = false;
    m_viewers.clear();
    m_transcript.clear();
    m_transcript.setMe(m_desk.me().id, m_desk.me().name);
    setCustomerTyping(false);
    setColleagueTyping({});
    m_unread = 0;
    if (const ListRow *row = m_desk.find(sessionName)) {
        m_unread = row->session.unread;
        m_session = fromSummary(row->session);
        m_viewers = row->viewers;
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
    m_viewTimer.start();
    tellViewing();
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
    if (m_transcript.append(message))
        noticeColleague(message);
    if (m_watching)
        tellRead();
}

void ChatController::noticeColleague(const Message &message)
{
    if (message.role != MessageRole::Agent || message.agentId == m_desk.me().id)
        return;
    setColleagueTyping({});
    emit colleagueReplied(message.agentName.value_or(QString()));
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

void ChatController::setTags(const QString &sessionName, const QList<SessionTag> &tags)
{
    if (sessionName != m_name || !m_session)
        return;
    m_session->tags = tags;
    m_desk.apply(*m_session);
    emit changed();
}

void ChatController::setColleagueTyping(const QString &name)
{
    if (name.isEmpty())
        m_colleagueTimer.stop();
    else
        m_colleagueTimer.start();
    if (std::exchange(m_colleagueTyping, name) != name)
        emit companyChanged();
}

void ChatController::setCustomerTyping(bool typing)
{
    if (std::exchange(m_customerTyping, typing) != typing)
        emit customerTypingChanged(typing);
}

} // namespace handoff
