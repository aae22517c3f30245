#pragma once

#include "shared/contract/event.h"
#include "workbench/api/apiclient.h"
#include "workbench/controllers/drafts.h"
#include "workbench/models/sessionlistmodel.h"

#include <QTimer>

#include <functional>

namespace handoff {

/// The lists of sessions and their counts: loaded by REST, kept up by what DeskController hears,
/// compared again when it asks. GUI thread.
class DeskLists : public QObject
{
    Q_OBJECT

public:
    DeskLists(ApiClient &api, Drafts &drafts);

    SessionListModel *list(Section section) const { return at(section).model; }
    /// The server's number of sessions in the section, without the filter; -1 before it is known.
    qint64 count(Section section) const { return at(section).count; }
    bool isLoading(Section section) const { return at(section).loading; }
    /// True when the server has more rows than the list: call loadMore() near the end.
    bool hasMore(Section section) const { return at(section).hasMore; }
    /// Behind what is being loaded; one page at a time.
    void loadMore(Section section);
    /// Filter of one list; loads it anew.
    void setFilter(Section section, const SessionFilter &filter);
    /// The session in any list; null when none has it.
    const ListRow *find(const QString &sessionName) const;

    void start(const QString &agentId);
    /// Empties them.
    void stop();
    /// Compares all lists with the server. `nothingMissed`: the stream goes on where it was, so
    /// older pages stay.
    void refresh(bool nothingMissed);
    /// Without a line a load that failed waits for the next refresh().
    void setLineLost(bool isLost) { m_isLost = isLost; }
    void apply(const SessionSummary &session);
    void add(const MessageAddedEvent &event);
    /// The agent saw the newest message of this chat.
    void clearUnread(const QString &sessionName);
    /// What only a client knows of a session: typing, viewers, what was read.
    void change(const std::function<void(SessionListModel &)> &change);

signals:
    void countsChanged();
    void loadingChanged(handoff::Section section);
    /// What is shown is what the server has.
    void loaded();
    void failed(const handoff::Error &error);

private:
    enum class Load {
        Replace, ///< other filter or first time
        Heal,    ///< compare; what the server does not name is gone
        Extend,  ///< compare the newest page, keep the older rows
        More,    ///< the next page
    };

    struct List
    {
        SessionListModel *model = nullptr;
        qint64 count = -1;
        QString cursor; ///< of the next page
        bool hasMore = false;
        bool whole = false; ///< has every session of the section
        bool loading = false;
        Load how = Load::Replace;      ///< what is being loaded
        bool moreWanted = false;       ///< the next page behind it
        bool stale = false;            ///< the last load failed
        bool unsure = false;           ///< the count may be wrong
        quint64 load = 0;              ///< answers of older loads are ignored
        QList<SessionSummary> page;    ///< pages of a load so far
        QList<SessionSummary> during;  ///< changes that came while a load was under way
        QList<MessageAddedEvent> said; ///< messages that came meanwhile

        bool isFiltered() const { return !(model->rule().filter == SessionFilter()); }
    };

    List &at(Section section) { return m_lists[static_cast<size_t>(section)]; }
    const List &at(Section section) const { return m_lists[static_cast<size_t>(section)]; }
    void load(Section section, Load how);
    void request(Section section, Load how, const QString &cursor);
    void take(Section section, Load how, const SessionPage &page);
    /// Puts what came during the load into its pages. False: their total may miss some of it.
    bool mergeDuring(List &list);
    /// A list that is there as a whole counts itself; the others follow the server's total.
    void countWhole(List &list);
    void reload();
    /// The list's count may be wrong: some time later recount(), soon on a quiet desk, seldom on a
    /// busy one.
    void doubt(List &list);
    void recount();

    ApiClient &m_api;
    Drafts &m_drafts;
    std::array<List, allSections.size()> m_lists;
    QString m_me; ///< empty: stopped
    bool m_isLost = false;
    QTimer m_recount;
    qint64 m_recountedAt = 0; ///< monotonic ms
    QTimer m_reload;
    int m_reloadMs = 0; ///< pause before the next try, grows from failure to failure
};

} // namespace handoff
