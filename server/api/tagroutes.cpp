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
                       answerData<TagList>(reply));
               });

    router.add("POST", "/api/tags", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<TagRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [body = *body](Tx &tx, const Actor &actor) {
                           return Tags::create(tx, body, actor);
                       },
                       answerData<Tag>(reply));
               });

    router.add("PUT", "/api/tags/{tag_id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<TagRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [id = request.param("tag_id"), body = *body](Tx &tx, const Actor &actor) {
                           return Tags::update(tx, id, body, actor);
                       },
                       answerData<Tag>(reply));
               });

    router.add("DELETE", "/api/tags/{tag_id}", Level::Admin,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [id = request.param("tag_id")](Tx &tx, const Actor &actor) {
                           return Tags::remove(tx, id, actor);
                       },
                       answerMessage(reply, "标签已删除"));
               });
}

void addTagsOfSessions(http::Router &router, const ApiContext &c)
{
    router.add("POST", "/api/sessions/{session_name}/tags", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<AddTagRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"),
                        tagId = body->tagId](Tx &tx, const Actor &actor) {
                           return Tags::add(tx, c.policy, name, tagId, actor);
                       },
                       answerData<SessionTags>(reply));
               });

    router.add("DELETE", "/api/sessions/{session_name}/tags/{tag_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"), tagId = request.param("tag_id")](
                           Tx &tx, const Actor &) { return Tags::take(tx, c.policy, name, tagId); },
                       answerMessage(reply, "标签已移除"));
               });

    router.add("GET", "/api/sessions/by-tag/{tag_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto page = queryInt(request, "page", 1, 1, 1000000000);
                   const auto pageSize = queryInt(request, "page_size", 20, 1, 100);
                   if (!page || !pageSize)
                       return reply->error(page ? pageSize.error() : page.error());
                   read(
                       c, request, reply,
                       [tagId = request.param("tag_id"), page = *page,
                        pageSize = *pageSize](Tx &tx, const Actor &) {
                           return Tags::sessions(tx, tagId, page, pageSize);
                       },
                       answerData<TaggedSessionPage>(reply));
               });
}

} // namespace

void addTagRoutes(http::Router &router, const ApiContext &context)
{
    addTags(router, context);
    addTagsOfSessions(router, context);
}

} // namespace handoff::api
