#include "workbench/models/sessionlistmodel.h"

#include <algorithm>

namespace handoff {

namespace {

/// More pending rows than this are put in order by a reset instead of one by one.
constexpr int manyPending = 200;

} // namespace

SessionListModel::SessionListModel(Section section, QObject *parent)
    : QAbstractListModel(parent), m_rule{section, {}, {}, Timestamp::now()}
{
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
        m_rows.append(&it->second);
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const ListRow *a, const ListRow *b) {
        return m_rule.before(a->session, b->session);
    });
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
        const SessionSummary before = wasHeld ? held->session : SessionSummary();
        if (wasHeld && sessionrow::isOlder(session, held->session))
            return;
        const auto known = m_pending.size();
        m_held.remove(name);
        m_pending.remove(name);
        countPending(known);
        if (!m_rule.belongs(session) || !m_rule.passes(session, false))
            return;
        ListRow fresh;
        fresh.session = keepUnread && wasHeld ? sessionrow::updated(before, session) : session;
        if (m_frozen) {
            m_held.insert(name, fresh);
            markPending(name);
        } else {
            insertRow(std::move(fresh));
        }
        return;
    }
    if (sessionrow::isOlder(session, row->session))
        return;
    const int at = indexOf(*row);
    row->session = keepUnread ? sessionrow::updated(row->session, session) : session;
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
    change(sessionName, ClientRole,
           [&](ListRow &row) { return std::exchange(row.draft, text) != text; });
}

void SessionListModel::setTyping(const QString &sessionName, bool typing)
{
    change(sessionName, ClientRole,
           [&](ListRow &row) { return std::exchange(row.typing, typing) != typing; });
}

void SessionListModel::setViewers(const QString &sessionName, const QStringList &names)
{
    change(sessionName, ClientRole,
           [&](ListRow &row) { return std::exchange(row.viewers, names) != names; });
}

void SessionListModel::setUnread(const QString &sessionName, qint64 unread)
{
    change(sessionName, UnreadRole,
           [&](ListRow &row) { return std::exchange(row.session.unread, unread) != unread; });
}

void SessionListModel::tick(Timestamp now)
{
    const Timestamp last = std::exchange(m_rule.now, now);
    int firstWaiting = -1, lastWaiting = -1;
    for (int i = 0; i < m_rows.size(); ++i) {
        const SessionSummary &session = m_rows.at(i)->session;
        if (!sessionrow::waitingSince(session) && !sessionrow::unansweredSince(session))
            continue;
        lastWaiting = i;
        if (firstWaiting < 0)
            firstWaiting = lastWaiting;
        if (m_rule.isByLevel() && m_rule.levelAt(session, last) != m_rule.level(session))
            markPending(session.sessionName);
    }
    if (firstWaiting >= 0)
        emitChanged(firstWaiting, lastWaiting, {ClockRole});
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

qint64 SessionListModel::unread() const
{
    qint64 unread = 0;
    for (const ListRow *row : m_rows)
        unread += row->session.unread;
    return unread;
}

QString SessionListModel::longestUnanswered(const QString &except) const
{
    QString next;
    Timestamp since;
    for (const ListRow *row : m_rows) {
        const SessionSummary &session = row->session;
        const auto waits = sessionrow::unansweredSince(session);
        if (waits && session.sessionName != except && (next.isEmpty() || *waits < since)) {
            next = session.sessionName;
            since = *waits;
        }
    }
    return next;
}

QVariant SessionListModel::data(const QModelIndex &index, int role) const
{
    const ListRow *r = index.isValid() ? row(index.row()) : nullptr;
    if (r && role == Qt::DisplayRole)
        return r->session.userProfile.nickname;
    return r && role == SessionNameRole ? r->session.sessionName : QVariant();
}

// ---- where rows stand, and that they stand still while the list is frozen

int SessionListModel::target(const ListRow &row, int self) const
{
    const auto less = [this](const ListRow &value, const ListRow *other) {
        return m_rule.before(value.session, other->session);
    };
    const auto begin = m_rows.begin();
    if (!m_pending.isEmpty()) { // others stand wrong too: compare with the right ones only
        const auto it = std::find_if(begin, m_rows.end(), [&](const ListRow *other) {
            return other != &row && !m_pending.contains(other->session.sessionName) &&
                   m_rule.before(row.session, other->session);
        });
        return static_cast<int>(it - begin);
    }
    if (self < 0)
        return static_cast<int>(std::upper_bound(begin, m_rows.end(), row, less) - begin);
    if (self > 0 && m_rule.before(row.session, m_rows.at(self - 1)->session))
        return static_cast<int>(std::upper_bound(begin, begin + self, row, less) - begin);
    return static_cast<int>(std::upper_bound(begin + self + 1, m_rows.end(), row, less) - begin);
}

ListRow *SessionListModel::shown(const QString &sessionName)
{
    const auto it = m_byName.find(sessionName);
    return it == m_byName.end() ? nullptr : &it->second;
}

int SessionListModel::indexOf(const ListRow &row) const
{
    const auto less = [this](const ListRow *other, const ListRow &value) {
        return m_rule.before(other->session, value.session);
    };
    if (m_pending.isEmpty()) { // everything stands in order
        const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), row, less);
        if (it != m_rows.end() && *it == &row)
            return static_cast<int>(it - m_rows.begin());
    }
    return static_cast<int>(std::find(m_rows.begin(), m_rows.end(), &row) - m_rows.begin());
}

