#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/catalog/tags.h"

namespace handoff::api {

namespace {

using http::Level;

struct PageAsked
{
    int page = 1;
    int size = 20;
};

Result<PageAsked> pageOf(const http::Request &request)
{
    Query q(request);
    const PageAsked page{q.number("page", 1, 1, 1'000'000'000), q.number("page_size", 20, 1, 100)};
    return q.result(page);
}

void addTags(Endpoints &routes)
{
    routes.get(
        "/api/tags", Level::Agent,
        [](Tx &tx, const Actor &, const Plain &) { return Tags::list(tx); }, answer::TaggedData());
    routes.post<TagRequest>("/api/tags", Level::Agent,
                            [](Tx &tx, const Actor &actor, const Ask<TagRequest> &ask) {
                                return Tags::create(tx, ask.body, actor);
                            });
    routes.put<json::Patch<TagRequest>>(
        "/api/tags/{tag_id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<json::Patch<TagRequest>> &ask) {
            return Tags::update(tx, ask.param("tag_id"), ask.body, actor);
        });
    routes.remove(
        "/api/tags/{tag_id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Plain &ask) {
            return Tags::remove(tx, ask.param("tag_id"), actor);
        },
        answer::Message{"标签已删除"});
}

void addTagsOfSessions(Endpoints &routes)
{
    const DeskPolicy &policy = routes.context().policy;
    routes.post<AddTagRequest>(
        "/api/sessions/{session_name}/tags", Level::Agent,
        [&policy](Tx &tx, const Actor &actor, const Ask<AddTagRequest> &ask) {
            return Tags::add(tx, policy, ask.param("session_name"), ask.body.tagId, actor);
        });
    routes.remove(
        "/api/sessions/{session_name}/tags/{tag_id}", Level::Agent,
        [&policy](Tx &tx, const Actor &, const Plain &ask) {
            return Tags::take(tx, policy, ask.param("session_name"), ask.param("tag_id"));
        },
        answer::Message{"标签已移除"});
    routes.list("/api/sessions/by-tag/{tag_id}", Level::Agent, &pageOf,
                [](Tx &tx, const Actor &, const Ask<PageAsked> &ask) {
                    return Tags::sessions(tx, ask.param("tag_id"), ask.body.page, ask.body.size);
                });
}

} // namespace

void addTagRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    addTags(routes);
    addTagsOfSessions(routes);
}

} // namespace handoff::api
