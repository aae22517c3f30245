#include "server/api/endpoints.h"
#include "server/api/routes.h"
#include "server/domain/catalog/autoreplies.h"

namespace handoff::api {

namespace {

using http::Level;

/// Beside `data`, when a text holds a variable that has no value: said while it can be mended.
QByteArray warned(const QByteArray &data, const QStringList &unknownVariables)
{
    std::optional<QString> warning;
    if (!unknownVariables.isEmpty())
        warning = QStringLiteral("未知变量 %1：发送时会被省略")
                      .arg(unknownVariables.join(QStringLiteral("、")));
    QByteArray out = "{\"success\":true,\"data\":" + data + ",\"warning\":";
    json::write(out, warning);
    return out + '}';
}

void answerRule(const http::ReplyPtr &reply, const AutoReplyRule &rule)
{
    reply->json(200, warned(json::toJson(rule), rule.unknownVariables));
}

} // namespace

void addAutoReplyRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    const DeskPolicy &policy = context.policy;
    const auto asRule = [](const http::ReplyPtr &reply, const auto &, const AutoReplyRule &rule) {
        answerRule(reply, rule);
    };
    routes.get(
        "/api/auto-reply-rules", Level::Admin,
        [](Tx &tx, const Actor &, const Plain &) { return AutoReplies::list(tx); },
        answer::TaggedData());
    routes.post<AutoReplyRuleRequest>(
        "/api/auto-reply-rules", Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<AutoReplyRuleRequest> &ask) {
            return AutoReplies::create(tx, ask.body, actor);
        },
        asRule);
    routes.put<json::Patch<AutoReplyRuleRequest>>(
        "/api/auto-reply-rules/{id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<json::Patch<AutoReplyRuleRequest>> &ask) {
            return AutoReplies::update(tx, ask.param("id"), ask.body, actor);
        },
        asRule);
    routes.remove(
        "/api/auto-reply-rules/{id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Plain &ask) {
            return AutoReplies::remove(tx, ask.param("id"), actor);
        },
        answer::Message{"自动回复规则已删除"});
    routes.question<AutoReplyTestRequest>(
        "/api/auto-reply-rules/test", Level::Admin,
        [&policy](Tx &tx, const Actor &, const Ask<AutoReplyTestRequest> &ask) {
            return AutoReplies::test(tx, policy, ask.body);
        },
        [](const http::ReplyPtr &reply, const auto &, const AutoReplyTestAnswer &found) {
            QStringList unknown;
            for (const AutoReplyMatch &match : found.items)
                unknown += match.unknownVariables;
            unknown.removeDuplicates();
            reply->json(200, warned(json::toJson(found), unknown));
        });
}

} // namespace handoff::api
