#pragma once

#include "server/store/storedevent.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/event.h"

/// Private to server/domain: what is told of a ticket.
namespace handoff::TicketViews {

/// Everything that hangs on the row, with the SLA status of now.
Ticket whole(Tx &tx, TicketRow row);
/// An event about the ticket, for every agent.
template<typename Event>
StoredEvent stored(const Event &event, const TicketRow &row)
{
    const QString session = row.sessionId.value_or(QString());
    return {0, event.type, session, Audience::Agents, {}, json::toJson(event), {}};
}

} // namespace handoff::TicketViews
