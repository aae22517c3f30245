#pragma once

#include "shared/contract/quickreply.h"
#include "shared/contract/tag.h"
#include "workbench/api/apiclient.h"

/// Typed calls about quick replies and tags as agents use them (api.md, Quick replies, tags).
namespace handoff::CatalogApi {

Later<QuickReplyList> quickReplies(ApiClient &api);
/// Counts one use; the list is sorted by it.
Later<QuickReplyUse> useQuickReply(ApiClient &api, const QString &id);

Later<TagList> tags(ApiClient &api);
Later<Tag> createTag(ApiClient &api, const TagRequest &request);
Later<SessionTags> addTag(ApiClient &api, const QString &sessionName, const QString &tagId);
Later<void> removeTag(ApiClient &api, const QString &sessionName, const QString &tagId);

} // namespace handoff::CatalogApi
