#include "workbench/api/agentapi.h"

namespace handoff::AgentApi {

namespace {

ApiRequest request(const char *method, const QString &path)
{
    ApiRequest r;
    r.method = method;
    r.path = path;
    return r;
}

QUrlQuery forUser(const QString &username)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("username"), ApiClient::segment(username));
    return query;
}

} // namespace

Later<LoginAnswer> login(ApiClient &api, const LoginRequest &body)
{
    ApiRequest r = request("POST", QStringLiteral("/api/agent/login"));
    r.body = json::toJson(body);
    r.key = {};
    r.authorised = false;
    return api.call<LoginAnswer>(r);
}

Later<void> logout(ApiClient &api, const QString &username)
{
    ApiRequest r = request("POST", QStringLiteral("/api/agent/logout"));
    r.query = forUser(username);
    r.timeoutMs = 5000;
    return api.call<void>(r);
}

Later<Agent> profile(ApiClient &api, const QString &username)
{
    ApiRequest r = request("GET", QStringLiteral("/api/agent/profile"));
    r.query = forUser(username);
    r.key = QLatin1String("agent");
    return api.call<Agent>(r);
}

Later<Agent> saveProfile(ApiClient &api, const ProfileUpdate &update)
{
    ApiRequest r = request("PUT", QStringLiteral("/api/agent/profile"));
    r.body = json::toJson(update);
    r.key = QLatin1String("agent");
    return api.call<Agent>(r);
}

Later<AgentLoad> status(ApiClient &api)
{
    return api.call<AgentLoad>(request("GET", QStringLiteral("/api/agent/status")));
}

Later<AgentLoad> setStatus(ApiClient &api, const StatusUpdate &update)
{
    ApiRequest r = request("PUT", QStringLiteral("/api/agent/status"));
    r.body = json::toJson(update);
    return api.call<AgentLoad>(r);
}

Later<void> changePassword(ApiClient &api, const ChangePasswordRequest &body)
{
    ApiRequest r = request("POST", QStringLiteral("/api/agent/change-password"));
    r.body = json::toJson(body);
    return api.call<void>(r);
}

Later<AvailableAgents> available(ApiClient &api)
{
    return api.call<AvailableAgents>(request("GET", QStringLiteral("/api/agents/available")));
}

Later<QJsonObject> health(ApiClient &api)
{
    ApiRequest r = request("GET", QStringLiteral("/api/health"));
    r.key = {};
    r.authorised = false;
    r.bare = true;
    return api.call<QJsonObject>(r);
}

Later<ServerVersion> version(ApiClient &api)
{
    ApiRequest r = request("GET", QStringLiteral("/api/version"));
    r.authorised = false;
    return api.call<ServerVersion>(r);
}

} // namespace handoff::AgentApi
