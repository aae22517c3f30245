#include "workbench/api/catalogapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::CatalogApi {

namespace {

QString tagsOf(const QString &sessionName)
{
    return QStringLiteral("/api/sessions/%1/tags").arg(ApiClient::segment(sessionName));
}

} // namespace

QFuture<Result<QuickReplyList>> quickReplies(ApiClient &api)
{
    return api.call<QuickReplyList>(requests::get(QStringLiteral("/api/quick-replies")));
}

QFuture<Result<QuickReplyUse>> useQuickReply(ApiClient &api, const QString &id)
{
    return api.call<QuickReplyUse>(requests::send(
        "POST", QStringLiteral("/api/quick-replies/%1/use").arg(ApiClient::segment(id)), "{}"));
}

QFuture<Result<TagList>> tags(ApiClient &api)
{
    return api.call<TagList>(requests::get(QStringLiteral("/api/tags")));
}

QFuture<Result<Tag>> createTag(ApiClient &api, const TagRequest &request)
{
    return api.call<Tag>(
        requests::send("POST", QStringLiteral("/api/tags"), json::toJson(request)));
}

QFuture<Result<SessionTags>> addTag(ApiClient &api, const QString &sessionName,
                                    const QString &tagId)
{
    return api.call<SessionTags>(
        requests::send("POST", tagsOf(sessionName), json::toJson(AddTagRequest{tagId})));
}

QFuture<Result<void>> removeTag(ApiClient &api, const QString &sessionName, const QString &tagId)
{
    return api.call<void>(
        requests::send("DELETE", tagsOf(sessionName) + u'/' + ApiClient::segment(tagId)));
}

} // namespace handoff::CatalogApi
