#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/handover.h"
#include "server/domain/sessions.h"
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

Result<Sessions::ListQuery> listQuery(const Request &request)
{
    Query q(request);
    Sessions::ListQuery query;
    HANDOFF_TRY(query.status, Sessions::statusFilter(q.name("status")));
    query.keyword = q.text("keyword");
    query.tagId = q.name("tag");
    const QString agent = q.name("agent");
    if (agent == u"mine") {
        query.agent = Sessions::AgentFilter::Mine;
    } else if (agent == u"unassigned") {
        query.agent = Sessions::AgentFilter::Unassigned;
    } else if (!agent.isEmpty() && agent != u"all") {
        query.agent = Sessions::AgentFilter::One;
        query.agentId = agent;
    }
    query.priority = q.word<PriorityLevel>("priority");
    query.from = q.time("from");
    query.to = q.time("to");
    if (const QString sort = q.name("sort"); !sort.isEmpty()) {
        HANDOFF_TRY(query.sort, Sessions::sortFrom(sort));
    }
    query.page = q.number("page", 1, 1, 1'000'000'000);
    query.pageSize = q.number("page_size", q.number("limit", 20, 1, 100), 1, 100);
    if (const int offset = q.number("offset", -1, 0, 1'000'000'000); offset >= 0)
        query.offset = offset;
    if (const QString cursor = q.name("cursor"); !cursor.isEmpty())
        query.cursor = cursor;
    return q.result(query);
}

void addReading(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/sessions", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto query = listQuery(request);
                   if (!query)
                       return reply->error(query.error());
                   read(
                       c, request, reply,
                       [query = *query](Tx &tx, const Actor &actor) {
                           Sessions::ListQuery own = query;
                           own.askedBy = actor.agent.id;
                           if (own.agent == Sessions::AgentFilter::Mine)
                               own.agentId = actor.agent.id;
                           return Sessions::list(tx, own);
                       },
                       asData(reply));
               });

    router.add("GET", "/api/sessions/queue", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply, [](Tx &tx, const Actor &) { return Sessions::queue(tx); },
                       asData(reply));
               });

    router.add("GET", "/api/sessions/{session_name}", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   read(
                       c, request, reply,
                       [&c, name](Tx &tx, const Actor &actor) -> Result<SessionAnswer> {
                           HANDOFF_TRY(SessionDetail detail,
                                       Sessions::detail(tx, c.policy, name, actor));
                           SessionAnswer answer{
                               std::move(detail.session), std::move(detail.auditTrail), {}, {}};
                           HANDOFF_TRY(answer.answering, Sessions::isAnswering(tx, name));
                           if (answer.session.status == SessionStatus::PendingManual) {
                               HANDOFF_TRY(const int position, Sessions::queuePosition(tx, name));
                               if (position > 0)
                                   answer.queuePosition = position;
                           }
                           return answer;
                       },
                       asData(reply));
               });

    router.add(
        "GET", "/api/sessions/{session_name}/messages", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            Query q(request);
            const int limit = q.number("limit", 50, 1, 200);
            const QString before = q.name("before");
            if (q.problem())
                return reply->error(*q.problem());
            read(
                c, request, reply,
                [name = request.param("session_name"), limit, before](Tx &tx, const Actor &actor) {
                    return Sessions::messages(tx, name, before, limit, actor);
                },
                asData(reply));
        });
}

/// `event`, then what happened, in the log; the new state in the answer.
auto answerChanged(const ApiContext &c, const ReplyPtr &reply, const char *event,
                   const QJsonObject &extra = {})
{
    return
        [&c, reply, event = QString::fromLatin1(event), extra](const HandOver::Changed &changed) {
            c.log.addTransitions(event, changed.state.sessionName, changed.transitions, extra);
            reply->data(json::toJson(changed.state));
        };
}

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
                [&c, reply, name](const HandOver::Escalated &escalated) {
                    const auto &escalation = escalated.state.escalation;
                    const QString reason =
                        escalation ? QString(json::enumName(escalation->reason)) : QString();
                    if (escalated.changed) {
                        c.metrics.escalated(reason);
                        if (escalated.isInShift)
                            c.log.addTransitions(QStringLiteral("manual_escalate"), name,
                                                 escalated.transitions,
                                                 {{QStringLiteral("reason"), reason}});
                        else
                            reportAfterHours(c, name, escalated.transitions, reason,
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

    router.add("POST", "/api/sessions/{session_name}/cancel", Level::Customer,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const QString name = request.param("session_name");
                   if (const auto may = customerMay(c, request, name); !may)
                       return reply->error(may.error());
                   write(
                       c, request, reply,
                       [&c, name](Tx &tx, const Actor &actor) {
                           return HandOver::cancel(tx, c.policy, name, actor);
                       },
                       answerChanged(c, reply, "escalation_cancelled"));
               });

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
                       answerChanged(c, reply, "customer_left"));
               });
}

void addHandOver(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/takeover", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<TakeoverRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"),
                        agentId = body->agentId.value_or(QString())](Tx &tx, const Actor &actor) {
                           return HandOver::takeOver(tx, c.policy, name, agentId, actor);
                       },
                       [&c, reply](const HandOver::TakenOver &taken) {
                           const SessionState &state = taken.state;
                           if (state.escalation && state.manualStartAt)
                               c.metrics.takenOver(static_cast<double>(state.manualStartAt->msSince(
                                                       state.escalation->triggerAt)) /
                                                   1000.0);
                           c.log.addTransitions(QStringLiteral("agent_takeover"), state.sessionName,
                                                taken.transitions,
                                                {{QStringLiteral("agent_id"), taken.agent.id},
                                                 {QStringLiteral("agent_name"), taken.agent.name}});
                           reply->data(json::toJson(state));
                       });
               });

    router.add(
        "POST", "/api/sessions/{session_name}/release", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<ReleaseRequest>(request);
            if (!body)
                return reply->error(body.error());
            const bool close = body->close.value_or(false);
            const QString reason = body->reason.value_or(QStringLiteral("resolved"));
            write(
                c, request, reply,
                [&c, name = request.param("session_name"), body = *body](Tx &tx,
                                                                         const Actor &actor) {
                    return HandOver::release(tx, c.policy, name, body, actor);
                },
                [&c, reply, close, reason,
                 agentId = callerOf(request).principal.agentId](const HandOver::Changed &changed) {
                    if (changed.servedMs)
                        c.metrics.manualEnded(static_cast<double>(*changed.servedMs) / 1000.0);
                    answerChanged(c, reply, close ? "session_closed" : "session_released",
                                  {{QStringLiteral("agent_id"), agentId},
                                   {QStringLiteral("reason"), displaytext::cut(reason, 200)}})(
                        changed);
                });
        });

    router.add("POST", "/api/sessions/{session_name}/requeue", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<RequeueRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"),
                        reason = body->reason.value_or(QString(statusreason::requeued))](
                           Tx &tx, const Actor &actor) {
                           return HandOver::requeue(tx, c.policy, name, reason, actor);
                       },
                       answerChanged(c, reply, "session_requeued"));
               });
}

} // namespace

void addSessionRoutes(http::Router &router, const ApiContext &context)
{
    addReading(router, context);
    addEscalation(router, context);
    addHandOver(router, context);
}

} // namespace handoff::api
