#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/tags.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

void addTags(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/tags", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply, [](Tx &tx, const Actor &) { return Tags::list(tx); },
                       asTaggedData(request, reply));
               });

    router.add("POST", "/api/tags", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<TagRequest>(
                       c, request, reply,
                       [](Tx &tx, const Actor &actor, const TagRequest &body) {
                           return Tags::create(tx, body, actor);
                       },
                       asData(reply));
               });

    router.add("PUT", "/api/tags/{tag_id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writePatch<TagRequest>(
                       c, request, reply,
                       [id = request.param("tag_id")](Tx &tx, const Actor &actor,
                                                      const json::Patch<TagRequest> &body) {
                           return Tags::update(tx, id, body, actor);
                       },
                       asData(reply));
               });

    router.add("DELETE", "/api/tags/{tag_id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [id = request.param("tag_id")](Tx &tx, const Actor &actor) {
                           return Tags::remove(tx, id, actor);
                       },
                       asMessage(reply, "标签已删除"));
               });
}

void addTagsOfSessions(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/tags", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<AddTagRequest>(
                       c, request, reply,
                       [&c, name = request.param("session_name")](Tx &tx, const Actor &actor,
                                                                  const AddTagRequest &body) {
                           return Tags::add(tx, c.policy, name, body.tagId, actor);
                       },
                       asData(reply));
               });

    router.add("DELETE", "/api/sessions/{session_name}/tags/{tag_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"), tagId = request.param("tag_id")](
                           Tx &tx, const Actor &) { return Tags::take(tx, c.policy, name, tagId); },
                       asMessage(reply, "标签已移除"));
               });

    router.add("GET", "/api/sessions/by-tag/{tag_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   Query q(request);
                   const int page = q.number("page", 1, 1, 1'000'000'000);
                   const int pageSize = q.number("page_size", 20, 1, 100);
                   if (q.problem())
                       return reply->error(*q.problem());
                   read(
                       c, request, reply,
                       [tagId = request.param("tag_id"), page, pageSize](Tx &tx, const Actor &) {
                           return Tags::sessions(tx, tagId, page, pageSize);
                       },
                       asData(reply));
               });
}

} // namespace

void addTagRoutes(http::Router &router, const ApiContext &context)
{
    addTags(router, context);
    addTagsOfSessions(router, context);
}

} // namespace handoff::api
