#include "server/store/ticket/ticketrow.h"

#include "shared/text/searchfold.h"

namespace handoff::ticketrow {

namespace {

QVariant searchText(const TicketRow &row)
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

const Table<TicketRow> &table()
{
    using C = Column<TicketRow>;
    using R = TicketRow;
    static const Table<TicketRow> table(
        "tickets",
        {
            C::given<&R::id>("id"),
            C::fixed<&R::ticketId>("ticket_id"),
            C::fixed<&R::ticketNumber>("number"),
            C::kept<&R::title>("title"),
            C::kept<&R::description>("description"),
            C::kept<&R::category>("category"),
            C::kept<&R::priority>("priority"),
            C::kept<&R::status>("status"),
            C::kept<&R::department>("department"),
            C::fixed<&R::customerId>("customer_id"),
            C::fixed<&R::sessionId>("session_name"),
            C::fixed<&R::orderId>("order_id"),
            C::fixed<&R::bikeModel>("bike_model"),
            C::fixed<&R::vin>("vin"),
            C::kept<&R::assigneeId>("assignee_id"),
            C::kept<&R::assigneeName>("assignee_name"),
            C::fixed<&R::createdBy>("created_by"),
            C::fixed<&R::createdByName>("created_by_name"),
            C::fixed<&R::createdAt>("created_at"),
            C::kept<&R::updatedAt>("updated_at"),
            C::kept<&R::firstRespondedAt>("first_responded_at"),
            C::kept<&R::resolvedAt>("resolved_at"),
            C::kept<&R::closedAt>("closed_at"),
            C::kept<&R::slaResponseDeadline>("sla_response_deadline"),
            C::kept<&R::slaDeadline>("sla_deadline"),
            C::kept<&R::slaAnnounced>("sla_announced"),
            C::kept<&R::slaTurnsAt>("sla_turns_at"),
            C::fixed<&R::aiSummary>("ai_summary"),
            C::kept<&R::tags>("tags"),
            C::kept<&R::commentCount>("comment_count"),
            C::kept<&R::attachmentCount>("attachment_count"),
            C::kept<&R::version>("version"),
            C::made("urgency",
                    [](const R &row) -> QVariant { return static_cast<int>(row.priority); }),
            C::made("search_text", &searchText),
        });
    return table;
}

QList<TicketRow> readAll(Rows &rows)
{
    QList<TicketRow> list = table().readAll(rows);
    for (TicketRow &row : list)
        row.savedVersion = row.version;
    return list;
}

} // namespace handoff::ticketrow
