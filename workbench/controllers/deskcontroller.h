#pragma once

#include "shared/contract/event.h"
#include "workbench/api/eventstream.h"
#include "workbench/controllers/drafts.h"
#include "workbench/models/sessionlistmodel.h"

#include <array>
#include <functional>

namespace handoff {

/// The desk of the signed-in agent: the lists of sessions, their counts, the connection. Loads by
/// REST, then lives from the event stream, and compares again after every reconnect. GUI thread.
class DeskController : public QObject
{
    Q_OBJECT

public:
    DeskController(ApiClient &api, Drafts &drafts, QObject *parent = nullptr);

    /// After sign-in. Called again after a second sign-in of the same agent it only catches up.
    void start(const Agent &me);
    /// After sign-out: lists empty, stream closed.
    void stop();

    SessionListModel *list(Section section) const;
    /// The server's number of sessions in the section, without the filter; -1 before it is known.
    qint64 count(Section section) const;
    bool isLoading(Section section) const;
    /// True when the server has more rows than the list: call loadMore() near the end.
    bool hasMore(Section section) const;
    void loadMore(Section section);
    /// Filter of one list; loads it anew.
    void setFilter(Section section, const SessionFilter &filter);
    /// The session in any list; null when none has it.
    const ListRow *find(const QString &sessionName) const;
    /// The waiting session that is next: first row of Waiting; empty when none waits.
    QString nextWaiting() const;
    /// My chat, other than `except`, whose customer waits longest for an answer; empty: none.
    QString nextUnanswered(const QString &except) const;
    /// Unread messages in my chats.
    qint64 unreadOfMine() const;

    EventStream &stream() { return m_stream; }
    EventStream::State connection() const { return m_stream.state(); }
    /// When the lists were last known to be right; ms 0 before the first load.
    Timestamp lastSynced() const;
    /// The server's time now, from the difference seen at the last connection.
    Timestamp serverNow() const;
    void retryNow() { m_stream.retryNow(); }

    const Agent &me() const { return m_me; }
    /// The account as the server has it now, after a change of the profile.
    void setMe(const Agent &me);
    AgentPresence presence() const { return m_me.status; }
    QString presenceNote() const { return m_me.statusNote; }
    /// Shown at once, taken back with failed() when the server refuses.
    void setPresence(AgentPresence presence, const QString &note = {});

    /// For answers of actions: the new state goes into the lists without waiting for the event.
    void apply(const SessionState &state);
    /// The agent saw the newest message of this chat.
    void clearUnread(const QString &sessionName);

signals:
    /// The agent has left (or another takes the desk): whatever was his has to be forgotten.
    void stopped();
    void countsChanged();
    void loadingChanged(handoff::Section section);
    void connectionChanged(handoff::EventStream::State state);
    /// lastSynced() moved.
    void synced();
    void presenceChanged(handoff::AgentPresence presence);
    /// A list could not be loaded, or the presence not changed.
    void failed(const handoff::Error &error);
    /// The desk caught up after a reconnect or resync: open views should compare too.
    void caughtUp();

    // Facts from the stream, for the open chat and for notifications:
    void messageAdded(const QString &sessionName, const handoff::Message &message);
    void sessionChanged(const handoff::SessionSummary &session);
    void statusChanged(const handoff::StatusChangeEvent &event);
    /// A colleague or the customer is (or is no longer) writing.
    void typingChanged(const QString &sessionName, handoff::MessageRole who, const QString &name,
                       bool active);
    void viewersChanged(const QString &sessionName, const QStringList &names);
    void agentChanged(const handoff::AgentEventInfo &agent);
    /// Every event as it came, for controllers of later features (tickets, catalogue, transfers).
    void event(const QString &type, const QJsonObject &payload);

private:
    struct List
    {
        SessionListModel *model = nullptr;
        qint64 count = -1;
        QString cursor; ///< of the next page
        bool hasMore = false;
        bool whole = false; ///< has every session of the section
        bool loading = false;
        bool stale = false;            ///< the last load failed
        quint64 load = 0;              ///< answers of older loads are ignored
        QList<SessionSummary> page;    ///< pages of a load so far
        QList<SessionSummary> during;  ///< changes that came while a load was under way
        QList<MessageAddedEvent> said; ///< messages that came meanwhile
    };
    enum class Load {
        Replace, ///< other filter or first time
        Heal,    ///< compare; what the server does not name is gone
        Extend,  ///< compare the newest page, keep the older rows
        More,    ///< the next page
    };

    List &at(Section section) { return m_lists[static_cast<size_t>(section)]; }
    const List &at(Section section) const { return m_lists[static_cast<size_t>(section)]; }
    void load(Section section, Load how);
    void request(Section section, Load how, const QString &cursor);
    void loaded(Section section, Load how, const SessionPage &page);
    /// The unread messages of a row when this one is there too. The row's count goes up to its
    /// preview: what is older is in it already.
    static qint64 unreadAfter(const SessionSummary &session, const Message &message);
    /// Puts what came during the load into its pages. False: their total may miss some of it.
    bool mergeDuring(List &list);
    /// A list that is there as a whole counts itself; the others follow the server's total.
    void countWhole(List &list);
    void refreshAll(bool nothingMissed);
    void reload();
    /// Some time later recount(): soon on a quiet desk, seldom on a busy one.
    void askAgain();
    void recount();
    void onReady(bool resumed, Timestamp serverTime);
    void onEvent(const QString &type, const QJsonObject &payload);
    void onSession(const SessionSummary &session);
    void onMessage(const MessageAddedEvent &event);
    void onTyping(const QJsonObject &payload);
    void onTick();
    void setTyping(const QString &sessionName, bool active);
    void applyDrafts(SessionListModel *model);
    void forAll(const std::function<void(SessionListModel &)> &fn);
    void touchSynced();

    ApiClient &m_api;
    Drafts &m_drafts;
    EventStream m_stream;
    std::array<List, allSections.size()> m_lists;
    Agent m_me;
    qint64 m_clockOffsetMs = 0; ///< server − here
    Timestamp m_synced;
    bool m_running = false;
    QTimer m_tick;
    QTimer m_recount;
    qint64 m_recountedAt = 0; ///< monotonic ms
    quint64 m_presenceChange = 0;
    QTimer m_reload;
    int m_reloadMs = 0; ///< pause before the next try, grows from failure to failure
    QHash<QString, qint64> m_typingUntil; ///< session → monotonic ms
};

} // namespace handoff
