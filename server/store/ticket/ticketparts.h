#pragma once

#include "server/store/tx.h"
#include "shared/contract/ticket.h"

/// What hangs on a ticket: comments, activity, attachments. `ticket` is TicketRow::id; lists are
/// oldest first.
namespace handoff {

struct AttachmentRow : TicketAttachment
{
    QString file; ///< name in the file store
};

namespace TicketParts {

/// `id` is given by the database.
void addComment(Tx &tx, qint64 ticket, const TicketComment &comment);
QList<TicketComment> comments(Tx &tx, qint64 ticket);

/// `id` is given by the database.
void addActivity(Tx &tx, qint64 ticket, const TicketActivity &activity);
/// The newest `limit`.
QList<TicketActivity> activities(Tx &tx, qint64 ticket, int limit);

void addAttachment(Tx &tx, qint64 ticket, const AttachmentRow &attachment);
QList<AttachmentRow> attachments(Tx &tx, qint64 ticket);
std::optional<AttachmentRow> attachment(Tx &tx, qint64 ticket, const QString &attachmentId);
void removeAttachment(Tx &tx, const QString &attachmentId);
/// Those of `files` that belong to an attachment.
QStringList filesInUse(Tx &tx, const QStringList &files);

} // namespace TicketParts

} // namespace handoff
