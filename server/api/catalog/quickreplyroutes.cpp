#include "server/api/endpoints.h"
#include "server/api/query.h"
#include "server/api/routes.h"
#include "server/domain/catalog/quickreplies.h"

namespace handoff::api {

namespace {

using http::Level;

struct Filter
{
    QString category;
    QString keyword;
};

Result<Filter> filterOf(const http::Request &request)
{
    Query q(request);
    const Filter filter{q.name("category"), q.text("keyword")};
    return q.result(filter);
}

} // namespace

void addQuickReplyRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    routes.list(
        "/api/quick-replies", Level::Agent, &filterOf,
        [](Tx &tx, const Actor &actor, const Ask<Filter> &ask) {
            return QuickReplies::list(tx, ask.body.category, ask.body.keyword, actor);
        },
        answer::TaggedData());
    routes.post<QuickReplyRequest>(
        "/api/quick-replies", Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<QuickReplyRequest> &ask) {
            return QuickReplies::create(tx, ask.body, actor);
        });
    routes.put<json::Patch<QuickReplyRequest>>(
        "/api/quick-replies/{id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Ask<json::Patch<QuickReplyRequest>> &ask) {
            return QuickReplies::update(tx, ask.param("id"), ask.body, actor);
        });
    routes.post("/api/quick-replies/{id}/use", Level::Agent,
                [](Tx &tx, const Actor &actor, const Plain &ask) {
                    return QuickReplies::use(tx, ask.param("id"), actor);
                });
    routes.remove(
        "/api/quick-replies/{id}", Level::Admin,
        [](Tx &tx, const Actor &actor, const Plain &ask) {
            return QuickReplies::remove(tx, ask.param("id"), actor);
        },
        answer::Message{"快捷回复已删除"});
}

} // namespace handoff::api
