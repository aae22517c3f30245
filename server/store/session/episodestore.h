#pragma once

#include "server/store/tx.h"
#include "shared/contract/session.h"

/// The table of episodes: one escalation from trigger to release. Statistics come from here.
namespace handoff {

struct Episode
{
    EscalationReason reason = EscalationReason::Manual;
    Severity severity = Severity::Low;
    Timestamp escalatedAt;
    std::optional<Timestamp> takenOverAt; ///< by the first human
    std::optional<Timestamp> releasedAt;
    bool transferred = false;       ///< more than one human
    std::optional<QString> agentId; ///< the last human
    qint64 messagesBefore = 0;      ///< the customer's messages before it
};

namespace EpisodeStore {

/// Begins one; the constraint is one open episode per session.
void begin(Tx &tx, qint64 sessionId, const Escalation &escalation, qint64 messagesBefore);
void takenOver(Tx &tx, qint64 sessionId, const QString &agentId);
void end(Tx &tx, qint64 sessionId);
/// Mean wait for a human of those who got one lately; nothing when nobody did.
std::optional<qint64> recentWaitMs(Tx &tx);
/// Oldest first.
QList<Episode> ofSession(Tx &tx, qint64 sessionId);

} // namespace EpisodeStore

} // namespace handoff
