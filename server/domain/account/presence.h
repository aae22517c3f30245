#pragma once

#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/agent.h"

/// Presence of agents by their event streams (api.md, Agents and accounts).
namespace handoff::Presence {

/// These agents have an open event stream now; call at opening and at least every 30 s. An agent
/// who was lost has his status back, and all get `session_updated` of the sessions that were taken
/// from him and still wait. Returns the names of those sessions.
Result<QStringList> streamsAlive(Tx &tx, const QStringList &agentIds);
/// Agents whose last stream is gone for AGENT_OFFLINE_SECONDS go offline; returns them.
Result<QList<Agent>> markLost(Tx &tx, const DeskPolicy &policy);

/// Live sessions of agents lost for AGENT_LOST_GRACE_SECONDS go back to the queue with the system
/// text (manual_live → pending_manual, `agent_lost`). Returns their names.
Result<QStringList> requeueLost(Tx &tx, const DeskPolicy &policy);

} // namespace handoff::Presence
