#include "server/api/apicontext.h"

#include "server/http/etag.h"
#include "shared/contract/errors.h"

#include <QCryptographicHash>

namespace handoff::api {

namespace {

constexpr qsizetype maxSessionName = 255;
constexpr const char *onceHeader = "Idempotency-Key";
constexpr qsizetype maxOnceKey = 255;

Principal principalOf(const Tokens &tokens, const http::Request &request)
{
    Principal principal;
    principal.sessionToken = QString::fromUtf8(request.header("X-Session-Token"));
    if (principal.sessionToken.isEmpty())
        principal.sessionToken = request.queryValue(u"session_token").value_or(QString());
    if (!request.hasHeader("Authorization"))
        return principal;
    principal.kind = Principal::Kind::Invalid;
    if (const auto bearer = request.bearerToken()) {
        if (const auto claims = tokens.verifyAccess(*bearer, Timestamp::now())) {
            principal.kind = Principal::Kind::Agent;
            principal.agentId = claims->agentId;
            principal.username = claims->username;
            principal.signIn = claims->signIn;
        }
    }
    return principal;
}

} // namespace

http::Guard guard(const ApiContext &context)
{
    return [&tokens = context.tokens](http::Level level, const http::Request &request,
                                      const http::ReplyPtr &reply, const http::Handler &next) {
        Caller caller{level, principalOf(tokens, request), {}};
        const bool needsAgent = level == http::Level::Agent || level == http::Level::Admin;
        if (caller.principal.kind == Principal::Kind::Invalid) {
            reply->error(errors::invalidToken());
        } else if (needsAgent && !caller.principal.isAgent()) {
            reply->error(errors::notAuthenticated());
        } else {
            http::Request known = request;
            if (!caller.principal.isAgent())
                caller.client = anonymousClient(request);
            known.principal = caller;
            next(known, reply);
        }
    };
}

http::HeadGuard headGuard(const ApiContext &context)
{
    return [&tokens = context.tokens](http::Level level,
                                      const QByteArray &authorization) -> Result<bool> {
        http::Request head;
        if (!authorization.isEmpty())
            head.headers.append({"Authorization", authorization});
        const Principal principal = principalOf(tokens, head);
        if (principal.kind == Principal::Kind::Invalid)
            return errors::invalidToken();
        const bool needsAgent = level == http::Level::Agent || level == http::Level::Admin;
        if (needsAgent && !principal.isAgent())
            return errors::notAuthenticated();
        return principal.isAgent();
    };
}

Caller callerOf(const http::Request &request)
{
    const Caller *caller = std::any_cast<Caller>(&request.principal);
    return caller ? *caller : Caller();
}

Result<void> customerMay(const ApiContext &context, const http::Request &request,
                         const QString &sessionName)
{
    if (sessionName.size() > maxSessionName)
        return errors::validation(QStringLiteral("/session_name"),
                                  QStringLiteral("at most %1 characters").arg(maxSessionName));
    const Principal principal = callerOf(request).principal;
    if (principal.isAgent() || !context.config.sessionTokenRequired ||
        context.tokens.verifySessionToken(sessionName, principal.sessionToken))
        return {};
    return errors::sessionTokenRequired();
}

Result<Actor> actorOf(Tx &tx, const Caller &caller)
{
    if (!caller.principal.isAgent()) {
        if (caller.level == http::Level::Agent || caller.level == http::Level::Admin)
            return errors::notAuthenticated();
        return Actor::customer(caller.client);
    }
    HANDOFF_TRY(const Agent agent,
                Agents::require(tx, caller.principal.agentId, caller.principal.signIn));
    if (caller.level == http::Level::Admin && agent.role != AgentRole::Admin)
        return errors::adminRequired();
    return Actor::of(agent, caller.principal.signIn);
}

Result<Once::Key> onceKey(const http::Request &request, const Actor &actor)
{
    const QByteArray key = request.header(onceHeader).trimmed();
    if (key.isEmpty() || !actor.isAgent())
        return Once::Key{};
    if (key.size() > maxOnceKey)
        return errors::validation(u'/' + QString::fromLatin1(onceHeader),
                                  QStringLiteral("at most %1 bytes").arg(maxOnceKey));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {request.method, request.target, request.body}) {
        hash.addData(part);
        hash.addData(
            QByteArrayView("\0", 1)); // so that no part can pass for the beginning of the next
    }
    return Once::Key{actor.agent.username, QString::fromLatin1(key), hash.result().toHex()};
}

QByteArray bodyOrEmpty(const http::Request &request)
{
    return request.body.trimmed().isEmpty() ? QByteArrayLiteral("{}") : request.body;
}

http::Handler live(const ApiContext &context, http::Handler handler)
{
    return [&context, handler = std::move(handler)](const http::Request &request,
                                                    const http::ReplyPtr &reply) {
        if (!callerOf(request).principal.isAgent())
            return handler(request, reply);
        read(
            context, request, reply,
            [](Tx &, const Actor &actor) -> Result<Agent> { return actor.agent; },
            [handler, request, reply](const Agent &) { handler(request, reply); });
    };
}

void noteEscalation(const ApiContext &context, const QString &reason, bool mailQueued)
{
    context.metrics.escalated(reason);
    if (!mailQueued)
        return;
    context.metrics.afterHoursMail();
    context.mail.wake();
}

void replyTagged(const http::Request &request, const http::ReplyPtr &reply,
                 const QByteArray &document)
{
    const QByteArray tag = http::etagOf(document);
    const http::Headers headers{{"ETag", tag}, {"Cache-Control", "no-cache"}};
    if (http::hasAlready(request, tag))
        return reply->send(304, {}, {}, headers);
    reply->send(200, document, "application/json; charset=utf-8", headers);
}

void replyMessage(const http::ReplyPtr &reply, const QString &text)
{
    QByteArray out = QByteArrayLiteral("{\"success\":true,\"message\":");
    json::writeString(out, text);
    reply->json(200, out + '}');
}

http::SseStream *openStream(const ApiContext &context, const http::ReplyPtr &reply,
                            const Subscription &what)
{
    if (const auto may = context.hub.mayOpen(what); !may) {
        context.metrics.refused(QStringLiteral("streams"));
        reply->error(may.error());
        return nullptr;
    }
    http::StreamOptions options;
    options.endless = true;
    if (what.beatSeconds > 0) // so that the client knows that it may count on it
        reply->addHeader("Heartbeat", QByteArray::number(what.beatSeconds));
    http::SseStream *stream = reply->stream(options);
    EventHub *hub = &context.hub;
    const QPointer<http::SseStream> guarded(stream);
    const EventHub::Id id =
        hub->open(what, {[guarded](const QByteArray &frame, const StoredEvent *) {
                             if (guarded)
                                 guarded->write(frame);
                         },
                         [guarded] { return guarded ? guarded->pendingBytes() : qint64(0); },
                         [guarded](bool properly) {
                             if (!guarded)
                                 return;
                             if (properly)
                                 guarded->end();
                             else
                                 guarded->reset();
                         }});
    QObject::connect(stream, &http::SseStream::closed, hub, [hub, id] { hub->close(id); });
    QObject::connect(stream, &http::SseStream::drained, hub, [hub, id] { hub->drained(id); });
    return stream;
}

} // namespace handoff::api
