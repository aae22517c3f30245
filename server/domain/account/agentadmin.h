#pragma once

#include "server/domain/account/agents.h"

/// What admins do with accounts (api.md, Agents and accounts).
namespace handoff::AgentAdmin {

struct Query
{
    std::optional<AgentPresence> status;
    std::optional<AgentRole> role;
    int page = 1;
    int pageSize = 20; ///< 1..100, clamped
};
Result<AgentPage> list(Tx &tx, const Query &query);
/// Who is not offline, with his load; one statement however many they are.
Result<AvailableAgents> available(Tx &tx);

/// What can be refused before the password is hashed: 422 for fields, 400 USERNAME_EXISTS.
Result<void> mayCreate(Tx &tx, const CreateAgentRequest &request);
/// Errors as mayCreate.
Result<Agent> create(Tx &tx, const CreateAgentRequest &request, const Agents::NewPassword &password,
                     const Actor &actor);
/// 404; 400 NO_FIELDS_TO_UPDATE, LAST_ADMIN; 422. The event streams of who is no admin any more
/// end with the commit.
Result<Agent> update(Tx &tx, const DeskPolicy &policy, const QString &username,
                     const UpdateAgentRequest &request, const Actor &actor);

/// 404; 400 LAST_ADMIN. Ends his transfers and, with the commit, his event streams; his tickets
/// that are not closed are unassigned, his live sessions wait again, his private quick replies go.
Result<Agent> remove(Tx &tx, const DeskPolicy &policy, const QString &username, const Actor &actor);
/// 404. His sign-ins end, but for the actor's when it is his own account.
Result<void> resetPassword(Tx &tx, const QString &username, const Agents::NewPassword &password,
                           const Actor &actor);

} // namespace handoff::AgentAdmin
