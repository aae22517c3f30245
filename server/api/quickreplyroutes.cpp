#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/quickreplies.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

} // namespace

void addQuickReplyRoutes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/quick-replies", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   Query q(request);
                   const QString category = q.name("category");
                   if (q.problem())
                       return reply->error(*q.problem());
                   read(
                       c, request, reply,
                       [category, keyword = q.text("keyword")](Tx &tx, const Actor &actor) {
                           return QuickReplies::list(tx, category, keyword, actor);
                       },
                       asTaggedData(request, reply));
               });

    router.add("POST", "/api/quick-replies", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<QuickReplyRequest>(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor, const QuickReplyRequest &body) {
                           return QuickReplies::create(tx, body, actor);
                       },
                       asData(reply));
               });

    router.add("PUT", "/api/quick-replies/{id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writePatch<QuickReplyRequest>(
                       c, request, reply,
                       [id = request.param("id")](Tx &tx, const Actor &actor,
                                                  const json::Patch<QuickReplyRequest> &body) {
                           return QuickReplies::update(tx, id, body, actor);
                       },
                       asData(reply));
               });

    router.add("POST", "/api/quick-replies/{id}/use", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [id = request.param("id")](Tx &tx, const Actor &actor) {
                           return QuickReplies::use(tx, id, actor);
                       },
                       asData(reply));
               });

    router.add("DELETE", "/api/quick-replies/{id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [id = request.param("id")](Tx &tx, const Actor &actor) {
                           return QuickReplies::remove(tx, id, actor);
                       },
                       asMessage(reply, "快捷回复已删除"));
               });
}

} // namespace handoff::api
