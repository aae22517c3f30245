#pragma once

#include "shared/contract/session.h"
#include "shared/contract/ticket.h"

/// What the server tells in its own language, said in the agent's: the sentence is built from the
/// structured part beside it. What has none (an action of a newer server) stays as it came.
namespace handoff::text {

/// "Status: Pending → Closed – refund is out", from `action` and `details`.
QString ticketActivity(const TicketActivity &activity, const Ticket &ticket);
/// Who did it: a name, "Customer", "System".
QString activityOperator(const TicketActivity &activity);
/// Why a person is wanted, as the regulator puts it (shared/rules/regulator.h).
QString escalationDetails(const Escalation &escalation);

} // namespace handoff::text
