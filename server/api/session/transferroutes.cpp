#include "server/api/endpoints.h"
#include "server/api/routes.h"
#include "server/domain/session/transfers.h"

namespace handoff::api {

using http::Level;

void addTransferRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    const DeskPolicy &policy = context.policy;
    const auto asTransfer = [](const http::ReplyPtr &reply, const auto &,
                               const Transfers::Outcome &outcome) {
        reply->data(json::toJson(outcome.transfer));
    };

    routes.post<TransferRequest>(
        "/api/sessions/{session_name}/transfer", Level::Agent,
        [&policy](Tx &tx, const Actor &actor, const Ask<TransferRequest> &ask) {
            return Transfers::request(tx, policy, ask.param("session_name"), ask.body, actor);
        },
        asTransfer);
    routes.get("/api/sessions/{session_name}/transfers", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &ask) {
                   return Transfers::ofSession(tx, ask.param("session_name"));
               });
    routes.get("/api/transfer-requests/pending", Level::Agent,
               [](Tx &tx, const Actor &actor, const Plain &) {
                   return Transfers::pendingFor(tx, actor.agent.id);
               });
    routes.post<TransferResponse>(
        "/api/transfer-requests/{id}/respond", Level::Agent,
        [&policy](Tx &tx, const Actor &actor, const Ask<TransferResponse> &ask) {
            return Transfers::respond(tx, policy, ask.param("id"), ask.body, actor);
        },
        asTransfer);
}

} // namespace handoff::api
