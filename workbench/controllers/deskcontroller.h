#pragma once

#include "shared/contract/event.h"
#include "workbench/api/eventstream.h"
#include "workbench/controllers/desklists.h"

namespace handoff {

/// The desk of the signed-in agent: who he is, the event stream and what it tells. Feeds the lists,
/// and has them compared again after every reconnect. GUI thread.
class DeskController : public QObject
{
    Q_OBJECT

public:
    DeskController(ApiClient &api, Drafts &drafts, QObject *parent = nullptr);

    /// After sign-in. Called again after a second sign-in of the same agent it only catches up.
    void start(const Agent &me);
    /// After sign-out: lists empty, stream closed.
    void stop();

    DeskLists &lists() { return m_lists; }
    const DeskLists &lists() const { return m_lists; }
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

signals:
    /// The agent has left (or another takes the desk): whatever was his has to be forgotten.
    void stopped();
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
    void event(const handoff::AnyEvent &event);

private:
    void refresh(bool nothingMissed);
    void onReady(bool resumed, Timestamp serverTime);
    void onEvent(const AnyEvent &event);
    void onTyping(const TypingEvent &typing);
    void onTick();
    void tick();
    void setTyping(const QString &sessionName, bool active);
    void touchSynced();

    ApiClient &m_api;
    EventStream m_stream;
    DeskLists m_lists;
    Agent m_me;
    qint64 m_clockOffsetMs = 0; ///< server − here
    Timestamp m_synced;
    bool m_running = false;
    QTimer m_tick;
    quint64 m_presenceChange = 0;
    QHash<QString, qint64> m_typingUntil; ///< session → monotonic ms
};

} // namespace handoff
