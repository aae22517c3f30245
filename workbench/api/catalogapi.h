#pragma once

#include "shared/contract/quickreply.h"
#include "shared/contract/tag.h"
#include "workbench/api/apiclient.h"

/// Typed calls about quick replies and tags as agents use them (api.md, Quick replies, tags).
namespace handoff::CatalogApi {

QFuture<Result<QuickReplyList>> quickReplies(ApiClient &api);
/// Counts one use; the list is sorted by it.
QFuture<Result<QuickReplyUse>> useQuickReply(ApiClient &api, const QString &id);

QFuture<Result<TagList>> tags(ApiClient &api);
QFuture<Result<Tag>> createTag(ApiClient &api, const TagRequest &request);
QFuture<Result<SessionTags>> addTag(ApiClient &api, const QString &sessionName,
                                    const QString &tagId);
QFuture<Result<void>> removeTag(ApiClient &api, const QString &sessionName, const QString &tagId);

} // namespace handoff::CatalogApi
