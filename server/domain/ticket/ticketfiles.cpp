#include "server/domain/ticket/ticketfiles.h"

#include "server/domain/ticket/ticketchange.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/errors.h"
#include "shared/core/ids.h"

namespace handoff::TicketFiles {

namespace {

Attachments listed(Tx &tx, qint64 ticket)
{
    Attachments list;
    for (const AttachmentRow &row : TicketParts::attachments(tx, ticket))
        list.append(row);
    return list;
}

QJsonObject detailsOf(const AttachmentRow &row)
{
    return {{QStringLiteral("attachment_id"), row.id}, {QStringLiteral("filename"), row.filename}};
}

} // namespace

Result<Attachments> list(Tx &tx, const QString &ticketId)
{
    const auto ticket = TicketStore::find(tx, ticketId);
    if (!ticket)
        return errors::ticketNotFound(ticketId);
    return listed(tx, ticket->id);
}

Result<AttachmentRow> find(Tx &tx, const QString &ticketId, const QString &attachmentId)
{
    const auto ticket = TicketStore::find(tx, ticketId);
    if (!ticket)
        return errors::ticketNotFound(ticketId);
    const auto row = TicketParts::attachment(tx, ticket->id, attachmentId);
    if (!row)
        return errors::attachmentNotFound();
    return *row;
}

Result<TicketAttachment> add(Tx &tx, const QString &ticketId, const AttachmentRow &upload,
                             const Actor &actor)
{
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    AttachmentRow row = upload;
    row.id = newId(u"att_");
    row.uploadedBy = actor.agent.id;
    row.uploadedByName = actor.agent.name;
    row.createdAt = tx.now();
    TicketParts::addAttachment(tx, change.row().id, row);
    ++change.row().attachmentCount;
    change.note(QStringLiteral("attachment_added"),
                QString::fromUtf8("%1 添加了附件: %2").arg(actor.agent.name, row.filename),
                detailsOf(row));
    HANDOFF_CHECK(change.finish());
    change.log(QLatin1String("ticket_attachment_added"));
    return TicketAttachment(row);
}

Result<Removed> remove(Tx &tx, const QString &ticketId, const QString &attachmentId,
                       const Actor &actor)
{
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    const auto row = TicketParts::attachment(tx, change.row().id, attachmentId);
    if (!row)
        return errors::attachmentNotFound();
    TicketParts::removeAttachment(tx, attachmentId);
    --change.row().attachmentCount;
    change.note(QStringLiteral("attachment_removed"),
                QString::fromUtf8("%1 删除了附件: %2").arg(actor.agent.name, row->filename),
                detailsOf(*row));
    HANDOFF_CHECK(change.finish());
    change.log(QLatin1String("ticket_attachment_removed"));
    return Removed{listed(tx, change.row().id), row->file};
}

} // namespace handoff::TicketFiles
