#include "workbench/controllers/deskcontroller.h"

#include "workbench/api/agentapi.h"
#include "workbench/api/future.h"

namespace handoff {

namespace {

constexpr qsizetype mostWords = 200; ///< of a message, for one line of a row
constexpr int typingMs = 6000;       ///< events.md, Event types

template<typename T, typename F>
void with(const QJsonObject &payload, F fn)
{
    if (const auto read = json::fromJson<T>(QJsonValue(payload), json::Mode::Lenient))
        fn(*read);
}

} // namespace

qint64 DeskController::unreadAfter(const SessionSummary &session, const Message &message)
{
    if (session.lastMessagePreview && message.timestamp <= session.lastMessagePreview->timestamp)
        return session.unread;
    switch (message.role) {
    case MessageRole::User:
        return session.unread + 1;
    case MessageRole::Agent:
    case MessageRole::Assistant:
        return 0; // what was answered is read, whoever answered
    default:
        return session.unread;
    }
}

DeskController::DeskController(ApiClient &api, Drafts &drafts, QObject *parent)
    : QObject(parent), m_api(api), m_drafts(drafts), m_stream(api)
{
    for (const Section section : allSections)
        at(section).model = new SessionListModel(section, this);

    connect(&m_stream, &EventStream::stateChanged, this, &DeskController::connectionChanged);
    connect(&m_stream, &EventStream::ready, this, &DeskController::onReady);
    connect(&m_stream, &EventStream::resyncNeeded, this, [this] { refreshAll(false); });
    connect(&m_stream, &EventStream::pollDue, this, [this] { refreshAll(false); });
    connect(&m_stream, &EventStream::event, this,
            [this](const QString &type, qint64, const QJsonObject &payload) {
                onEvent(type, payload);
            });
    connect(&m_drafts, &Drafts::changed, this, [this](const QString &name, const QString &text) {
        forAll([&](SessionListModel &model) { model.setDraft(name, text); });
    });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &DeskController::onTick);
    m_reload.setSingleShot(true);
    connect(&m_reload, &QTimer::timeout, this, &DeskController::reload);
    m_recount.setSingleShot(true);
    connect(&m_recount, &QTimer::timeout, this, &DeskController::recount);
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
        refreshAll(true); // what failed for want of a token
        return;
    }
    stop();
    m_running = true;
    m_me = me;
    forAll([&](SessionListModel &model) { model.setMe(me.id); });
    m_tick.start();
    m_stream.start(QStringLiteral("/api/agent/events"));
    for (const Section section : allSections)
        load(section, Load::Replace);
    emit presenceChanged(me.status);
}

void DeskController::stop()
{
    m_running = false;
    m_stream.stop();
    m_tick.stop();
    m_recount.stop();
    m_reload.stop();
    m_typingUntil.clear();
    m_synced = {};
    m_me = {};
    for (List &list : m_lists) {
        ++list.load;
        list = List{list.model, -1, {}, false, false, false, false, list.load, {}, {}, {}};
        list.model->setFilter({});
        list.model->replace({});
    }
    emit stopped();
    emit countsChanged();
}

SessionListModel *DeskController::list(Section section) const
{
    return at(section).model;
}

qint64 DeskController::count(Section section) const
{
    return at(section).count;
}

bool DeskController::isLoading(Section section) const
{
    return at(section).loading;
}

bool DeskController::hasMore(Section section) const
{
    return at(section).hasMore;
}

void DeskController::loadMore(Section section)
{
    if (at(section).hasMore && !at(section).loading)
        load(section, Load::More);
}

void DeskController::setFilter(Section section, const SessionFilter &filter)
{
    if (at(section).model->filter() == filter)
        return;
    at(section).model->setFilter(filter);
    if (m_running)
        load(section, Load::Replace);
}

const ListRow *DeskController::find(const QString &sessionName) const
{
    for (const List &list : m_lists) {
        if (const ListRow *row = list.model->find(sessionName))
            return row;
    }
    return nullptr;
}

qint64 DeskController::unreadOfMine() const
{
    const SessionListModel *mine = list(Section::Mine);
    qint64 unread = 0;
    for (int i = 0; i < mine->rowCount(); ++i)
        unread += mine->row(i)->session.unread;
    return unread;
}

QString DeskController::nextUnanswered(const QString &except) const
{
    const SessionListModel *mine = list(Section::Mine);
    QString next;
    Timestamp since;
    for (int i = 0; i < mine->rowCount(); ++i) {
        const SessionSummary &session = mine->row(i)->session;
        const auto waits = SessionListModel::unansweredSince(session);
        if (waits && session.sessionName != except && (next.isEmpty() || *waits < since)) {
            next = session.sessionName;
            since = *waits;
        }
    }
    return next;
}

QString DeskController::nextWaiting() const
{
    const ListRow *row = at(Section::Waiting).model->row(0);
    return row ? row->session.sessionName : QString();
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
    refreshAll(resumed);
}

