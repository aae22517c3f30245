#pragma once

#include "workbench/models/sectionrule.h"

#include <QAbstractListModel>
#include <QSet>

#include <unordered_map>

namespace handoff {

/// The sessions of one section in the order of its rule. GUI thread. Knows neither network nor
/// widgets; DeskController feeds it.
class SessionListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    /// What changes of rows name; delegates read row().
    enum Role {
        SessionNameRole = Qt::UserRole + 1, ///< the only one that data() has, beside the nickname
        UnreadRole,
        ClientRole, ///< draft, viewers or typing
        ClockRole,  ///< waiting times
    };

    explicit SessionListModel(Section section, QObject *parent = nullptr);

    const SectionRule &rule() const { return m_rule; }
    void setMe(const QString &agentId) { m_rule.me = agentId; }
    /// Rows that no longer fit stay until the next replace().
    void setFilter(const SessionFilter &filter) { m_rule.filter = filter; }

    /// Puts all rows anew (first load, other filter). Drafts, typing and viewers of rows that stay
    /// are kept. Works also while frozen.
    void replace(const QList<SessionSummary> &sessions);
    /// Makes the rows equal to `sessions` by the fewest changes (after a reconnect); what is not
    /// among them goes only when `complete`.
    void heal(const QList<SessionSummary> &sessions, bool complete);
    /// One session changed or is new: inserted, updated, moved or removed, as the section says. An
    /// older version than the row's is ignored. `keepUnread`: the summary came from an event; a row
    /// that is there keeps its count.
    void apply(const SessionSummary &session, bool keepUnread);
    /// Takes one session out, whatever it is.
    void remove(const QString &sessionName);

    void setDraft(const QString &sessionName, const QString &text);
    void setTyping(const QString &sessionName, bool typing);
    void setViewers(const QString &sessionName, const QStringList &names);
    void setUnread(const QString &sessionName, qint64 unread);

    /// True while the pointer is over the list: rows keep their place, texts still change, and
    /// insertions, removals and moves wait. False applies them.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozen; }
    /// How many sessions wait for the end of the freeze.
    int pendingChanges() const { return static_cast<int>(m_pending.size()); }

    /// Brings waiting times and levels up to `now` (server time); call it every second or so.
    void tick(Timestamp now);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// For delegates: the row as it is. The pointer lives until the model changes.
    const ListRow *row(int row) const;
    /// -1 when it is not in this list.
    int rowOf(const QString &sessionName) const;
    const ListRow *find(const QString &sessionName) const;
    /// Unread messages in all rows.
    qint64 unread() const;
    /// The session, other than `except`, whose customer waits longest for an answer; empty: none.
    QString longestUnanswered(const QString &except) const;

signals:
    void pendingChangesChanged(int count);

private:
    /// Index to insert `row` before; `self` is its own index now, or -1.
    int target(const ListRow &row, int self) const;
    void insertRow(ListRow row);
    void removeRow(int at);
    void moveRow(int from);
    /// Updates presence and place of the row at `at` after its data changed.
    void settle(int at);
    void markPending(const QString &sessionName);
    void applyPending();
    void countPending(qsizetype before);
    ListRow *shown(const QString &sessionName);
    /// Asked before the row's data change: the place follows from the order.
    int indexOf(const ListRow &row) const;
    void emitChanged(int first, int last, const QList<int> &roles = {});
    template<typename Change>
    void change(const QString &sessionName, int role, Change apply);

    SectionRule m_rule;
    bool m_frozen = false;
    std::unordered_map<QString, ListRow> m_byName; ///< the rows, at addresses that last
    QList<ListRow *> m_rows;                       ///< their order
    QHash<QString, ListRow> m_held;                ///< rows that come in after the freeze
    QSet<QString> m_gone;    ///< rows that go after the freeze, whatever they are
    QSet<QString> m_pending; ///< all whose presence or place is not right yet
};

} // namespace handoff
