#include "server/api/routes.h"
#include "server/domain/session/messages.h"
#include "server/domain/session/sessions.h"
#include "server/events/viewers.h"
#include "shared/contract/event.h"
#include "shared/contract/presence.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

void sendTyping(const ApiContext &c, const QString &name, const Actor &actor, bool active)
{
    TypingEvent typing;
    typing.sessionName = name;
    typing.active = active;
    if (actor.isAgent())
        typing.who = {QStringLiteral("agent"), actor.agent.id, actor.agent.name};
    else
        typing.who = {QStringLiteral("user"), {}, {}};
    StoredEvent event;
    event.type = typing.type;
    event.sessionName = name;
    event.audience = actor.isAgent() ? Audience::CustomerAndAgents : Audience::Agents;
    event.json = json::toJson(typing);
    event.at = Timestamp::now();
    c.hub.sendEphemeral(event);
    c.hub.tellOthers(event);
}

/// The caller, when the session exists.
template<typename Answer>
void withSession(const ApiContext &c, const Request &request, const ReplyPtr &reply,
                 const QString &name, Answer answer)
{
    read(
        c, request, reply,
        [name](Tx &tx, const Actor &actor) -> Result<Actor> {
            HANDOFF_CHECK(Sessions::version(tx, name));
            return actor;
        },
        std::move(answer));
}

} // namespace

void addMessageRoutes(http::Router &router, const ApiContext &c)
{
    router.add(
        "POST", "/api/manual/messages", Level::Customer,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<SendMessageRequest>(request);
            if (!body)
                return reply->error(body.error());
            const QString name = body->sessionName.value_or(QString());
            if (const auto may = customerMay(c, request, name); !may && !name.isEmpty())
                return reply->error(may.error());
            if (const auto may = c.limits.take(ClientLimits::Kind::Messages, request, name); !may)
                return reply->error(may.error());
            write(
                c, request, reply,
                [&c, body = *body](Tx &tx, const Actor &actor) {
                    return Messages::send(tx, c.policy, body, actor);
                },
                [reply](const Messages::Sent &sent) { reply->data(json::toJson(sent.answer)); },
                name);
        });

    router.add("POST", "/api/sessions/{session_name}/typing", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   const auto body = bodyOf<TypingRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   // Nobody misses one of very many: the page need not know.
                   if (!c.limits.take(ClientLimits::Kind::Typing, request, name))
                       return reply->data();
                   withSession(c, request, reply, name,
                               [&c, reply, name, active = body->active](const Actor &actor) {
                                   sendTyping(c, name, actor, active);
                                   reply->data();
                               });
               });

    router.add("POST", "/api/sessions/{session_name}/viewing", Level::Agent,
               [&c, viewers = std::make_shared<Viewers>(c.hub)](const Request &request,
                                                                const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   withSession(c, request, reply, name, [reply, name, viewers](const Actor &actor) {
                       reply->data(json::toJson(viewers->renew(
                           name, {actor.agent.id, actor.agent.name}, monotonicMs())));
                   });
               });
}

} // namespace handoff::api
