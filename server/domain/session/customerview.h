#pragma once

#include "shared/contract/session.h"

/// What a customer may know of his session (api.md, SessionState): what he wrote, what he was told,
/// why and how long he waits, and who serves him, by display name. Every answer to a customer goes
/// through here; the shape stays SessionState, so that pages need not ask who they are.
///
/// Kept: name, status, conversation, profile, escalation (his own words and the rule they hit),
/// owner, whether his mail went out or why not, times, version. Left empty: to whom it went, tags,
/// the profile's metadata (agents' own), how the desk ranks him. Events need no view: those
/// with an audience of customers hold no more than this.
namespace handoff::CustomerView {

SessionState of(SessionState state);

/// Only an agent's message says who wrote it.
Message of(Message message);

/// Who of the staff acted, and the words he gave for it, stay in the house: `agent`, no reason.
AuditEntry of(AuditEntry entry);

} // namespace handoff::CustomerView
