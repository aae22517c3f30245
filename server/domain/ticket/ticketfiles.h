#pragma once

#include "server/domain/actor.h"
#include "server/store/ticket/ticketparts.h"
#include "server/store/tx.h"
#include "shared/contract/ticket.h"

/// Attachments of tickets (api.md, Tickets). The bytes are the file store's; here are the rows.
/// Unknown tickets are 404 `工单不存在: <id>`, unknown files ATTACHMENT_NOT_FOUND.
namespace handoff::TicketFiles {

using Attachments = QList<TicketAttachment>;

Result<Attachments> list(Tx &tx, const QString &ticketId);
/// 404 for the ticket, ATTACHMENT_NOT_FOUND.
Result<AttachmentRow> find(Tx &tx, const QString &ticketId, const QString &attachmentId);
/// The bytes are already durable under `upload.file`; filename, type, size and file are given.
Result<TicketAttachment> add(Tx &tx, const QString &ticketId, const AttachmentRow &upload,
                             const Actor &actor);
struct Removed
{
    Attachments left;
    QString file; ///< to be deleted once this is committed
};
Result<Removed> remove(Tx &tx, const QString &ticketId, const QString &attachmentId,
                       const Actor &actor);

} // namespace handoff::TicketFiles
