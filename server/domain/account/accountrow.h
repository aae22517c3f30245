#pragma once

#include "server/domain/account/agents.h"
#include "server/store/account/agentstore.h"

/// Private to server/domain: what an agent's own changes and an admin's have in common.
namespace handoff::account {

/// The row for a change, by id or username; 404.
Result<AgentRow> forChange(Tx &tx, const QString &idOrUsername);
/// Gives the account a password and saves it. Every sign-in of it ends, tokens and streams alike,
/// but the actor's when it is his own.
Result<void> setPassword(Tx &tx, AgentRow &row, const Agents::NewPassword &password,
                         const Actor &actor);
/// The event streams of this account end with the commit, on every server. They carry what its role
/// may see, and are opened again with what it may see now.
void endStreams(Tx &tx, const QString &agentId);
/// `agent_updated`, with his load.
void announce(Tx &tx, const Agent &agent);
/// Saves with compare-and-set and announces `agent_updated`.
Result<void> save(Tx &tx, AgentRow &row);

/// 1..50 characters, without blanks at the ends; else 422 /name.
Result<QString> validName(const QString &name);
/// At most 500 characters; else 422 /avatar_url. An empty text means none.
Result<std::optional<QString>> validAvatar(const QString &url);

/// The agent's live sessions, and his tickets that are not closed, show his new name.
Result<void> showName(Tx &tx, const DeskPolicy &policy, const Agent &agent);

} // namespace handoff::account
