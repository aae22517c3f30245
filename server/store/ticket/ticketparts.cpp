#include "server/store/ticket/ticketparts.h"

#include "server/store/sql.h"
#include "server/store/table.h"

#include <algorithm>

namespace handoff::TicketParts {

namespace {

QString idFrom(QLatin1String prefix, const Rows &row, int column)
{
    return prefix + row.value(column).toString();
}

const Table<AttachmentRow> &attachmentTable()
{
    using C = Column<AttachmentRow>;
    using R = AttachmentRow;
    static const Table<AttachmentRow> table("ticket_attachments",
                                            {
                                                C::fixed<&R::id>("attachment_id"),
                                                C::fixed<&R::filename>("filename"),
                                                C::fixed<&R::contentType>("content_type"),
                                                C::fixed<&R::size>("size"),
                                                C::fixed<&R::file>("file"),
                                                C::fixed<&R::uploadedBy>("uploaded_by"),
                                                C::fixed<&R::uploadedByName>("uploaded_by_name"),
                                                C::fixed<&R::createdAt>("created_at"),
                                            });
    return table;
}

} // namespace

void addComment(Tx &tx, qint64 ticket, const TicketComment &comment)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO ticket_comments (ticket, content, author_id, author_name, "
                            "mentions, internal, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"),
             {ticket, comment.content, comment.authorId, comment.authorName,
              bind::asJson(comment.mentions), bind::flag(comment.isInternal),
              comment.createdAt.ms});
}

QList<TicketComment> comments(Tx &tx, qint64 ticket)
{
    Rows &rows =
        sql::run(tx,
                 QStringLiteral("SELECT id, content, author_id, author_name, mentions, created_at, "
                                "internal FROM ticket_comments WHERE ticket = ? ORDER BY id"),
                 {ticket});
    QList<TicketComment> list;
    while (rows.next()) {
        list.append({idFrom(QLatin1String("tcom_"), rows, 0), rows.value(1).toString(),
                     rows.value(2).toString(), rows.value(3).toString(),
                     bind::fromJson<QStringList>(rows, 4), bind::time(rows, 5),
                     rows.value(6).toInt() == 1});
    }
    return list;
}

void addActivity(Tx &tx, qint64 ticket, const TicketActivity &activity)
{
    sql::run(
        tx,
        QStringLiteral("INSERT INTO ticket_activities (ticket, action, description, "
                       "operator_id, operator_name, at, details) VALUES (?, ?, ?, ?, ?, ?, ?)"),
        {ticket, activity.action, activity.description, activity.operatorId, activity.operatorName,
         activity.timestamp.ms, bind::asJson(activity.details)});
}

QList<TicketActivity> activities(Tx &tx, qint64 ticket, int limit)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id, action, description, operator_id, "
                                         "operator_name, at, details FROM ticket_activities "
                                         "WHERE ticket = ? ORDER BY id DESC LIMIT ?"),
                          {ticket, limit});
    QList<TicketActivity> list;
    while (rows.next()) {
        list.append({idFrom(QLatin1String("tact_"), rows, 0), rows.value(1).toString(),
                     rows.value(2).toString(), rows.value(3).toString(), rows.value(4).toString(),
                     bind::time(rows, 5), bind::fromJson<QJsonObject>(rows, 6)});
    }
    std::reverse(list.begin(), list.end());
    return list;
}

void addAttachment(Tx &tx, qint64 ticket, const AttachmentRow &attachment)
{
    static const QString statement = attachmentTable().insertion({QStringLiteral("ticket")});
    sql::run(tx, statement, QVariantList{ticket} + attachmentTable().inserted(attachment));
}

QList<AttachmentRow> attachments(Tx &tx, qint64 ticket)
{
    static const QString statement =
        attachmentTable().select(QStringLiteral("WHERE ticket = ? ORDER BY id"));
    return attachmentTable().readAll(sql::run(tx, statement, {ticket}));
}

std::optional<AttachmentRow> attachment(Tx &tx, qint64 ticket, const QString &attachmentId)
{
    static const QString statement =
        attachmentTable().select(QStringLiteral("WHERE ticket = ? AND attachment_id = ?"));
    return attachmentTable().readFirst(sql::run(tx, statement, {ticket, attachmentId}));
}

void removeAttachment(Tx &tx, const QString &attachmentId)
{
    sql::run(tx, QStringLiteral("DELETE FROM ticket_attachments WHERE attachment_id = ?"),
             {attachmentId});
}

QStringList filesInUse(Tx &tx, const QStringList &files)
{
    QStringList used;
    for (const QString &file : files) {
        if (sql::value(tx, QStringLiteral("SELECT 1 FROM ticket_attachments WHERE file = ?"),
                       {file})
                .isValid())
            used.append(file);
    }
    return used;
}

} // namespace handoff::TicketParts
