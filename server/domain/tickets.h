#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/ticketparts.h"
#include "server/store/ticketstore.h"
#include "server/store/tx.h"
#include "shared/contract/ticketrequests.h"

/// Use cases of tickets (api.md, Tickets). Each runs in one transaction; every change announces
/// `ticket_updated`, and `ticket_sla` when the ticket turned. Unknown ids are 404 `工单不存在:
/// <id>`.
namespace handoff::Tickets {

// ---- reading ------------------------------------------------------------------------------------

Result<Ticket> find(Tx &tx, const QString &ticketId);
/// The newest ticket of the session, or nothing. 404 SESSION_NOT_FOUND.
Result<std::optional<Ticket>> ofSession(Tx &tx, const QString &sessionName);

/// Query of `GET /api/tickets`.
struct ListQuery
{
    TicketStore::Filter
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
Result<Part> part(Tx &tx, const TicketStore::Filter &filter, qint64 next, int limit);
/// Notes in the audit log who exports what.
Result<void> exported(Tx &tx, const QString &filter, const Actor &actor);

// ---- changing -----------------------------------------------------------------------------------

/// 422 for lengths; 404 SESSION_NOT_FOUND for a session that does not exist.
Result<Ticket> create(Tx &tx, const DeskPolicy &policy, const CreateTicketRequest &request,
                      const Actor &actor);
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

// ---- attachments --------------------------------------------------------------------------------

using Attachments = QList<TicketAttachment>;

Result<Attachments> attachments(Tx &tx, const QString &ticketId);
/// 404 for the ticket, ATTACHMENT_NOT_FOUND.
Result<AttachmentRow> attachment(Tx &tx, const QString &ticketId, const QString &attachmentId);
/// The bytes are already durable under `upload.file`; filename, type, size and file are given.
Result<TicketAttachment> addAttachment(Tx &tx, const QString &ticketId, const AttachmentRow &upload,
                                       const Actor &actor);
struct Removed
{
    Attachments left;
    QString file; ///< to be deleted once this is committed
};
Result<Removed> removeAttachment(Tx &tx, const QString &ticketId, const QString &attachmentId,
                                 const Actor &actor);

// ---- SLA ----------------------------------------------------------------------------------------

Result<SlaPolicies> slaPolicies(Tx &tx);
/// Replaces them all. Open tickets of a pair whose times changed get new deadlines from their
/// creation on. 422 for minutes outside 1..525600, a response after the resolution, and a pair
/// named twice.
Result<SlaPolicies> setSlaPolicies(Tx &tx, const SlaPolicies &policies, const Actor &actor);
/// The work of the SLA clock: announces at most `limit` turns that are due. Returns how many
/// tickets it looked at: call again while it equals `limit`. Idempotent, also with several servers.
Result<int> turnSla(Tx &tx, int limit);

} // namespace handoff::Tickets
