#include "server/api/routes.h"
#include "server/domain/ticketsla.h"

namespace handoff::api {

void addSlaRoutes(http::Router &router, const ApiContext &c)
{
    using http::Level;
    using http::ReplyPtr;
    using http::Request;

    router.add("GET", "/api/sla-policies", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &) { return TicketSla::policies(tx); },
                       asTaggedData(request, reply));
               });

    router.add("PUT", "/api/sla-policies", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writePatch<SlaPolicies>(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor, const json::Patch<SlaPolicies> &body) {
                           return TicketSla::setPolicies(tx, body, actor);
                       },
                       asData(reply));
               });
}

} // namespace handoff::api
