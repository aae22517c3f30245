#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/agent.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionrequests.h"

/// Who answers a session: the AI, nobody yet, a human (api.md, State machine). Each use case runs
/// in one transaction on a database thread and needs Database::write.
namespace handoff::HandOver {

struct Changed
{
    SessionState state;             ///< the new one
    std::optional<qint64> servedMs; ///< since the takeover, when that ended
};

struct Escalated : Changed
{
    bool isInShift = true;
    bool mailQueued = false; ///< out of shift, and its mail is on the way
    bool changed = false;    ///< false when it waited already
};

/// `reason` of the request: `user_request`, `manual_request` or an enum value; 422 else. Creates
/// the session on first use. 409 MANUAL_IN_PROGRESS when live; closed is 409 INVALID_STATUS; 429
/// RATE_LIMITED when the actor's client has too many in the queue.
Result<Escalated> escalate(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const QString &reason, const Actor &actor);

/// `agentId` (id or username) names who takes it; empty: the actor. 403 when an agent names
/// another, 404 AGENT_NOT_FOUND, 409 ALREADY_TAKEN with the owner's name, CAPACITY_REACHED (not for
/// an admin naming another), INVALID_STATUS.
Result<Changed> takeOver(Tx &tx, const DeskPolicy &policy, const QString &name,
                         const QString &agentId, const Actor &actor);

/// Back to the AI, or closed (then also from bot_active and after_hours_email). 404, 409 `Session
/// not in manual_live status`, 403 for who is neither owner nor admin.
Result<Changed> release(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const ReleaseRequest &request, const Actor &actor);
/// Back to the queue. Errors as release.
Result<Changed> requeue(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const QString &reason, const Actor &actor);
/// The wait is over: pending_manual → bot_active, by customer or agent (the customer is then told);
/// an agent also dismisses after_hours_email → bot_active. 404, 409.
Result<Changed> cancel(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor);
/// The customer goes to a new session: his wait is over, or the agent is told that he does not read
/// here any more; else nothing changes. 404.
Result<Changed> leave(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor);

/// Closes at most `limit` sessions idle for SESSION_IDLE_CLOSE_HOURS; returns their names.
Result<QStringList> closeIdle(Tx &tx, const DeskPolicy &policy, int limit);

} // namespace handoff::HandOver
