#pragma once

#include "shared/contract/ticket.h"

/// The state machine of a ticket (api.md, Tickets: Transitions) as a table, obeyed by the server
/// and used by the workbench to offer only the moves that will be accepted.
namespace handoff::TicketRules {

/// Staying where one is counts as refused.
bool allowed(TicketStatus from, TicketStatus to);

/// Where a ticket can go from here, in the order in which people meet them.
QList<TicketStatus> next(TicketStatus from);

/// Resolved or closed: nobody works on it any more.
bool settled(TicketStatus status);

} // namespace handoff::TicketRules
