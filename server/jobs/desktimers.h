#pragma once

#include "server/domain/account/agents.h"
#include "server/domain/session/sessions.h"
#include "server/events/eventhub.h"
#include "server/store/database.h"

#include <QTimer>

namespace handoff {

/// How often the desk looks after itself; only tests change it.
struct DeskTimersOptions
{
    int presenceMs = 5'000;    ///< lost agents and their sessions
    int aliveMs = 30'000;      ///< agents with an open stream are noted
    int transferMs = 1'000;    ///< transfers that nobody answered
    int idleCloseMs = 60'000;  ///< sessions idle for SESSION_IDLE_CLOSE_HOURS, deleted tags
    int retentionMs = 300'000; ///< events, closed sessions and answers to repeat that are too old
    int autoReplyMs = 1'000;   ///< auto-replies that are due
    int turnsMs = 10'000;      ///< AI turns whose server is gone
};

/// The work nobody asks for: presence of agents by their event streams, sessions of lost agents
/// back to the queue, idle sessions closed, old events trimmed, old sessions taken away,
/// yesterday's Idempotency-Keys forgotten, auto-replies sent when they are due, AI turns ended
/// whose server is gone, deleted tags cleared away. Several servers on one database take turns at
/// it and find done what another did (Database::writeBehind). Event loop.
class DeskTimers : public QObject
{
    Q_OBJECT

public:
    DeskTimers(Database &database, EventHub &hub, const DeskPolicy &policy, int eventRetentionHours,
               const DeskTimersOptions &options = {});

    /// Ends the AI turns that should have been over at `due`.
    void endAbandonedTurns(Timestamp due);

private:
    void noteAlive(const QStringList &agentIds);
    void lookForLost();
    void endStreamsOfGone();
    void expireTransfers();
    void closeIdle();
    void trimEvents();
    void removeOld();
    void forgetRepeats();
    void sendDueReplies();
    void clearAway();
    template<typename Work>
    void every(int ms, Work work);

    Database &m_database;
    EventHub &m_hub;
    const DeskPolicy &m_policy;
    int m_eventRetentionHours;
    int m_repliesUnderway = 0;
};

} // namespace handoff
