#include "workbench/api/adminapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::AdminApi {

using namespace requests;

namespace {

const QString agentsPath = QStringLiteral("/api/agents");
const QString repliesPath = QStringLiteral("/api/quick-replies");
const QString tagsPath = QStringLiteral("/api/tags");
const QString rulesPath = QStringLiteral("/api/auto-reply-rules");
const QString slaPath = QStringLiteral("/api/sla-policies");
constexpr int pageSize = 100;

QString one(const QString &path, const QString &id, const char *rest = "")
{
    return path + u'/' + ApiClient::segment(id) + QString::fromLatin1(rest);
}

/// POST for a new record, PUT for one that has an id.
QFuture<Result<void>> save(ApiClient &api, const QString &path, const QString &id,
                           const QByteArray &body)
{
    return api.call<void>(id.isEmpty() ? send("POST", path, body)
                                       : send("PUT", one(path, id), body));
}

QFuture<Result<void>> remove(ApiClient &api, const QString &path, const QString &id)
{
    return api.call<void>(send("DELETE", one(path, id)));
}

} // namespace

QFuture<Result<AgentPage>> agents(ApiClient &api, int page)
{
    ApiRequest r = get(agentsPath);
    add(r.query, "page", QString::number(page));
    add(r.query, "page_size", QString::number(pageSize));
    return api.call<AgentPage>(r);
}

QFuture<Result<void>> createAgent(ApiClient &api, const CreateAgentRequest &request)
{
    return save(api, agentsPath, {}, json::toJson(request));
}

QFuture<Result<void>> updateAgent(ApiClient &api, const QString &username,
                                  const UpdateAgentRequest &request)
{
    return save(api, agentsPath, username, json::toJson(request));
}

QFuture<Result<void>> deleteAgent(ApiClient &api, const QString &username)
{
    return remove(api, agentsPath, username);
}

QFuture<Result<void>> resetPassword(ApiClient &api, const QString &username,
                                    const QString &password)
{
    return api.call<void>(send("POST", one(agentsPath, username, "/reset-password"),
                               json::toJson(ResetPasswordRequest{password})));
}

QFuture<Result<QuickReplyList>> quickReplies(ApiClient &api)
{
    return api.call<QuickReplyList>(get(repliesPath));
}

QFuture<Result<void>> saveQuickReply(ApiClient &api, const QString &id,
                                     const QuickReplyRequest &request)
{
    return save(api, repliesPath, id, json::toJson(request));
}

QFuture<Result<void>> deleteQuickReply(ApiClient &api, const QString &id)
{
    return remove(api, repliesPath, id);
}

QFuture<Result<TagList>> tags(ApiClient &api)
{
    return api.call<TagList>(get(tagsPath));
}

QFuture<Result<void>> saveTag(ApiClient &api, const QString &id, const TagRequest &request)
{
    return save(api, tagsPath, id, json::toJson(request));
}

QFuture<Result<void>> deleteTag(ApiClient &api, const QString &id)
{
    return remove(api, tagsPath, id);
}

QFuture<Result<AutoReplyRuleList>> rules(ApiClient &api)
{
    return api.call<AutoReplyRuleList>(get(rulesPath));
}

QFuture<Result<void>> saveRule(ApiClient &api, const QString &id,
                               const AutoReplyRuleRequest &request)
{
    return save(api, rulesPath, id, json::toJson(request));
}

QFuture<Result<void>> deleteRule(ApiClient &api, const QString &id)
{
    return remove(api, rulesPath, id);
}

QFuture<Result<AutoReplyTestAnswer>> testRules(ApiClient &api, const AutoReplyTestRequest &request)
{
    return api.call<AutoReplyTestAnswer>(
        send("POST", rulesPath + QStringLiteral("/test"), json::toJson(request)));
}

QFuture<Result<SlaPolicies>> slaPolicies(ApiClient &api)
{
    return api.call<SlaPolicies>(get(slaPath));
}

QFuture<Result<void>> saveSlaPolicies(ApiClient &api, const SlaPolicies &policies)
{
    return api.call<void>(send("PUT", slaPath, json::toJson(policies)));
}

QFuture<Result<QJsonObject>> shiftConfig(ApiClient &api)
{
    return api.call<QJsonObject>(get(QStringLiteral("/api/shift/config")));
}

QFuture<Result<QJsonObject>> botConfig(ApiClient &api)
{
    ApiRequest r = get(QStringLiteral("/api/config"));
    r.key = {};
    r.bare = true;
    return api.call<QJsonObject>(r);
}

QFuture<Result<AuditPage>> audit(ApiClient &api, const AuditQuery &query, int page)
{
    ApiRequest r = get(QStringLiteral("/api/audit"));
    add(r.query, "actor", query.actor);
    add(r.query, "action", query.action);
    add(r.query, "object", query.object);
    if (query.from)
        add(r.query, "from", QString::number(query.from->seconds(), 'f', 3));
    if (query.to)
        add(r.query, "to", QString::number(query.to->seconds(), 'f', 3));
    add(r.query, "page", QString::number(page));
    return api.call<AuditPage>(r);
}

} // namespace handoff::AdminApi
