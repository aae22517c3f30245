#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/audit.h"
#include "shared/contract/autoreply.h"
#include "shared/contract/quickreply.h"
#include "shared/contract/slapolicy.h"
#include "shared/contract/tag.h"
#include "shared/contract/ticket.h"
#include "workbench/api/apiclient.h"

/// Typed calls of the admin panel (api.md: Agents and accounts, Quick replies, tags, auto-replies,
/// SLA). The server refuses them to everybody else with 403 ADMIN_REQUIRED.
namespace handoff {

/// Filters of `GET /api/audit`; empty ones are not sent.
struct AuditQuery
{
    QString actor;
    QString action;
    QString object;
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;

    bool operator==(const AuditQuery &) const = default;
};

namespace AdminApi {

QFuture<Result<AgentPage>> agents(ApiClient &api, int page);
QFuture<Result<void>> createAgent(ApiClient &api, const CreateAgentRequest &request);
QFuture<Result<void>> updateAgent(ApiClient &api, const QString &username,
                                  const UpdateAgentRequest &request);
QFuture<Result<void>> deleteAgent(ApiClient &api, const QString &username);
QFuture<Result<void>> resetPassword(ApiClient &api, const QString &username,
                                    const QString &password);

QFuture<Result<QuickReplyList>> quickReplies(ApiClient &api);
/// An empty id creates, here and below.
QFuture<Result<void>> saveQuickReply(ApiClient &api, const QString &id,
                                     const QuickReplyRequest &request);
QFuture<Result<void>> deleteQuickReply(ApiClient &api, const QString &id);

QFuture<Result<TagList>> tags(ApiClient &api);
QFuture<Result<void>> saveTag(ApiClient &api, const QString &id, const TagRequest &request);
QFuture<Result<void>> deleteTag(ApiClient &api, const QString &id);

QFuture<Result<AutoReplyRuleList>> rules(ApiClient &api);
QFuture<Result<void>> saveRule(ApiClient &api, const QString &id,
                               const AutoReplyRuleRequest &request);
QFuture<Result<void>> deleteRule(ApiClient &api, const QString &id);
QFuture<Result<AutoReplyTestAnswer>> testRules(ApiClient &api, const AutoReplyTestRequest &request);

QFuture<Result<SlaPolicies>> slaPolicies(ApiClient &api);
/// Replaces them all.
QFuture<Result<void>> saveSlaPolicies(ApiClient &api, const SlaPolicies &policies);

/// `GET /api/shift/config`, `/api/config` and `/api/health`: the running configuration as the
/// server wrote it.
QFuture<Result<QJsonObject>> shiftConfig(ApiClient &api);
QFuture<Result<QJsonObject>> botConfig(ApiClient &api);

QFuture<Result<AuditPage>> audit(ApiClient &api, const AuditQuery &query, int page);

} // namespace AdminApi
} // namespace handoff
