#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/session.h"

namespace handoff {

/// What an agent can do with a chat.
enum class ChatAction {
    TakeOver,
    Reply,
    Release,
    Close,
    Requeue,
    CancelWait,
    Dismiss, ///< takes the after-hours mark away
    Transfer,
    Email,   ///< hands it over to the staff's mailbox
    Annotate ///< notes, tags, ticket, profile: open to every agent
};

/// Whether an action is allowed now; `why` is text for people when it is not.
struct Allowed
{
    bool ok = false;
    QString why;
};

namespace SessionActions {

/// By the server's own rule tables (shared/rules/sessionrules), so what is offered will be
/// accepted.
Allowed allowed(ChatAction action, SessionStatus status, const std::optional<AgentRef> &owner,
                const Agent &me);

} // namespace SessionActions
} // namespace handoff
