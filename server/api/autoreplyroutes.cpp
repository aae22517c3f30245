#include "server/api/routes.h"
#include "server/domain/autoreplies.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

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

auto asRule(const ReplyPtr &reply)
{
    return [reply](const AutoReplyRule &rule) {
        reply->json(200, warned(json::toJson(rule), rule.unknownVariables));
    };
}

} // namespace

void addAutoReplyRoutes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/auto-reply-rules", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [](Tx &tx, const Actor &) { return AutoReplies::list(tx); }, asData(reply));
               });

    router.add("POST", "/api/auto-reply-rules", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<AutoReplyRuleRequest>(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor, const AutoReplyRuleRequest &body) {
                           return AutoReplies::create(tx, body, actor);
                       },
                       asRule(reply));
               });

    router.add("PUT", "/api/auto-reply-rules/{id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writePatch<AutoReplyRuleRequest>(
                       c, request, reply,
                       [id = request.param("id")](Tx &tx, const Actor &actor,
                                                  const json::Patch<AutoReplyRuleRequest> &body) {
                           return AutoReplies::update(tx, id, body, actor);
                       },
                       asRule(reply));
               });

    router.add("DELETE", "/api/auto-reply-rules/{id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [id = request.param("id")](Tx &tx, const Actor &actor) {
                           return AutoReplies::remove(tx, id, actor);
                       },
                       asMessage(reply, "自动回复规则已删除"));
               });

    router.add("POST", "/api/auto-reply-rules/test", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<AutoReplyTestRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   read(
                       c, request, reply,
                       [&c, body = *body](Tx &tx, const Actor &) {
                           return AutoReplies::test(tx, c.policy, body);
                       },
                       [reply](const AutoReplyTestAnswer &answer) {
                           QStringList unknown;
                           for (const AutoReplyMatch &match : answer.items)
                               unknown += match.unknownVariables;
                           unknown.removeDuplicates();
                           reply->json(200, warned(json::toJson(answer), unknown));
                       });
               });
}

} // namespace handoff::api
