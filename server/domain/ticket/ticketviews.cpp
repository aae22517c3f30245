#include "server/domain/ticket/ticketviews.h"

#include "server/store/ticket/ticketparts.h"
#include "shared/rules/slarules.h"

namespace handoff::TicketViews {

namespace {

constexpr int activitiesShown = 500;

} // namespace

Ticket whole(Tx &tx, TicketRow row)
{
    row.slaStatus = SlaRules::status(SlaRules::clocks(row), tx.now());
    Ticket ticket;
    static_cast<TicketSummary &>(ticket) = row;
    ticket.description = row.description;
    ticket.aiSummary = row.aiSummary;
    ticket.comments = TicketParts::comments(tx, row.id);
    for (const AttachmentRow &attachment : TicketParts::attachments(tx, row.id))
        ticket.attachments.append(attachment);
    ticket.activityLog = TicketParts::activities(tx, row.id, activitiesShown);
    return ticket;
}

} // namespace handoff::TicketViews
