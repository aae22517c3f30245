#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/version.h"
#include "workbench/api/apiclient.h"

/// Typed calls about accounts (api.md, Agents and accounts) and the server itself.
namespace handoff::AgentApi {

Later<LoginAnswer> login(ApiClient &api, const LoginRequest &request);
Later<void> logout(ApiClient &api, const QString &username);
Later<Agent> profile(ApiClient &api, const QString &username);
/// What the agent may change of himself.
Later<Agent> saveProfile(ApiClient &api, const ProfileUpdate &update);
Later<AgentLoad> status(ApiClient &api);
Later<AgentLoad> setStatus(ApiClient &api, const StatusUpdate &update);
Later<void> changePassword(ApiClient &api, const ChangePasswordRequest &request);
/// Colleagues who are not offline, with their load.
Later<AvailableAgents> available(ApiClient &api);
/// `GET /api/health`: version, database, coze_connected … as the server wrote them.
Later<QJsonObject> health(ApiClient &api);
Later<ServerVersion> version(ApiClient &api);

} // namespace handoff::AgentApi
