#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/session/handover.h"
#include "server/domain/session/sessionlists.h"
#include "server/domain/session/sessions.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/text/displaytext.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

/// `data` of `GET /api/sessions/{s}`.
struct SessionAnswer
{
    SessionState session;
    QList<AuditEntry> auditTrail;
    std::optional<int> queuePosition; ///< while pending_manual
    bool answering = false;           ///< the AI is at the customer's last question

    static constexpr auto fields(auto to)
    {
        using T = SessionAnswer;
        return to(json::field("session", &T::session), json::field("audit_trail", &T::auditTrail),
                  json::field("queue_position", &T::queuePosition),
                  json::field("answering", &T::answering));
    }
};

Result<SessionLists::Query> listQuery(const Request &request)
{
    Query q(request);
    SessionLists::Query query;
    HANDOFF_TRY(query.status, SessionLists::statusFilter(q.name("status")));
    query.keyword = q.text("keyword");
    query.tagId = q.name("tag");
    const QString agent = q.name("agent");
    if (agent == u"mine") {
        query.agent = SessionLists::AgentFilter::Mine;
    } else if (agent == u"unassigned") {
        query.agent = SessionLists::AgentFilter::Unassigned;
    } else if (!agent.isEmpty() && agent != u"all") {
        query.agent = SessionLists::AgentFilter::One;
        query.agentId = agent;
    }
    query.priority = q.word<PriorityLevel>("priority");
    query.from = q.time("from");
    query.to = q.time("to");
    if (const QString sort = q.name("sort"); !sort.isEmpty()) {
        HANDOFF_TRY(query.sort, SessionLists::sortFrom(sort));
    }
    query.page = q.number("page", 1, 1, 1'000'000'000);
    query.pageSize = q.number("page_size", q.number("limit", 20, 1, 100), 1, 100);
    if (const int offset = q.number("offset", -1, 0, 1'000'000'000); offset >= 0)
        query.offset = offset;
    if (const QString cursor = q.name("cursor"); !cursor.isEmpty())
        query.cursor = cursor;
    return q.result(query);
}

struct HistoryAsked
{
    QString before;
    int limit = 50;
};

Result<HistoryAsked> historyAsked(const Request &request)
{
    Query q(request);
    const HistoryAsked asked{q.name("before"), q.number("limit", 50, 1, 200)};
    return q.result(asked);
}

Result<SessionAnswer> answerOf(Tx &tx, const DeskPolicy &policy, const QString &name,
                               const Actor &actor)
{
    HANDOFF_TRY(SessionDetail detail, Sessions::detail(tx, policy, name, actor));
    SessionAnswer answer{std::move(detail.session), std::move(detail.auditTrail), {}, {}};
    HANDOFF_TRY(answer.answering, Sessions::isAnswering(tx, name));
    if (answer.session.status == SessionStatus::PendingManual) {
        HANDOFF_TRY(const int position, Sessions::queuePosition(tx, name));
        if (position > 0)
            answer.queuePosition = position;
    }
    return answer;
}

void addReading(Endpoints &routes)
{
    const DeskPolicy &policy = routes.context().policy;
    routes.list(
        "/api/sessions", Level::Agent, &listQuery,
        [](Tx &tx, const Actor &actor, const Ask<SessionLists::Query> &ask) {
            SessionLists::Query own = ask.body;
            own.askedBy = actor.agent.id;
            if (own.agent == SessionLists::AgentFilter::Mine)
                own.agentId = actor.agent.id;
            return SessionLists::list(tx, own);
        },
        answer::Data(), &SessionLists::ahead);
    routes.get("/api/sessions/queue", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &) { return SessionLists::queue(tx); });
    routes.get("/api/sessions/{session_name}", Level::Customer,
               [&policy](Tx &tx, const Actor &actor, const Plain &ask) {
                   return answerOf(tx, policy, ask.param("session_name"), actor);
               });
    routes.list("/api/sessions/{session_name}/messages", Level::Agent, &historyAsked,
                [](Tx &tx, const Actor &actor, const Ask<HistoryAsked> &ask) {
                    return Sessions::messages(tx, ask.param("session_name"), ask.body.before,
                                              ask.body.limit, actor);
                });
}

/// The new state.
struct State
{
    template<typename Body>
    void operator()(const ReplyPtr &reply, const Ask<Body> &,
                    const HandOver::Changed &changed) const
    {
        reply->data(json::toJson(changed.state));
    }
};

void addEscalation(http::Router &router, const ApiContext &c)
{
    router.add(
        "POST", "/api/manual/escalate", Level::Customer,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<EscalateRequest>(request);
            if (!body)
                return reply->error(body.error());
            const QString name = body->sessionName.value_or(QString());
            if (displaytext::isBlank(name))
                return reply->error(errors::sessionNameRequired());
            if (const auto may = customerMay(c, request, name); !may)
                return reply->error(may.error());
            if (const auto may = c.limits.take(ClientLimits::Kind::Escalations, request); !may)
                return reply->error(may.error());
            write(
                c, request, reply,
                [&c, name, reason = body->reason.value_or(QStringLiteral("user_request"))](
                    Tx &tx, const Actor &actor) {
                    return HandOver::escalate(tx, c.policy, name, reason, actor);
                },
                [&c, reply](const HandOver::Escalated &escalated) {
                    if (escalated.changed) {
                        const auto &escalation = escalated.state.escalation;
                        noteEscalation(
                            c, escalation ? QString(json::enumName(escalation->reason)) : QString(),
                            escalated.mailQueued);
                    }
                    QByteArray answer =
                        "{\"success\":true,\"data\":" + json::toJson(escalated.state);
                    answer += ",\"is_in_shift\":" + json::toJson(escalated.isInShift);
                    answer += ",\"email_sent\":" +
                              json::toJson(escalated.state.mail.sent || escalated.mailQueued) + "}";
                    reply->json(200, answer);
                });
        });
}

void addLeave(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/leave", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   // It may write a note.
                   if (const auto may = c.limits.take(ClientLimits::Kind::Messages, request, name);
                       !may)
                       return reply->error(may.error());
                   write(
                       c, request, reply,
                       [&c, name](Tx &tx, const Actor &actor) {
                           return HandOver::leave(tx, c.policy, name, actor);
                       },
                       [reply](const HandOver::Changed &changed) {
                           reply->data(json::toJson(changed.state));
                       });
               });
}

