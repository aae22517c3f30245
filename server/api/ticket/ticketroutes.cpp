#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/api/ticket/ticketexport.h"
#include "server/domain/ticket/tickets.h"
#include "server/domain/ticket/ticketwork.h"
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

/// A use case that changes one ticket.
template<typename Body>
auto ofTicket(Result<Ticket> (*useCase)(Tx &, const QString &, const Body &, const Actor &))
{
    return [useCase](Tx &tx, const Actor &actor, const Ask<Body> &ask) {
        return useCase(tx, ask.param("ticket_id"), ask.body, actor);
    };
}

void addReading(Endpoints &routes)
{
    routes.list("/api/tickets", Level::Agent, &listQuery,
                [](Tx &tx, const Actor &, const Ask<Tickets::ListQuery> &ask) {
                    return Tickets::list(tx, ask.body);
                });
    routes.get("/api/tickets/{ticket_id}", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &ask) {
                   return Tickets::find(tx, ask.param("ticket_id"));
               });
    routes.get("/api/sessions/{session_name}/ticket", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &ask) {
                   return Tickets::ofSession(tx, ask.param("session_name"));
               });
}

void addChanging(Endpoints &routes)
{
    const ApiContext &c = routes.context();
    routes.post<CreateTicketRequest>(
        "/api/tickets", Level::Agent,
        [&c](Tx &tx, const Actor &actor, const Ask<CreateTicketRequest> &ask) {
            return Tickets::create(tx, c.policy, ask.body, actor);
        });
    routes.patch<PatchTicketRequest>("/api/tickets/{ticket_id}", Level::Agent,
                                     ofTicket(&TicketWork::patch));
    routes.post<AssignTicketRequest>("/api/tickets/{ticket_id}/assign", Level::Agent,
                                     ofTicket(&TicketWork::assign));
    routes.post<TicketStatusRequest>("/api/tickets/{ticket_id}/status", Level::Agent,
                                     ofTicket(&TicketWork::setStatus));
    routes.post<TicketCommentRequest>("/api/tickets/{ticket_id}/comments", Level::Agent,
                                      ofTicket(&TicketWork::comment));
    routes.post<BulkTicketsRequest>(
        "/api/tickets/bulk", Level::Agent,
        [](Tx &tx, const Actor &actor, const Ask<BulkTicketsRequest> &ask) {
            return TicketWork::bulk(tx, ask.body, actor);
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
    Endpoints routes(router, context);
    addReading(routes);
    addChanging(routes);
    addExport(router, context);
}

} // namespace handoff::api
