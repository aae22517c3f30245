#include "workbench/api/adminapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::AdminApi {

using namespace requests;

namespace {

constexpr int pageSize = 100;

QString one(const QString &path, const QString &id, const char *rest = "")
{
    return path + u'/' + ApiClient::segment(id) + QString::fromLatin1(rest);
}

} // namespace

Later<void> save(ApiClient &api, const QString &path, const QString &id, const QByteArray &body)
{
    return api.call<void>(id.isEmpty() ? requests::create(path, body)
                                       : send("PUT", one(path, id), body));
}

Later<void> remove(ApiClient &api, const QString &path, const QString &id)
{
    return api.call<void>(send("DELETE", one(path, id)));
}

Later<AgentPage> agents(ApiClient &api, int page)
{
    ApiRequest r = get(agentsPath);
    add(r.query, "page", QString::number(page));
    add(r.query, "page_size", QString::number(pageSize));
    return api.call<AgentPage>(r);
}

Later<void> resetPassword(ApiClient &api, const QString &username, const QString &password)
{
    return api.call<void>(send("POST", one(agentsPath, username, "/reset-password"),
                               json::toJson(ResetPasswordRequest{password})));
}

Later<AutoReplyTestAnswer> testRules(ApiClient &api, const AutoReplyTestRequest &request)
{
    return api.call<AutoReplyTestAnswer>(
        send("POST", rulesPath + QStringLiteral("/test"), json::toJson(request)));
}

Later<void> saveSlaPolicies(ApiClient &api, const SlaPolicies &policies)
{
    return api.call<void>(send("PUT", slaPath, json::toJson(policies)));
}

Later<QJsonObject> shiftConfig(ApiClient &api)
{
    return api.call<QJsonObject>(get(QStringLiteral("/api/shift/config")));
}

Later<QJsonObject> botConfig(ApiClient &api)
{
    ApiRequest r = get(QStringLiteral("/api/config"));
    r.key = {};
    r.bare = true;
    return api.call<QJsonObject>(r);
}

Later<AuditPage> audit(ApiClient &api, const AuditQuery &query, int page)
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