void addHandOver(Endpoints &routes)
{
    const ApiContext &c = routes.context();
    routes.post(
        "/api/sessions/{session_name}/cancel", Level::Customer,
        [&c](Tx &tx, const Actor &actor, const Plain &ask) {
            return HandOver::cancel(tx, c.policy, ask.param("session_name"), actor);
        },
        State());
    routes.post<TakeoverRequest>(
        "/api/sessions/{session_name}/takeover", Level::Agent,
        [&c](Tx &tx, const Actor &actor, const Ask<TakeoverRequest> &ask) {
            return HandOver::takeOver(tx, c.policy, ask.param("session_name"),
                                      ask.body.agentId.value_or(QString()), actor);
        },
        [&c](const ReplyPtr &reply, const auto &ask, const HandOver::Changed &taken) {
            const SessionState &state = taken.state;
            if (state.escalation && state.manualStartAt)
                c.metrics.takenOver(
                    static_cast<double>(state.manualStartAt->msSince(state.escalation->triggerAt)) /
                    1000.0);
            State()(reply, ask, taken);
        });
    routes.post<ReleaseRequest>(
        "/api/sessions/{session_name}/release", Level::Agent,
        [&c](Tx &tx, const Actor &actor, const Ask<ReleaseRequest> &ask) {
            return HandOver::release(tx, c.policy, ask.param("session_name"), ask.body, actor);
        },
        [&c](const ReplyPtr &reply, const auto &ask, const HandOver::Changed &changed) {
            if (changed.servedMs)
                c.metrics.manualEnded(static_cast<double>(*changed.servedMs) / 1000.0);
            State()(reply, ask, changed);
        });
    routes.post<RequeueRequest>(
        "/api/sessions/{session_name}/requeue", Level::Agent,
        [&c](Tx &tx, const Actor &actor, const Ask<RequeueRequest> &ask) {
            return HandOver::requeue(tx, c.policy, ask.param("session_name"),
                                     ask.body.reason.value_or(QString(statusreason::requeued)),
                                     actor);
        },
        State());
}

} // namespace

void addSessionRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    addReading(routes);
    addEscalation(router, context);
    addLeave(router, context);
    addHandOver(routes);
}

} // namespace handoff::api
