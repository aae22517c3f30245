#pragma once

#include "shared/contract/agent.h"
#include "workbench/api/apiclient.h"

/// Typed calls about accounts (api.md, Agents and accounts) and the server itself.
namespace handoff::AgentApi {

QFuture<Result<LoginAnswer>> login(ApiClient &api, const LoginRequest &request);
QFuture<Result<void>> logout(ApiClient &api, const QString &username);
QFuture<Result<Agent>> profile(ApiClient &api, const QString &username);
/// What the agent may change of himself.
QFuture<Result<Agent>> saveProfile(ApiClient &api, const ProfileUpdate &update);
QFuture<Result<AgentLoad>> status(ApiClient &api);
QFuture<Result<AgentLoad>> setStatus(ApiClient &api, const StatusUpdate &update);
QFuture<Result<void>> changePassword(ApiClient &api, const ChangePasswordRequest &request);
/// Colleagues who are not offline, with their load.
QFuture<Result<AvailableAgents>> available(ApiClient &api);
/// `GET /api/health`: version, database, coze_connected … as the server wrote them.
QFuture<Result<QJsonObject>> health(ApiClient &api);

} // namespace handoff::AgentApi
