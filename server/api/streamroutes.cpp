#include "server/api/routes.h"
#include "server/domain/sessions.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

std::optional<QByteArray> lastEventId(const Request &request)
{
    if (request.hasHeader("Last-Event-ID"))
        return request.header("Last-Event-ID");
    if (const auto query = request.queryValue(u"last_event_id"))
        return query->toUtf8();
    return {};
}

} // namespace

void addStreamRoutes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/sessions/{session_name}/events", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   if (const auto may = c.limits.take(ClientLimits::Kind::Streams, request); !may)
                       return reply->error(may.error());
                   read(
                       c, request, reply,
                       [name, from = lastEventId(request), client = anonymousClient(request)](
                           Tx &tx, const Actor &actor) -> Result<Subscription> {
                           HANDOFF_TRY(const qint64 version, Sessions::version(tx, name));
                           using Kind = Subscription::Kind;
                           return Subscription{actor.isAgent() ? Kind::AgentSession
                                                               : Kind::CustomerStream,
                                               name,
                                               actor.agent.id,
                                               from,
                                               version,
                                               client,
                                               actor.signIn};
                       },
                       [&c, reply](const Subscription &what) { openStream(c, reply, what); });
               });

    router.add(
        "GET", "/api/agent/events", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            read(
                c, request, reply,
                [from = lastEventId(request)](Tx &, const Actor &actor) -> Result<Subscription> {
                    return Subscription{Subscription::Kind::AgentDesk,
                                        {},
                                        actor.agent.id,
                                        from,
                                        {},
                                        {},
                                        actor.signIn};
                },
                [&c, reply](const Subscription &what) { openStream(c, reply, what); });
        });
}

} // namespace handoff::api
