#include "server/api/account/newpassword.h"
#include "server/api/answers.h"
#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/account/agentadmin.h"
#include "server/domain/account/presence.h"
#include "server/domain/audit.h"
#include "shared/contract/errors.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

Result<AgentAdmin::Query> agentsAsked(const Request &request)
{
    Query q(request);
    AgentAdmin::Query query;
    query.status = q.word<AgentPresence>("status");
    query.role = q.word<AgentRole>("role");
    query.page = q.number("page", 1, 1, 100'000);
    query.pageSize = q.number("page_size", 20, 1, 100);
    return q.result(query);
}

Result<Audit::Query> auditAsked(const Request &request)
{
    Query q(request);
    Audit::Query query;
    query.actor = q.name("actor");
    query.action = q.name("action");
    query.object = q.name("object");
    query.from = q.time("from");
    query.to = q.time("to");
    query.page = q.number("page", 1, 1, 100'000);
    query.pageSize = q.number("page_size", 50, 1, 100);
    return q.result(query);
}

void addLists(Endpoints &routes)
{
    routes.list("/api/agents", Level::Admin, &agentsAsked,
                [](Tx &tx, const Actor &, const Ask<AgentAdmin::Query> &ask) {
                    return AgentAdmin::list(tx, ask.body);
                });
    routes.get("/api/agents/available", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &) { return AgentAdmin::available(tx); });
    routes.list("/api/audit", Level::Admin, &auditAsked,
                [](Tx &tx, const Actor &, const Ask<Audit::Query> &ask) {
                    return Audit::page(tx, ask.body);
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
                [body = *body](Tx &tx, const Actor &) { return AgentAdmin::mayCreate(tx, body); },
                [&c, request, reply, body = *body, made] {
                    if (const auto may = mayBePassword(c, body.password); !may)
                        return reply->error(may.error());
                    writeWithPassword(
                        c, request, reply, body.password,
                        [body](Tx &tx, const Actor &actor, const Agents::NewPassword &password) {
                            return AgentAdmin::create(tx, body, password, actor);
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
                                   return AgentAdmin::resetPassword(tx, id, given, actor);
                               },
                               [&c, reply, username = agent.username] {
                                   c.throttle.forget(username);
                                   replyMessage(reply, QStringLiteral("密码已重置"));
                               });
                       });
               });
}

void addChanges(Endpoints &routes)
{
    const ApiContext &c = routes.context();
    routes.put<UpdateAgentRequest>(
        "/api/agents/{username}", Level::Admin,
        [&c](Tx &tx, const Actor &actor, const Ask<UpdateAgentRequest> &ask) {
            return AgentAdmin::update(tx, c.policy, ask.param("username"), ask.body, actor);
        },
        [](const ReplyPtr &reply, const auto &, const Agent &agent) {
            reply->json(200, beside(AgentAnswer{agent}));
        });
    routes.remove(
        "/api/agents/{username}", Level::Admin,
        [&c](Tx &tx, const Actor &actor, const Plain &ask) {
            return AgentAdmin::remove(tx, c.policy, ask.param("username"), actor);
        },
        [](const ReplyPtr &reply, const Plain &, const Agent &removed) {
            replyMessage(reply, QStringLiteral("坐席 %1 已删除").arg(removed.username));
        });
}

} // namespace

void addAdminRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    addLists(routes);
    addCreate(router, context);
    addChanges(routes);
}

} // namespace handoff::api
