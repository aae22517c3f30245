#include "workbench/models/sessionlistmodel.h"

#include <algorithm>

// SessionListModel: where rows stand, and that they stand still while it is frozen.

namespace handoff {

namespace {

/// More pending rows than this are put in order by a reset instead of one by one.
constexpr int manyPending = 200;

} // namespace

bool SessionListModel::before(const ListRow &a, const ListRow &b) const
{
    const SessionSummary &x = a.session;
    const SessionSummary &y = b.session;
    const bool byQueue = m_filter.sort.isEmpty() && m_section == Section::Waiting;
    if (byQueue) {
        if (x.userProfile.vip != y.userProfile.vip)
            return x.userProfile.vip;
        const auto levelX = levelAt(x, m_now), levelY = levelAt(y, m_now);
        if (levelX != levelY)
            return levelX < levelY;
    }
    if (byQueue || m_filter.sort == u"wait") {
        constexpr Timestamp never{std::numeric_limits<qint64>::max()};
        const Timestamp sinceX = waitingSince(x).value_or(never);
        const Timestamp sinceY = waitingSince(y).value_or(never);
        if (sinceX != sinceY)
            return sinceX < sinceY;
    } else if (m_filter.sort.isEmpty()) {
        if (x.updatedAt != y.updatedAt)
            return x.updatedAt > y.updatedAt;
    } else if (x.createdAt != y.createdAt) {
        return m_filter.sort == u"oldest" ? x.createdAt < y.createdAt : x.createdAt > y.createdAt;
    }
    return x.sessionName < y.sessionName;
}

int SessionListModel::target(const ListRow &row, int self) const
{
    const auto less = [this](const ListRow &value, const ListRow *other) {
        return before(value, *other);
    };
    const auto begin = m_rows.begin();
    if (!m_pending.isEmpty()) { // others stand wrong too: compare with the right ones only
        const auto it = std::find_if(begin, m_rows.end(), [&](const ListRow *other) {
            return other != &row && !m_pending.contains(other->session.sessionName) &&
                   before(row, *other);
        });
        return static_cast<int>(it - begin);
    }
    if (self < 0)
        return static_cast<int>(std::upper_bound(begin, m_rows.end(), row, less) - begin);
    if (self > 0 && before(row, *m_rows.at(self - 1)))
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
        return before(*other, value);
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
    const bool stays = belongs(row.session) && passes(row.session, true);
    if (!m_frozen) {
        if (stays)
            moveRow(at);
        else
            removeRow(at);
        return;
    }
    const bool inOrder = (at == 0 || !before(row, *m_rows.at(at - 1))) &&
                         (at + 1 == m_rows.size() || !before(*m_rows.at(at + 1), row));
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
            if (!m_gone.contains(row->session.sessionName) && belongs(row->session) &&
                passes(row->session, true))
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
