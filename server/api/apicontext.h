#pragma once

#include "server/api/clientlimits.h"
#include "server/auth/loginthrottle.h"
#include "server/auth/passwordpool.h"
#include "server/auth/principal.h"
#include "server/auth/tokens.h"
#include "server/config/config.h"
#include "server/coze/client.h"
#include "server/domain/account/agents.h"
#include "server/domain/once.h"
#include "server/domain/policy.h"
#include "server/events/eventhub.h"
#include "server/http/reply.h"
#include "server/http/router.h"
#include "server/http/ssestream.h"
#include "server/jobs/mailoutbox.h"
#include "server/observe/logfile.h"
#include "server/observe/metrics.h"
#include "server/observe/warnings.h"
#include "server/store/ahead.h"
#include "server/store/database.h"
#include "server/store/files/filestore.h"
#include "shared/core/jsonpatch.h"

/// What every route works with. A route is ten lines: read the request, one use case, the reply.
namespace handoff::api {

/// The parts of the server, owned by ServerApp and alive as long as any route. Event loop thread.
struct ApiContext
{
    const Config &config;
    const DeskPolicy &policy;
    Database &database;
    EventHub &hub;
    const Tokens &tokens;
    PasswordPool &passwords;
    LoginThrottle &throttle;
    LogFile &log;
    Metrics &metrics;
    CozeClient &coze;
    FileStore &files;
    MailOutbox &mail;
    ClientLimits &limits;
    const Warnings &warnings;
};

/// Who asks and what the route demands of him; put into the request by the guard.
struct Caller
{
    http::Level level = http::Level::None;
    Principal principal;
    QString client; ///< see anonymousClient()
};

/// Checks what can be checked without the database (api.md, Authentication): 403 without a
/// header, 401 for a token that does not verify. Customers need none here, see customerMay().
http::Guard guard(const ApiContext &context);
/// The same by the headers alone, for large bodies.
http::HeadGuard headGuard(const ApiContext &context);
Caller callerOf(const http::Request &request);

/// Is this caller allowed to speak for the session? With SESSION_TOKEN_REQUIRED a customer must
/// bring the session's token; an agent's Bearer is accepted. Every customer-level route asks this
/// for the session that its path, query or body names, before anything keeps the name. 422 for a
/// name that no session can have, 403.
Result<void> customerMay(const ApiContext &context, const http::Request &request,
                         const QString &sessionName);

/// The caller as the store knows him now, in the transaction of the use case: 401 when the account
/// is gone, 403 ADMIN_REQUIRED when its role is too low for the route.
Result<Actor> actorOf(Tx &tx, const Caller &caller);

/// For customer-level routes whose handler runs no use case as the caller (write, read below): asks
/// the store first whether an agent's account still exists. 401 when it does not.
http::Handler live(const ApiContext &context, http::Handler handler);

/// The caller's `Idempotency-Key` of this request; none for customers, who have
/// `client_message_id`. 422 for one that is too long.
Result<Once::Key> onceKey(const http::Request &request, const Actor &actor);

/// The body; an empty one is `{}`.
QByteArray bodyOrEmpty(const http::Request &request);
/// The body as a struct of the contract. 422 with the path of the field.
template<typename T>
Result<T> bodyOf(const http::Request &request)
{
    return json::fromJson<T>(bodyOrEmpty(request));
}

namespace detail {
template<typename F>
using UseCaseResult = std::invoke_result_t<F, Tx &, const Actor &>;

template<typename F>
auto asCaller(const http::Request &request, F useCase, const std::function<void(Tx &)> &ahead = {})
{
    return [caller = callerOf(request), useCase = std::move(useCase),
            ahead](Tx &tx) -> UseCaseResult<F> {
        if (ahead)
            readAhead(tx, [&] { ahead(tx); });
        HANDOFF_TRY(const Actor actor, actorOf(tx, caller));
        return useCase(tx, actor);
    };
}

template<typename T, typename Answer>
void replyWith(const Later<T> &later, const http::ReplyPtr &reply, Answer answer)
{
    later.then(reply->context(), [reply, answer = std::move(answer)](const Result<T> &result) {
        if (!result.ok())
            reply->error(result.error());
        else if constexpr (std::is_void_v<T>)
            answer();
        else
            answer(*result);
    });
}
} // namespace detail

/// Runs `useCase(Tx &, const Actor &) -> Result<T>` in a write transaction as the caller; then on
/// the event loop `answer(const T &)` (or `answer()` for void), or the error reply. `about`: the
/// session, when the path does not name it.
template<typename F, typename Answer>
void write(const ApiContext &context, const http::Request &request, const http::ReplyPtr &reply,
           F useCase, Answer answer, const QString &about = {})
{
    detail::replyWith(
        context.database.write(about.isEmpty() ? request.param("session_name") : about,
                               detail::asCaller(request, std::move(useCase))),
        reply, std::move(answer));
}
/// As write, for use cases that change nothing. `ahead`: reads that need not wait for who asks.
template<typename F, typename Answer>
void read(const ApiContext &context, const http::Request &request, const http::ReplyPtr &reply,
          F useCase, Answer answer, const std::function<void(Tx &)> &ahead = {})
{
    detail::replyWith(context.database.read(detail::asCaller(request, std::move(useCase), ahead)),
                      reply, std::move(answer));
}

/// For read() and write(): `{"success":true,"data":…}` with what the use case returned.
inline auto asData(const http::ReplyPtr &reply)
{
    return [reply](const auto &value) { reply->data(json::toJson(value)); };
}

/// `{"success":true,<fields of value>}` for answers that stand beside `success`.
template<typename T>
QByteArray beside(const T &value)
{
    QByteArray out = QByteArrayLiteral("{\"success\":true,");
    json::writeFields(out, value);
    out.append('}');
    return out;
}

/// Counts an escalation, and sees to it that its mail is sent soon.
void noteEscalation(const ApiContext &context, const QString &reason, bool mailQueued);

/// 200 with the document and its `ETag`, or 304 for who has it: for answers that rarely change.
void replyTagged(const http::Request &request, const http::ReplyPtr &reply,
                 const QByteArray &document);
/// For read(): the same with what the use case returned as `data`.
inline auto asTaggedData(const http::Request &request, const http::ReplyPtr &reply)
{
    return [request, reply](const auto &value) {
        replyTagged(request, reply, "{\"success\":true,\"data\":" + json::toJson(value) + '}');
    };
}

/// `{"success":true,"message":"<text>"}`.
void replyMessage(const http::ReplyPtr &reply, const QString &text);
/// For write(): the same.
inline auto asMessage(const http::ReplyPtr &reply, const char *text)
{
    return [reply, text] { replyMessage(reply, QString::fromUtf8(text)); };
}

/// Opens an event stream on the reply and subscribes it; TOO_MANY_CONNECTIONS or SSE_CAPACITY are
/// answered instead. Returns null then. The subscription ends with the stream.
http::SseStream *openStream(const ApiContext &context, const http::ReplyPtr &reply,
                            const Subscription &what);

} // namespace handoff::api
