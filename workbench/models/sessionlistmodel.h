#pragma once

#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

#include <QAbstractListModel>
#include <QSet>

#include <array>
#include <unordered_map>

namespace handoff {

/// The sections of the conversation list.
enum class Section { Waiting, Mine, Ai, AfterHours, All };
inline constexpr std::array allSections{Section::Waiting, Section::Mine, Section::Ai,
                                        Section::AfterHours, Section::All};

/// One row: what the server said and what only this client knows.
struct ListRow
{
    SessionSummary session;
    QString draft;       ///< unsent text of this agent
    QString customer;    ///< the customer's last words, as far as they were seen here
    QStringList viewers; ///< names of colleagues who have it open
    bool typing = false; ///< the customer is writing now
};

/// What a list shows beside its section; the server filters by the same values.
struct SessionFilter
{
    QString keyword;
    QString tagId;
    bool vipOnly = false;
    QString sort; ///< empty: the section's own order; `newest`, `oldest` (created), `wait`

    bool operator==(const SessionFilter &) const = default;
};

/// The sessions of one section in their order: Waiting by VIP, level, longest wait; the others
/// last activity first. GUI thread. Knows neither network nor widgets; DeskController feeds it.
class SessionListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SessionNameRole = Qt::UserRole + 1, ///< QString
        NicknameRole,                       ///< QString, also Qt::DisplayRole
        VipRole,                            ///< bool
        StatusRole,                         ///< int(SessionStatus)
        PreviewRole,                        ///< QString, text of the last message
        PreviewSenderRole,                  ///< int(MessageRole) of the last message
        TimeRole,             ///< qint64 ms UTC of the last message, else of the change
        WaitingSinceRole,     ///< qint64 ms UTC, 0 when not waiting
        WaitingSecondsRole,   ///< qint64, as of the last tick()
        UnreadRole,           ///< qint64
        OwnerIdRole,          ///< QString, empty without owner
        OwnerNameRole,        ///< QString
        MineRole,             ///< bool
        TagsRole,             ///< QStringList "name\n#rrggbb"
        PriorityRole,         ///< int(PriorityLevel), as of the last tick()
        EscalationReasonRole, ///< int(EscalationReason), Unknown without one
        DraftRole,            ///< QString
        TypingRole,           ///< bool
        ViewersRole,          ///< QStringList
    };

    explicit SessionListModel(Section section, QObject *parent = nullptr);
    ~SessionListModel() override;

    Section section() const { return m_section; }
    /// Whose sessions are "mine"; the agent's id.
    void setMe(const QString &agentId);
    /// Rows that no longer fit stay until the next replace().
    void setFilter(const SessionFilter &filter);
    SessionFilter filter() const { return m_filter; }

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
    void setCustomerWords(const QString &sessionName, const QString &text);

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
    QHash<int, QByteArray> roleNames() const override;

    /// For delegates: the row as it is. The pointer lives until the model changes.
    const ListRow *row(int row) const;
    /// -1 when it is not in this list.
    int rowOf(const QString &sessionName) const;
    const ListRow *find(const QString &sessionName) const;
    qint64 waitingSeconds(const ListRow &row) const;
    PriorityLevel level(const ListRow &row) const;
    bool isMine(const SessionSummary &session) const;
    /// Since when he waits for my colleague's or my answer in a live chat.
    static std::optional<Timestamp> unansweredSince(const SessionSummary &session);
    /// As of the last tick().
    Timestamp now() const { return m_now; }
    /// Since when the customer waits for a human; nothing when he does not.
    static std::optional<Timestamp> waitingSince(const SessionSummary &session);

    /// Whether this section (without regard to the filter) holds such a session.
    bool belongs(const SessionSummary &session) const;

signals:
    void pendingChangesChanged(int count);

private:
    static PriorityLevel levelAt(const SessionSummary &session, Timestamp now);
    bool passes(const SessionSummary &session, bool isShown) const;
    bool before(const ListRow &a, const ListRow &b) const;
    /// Index to insert `row` before; `self` is its own index now, or -1.
    int target(const ListRow &row, int self) const;
    static void keepWords(ListRow &row);
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

    Section m_section;
    SessionFilter m_filter;
    QString m_me;
    Timestamp m_now;
    bool m_frozen = false;
    std::unordered_map<QString, ListRow> m_byName; ///< the rows, at addresses that last
    QList<ListRow *> m_rows;                       ///< their order
    QHash<QString, ListRow> m_held;                ///< rows that come in after the freeze
    QSet<QString> m_gone;    ///< rows that go after the freeze, whatever they are
    QSet<QString> m_pending; ///< all whose presence or place is not right yet
};

} // namespace handoff
