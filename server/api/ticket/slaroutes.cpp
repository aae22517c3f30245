#include "server/api/endpoints.h"
#include "server/api/routes.h"
#include "server/domain/ticket/ticketsla.h"

namespace handoff::api {

void addSlaRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    routes.get(
        "/api/sla-policies", http::Level::Admin,
        [](Tx &tx, const Actor &, const Plain &) { return TicketSla::policies(tx); },
        answer::TaggedData());
    routes.put<json::Patch<SlaPolicies>>(
        "/api/sla-policies", http::Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<json::Patch<SlaPolicies>> &ask) {
            return TicketSla::setPolicies(tx, ask.body, actor);
        });
}

} // namespace handoff::api
