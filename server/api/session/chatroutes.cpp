#include "server/api/session/chatroutes.h"

#include "server/api/session/chatflow.h"
#include "server/domain/session/sessions.h"
#include "server/http/ratelimit.h"
#include "shared/contract/chat.h"
#include "shared/contract/errors.h"
#include "shared/core/ids.h"
#include "shared/text/displaytext.h"

namespace handoff::api {

namespace {

/// Who wrote how often in the last minute (limits.md, Requests). Shared by both routes.
struct ChatLimits
{
    http::RateLimit sessions;
    http::RateLimit addresses;
};
using LimitsPtr = std::shared_ptr<ChatLimits>;

/// Calls `go` when the customer may write now, else answers 429. Agents are never limited. Whether
/// a session is a VIP's is only looked up once it has used up what everybody may.
template<typename Go>
void admit(const ApiContext &context, const LimitsPtr &limits, const http::Request &request,
           const QString &sessionName, const http::ReplyPtr &reply, Go go)
{
    if (callerOf(request).principal.isAgent()) {
        go();
        return;
    }
    const Config &config = context.config;
    const QString address = anonymousClient(request);
    const auto take = [limits, sessionName, address, reply, go,
                       perAddress = config.rateLimitAddressPerMin](int perSession) {
        const qint64 now = monotonicMs();
        int wait = limits->addresses.check(address, perAddress, now);
        if (wait == 0)
            wait = limits->sessions.hit(sessionName, perSession, now);
        if (wait > 0) {
            reply->error(errors::rateLimited(wait));
            return;
        }
        limits->addresses.hit(address, perAddress, now);
        go();
    };
    const int usual = config.rateLimitSessionPerMin;
    if (limits->sessions.check(sessionName, usual, monotonicMs()) == 0) {
        take(usual);
        return;
    }
    const auto look = [sessionName](Tx &tx) { return Chat::isVip(tx, sessionName); };
    context.database.read(look).then(
        reply->context(), [take, usual, vipLimit = config.rateLimitVipPerMin](
                              const Result<bool> &vip) { take(vip && *vip ? vipLimit : usual); });
}

/// Listen mode: no Coze call, nothing stored. 404: nothing happens in a session that is not there.
void listen(const ApiContext &context, const http::Request &request, const QString &sessionName,
            const http::ReplyPtr &reply)
{
    if (const auto may = context.limits.take(ClientLimits::Kind::Streams, request); !may) {
        reply->error(may.error());
        return;
    }
    read(
        context, request, reply,
        [sessionName](Tx &tx, const Actor &) { return Sessions::version(tx, sessionName); },
        [&context, reply, sessionName, client = anonymousClient(request)](qint64) {
            openStream(context, reply,
                       {Subscription::Kind::CustomerListen, sessionName, {}, {}, {}, client});
        });
}

void chat(const ApiContext &context, const LimitsPtr &limits, bool streamed,
          const http::Request &request, const http::ReplyPtr &reply)
{
    const Result<ChatRequest> body = bodyOf<ChatRequest>(request);
    if (!body) {
        reply->error(body.error());
        return;
    }
    ChatFlow::Ask ask;
    ask.receivedAt = Timestamp::now();
    ask.streamed = streamed;
    ask.caller = callerOf(request);
    ask.text = body->message.value_or(QString());
    ask.sessionName = body->userId.value_or(QString());
    ask.conversationId = body->conversationId;
    ask.parameters = body->parameters.value_or(QJsonObject());
    ask.clientMessageId = body->clientMessageId.value_or(QString());
    if (displaytext::isBlank(ask.sessionName)) {
        ask.sessionName = newId(u"user_", 32);
        ask.namedHere = true;
    }
    const bool blank = displaytext::isBlank(ask.text);
    if (blank && !streamed) {
        reply->error(errors::validation(QStringLiteral("/message"), QStringLiteral("required")));
        return;
    }
    if (!displaytext::fits(ask.text, context.policy.maxMessageLength)) {
        reply->error(errors::validation(
            QStringLiteral("/message"),
            QStringLiteral("at most %1 characters").arg(context.policy.maxMessageLength)));
        return;
    }
    if (const Result<void> may = customerMay(context, request, ask.sessionName); !may) {
        reply->error(may.error());
        return;
    }
    if (blank) {
        listen(context, request, ask.sessionName, reply);
        return;
    }
    admit(context, limits, request, ask.sessionName, reply,
          [&context, ask, reply] { ChatFlow::start(context, ask, reply); });
}

} // namespace

void addChatRoutes(http::Router &router, const ApiContext &context)
{
    const auto limits = std::make_shared<ChatLimits>();
    for (const bool streamed : {false, true}) {
        router.add("POST", streamed ? "/api/chat/stream" : "/api/chat", http::Level::Customer,
                   [&context, limits, streamed](const http::Request &request,
                                                const http::ReplyPtr &reply) {
                       chat(context, limits, streamed, request, reply);
                   });
    }
}

} // namespace handoff::api
