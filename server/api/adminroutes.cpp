#include "server/api/answers.h"
#include "server/api/newpassword.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/audit.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

void addLists(http::Router &router, const ApiContext &c)
{
    router.add(
        "GET", "/api/agents", Level::Admin, [&c](const Request &request, const ReplyPtr &reply) {
            Query q(request);
            Agents::ListQuery query;
            query.status = q.word<AgentPresence>("status");
            query.role = q.word<AgentRole>("role");
            query.page = q.number("page", 1, 1, 100'000);
            query.pageSize = q.number("page_size", 20, 1, 100);
            if (q.problem())
                return reply->error(*q.problem());
            read(
                c, request, reply,
                [query](Tx &tx, const Actor &) { return Agents::list(tx, query); }, asData(reply));
        });

    router.add("GET", "/api/agents/available", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &) { return Agents::available(tx); }, asData(reply));
               });

    router.add(
        "GET", "/api/audit", Level::Admin, [&c](const Request &request, const ReplyPtr &reply) {
            Query q(request);
            Audit::Query query;
            query.actor = q.name("actor");
            query.action = q.name("action");
            query.object = q.name("object");
            query.from = q.time("from");
            query.to = q.time("to");
            query.page = q.number("page", 1, 1, 100'000);
            query.pageSize = q.number("page_size", 50, 1, 100);
            if (q.problem())
                return reply->error(*q.problem());
            read(
                c, request, reply,
                [query](Tx &tx, const Actor &) { return Audit::page(tx, query); }, asData(reply));
        });
}

void addCreate(http::Router &router, const ApiContext &c)
{
    router.add(
        "POST", "/api/agents", Level::Admin, [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<CreateAgentRequest>(request);
            if (!body)
                return reply->error(body.error());
            const auto made = [reply](const Agent &agent) {
                reply->json(200, beside(AgentAnswer{agent}));
            };
            // Who may, and whether it can be, is known before half a second of bcrypt.
            read(
                c, request, reply,
                [body = *body](Tx &tx, const Actor &) { return Agents::mayCreate(tx, body); },
                [&c, request, reply, body = *body, made] {
                    if (const auto may = mayBePassword(c, body.password); !may)
                        return reply->error(may.error());
                    writeWithPassword(
                        c, request, reply, body.password,
                        [body](Tx &tx, const Actor &actor, const Agents::NewPassword &password) {
                            return Agents::create(tx, body, password, actor);
                        },
                        made);
                });
        });

    router.add("POST", "/api/agents/{username}/reset-password", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<ResetPasswordRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   const QString username = request.param("username");
                   read(
                       c, request, reply,
                       [username](Tx &tx, const Actor &) { return Agents::find(tx, username); },
                       [&c, request, reply, password = body->newPassword](const Agent &agent) {
                           if (const auto may = mayBePassword(c, password); !may)
                               return reply->error(may.error());
                           writeWithPassword(
                               c, request, reply, password,
                               [id = agent.id](Tx &tx, const Actor &actor,
                                               const Agents::NewPassword &given) {
                                   return Agents::resetPassword(tx, id, given, actor);
                               },
                               [&c, reply, username = agent.username] {
                                   c.throttle.forget(username);
                                   replyMessage(reply, QStringLiteral("密码已重置"));
                               });
                       });
               });
}

void addChanges(http::Router &router, const ApiContext &c)
{
    router.add(
        "PUT", "/api/agents/{username}", Level::Admin,
        [&c](const Request &request, const ReplyPtr &reply) {
            writeBody<UpdateAgentRequest>(
                c, request, reply,
                [&c, username = request.param("username")](Tx &tx, const Actor &actor,
                                                           const UpdateAgentRequest &body) {
                    return Agents::update(tx, c.policy, username, body, actor);
                },
                [reply](const Agent &agent) { reply->json(200, beside(AgentAnswer{agent})); });
        });

    router.add("DELETE", "/api/agents/{username}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [&c, username = request.param("username")](Tx &tx, const Actor &actor) {
                           return Agents::remove(tx, c.policy, username, actor);
                       },
                       [&c, reply](const Agents::Removed &removed) {
                           for (const Agents::Requeued &r : removed.requeued)
                               c.log.addTransitions(QStringLiteral("session_requeued"),
                                                    r.sessionName, {r.transition},
                                                    {{QStringLiteral("agent_id"), r.agentId}});
                           replyMessage(
                               reply, QStringLiteral("坐席 %1 已删除").arg(removed.agent.username));
                       });
               });
}

} // namespace

void addAdminRoutes(http::Router &router, const ApiContext &context)
{
    addLists(router, context);
    addCreate(router, context);
    addChanges(router, context);
}

} // namespace handoff::api
