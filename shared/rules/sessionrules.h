#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/session.h"

/// The state machine of a session (api.md, State machine) as a table, obeyed by the server and used
/// by the workbench to grey out what will be refused.
namespace handoff::SessionRules {

/// What somebody wants to do with a session.
enum class Action {
    Escalate,   ///< customer, agent or regulator asks for a human
    AfterHours, ///< second half of an escalation out of shift
    TakeOver,   ///< first half from bot_active and after_hours_email, then the second
    Release,
    Requeue, ///< the agent returns it, or is lost
    Cancel,  ///< the wait is cancelled
    Close,   ///< release with close, or idle
    Dismiss, ///< the after-hours mark is taken away
    Reopen,  ///< the customer writes again
};

/// The status that `action` leads to from `from`, one transition at a time (a takeover from
/// bot_active gives pending_manual, asked again manual_live); nothing when it is refused.
std::optional<SessionStatus> next(SessionStatus from, Action action);

inline bool allowed(SessionStatus from, Action action)
{
    return next(from, action).has_value();
}

/// The verb for `INVALID_STATUS: 当前状态为<status>，无法<动作>`.
QString verb(Action action);

/// Whether the AI answers in this status (product.md, Rules 2).
bool aiAnswers(SessionStatus status);

/// May this agent act for the session: its owner, or any admin (api.md, release, requeue,
/// messages).
bool ownsOrAdmin(const std::optional<AgentRef> &owner, const QString &agentId, AgentRole role);

} // namespace handoff::SessionRules