void SessionListModel::insertRow(ListRow row)
{
    const int at = target(row, -1);
    const QString name = row.session.sessionName;
    beginInsertRows({}, at, at);
    m_rows.insert(at, &m_byName.emplace(name, std::move(row)).first->second);
    endInsertRows();
}

void SessionListModel::removeRow(int at)
{
    beginRemoveRows({}, at, at);
    const ListRow *row = m_rows.takeAt(at);
    m_byName.erase(QString(row->session.sessionName));
    endRemoveRows();
}

void SessionListModel::moveRow(int from)
{
    const int to = target(*m_rows.at(from), from);
    if (to == from || to == from + 1)
        return;
    beginMoveRows({}, from, from, {}, to);
    ListRow *row = m_rows.takeAt(from);
    m_rows.insert(to > from ? to - 1 : to, row);
    endMoveRows();
}

void SessionListModel::settle(int at)
{
    const ListRow &row = *m_rows.at(at);
    const bool stays = m_rule.belongs(row.session) && m_rule.passes(row.session, true);
    if (!m_frozen) {
        if (stays)
            moveRow(at);
        else
            removeRow(at);
        return;
    }
    const bool inOrder =
        (at == 0 || !m_rule.before(row.session, m_rows.at(at - 1)->session)) &&
        (at + 1 == m_rows.size() || !m_rule.before(m_rows.at(at + 1)->session, row.session));
    if (!stays || !inOrder)
        markPending(row.session.sessionName);
}

void SessionListModel::setFrozen(bool frozen)
{
    m_frozen = frozen;
    if (!frozen)
        applyPending();
}

void SessionListModel::markPending(const QString &sessionName)
{
    const auto known = m_pending.size();
    m_pending.insert(sessionName);
    countPending(known);
}

void SessionListModel::countPending(qsizetype before)
{
    if (before != m_pending.size())
        emit pendingChangesChanged(pendingChanges());
}

void SessionListModel::applyPending()
{
    const auto known = m_pending.size();
    if (known > manyPending) {
        QList<SessionSummary> all;
        for (const ListRow *row : std::as_const(m_rows)) {
            if (!m_gone.contains(row->session.sessionName) && m_rule.belongs(row->session) &&
                m_rule.passes(row->session, true))
                all.append(row->session);
        }
        for (const ListRow &row : std::as_const(m_held))
            all.append(row.session);
        replace(all);
        return;
    }
    const QStringList names(m_pending.begin(), m_pending.end());
    for (const QString &name : names) {
        const ListRow *row = shown(name);
        if (!row) {
            if (m_held.contains(name))
                insertRow(m_held.take(name));
        } else if (m_gone.contains(name)) {
            removeRow(indexOf(*row));
        } else {
            settle(indexOf(*row));
        }
        m_gone.remove(name);
        m_pending.remove(name);
    }
    countPending(known);
}

} // namespace handoff
