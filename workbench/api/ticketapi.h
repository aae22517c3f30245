#pragma once

#include "shared/contract/ticket.h"
#include "shared/contract/ticketrequests.h"
#include "workbench/api/filetransfer.h"

/// Typed calls about tickets (api.md, Tickets).
namespace handoff {

/// Filters of `GET /api/tickets`; empty fields are not sent.
struct TicketQuery
{
    QString status; ///< wire names
    QString department;
    QString assigneeId;
    QString category;
    QString priority;
    QString slaStatus;
    QString keyword;
    bool open = false; ///< without the closed ones

    bool operator==(const TicketQuery &) const = default;
};

namespace TicketApi {

Later<TicketPage> list(ApiClient &api, const TicketQuery &query, int page, int pageSize);
Later<Ticket> detail(ApiClient &api, const QString &ticketId);
Later<Ticket> create(ApiClient &api, const CreateTicketRequest &request);
/// 409 TICKET_CONFLICT when `version` is stale.
Later<Ticket> edit(ApiClient &api, const QString &ticketId, const PatchTicketRequest &request);
Later<Ticket> assign(ApiClient &api, const QString &ticketId, const AssignTicketRequest &request);
Later<Ticket> setStatus(ApiClient &api, const QString &ticketId,
                        const TicketStatusRequest &request);
Later<Ticket> comment(ApiClient &api, const QString &ticketId, const TicketCommentRequest &request);
Later<BulkTicketsAnswer> bulk(ApiClient &api, const BulkTicketsRequest &request);
Later<void> removeAttachment(ApiClient &api, const QString &ticketId, const QString &attachmentId);
FileTransfer *upload(ApiClient &api, const QString &ticketId, const QString &file, QObject *parent);
FileTransfer *download(ApiClient &api, const QString &ticketId, const QString &attachmentId,
                       const QString &file, QObject *parent);
/// All tickets of the filter as CSV.
FileTransfer *exportCsv(ApiClient &api, const TicketQuery &query, const QString &file,
                        QObject *parent);

} // namespace TicketApi
} // namespace handoff
