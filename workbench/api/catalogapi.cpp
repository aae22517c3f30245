#include "workbench/api/catalogapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::CatalogApi {

namespace {

QString tagsOf(const QString &sessionName)
{
    return QStringLiteral("/api/sessions/%1/tags").arg(ApiClient::segment(sessionName));
}

} // namespace

Later<QuickReplyList> quickReplies(ApiClient &api)
{
    return api.call<QuickReplyList>(requests::get(QStringLiteral("/api/quick-replies")));
}

Later<QuickReplyUse> useQuickReply(ApiClient &api, const QString &id)
{
    return api.call<QuickReplyUse>(requests::send(
        "POST", QStringLiteral("/api/quick-replies/%1/use").arg(ApiClient::segment(id)), "{}"));
}

Later<TagList> tags(ApiClient &api)
{
    return api.call<TagList>(requests::get(QStringLiteral("/api/tags")));
}

Later<Tag> createTag(ApiClient &api, const TagRequest &request)
{
    return api.call<Tag>(requests::create(QStringLiteral("/api/tags"), json::toJson(request)));
}

Later<SessionTags> addTag(ApiClient &api, const QString &sessionName, const QString &tagId)
{
    return api.call<SessionTags>(
        requests::send("POST", tagsOf(sessionName), json::toJson(AddTagRequest{tagId})));
}

Later<void> removeTag(ApiClient &api, const QString &sessionName, const QString &tagId)
{
    return api.call<void>(
        requests::send("DELETE", tagsOf(sessionName) + u'/' + ApiClient::segment(tagId)));
}

} // namespace handoff::CatalogApi
