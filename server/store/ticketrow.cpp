#include "server/store/ticketrow.h"

#include "shared/text/searchfold.h"

namespace handoff::ticketrow {

namespace {

QString searchText(const TicketRow &row)
{
    QStringList parts{row.ticketNumber, row.title, row.customerId, row.description};
    for (const auto &part :
         {row.sessionId, row.orderId, row.bikeModel, row.vin, row.assigneeName}) {
        if (part)
            parts.append(*part);
    }
    return searchfold::folded(parts.join(u'\n'));
}

} // namespace

QString select()
{
    static const QString statement = QStringLiteral(
        "SELECT id, ticket_id, number, title, description, category, priority, status, department, "
        "customer_id, session_name, order_id, bike_model, vin, assignee_id, assignee_name, "
        "created_by, created_by_name, created_at, updated_at, first_responded_at, resolved_at, "
        "closed_at, sla_response_deadline, sla_deadline, sla_announced, sla_turns_at, ai_summary, "
        "tags, comment_count, attachment_count, version FROM tickets");
    return statement;
}

TicketRow read(const Rows &q)
{
    using namespace bind;
    TicketRow row;
    int c = 0;
    row.id = q.value(c++).toLongLong();
    row.ticketId = q.value(c++).toString();
    row.ticketNumber = q.value(c++).toString();
    row.title = q.value(c++).toString();
    row.description = q.value(c++).toString();
    row.category = named<TicketCategory>(q, c++);
    row.priority = named<TicketPriority>(q, c++);
    row.status = named<TicketStatus>(q, c++);
    row.department = named<Department>(q, c++);
    row.customerId = q.value(c++).toString();
    row.sessionId = optionalText(q, c++);
    row.orderId = optionalText(q, c++);
    row.bikeModel = optionalText(q, c++);
    row.vin = optionalText(q, c++);
    row.assigneeId = optionalText(q, c++);
    row.assigneeName = optionalText(q, c++);
    row.createdBy = q.value(c++).toString();
    row.createdByName = q.value(c++).toString();
    row.createdAt = time(q, c++);
    row.updatedAt = time(q, c++);
    row.firstRespondedAt = optionalTime(q, c++);
    row.resolvedAt = optionalTime(q, c++);
    row.closedAt = optionalTime(q, c++);
    row.slaResponseDeadline = time(q, c++);
    row.slaDeadline = time(q, c++);
    row.slaAnnounced = named<SlaStatus>(q, c++);
    row.slaTurnsAt = optionalTime(q, c++);
    row.aiSummary = optionalText(q, c++);
    row.tags = fromJson<QStringList>(q, c++);
    row.commentCount = q.value(c++).toInt();
    row.attachmentCount = q.value(c++).toInt();
    row.version = q.value(c++).toLongLong();
    row.savedVersion = row.version;
    return row;
}

QList<TicketRow> readAll(Rows &query)
{
    QList<TicketRow> rows;
    while (query.next())
        rows.append(read(query));
    return rows;
}

QStringList fixedColumns()
{
    return QStringLiteral("ticket_id,number,customer_id,session_name,order_id,bike_model,vin,"
                          "created_by,created_by_name,created_at,ai_summary")
        .split(u',');
}

QVariantList fixedValues(const TicketRow &row)
{
    using namespace bind;
    return {row.ticketId,        row.ticketNumber,      row.customerId,       orNull(row.sessionId),
            orNull(row.orderId), orNull(row.bikeModel), orNull(row.vin),      row.createdBy,
            row.createdByName,   row.createdAt.ms,      orNull(row.aiSummary)};
}

QStringList mutableColumns()
{
    return QStringLiteral("title,description,category,priority,urgency,status,department,"
                          "assignee_id,assignee_name,updated_at,first_responded_at,resolved_at,"
                          "closed_at,sla_response_deadline,sla_deadline,sla_announced,sla_turns_at,"
                          "tags,search_text,comment_count,attachment_count,version")
        .split(u',');
}

QVariantList mutableValues(const TicketRow &row)
{
    using namespace bind;
    return {row.title,
            row.description,
            name(row.category),
            name(row.priority),
            static_cast<int>(row.priority),
            name(row.status),
            name(row.department),
            orNull(row.assigneeId),
            orNull(row.assigneeName),
            row.updatedAt.ms,
            orNull(row.firstRespondedAt),
            orNull(row.resolvedAt),
            orNull(row.closedAt),
            row.slaResponseDeadline.ms,
            row.slaDeadline.ms,
            name(row.slaAnnounced),
            orNull(row.slaTurnsAt),
            asJson(row.tags),
            searchText(row),
            row.commentCount,
            row.attachmentCount,
            row.version};
}

} // namespace handoff::ticketrow
