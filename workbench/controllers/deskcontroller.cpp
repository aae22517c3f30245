#include "workbench/controllers/deskcontroller.h"

#include "workbench/api/agentapi.h"

namespace handoff {

namespace {

constexpr int typingMs = 6000; ///< events.md, Event types

} // namespace

DeskController::DeskController(ApiClient &api, Drafts &drafts, QObject *parent)
    : QObject(parent), m_api(api), m_stream(api), m_lists(api, drafts)
{
    connect(&m_stream, &EventStream::stateChanged, this, [this](EventStream::State state) {
        m_lists.setLineLost(state == EventStream::State::Lost);
        emit connectionChanged(state);
    });
    connect(&m_stream, &EventStream::ready, this, &DeskController::onReady);
    connect(&m_stream, &EventStream::resyncNeeded, this, [this] { refresh(false); });
    connect(&m_stream, &EventStream::pollDue, this, [this] { refresh(false); });
    connect(&m_stream, &EventStream::event, this, &DeskController::onEvent);
    connect(&m_lists, &DeskLists::failed, this, &DeskController::failed);
    connect(&m_lists, &DeskLists::loaded, this, [this] {
        tick();
        touchSynced();
    });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &DeskController::onTick);
}

void DeskController::setMe(const Agent &me)
{
    m_me = me;
    emit presenceChanged(me.status);
}

void DeskController::start(const Agent &me)
{
    if (m_running && me.id == m_me.id) {
        m_me = me;
        emit presenceChanged(me.status);
        m_stream.retryNow();
        refresh(true); // what failed for want of a token
        return;
    }
    stop();
    m_running = true;
    m_me = me;
    m_tick.start();
    m_stream.start(QStringLiteral("/api/agent/events"));
    m_lists.start(me.id);
    emit presenceChanged(me.status);
}

void DeskController::stop()
{
    m_running = false;
    m_stream.stop();
    m_tick.stop();
    m_typingUntil.clear();
    m_synced = {};
    m_me = {};
    m_lists.stop();
    emit stopped();
}

Timestamp DeskController::lastSynced() const
{
    return m_synced;
}

Timestamp DeskController::serverNow() const
{
    return Timestamp::now().plusMs(m_clockOffsetMs);
}

// ---- events -------------------------------------------------------------------------------------

void DeskController::onReady(bool resumed, Timestamp serverTime)
{
    if (serverTime.ms > 0)
        m_clockOffsetMs = serverTime.msSince(Timestamp::now());
    // The first pages may be older than the stream, and what came while it was down is compared
    // too, not only replayed (pains: lists that are silently stale).
    refresh(resumed);
}

void DeskController::onEvent(const AnyEvent &any)
{
    if (const auto *updated = eventAs<SessionUpdatedEvent>(any)) {
        m_lists.apply(updated->session);
        emit sessionChanged(updated->session);
    } else if (const auto *added = eventAs<MessageAddedEvent>(any)) {
        m_lists.add(*added);
        if (added->message.role == MessageRole::User)
            setTyping(added->sessionName, false);
        emit messageAdded(added->sessionName, added->message);
    } else if (const auto *changed = eventAs<StatusChangeEvent>(any)) {
        emit statusChanged(*changed);
    } else if (const auto *typing = eventAs<TypingEvent>(any)) {
        onTyping(*typing);
    } else if (const auto *viewing = eventAs<ViewingEvent>(any)) {
        QStringList viewers;
        for (const AgentRef &viewer : viewing->viewers) {
            if (viewer.id != m_me.id)
                viewers.append(viewer.name);
        }
        const QString &name = viewing->sessionName;
        m_lists.change([&](SessionListModel &model) { model.setViewers(name, viewers); });
        emit viewersChanged(name, viewers);
    } else if (const auto *agent = eventAs<AgentUpdatedEvent>(any)) {
        const AgentPresence now = agent->agent.status;
        if (agent->agent.id == m_me.id && std::exchange(m_me.status, now) != now)
            emit presenceChanged(now);
        emit agentChanged(agent->agent);
    }
    touchSynced();
    emit event(any);
}

void DeskController::onTyping(const TypingEvent &typing)
{
    const bool isStaff = typing.who.role == u"agent" || typing.who.role == u"admin";
    if (isStaff && typing.who.id == m_me.id)
        return;
    if (!isStaff)
        setTyping(typing.sessionName, typing.active);
    emit typingChanged(typing.sessionName, isStaff ? MessageRole::Agent : MessageRole::User,
                       typing.who.name, typing.active);
}

void DeskController::setTyping(const QString &sessionName, bool active)
{
    if (active)
        m_typingUntil.insert(sessionName, monotonicMs() + typingMs);
    else if (!m_typingUntil.remove(sessionName))
        return;
    m_lists.change([&](SessionListModel &model) { model.setTyping(sessionName, active); });
}

void DeskController::onTick()
{
    tick();
    const auto typing = m_typingUntil;
    for (auto it = typing.begin(); it != typing.end(); ++it) {
        if (it.value() > monotonicMs())
            continue;
        setTyping(it.key(), false);
        emit typingChanged(it.key(), MessageRole::User, {}, false);
    }
    // Heartbeats prove that nothing was missed.
    if (m_stream.state() == EventStream::State::Live && m_stream.lastHeard() > m_synced)
        touchSynced();
}

// ---- own changes --------------------------------------------------------------------------------

void DeskController::setPresence(AgentPresence presence, const QString &note)
{
    const Agent before = m_me;
    m_me.status = presence;
    m_me.statusNote = note;
    emit presenceChanged(presence);
    AgentApi::setStatus(m_api, {presence, note})
        .then(this, [this, before, change = ++m_presenceChange](const Result<AgentLoad> &answer) {
            if (before.id != m_me.id || change != m_presenceChange)
                return; // a later wish counts
            if (answer) {
                m_me.status = answer->status;
                m_me.statusNote = answer->statusNote;
            } else {
                m_me.status = before.status;
                m_me.statusNote = before.statusNote;
                emit failed(answer.error());
            }
            emit presenceChanged(m_me.status);
        });
}

void DeskController::apply(const SessionState &state)
{
    const ListRow *row = m_lists.find(state.sessionName);
    if (!row)
        return;
    const SessionSummary session = sessionrow::withState(row->session, state);
    m_lists.apply(session);
    emit sessionChanged(session);
}

void DeskController::tick()
{
    m_lists.change([now = serverNow()](SessionListModel &model) { model.tick(now); });
}

/// Compares everything with the server.
void DeskController::refresh(bool nothingMissed)
{
    if (!m_running)
        return;
    m_lists.refresh(nothingMissed);
    emit caughtUp();
}

void DeskController::touchSynced()
{
    m_synced = Timestamp::now();
    emit synced();
}

} // namespace handoff
