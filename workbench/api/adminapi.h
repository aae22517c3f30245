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

inline const QString agentsPath = QStringLiteral("/api/agents");
inline const QString repliesPath = QStringLiteral("/api/quick-replies");
inline const QString tagsPath = QStringLiteral("/api/tags");
inline const QString rulesPath = QStringLiteral("/api/auto-reply-rules");
inline const QString slaPath = QStringLiteral("/api/sla-policies");

template<typename Answer>
Later<Answer> list(ApiClient &api, const QString &path)
{
    ApiRequest request;
    request.path = path;
    return api.call<Answer>(request);
}
/// POST for a new record, PUT for one that has an id.
Later<void> save(ApiClient &api, const QString &path, const QString &id, const QByteArray &body);
Later<void> remove(ApiClient &api, const QString &path, const QString &id);

Later<AgentPage> agents(ApiClient &api, int page);
Later<void> resetPassword(ApiClient &api, const QString &username, const QString &password);
Later<AutoReplyTestAnswer> testRules(ApiClient &api, const AutoReplyTestRequest &request);
/// Replaces them all.
Later<void> saveSlaPolicies(ApiClient &api, const SlaPolicies &policies);

/// `GET /api/shift/config` and `/api/config`: the running configuration as the server wrote it.
Later<QJsonObject> shiftConfig(ApiClient &api);
Later<QJsonObject> botConfig(ApiClient &api);

Later<AuditPage> audit(ApiClient &api, const AuditQuery &query, int page);

} // namespace AdminApi
} // namespace handoff
