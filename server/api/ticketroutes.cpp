#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/api/ticketexport.h"
#include "server/domain/tickets.h"
#include "server/domain/ticketwork.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

constexpr int maxAudited = 300; ///< characters of an export's filter

TicketList::Filter filterOf(Query &q)
{
    TicketList::Filter filter;
    filter.status = q.word<TicketStatus>("status");
    filter.department = q.word<Department>("department");
    filter.category = q.word<TicketCategory>("category");
    filter.priority = q.word<TicketPriority>("priority");
    filter.slaStatus = q.word<SlaStatus>("sla_status");
    filter.open = q.name("open") == QLatin1String("true");
    filter.assigneeId = q.name("assignee_id");
    if (filter.assigneeId == u"unassigned") {
        filter.assigneeId.clear();
        filter.unassigned = true;
    }
    filter.keyword = q.text("keyword");
    return filter;
}

Result<Tickets::ListQuery> listQuery(const Request &request)
{
    Query q(request);
    Tickets::ListQuery query;
    query.filter = filterOf(q);
    query.page = q.number("page", 1, 1, 1'000'000'000);
    query.pageSize = q.number("page_size", 20, 1, 100);
    return q.result(query);
}

/// `event` with the ticket in the log; the ticket in the answer.
auto answerTicket(const ApiContext &c, const Request &request, const ReplyPtr &reply,
                  const char *event)
{
    return [&c, reply, event = QString::fromLatin1(event),
            username = callerOf(request).principal.username](const Ticket &ticket) {
        c.log.add({event,
                   ticket.sessionId.value_or(QString()),
                   {},
                   {},
                   username,
                   {{QStringLiteral("ticket_id"), ticket.ticketId},
                    {QStringLiteral("ticket_number"), ticket.ticketNumber},
                    {QStringLiteral("ticket_status"), QString(json::enumName(ticket.status))}}});
        reply->data(json::toJson(ticket));
    };
}

/// A change of one ticket: the body as `Body`, then `useCase(Tx &, id, body, actor)`.
template<typename Body>
http::Handler change(const ApiContext &c, const char *event,
                     Result<Ticket> (*useCase)(Tx &, const QString &, const Body &, const Actor &))
{
    return [&c, event, useCase](const Request &request, const ReplyPtr &reply) {
        const auto body = bodyOf<Body>(request);
        if (!body)
            return reply->error(body.error());
        write(
            c, request, reply,
            [useCase, id = request.param("ticket_id"), body = *body](Tx &tx, const Actor &actor) {
                return useCase(tx, id, body, actor);
            },
            answerTicket(c, request, reply, event));
    };
}

void addReading(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/tickets", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto query = listQuery(request);
                   if (!query)
                       return reply->error(query.error());
                   read(
                       c, request, reply,
                       [query = *query](Tx &tx, const Actor &) { return Tickets::list(tx, query); },
                       asData(reply));
               });

    router.add("GET", "/api/tickets/{ticket_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [id = request.param("ticket_id")](Tx &tx, const Actor &) {
                           return Tickets::find(tx, id);
                       },
                       asData(reply));
               });

    router.add("GET", "/api/sessions/{session_name}/ticket", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &) {
                           return Tickets::ofSession(tx, name);
                       },
                       [reply](const std::optional<Ticket> &ticket) {
                           reply->data(json::toJson(ticket));
                       });
               });
}

void addChanging(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/tickets", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<CreateTicketRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, body = *body](Tx &tx, const Actor &actor) {
                           return Tickets::create(tx, c.policy, body, actor);
                       },
                       answerTicket(c, request, reply, "ticket_created"));
               });

    router.add("PATCH", "/api/tickets/{ticket_id}", Level::Agent,
               change<PatchTicketRequest>(c, "ticket_updated", &TicketWork::patch));
    router.add("POST", "/api/tickets/{ticket_id}/assign", Level::Agent,
               change<AssignTicketRequest>(c, "ticket_assigned", &TicketWork::assign));
    router.add("POST", "/api/tickets/{ticket_id}/status", Level::Agent,
               change<TicketStatusRequest>(c, "ticket_status_changed", &TicketWork::setStatus));
    router.add("POST", "/api/tickets/{ticket_id}/comments", Level::Agent,
               change<TicketCommentRequest>(c, "ticket_commented", &TicketWork::comment));

    router.add("POST", "/api/tickets/bulk", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<BulkTicketsRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [body = *body](Tx &tx, const Actor &actor) {
                           return TicketWork::bulk(tx, body, actor);
                       },
                       [&c, reply, username = callerOf(request).principal.username](
                           const BulkTicketsAnswer &answer) {
                           c.log.add({QStringLiteral("ticket_bulk"),
                                      {},
                                      {},
                                      {},
                                      username,
                                      {{QStringLiteral("done"), answer.done.size()},
                                       {QStringLiteral("failed"), answer.failed.size()}}});
                           reply->data(json::toJson(answer));
                       });
               });
}

void addExport(http::Router &router, const ApiContext &c)
{
    router.add(
        "GET", "/api/tickets/export", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            Query q(request);
            const auto filter = filterOf(q);
            const QString format = q.name("format");
            if (q.problem())
                return reply->error(*q.problem());
            if (!format.isEmpty() && format != u"csv")
                return reply->error(
                    errors::validation(QStringLiteral("/format"), QStringLiteral("csv expected")));
            const qsizetype mark = request.target.indexOf('?');
            const QString asked = QString::fromUtf8(
                mark < 0 ? QByteArray() : request.target.mid(mark + 1, maxAudited));
            write(
                c, request, reply,
                [asked](Tx &tx, const Actor &actor) { return Tickets::exported(tx, asked, actor); },
                [&c, reply, filter] { exportTickets(c, reply, filter); });
        });
}

} // namespace

void addTicketRoutes(http::Router &router, const ApiContext &context)
{
    addReading(router, context);
    addChanging(router, context);
    addExport(router, context);
}

} // namespace handoff::api
