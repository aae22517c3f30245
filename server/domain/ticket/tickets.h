#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/ticket/ticketlist.h"
#include "server/store/tx.h"
#include "shared/contract/ticketrequests.h"

/// Use cases of tickets (api.md, Tickets): making, finding and listing them; ticketwork.h changes
/// them. Each runs in one transaction; every change announces `ticket_updated`, and `ticket_sla`
/// when the ticket turned. Unknown ids are 404 `工单不存在: <id>`.
namespace handoff::Tickets {

// ---- reading ------------------------------------------------------------------------------------

Result<Ticket> find(Tx &tx, const QString &ticketId);
/// The newest ticket of the session, or nothing. 404 SESSION_NOT_FOUND.
Result<std::optional<Ticket>> ofSession(Tx &tx, const QString &sessionName);

/// Query of `GET /api/tickets`.
struct ListQuery
{
    TicketList::Filter
        filter; ///< assigneeId: id or username; `unassigned` asks for those of nobody
    int page = 1;
    int pageSize = 20; ///< 1..100, clamped
};
/// `total` counts to 100,000 at most. 422 for a page behind that.
Result<TicketPage> list(Tx &tx, const ListQuery &query);

/// A part of all the tickets of a filter, newest first, every ticket at most once.
struct Part
{
    QList<TicketRow> rows; ///< `slaStatus` as it is now
    qint64 next = 0;       ///< for the next part; 0: that was all
};
Result<Part> part(Tx &tx, const TicketList::Filter &filter, qint64 next, int limit);
/// Notes in the audit log who exports what.
Result<void> exported(Tx &tx, const QString &filter, const Actor &actor);

// ---- changing -----------------------------------------------------------------------------------

/// 422 for lengths; 404 SESSION_NOT_FOUND for a session that does not exist.
Result<Ticket> create(Tx &tx, const DeskPolicy &policy, const CreateTicketRequest &request,
                      const Actor &actor);

} // namespace handoff::Tickets
