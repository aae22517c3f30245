#pragma once

#include "server/api/apicontext.h"

namespace handoff::api {

/// A request as its use case gets it: a value that goes to a database thread and back.
template<typename Body>
struct Ask
{
    http::Request request;
    Body body; ///< as a struct of the contract, a json::Patch of one, or what a reader made of it

    /// A `{name}` of the path.
    QString param(const char *name) const { return request.param(name); }
};
/// Nothing but the path.
struct NoBody
{
};
using Plain = Ask<NoBody>;

/// The usual ways to answer; others are `void (const http::ReplyPtr &, const Ask<Body> &, const T
/// &)`.
namespace answer {

/// `{"success":true,"data":…}`, without a value `{"success":true}`.
struct Data
{
    template<typename Body, typename T>
    void operator()(const http::ReplyPtr &reply, const Ask<Body> &, const T &value) const
    {
        reply->data(json::toJson(value));
    }
    template<typename Body>
    void operator()(const http::ReplyPtr &reply, const Ask<Body> &) const
    {
        reply->data();
    }
};
/// The same with an `ETag`, for what rarely changes.
struct TaggedData
{
    template<typename Body, typename T>
    void operator()(const http::ReplyPtr &reply, const Ask<Body> &ask, const T &value) const
    {
        asTaggedData(ask.request, reply)(value);
    }
};
/// `{"success":true,"message":"<text>"}`.
struct Message
{
    const char *text; ///< UTF-8
    template<typename Body>
    void operator()(const http::ReplyPtr &reply, const Ask<Body> &) const
    {
        replyMessage(reply, QString::fromUtf8(text));
    }
};

} // namespace answer

/// Routes as sentences: method, path, who may, the use case `Result<T> (Tx &, const Actor &, const
/// Ask<Body> &)` and, unless it is answer::Data, the answer. A customer is asked for the token of
/// the `{session_name}` in his path (customerMay). What does more than one use case, or something
/// beside it, is added to the router by hand.
class Endpoints
{
public:
    Endpoints(http::Router &router, const ApiContext &context) : m_router(router), m_c(context) {}

    const ApiContext &context() const { return m_c; }

    template<typename F, typename Answer = answer::Data>
    void get(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        add<NoBody>("GET", path, level, Kind::Reads, &nothing, useCase, answer);
    }
    /// With what `reader` makes of the query, or its 422.
    template<typename Q, typename F, typename Answer = answer::Data>
    void list(const char *path, http::Level level, Result<Q> (*reader)(const http::Request &),
              F useCase, Answer answer = {}, void (*ahead)(Tx &, const Q &) = nullptr)
    {
        add<Q>("GET", path, level, Kind::Reads, reader, useCase, answer, ahead);
    }
    /// With an `Idempotency-Key` of an account it is done once (Once), if its answer is a struct of
    /// the contract or nothing.
    template<typename Body = NoBody, typename F, typename Answer = answer::Data>
    void post(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        using T = typename std::invoke_result_t<F, Tx &, const Actor &, const Ask<Body> &>::Value;
        if constexpr (std::is_void_v<T> || json::Struct<T>)
            add<Body>(
                "POST", path, level, Kind::Writes, &bodyAs<Body>,
                [useCase](Tx &tx, const Actor &actor, const Ask<Body> &ask) -> Result<T> {
                    HANDOFF_TRY(const Once::Key key, onceKey(ask.request, actor));
                    return Once::run(tx, key, [&] { return useCase(tx, actor, ask); });
                },
                answer);
        else
            add<Body>("POST", path, level, Kind::Writes, &bodyAs<Body>, useCase, answer);
    }
    /// A question that is too long for a query; it changes nothing.
    template<typename Body, typename F, typename Answer = answer::Data>
    void question(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        add<Body>("POST", path, level, Kind::Reads, &bodyAs<Body>, useCase, answer);
    }
    template<typename Body, typename F, typename Answer = answer::Data>
    void put(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        add<Body>("PUT", path, level, Kind::Writes, &bodyAs<Body>, useCase, answer);
    }
    template<typename Body, typename F, typename Answer = answer::Data>
    void patch(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        add<Body>("PATCH", path, level, Kind::Writes, &bodyAs<Body>, useCase, answer);
    }
    template<typename F, typename Answer = answer::Data>
    void remove(const char *path, http::Level level, F useCase, Answer answer = {})
    {
        add<NoBody>("DELETE", path, level, Kind::Writes, &nothing, useCase, answer);
    }

private:
    enum class Kind { Reads, Writes };

    static Result<NoBody> nothing(const http::Request &) { return NoBody{}; }

    template<typename Body>
    static Result<Body> bodyAs(const http::Request &request)
    {
        if constexpr (std::is_same_v<Body, NoBody>)
            return NoBody{};
        else if constexpr (requires { Body::from(request.body); })
            return Body::from(bodyOrEmpty(request));
        else
            return bodyOf<Body>(request);
    }

    template<typename Body, typename F, typename Answer>
    void add(const char *method, const char *path, http::Level level, Kind kind,
             Result<Body> (*reader)(const http::Request &), F useCase, Answer answer,
             void (*ahead)(Tx &, const Body &) = nullptr)
    {
        m_router.add(method, path, level,
                     [&c = m_c, level, kind, reader, useCase, answer,
                      ahead](const http::Request &request, const http::ReplyPtr &reply) {
                         if (level == http::Level::Customer) {
                             const auto may =
                                 customerMay(c, request, request.param("session_name"));
                             if (!may)
                                 return reply->error(may.error());
                         }
                         auto body = reader(request);
                         if (!body)
                             return reply->error(body.error());
                         const auto ask = std::make_shared<const Ask<Body>>(
                             Ask<Body>{request, std::move(*body)});
                         const auto work = [useCase, ask](Tx &tx, const Actor &actor) {
                             return useCase(tx, actor, *ask);
                         };
                         const auto told = [answer, ask, reply](const auto &...value) {
                             answer(reply, *ask, value...);
                         };
                         if (kind == Kind::Reads)
                             read(c, request, reply, work, told,
                                  ahead ? [ahead, ask](Tx &tx) { ahead(tx, ask->body); }
                                        : std::function<void(Tx &)>());
                         else
                             write(c, request, reply, work, told);
                     });
    }

    http::Router &m_router;
    const ApiContext &m_c;
};

} // namespace handoff::api
