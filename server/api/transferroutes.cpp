#include "server/api/routes.h"
#include "server/domain/transfers.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

/// The request in the answer, the move in backend.log.
auto answerOutcome(const ApiContext &c, const Request &request, const ReplyPtr &reply)
{
    return
        [&c, reply, by = callerOf(request).principal.username](const Transfers::Outcome &outcome) {
            const Transfer &t = outcome.transfer;
            if (outcome.moved)
                c.log.add({QStringLiteral("session_transferred"),
                           t.sessionName,
                           SessionStatus::ManualLive,
                           SessionStatus::ManualLive,
                           by,
                           {{QStringLiteral("from_agent"), t.fromAgent.id},
                            {QStringLiteral("to_agent"), t.toAgent.id},
                            {QStringLiteral("reason"), t.reason}}});
            reply->data(json::toJson(t));
        };
}

} // namespace

void addTransferRoutes(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/transfer", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<TransferRequest>(
                       c, request, reply,
                       [&c, name = request.param("session_name")](Tx &tx, const Actor &actor,
                                                                  const TransferRequest &body) {
                           return Transfers::request(tx, c.policy, name, body, actor);
                       },
                       answerOutcome(c, request, reply));
               });

    router.add("GET", "/api/sessions/{session_name}/transfers", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &) {
                           return Transfers::ofSession(tx, name);
                       },
                       asData(reply));
               });

    router.add("GET", "/api/transfer-requests/pending", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor) {
                           return Transfers::pendingFor(tx, actor.agent.id);
                       },
                       asData(reply));
               });

    router.add("POST", "/api/transfer-requests/{id}/respond", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<TransferResponse>(
                       c, request, reply,
                       [&c, id = request.param("id")](Tx &tx, const Actor &actor,
                                                      const TransferResponse &body) {
                           return Transfers::respond(tx, c.policy, id, body, actor);
                       },
                       answerOutcome(c, request, reply));
               });
}

} // namespace handoff::api
