#include "workbench/models/sessionlistmodel.h"

#include "shared/rules/priority.h"
#include "shared/text/searchfold.h"

#include <algorithm>

namespace handoff {

namespace {

bool isOlder(const SessionSummary &a, const SessionSummary &b)
{
    return std::tie(a.version, a.updatedAt) < std::tie(b.version, b.updatedAt);
}

} // namespace

PriorityLevel SessionListModel::levelAt(const SessionSummary &session, Timestamp now)
{
    return PriorityRules::compute(session.userProfile.vip, waitingSince(session),
                                  session.priority.isRepeat, session.priority.urgentKeywords, now)
        .level;
}

std::optional<Timestamp> SessionListModel::waitingSince(const SessionSummary &session)
{
    if (session.status != SessionStatus::PendingManual || !session.escalation)
        return std::nullopt;
    return session.escalation->triggerAt;
}

SessionListModel::SessionListModel(Section section, QObject *parent)
    : QAbstractListModel(parent), m_section(section), m_now(Timestamp::now())
{
}

SessionListModel::~SessionListModel() = default;

void SessionListModel::setMe(const QString &agentId)
{
    m_me = agentId;
}

void SessionListModel::setFilter(const SessionFilter &filter)
{
    m_filter = filter;
}

bool SessionListModel::isMine(const SessionSummary &session) const
{
    return session.status == SessionStatus::ManualLive && session.assignedAgent &&
           session.assignedAgent->id == m_me;
}

bool SessionListModel::belongs(const SessionSummary &session) const
{
    switch (m_section) {
    case Section::Waiting:
        return session.status == SessionStatus::PendingManual;
    case Section::Mine:
        return isMine(session);
    case Section::Ai:
        return session.status == SessionStatus::BotActive;
    case Section::AfterHours:
        return session.status == SessionStatus::AfterHoursEmail;
    case Section::All:
        return true;
    }
    return false;
}

/// The server searches texts that are not here; a shown row was found by it and stays.
bool SessionListModel::passes(const SessionSummary &session, bool isShown) const
{
    if (m_filter.vipOnly && !session.userProfile.vip)
        return false;
    const auto hasTag = [this](const SessionTag &tag) { return tag.id == m_filter.tagId; };
    if (!m_filter.tagId.isEmpty() && std::none_of(session.tags.begin(), session.tags.end(), hasTag))
        return false;
    if (m_filter.keyword.isEmpty() || isShown)
        return true;
    const auto has = [key = searchfold::key(m_filter.keyword)](const QString &text) {
        return searchfold::contains(text, key);
    };
    return has(session.sessionName) || has(session.userProfile.nickname) ||
           (session.lastMessagePreview && has(session.lastMessagePreview->content)) ||
           (session.assignedAgent && has(session.assignedAgent->name));
}

void SessionListModel::keepWords(ListRow &row)
{
    const auto &last = row.session.lastMessagePreview;
    if (last && last->role == MessageRole::User)
        row.customer = last->content;
}

void SessionListModel::replace(const QList<SessionSummary> &sessions)
{
    const auto known = m_pending.size();
    beginResetModel();
    auto old = std::exchange(m_byName, {});
    m_rows.clear();
    m_held.clear();
    m_gone.clear();
    m_pending.clear();
    m_byName.reserve(static_cast<size_t>(sessions.size()));
    for (const SessionSummary &session : sessions) {
        const auto [it, isNew] = m_byName.try_emplace(session.sessionName);
        if (!isNew)
            continue;
        if (const auto before = old.find(session.sessionName); before != old.end())
            it->second = before->second;
        it->second.session = session;
        keepWords(it->second);
        m_rows.append(&it->second);
    }
    std::sort(m_rows.begin(), m_rows.end(),
              [this](const ListRow *a, const ListRow *b) { return before(*a, *b); });
    endResetModel();
    countPending(known);
}

void SessionListModel::heal(const QList<SessionSummary> &sessions, bool complete)
{
    QSet<QString> names;
    for (const SessionSummary &session : sessions) {
        names.insert(session.sessionName);
        apply(session, false);
    }
    if (!complete)
        return;
    QStringList known = m_held.keys();
    for (const ListRow *row : std::as_const(m_rows))
        known.append(row->session.sessionName);
    for (const QString &name : std::as_const(known)) {
        if (!names.contains(name))
            remove(name);
    }
}

void SessionListModel::apply(const SessionSummary &session, bool keepUnread)
{
    const QString &name = session.sessionName;
    ListRow *row = shown(name);
    if (!row) {
        const auto held = m_held.constFind(name);
        const bool wasHeld = held != m_held.constEnd();
        const qint64 unread = wasHeld ? held->session.unread : 0;
        if (wasHeld && isOlder(session, held->session))
            return;
        const auto known = m_pending.size();
        m_held.remove(name);
        m_pending.remove(name);
        countPending(known);
        if (!belongs(session) || !passes(session, false))
            return;
        ListRow fresh;
        fresh.session = session;
        keepWords(fresh);
        if (keepUnread && wasHeld)
            fresh.session.unread = unread;
        if (m_frozen) {
            m_held.insert(name, fresh);
            markPending(name);
        } else {
            insertRow(std::move(fresh));
        }
        return;
    }
    if (isOlder(session, row->session))
        return;
    const int at = indexOf(*row);
    const qint64 unread = row->session.unread;
    row->session = session;
    if (keepUnread)
        row->session.unread = unread;
    keepWords(*row);
    m_gone.remove(name);
    emitChanged(at, at);
    settle(at);
}

void SessionListModel::remove(const QString &sessionName)
{
    const ListRow *row = shown(sessionName);
    if (!row) {
        const auto known = m_pending.size();
        m_held.remove(sessionName);
        m_pending.remove(sessionName);
        countPending(known);
    } else if (m_frozen) {
        m_gone.insert(sessionName);
        markPending(sessionName);
    } else {
        removeRow(indexOf(*row));
    }
}

template<typename Change>
void SessionListModel::change(const QString &sessionName, int role, Change apply)
{
    if (const auto held = m_held.find(sessionName); held != m_held.end())
        apply(*held);
    ListRow *row = shown(sessionName);
    if (!row || !apply(*row))
        return;
    const int at = indexOf(*row);
    emitChanged(at, at, {role});
}

void SessionListModel::setDraft(const QString &sessionName, const QString &text)
{
    change(sessionName, DraftRole,
           [&](ListRow &row) { return std::exchange(row.draft, text) != text; });
}

void SessionListModel::setTyping(const QString &sessionName, bool typing)
{
    change(sessionName, TypingRole,
           [&](ListRow &row) { return std::exchange(row.typing, typing) != typing; });
}

void SessionListModel::setViewers(const QString &sessionName, const QStringList &names)
{
    change(sessionName, ViewersRole,
           [&](ListRow &row) { return std::exchange(row.viewers, names) != names; });
}

void SessionListModel::setUnread(const QString &sessionName, qint64 unread)
{
    change(sessionName, UnreadRole,
           [&](ListRow &row) { return std::exchange(row.session.unread, unread) != unread; });
}

void SessionListModel::setCustomerWords(const QString &sessionName, const QString &text)
{
    change(sessionName, PreviewRole,
           [&](ListRow &row) { return std::exchange(row.customer, text) != text; });
}

std::optional<Timestamp> SessionListModel::unansweredSince(const SessionSummary &session)
{
    const auto &last = session.lastMessagePreview;
    if (session.status != SessionStatus::ManualLive || !last || last->role != MessageRole::User)
        return std::nullopt;
    return last->timestamp;
}

void SessionListModel::tick(Timestamp now)
{
    const Timestamp last = std::exchange(m_now, now);
    int firstWaiting = -1, lastWaiting = -1;
    const bool levelsOrder = m_section == Section::Waiting && m_filter.sort.isEmpty();
    for (int i = 0; i < m_rows.size(); ++i) {
        const SessionSummary &session = m_rows.at(i)->session;
        if (!waitingSince(session) && !unansweredSince(session))
            continue;
        lastWaiting = i;
        if (firstWaiting < 0)
            firstWaiting = lastWaiting;
        if (levelsOrder && levelAt(session, last) != levelAt(session, now))
            markPending(session.sessionName);
    }
    if (firstWaiting >= 0)
        emitChanged(firstWaiting, lastWaiting, {WaitingSecondsRole, PriorityRole});
    if (!m_frozen)
        applyPending();
}

void SessionListModel::emitChanged(int first, int last, const QList<int> &roles)
{
    emit dataChanged(index(first), index(last), roles);
}

int SessionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const ListRow *SessionListModel::row(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row) : nullptr;
}

int SessionListModel::rowOf(const QString &sessionName) const
{
    const ListRow *row = find(sessionName);
    return row ? indexOf(*row) : -1;
}

const ListRow *SessionListModel::find(const QString &sessionName) const
{
    const auto it = m_byName.find(sessionName);
    return it == m_byName.end() ? nullptr : &it->second;
}

qint64 SessionListModel::waitingSeconds(const ListRow &row) const
{
    const auto since = waitingSince(row.session);
    return since ? std::max<qint64>(0, m_now.msSince(*since) / 1000) : 0;
}

PriorityLevel SessionListModel::level(const ListRow &row) const
{
    return levelAt(row.session, m_now);
}

} // namespace handoff
