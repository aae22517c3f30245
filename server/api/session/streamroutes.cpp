#include "server/api/routes.h"
#include "server/domain/session/sessions.h"
#include "shared/text/names.h"

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

constexpr auto nameHeader = "Stream-Name";
constexpr auto beatHeader = "Heartbeat";
constexpr int slowestBeat = 30;

/// What the client says about its stream: a name of its own, and how often it wants to be told that
/// the line is alive.
Result<Subscription> wishes(const Request &request)
{
    Subscription what;
    what.lastEventId = lastEventId(request);
    what.streamName = QString::fromUtf8(request.header(nameHeader));
    HANDOFF_CHECK(names::check(u'/' + QString::fromLatin1(nameHeader), what.streamName));
    if (!request.hasHeader(beatHeader))
        return what;
    what.beatSeconds = request.header(beatHeader).toInt();
    if (what.beatSeconds < 1 || what.beatSeconds > slowestBeat)
        return json::validationError(u'/' + QString::fromLatin1(beatHeader),
                                     QStringLiteral("1 to %1 expected").arg(slowestBeat));
    return what;
}

} // namespace

void addStreamRoutes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/sessions/{session_name}/events", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   const auto asked = wishes(request);
                   if (!asked)
                       return reply->error(asked.error());
                   if (const auto may = c.limits.take(ClientLimits::Kind::Streams, request); !may)
                       return reply->error(may.error());
                   read(
                       c, request, reply,
                       [name, asked = *asked, client = anonymousClient(request)](
                           Tx &tx, const Actor &actor) -> Result<Subscription> {
                           Subscription what = asked;
                           HANDOFF_TRY(what.sessionVersion, Sessions::version(tx, name));
                           using Kind = Subscription::Kind;
                           what.kind = actor.isAgent() ? Kind::AgentSession : Kind::CustomerStream;
                           what.sessionName = name;
                           what.agentId = actor.agent.id;
                           what.client = client;
                           what.signIn = actor.signIn;
                           return what;
                       },
                       [&c, reply](const Subscription &what) { openStream(c, reply, what); });
               });

    router.add("GET", "/api/agent/events", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto asked = wishes(request);
                   if (!asked)
                       return reply->error(asked.error());
                   read(
                       c, request, reply,
                       [asked = *asked](Tx &, const Actor &actor) -> Result<Subscription> {
                           Subscription what = asked;
                           what.kind = Subscription::Kind::AgentDesk;
                           what.agentId = actor.agent.id;
                           what.signIn = actor.signIn;
                           return what;
                       },
                       [&c, reply](const Subscription &what) { openStream(c, reply, what); });
               });
}

} // namespace handoff::api
