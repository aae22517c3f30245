#include "server/api/ticket/ticketexport.h"

#include "server/api/csv.h"
#include "server/api/piecestream.h"
#include "server/domain/ticket/tickets.h"

#include <QDateTime>

namespace handoff::api {

namespace {

constexpr int rowsPerPart = 500;

const QStringList header = QStringLiteral("ticket_number,ticket_id,title,description,category,"
                                          "priority,status,department,customer_id,session_id,"
                                          "order_id,bike_model,vin,assignee,created_by,created_at,"
                                          "updated_at,first_responded_at,resolved_at,closed_at,"
                                          "sla_response_deadline,sla_deadline,sla_status,tags")
                               .split(u',');

QString local(std::optional<Timestamp> time, const QTimeZone &zone)
{
    if (!time)
        return {};
    return QDateTime::fromMSecsSinceEpoch(time->ms, zone)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QStringList cellsOf(const TicketRow &t, const QTimeZone &zone)
{
    const auto text = [](const std::optional<QString> &value) { return value.value_or(QString()); };
    return {t.ticketNumber,
            t.ticketId,
            t.title,
            t.description,
            json::enumName(t.category),
            json::enumName(t.priority),
            json::enumName(t.status),
            json::enumName(t.department),
            t.customerId,
            text(t.sessionId),
            text(t.orderId),
            text(t.bikeModel),
            text(t.vin),
            text(t.assigneeName),
            t.createdByName,
            local(t.createdAt, zone),
            local(t.updatedAt, zone),
            local(t.firstRespondedAt, zone),
            local(t.resolvedAt, zone),
            local(t.closedAt, zone),
            local(t.slaResponseDeadline, zone),
            local(t.slaDeadline, zone),
            json::enumName(t.slaStatus),
            t.tags.join(QStringLiteral("; "))};
}

/// Where an export stands; used on the event loop only.
struct Progress
{
    TicketList::Filter filter;
    qint64 next = 0;
    bool begun = false;
    bool done = false;
};

} // namespace

void exportTickets(const ApiContext &c, const http::ReplyPtr &reply,
                   const TicketList::Filter &filter)
{
    http::StreamOptions options;
    options.contentType = QByteArrayLiteral("text/csv; charset=utf-8");
    options.headers = {{"Content-Disposition", "attachment; filename=\"tickets.csv\""},
                       {"X-Content-Type-Options", "nosniff"}};
    const auto progress = std::make_shared<Progress>(Progress{filter, 0, false, false});
    streamPieces(reply, options, [&c, reply, progress] {
        using Piece = Result<QByteArray>;
        return c.database
            .read([filter = progress->filter, next = progress->next,
                   done = progress->done](Tx &tx) -> Result<Tickets::Part> {
                return done ? Tickets::Part{} : Tickets::part(tx, filter, next, rowsPerPart);
            })
            .then(reply->context(), [&c, progress](const Result<Tickets::Part> &part) -> Piece {
                if (!part)
                    return part.error();
                QByteArray piece;
                if (!std::exchange(progress->begun, true))
                    piece = csv::bom + csv::line(header);
                for (const TicketRow &row : part->rows)
                    piece += csv::line(cellsOf(row, c.policy.shift.zone));
                progress->next = part->next;
                progress->done = part->next == 0;
                return piece;
            });
    });
}

} // namespace handoff::api