void DeskController::onEvent(const QString &type, const QJsonObject &payload)
{
    if (type == eventtype::sessionUpdated) {
        with<SessionUpdatedEvent>(payload, [this](const auto &e) { onSession(e.session); });
    } else if (type == eventtype::messageAdded) {
        with<MessageAddedEvent>(payload, [this](const auto &e) { onMessage(e); });
    } else if (type == eventtype::statusChange) {
        with<StatusChangeEvent>(payload, [this](const auto &e) { emit statusChanged(e); });
    } else if (type == eventtype::typing) {
        onTyping(payload);
    } else if (type == eventtype::viewing) {
        const QString name = payload.value(u"session_name").toString();
        QStringList viewers;
        const QJsonArray array = payload.value(u"viewers").toArray();
        for (const QJsonValue &viewer : array) {
            if (viewer.toObject().value(u"id").toString() != m_me.id)
                viewers.append(viewer.toObject().value(u"name").toString());
        }
        forAll([&](SessionListModel &model) { model.setViewers(name, viewers); });
        emit viewersChanged(name, viewers);
    } else if (type == eventtype::agentUpdated) {
        with<AgentUpdatedEvent>(payload, [this](const auto &e) {
            if (e.agent.id == m_me.id &&
                std::exchange(m_me.status, e.agent.status) != e.agent.status)
                emit presenceChanged(m_me.status);
            emit agentChanged(e.agent);
        });
    }
    touchSynced();
    emit event(type, payload);
}

void DeskController::onSession(const SessionSummary &session)
{
    const ListRow *row = find(session.sessionName);
    const QString words = row ? row->customer : QString();
    SessionSummary known = session; // an event does not know what this agent has read
    known.unread = row ? row->session.unread : 0;
    if (!row) {
        askAgain(); // nobody here knows where it was counted until now
    } else if (row->session.version <= session.version) {
        const SessionSummary old = row->session;
        bool moved = false;
        for (List &list : m_lists) {
            const int delta = int(list.model->belongs(session)) - int(list.model->belongs(old));
            if (list.count >= 0)
                list.count += delta;
            moved = moved || delta != 0;
        }
        if (moved)
            emit countsChanged();
    }
    for (List &list : m_lists) {
        if (list.loading)
            list.during.append(known);
        list.model->apply(known, true);
        countWhole(list);
    }
    if (!words.isEmpty() &&
        !(session.lastMessagePreview && session.lastMessagePreview->role == MessageRole::User))
        forAll(
            [&](SessionListModel &model) { model.setCustomerWords(session.sessionName, words); });
    if (const QString draft = m_drafts.text(session.sessionName); !draft.isEmpty())
        forAll([&](SessionListModel &model) { model.setDraft(session.sessionName, draft); });
    emit sessionChanged(session);
}

void DeskController::onMessage(const MessageAddedEvent &event)
{
    const ListRow *any = find(event.sessionName);
    const qint64 unread = any ? unreadAfter(any->session, event.message) : 0;
    for (List &list : m_lists) {
        if (list.loading)
            list.said.append(event);
        const ListRow *row = list.model->find(event.sessionName);
        list.model->setUnread(event.sessionName,
                              row ? unreadAfter(row->session, event.message) : unread);
    }
    if (event.message.role == MessageRole::User) {
        setTyping(event.sessionName, false);
        forAll([&](SessionListModel &model) {
            model.setCustomerWords(event.sessionName, event.message.content.left(mostWords));
        });
    }
    emit messageAdded(event.sessionName, event.message);
}

void DeskController::onTyping(const QJsonObject &payload)
{
    const QString name = payload.value(u"session_name").toString();
    const QJsonObject who = payload.value(u"who").toObject();
    const bool active = payload.value(u"active").toBool();
    const QString role = who.value(u"role").toString();
    const bool isStaff = role == u"agent" || role == u"admin";
    if (isStaff && who.value(u"id").toString() == m_me.id)
        return;
    if (!isStaff)
        setTyping(name, active);
    emit typingChanged(name, isStaff ? MessageRole::Agent : MessageRole::User,
                       who.value(u"name").toString(), active);
}

void DeskController::setTyping(const QString &sessionName, bool active)
{
    if (active)
        m_typingUntil.insert(sessionName, monotonicMs() + typingMs);
    else if (!m_typingUntil.remove(sessionName))
        return;
    forAll([&](SessionListModel &model) { model.setTyping(sessionName, active); });
}

void DeskController::onTick()
{
    const Timestamp now = serverNow();
    forAll([now](SessionListModel &model) { model.tick(now); });
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
    whenDone(AgentApi::setStatus(m_api, {presence, note}), this,
             [this, before, change = ++m_presenceChange](const Result<AgentLoad> &answer) {
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
    const ListRow *row = find(state.sessionName);
    if (!row)
        return;
    SessionSummary session = row->session;
    session.status = state.status;
    session.assignedAgent = state.assignedAgent;
    session.tags = state.tags;
    session.userProfile.nickname = state.userProfile.nickname;
    session.userProfile.vip = state.userProfile.vip;
    session.priority = state.priority;
    session.updatedAt = state.updatedAt;
    session.version = state.version;
    session.escalation.reset();
    if (state.escalation) {
        session.escalation = EscalationSummary{state.escalation->reason, state.escalation->severity,
                                               state.escalation->triggerAt, 0};
    }
    onSession(session);
}

void DeskController::clearUnread(const QString &sessionName)
{
    forAll([&](SessionListModel &model) { model.setUnread(sessionName, 0); });
}

void DeskController::applyDrafts(SessionListModel *model)
{
    const auto &drafts = m_drafts.all();
    for (auto it = drafts.begin(); it != drafts.end(); ++it)
        model->setDraft(it.key(), it.value());
}

void DeskController::forAll(const std::function<void(SessionListModel &)> &fn)
{
    for (const List &list : m_lists)
        fn(*list.model);
}

void DeskController::touchSynced()
{
    m_synced = Timestamp::now();
    emit synced();
}

} // namespace handoff
