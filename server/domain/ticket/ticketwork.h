#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/ticketrequests.h"

/// What agents do with a ticket (api.md, Tickets): edit, assign, move, comment, one or many. Each
/// use case runs in one transaction and announces `ticket_updated`, and `ticket_sla` when the
/// ticket turned. Unknown ids are 404 `工单不存在: <id>`.
namespace handoff::TicketWork {

/// 409 TICKET_CONFLICT for a stale version, 400 NO_FIELDS_TO_UPDATE, 422. What is given but equal
/// changes nothing.
Result<Ticket> patch(Tx &tx, const QString &ticketId, const PatchTicketRequest &request,
                     const Actor &actor);
/// 404 AGENT_NOT_FOUND.
Result<Ticket> assign(Tx &tx, const QString &ticketId, const AssignTicketRequest &request,
                      const Actor &actor);
/// 409 INVALID_TRANSITION; 422 for a comment over 2000 characters.
Result<Ticket> setStatus(Tx &tx, const QString &ticketId, const TicketStatusRequest &request,
                         const Actor &actor);
/// Mentioned agents (by username) get a `mention`, the author does not; unknown names are left out.
/// 422 for the length of the content and more than 50 mentions.
Result<Ticket> comment(Tx &tx, const QString &ticketId, const TicketCommentRequest &request,
                       const Actor &actor);
/// Each ticket wholly or not at all; the codes are those of the single calls. 422 for ids or tags,
/// 400 NO_FIELDS_TO_UPDATE.
Result<BulkTicketsAnswer> bulk(Tx &tx, const BulkTicketsRequest &request, const Actor &actor);

// ---- what happens elsewhere ---------------------------------------------------------------------

/// The account is going: its tickets that are not closed belong to their departments alone.
Result<void> assigneeLeft(Tx &tx, const QString &agentId, const Actor &actor);
/// The account has another name: so have its tickets that are not closed.
Result<void> assigneeRenamed(Tx &tx, const Agent &agent);

/// The customer wrote, or an agent in his name: the session's tickets that waited for it go on.
Result<void> customerWrote(Tx &tx, const QString &sessionName,
                           const std::optional<QString> &ticketId, const Actor &actor);

} // namespace handoff::TicketWork
