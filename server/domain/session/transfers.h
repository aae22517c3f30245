#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/transfer.h"

/// A live session passes from one agent to another (api.md, Sessions and hand-over). The request
/// waits for its answer, at most TRANSFER_ACCEPT_SECONDS; the owner keeps the session meanwhile.
/// `transfer_request` and `transfer_result` go to these two agents only.
namespace handoff::Transfers {

struct Outcome
{
    Transfer transfer;
    bool moved = false; ///< the session has a new owner
};

/// Asks the other agent; an admin may `force` it: then the session moves at once and a request that
/// waits is over. 422; 404 SESSION_NOT_FOUND, AGENT_NOT_FOUND; 409 `Session not in manual_live
/// status`, SAME_AGENT, AGENT_OFFLINE, CAPACITY_REACHED, TRANSFER_PENDING; 403.
Result<Outcome> request(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const TransferRequest &request, const Actor &actor);
/// The target answers. 404; 403 for anybody else; 409 TRANSFER_CLOSED, also when it is too late;
/// 409 CAPACITY_REACHED, and the request goes on waiting.
Result<Outcome> respond(Tx &tx, const DeskPolicy &policy, const QString &id,
                        const TransferResponse &response, const Actor &actor);

/// Those that wait for this agent, oldest first.
Result<QList<Transfer>> pendingFor(Tx &tx, const QString &agentId);
/// The newest 100 of a session, newest first. 404.
Result<QList<Transfer>> ofSession(Tx &tx, const QString &sessionName);

/// Requests whose time is over become `expired`; returns them. At most `limit`.
Result<QList<Transfer>> expire(Tx &tx, int limit);
/// All that wait from or for this agent become `expired`.
Result<void> endOf(Tx &tx, const QString &agentId);
/// The one of this session that waits, if there is one, is over; its two agents are told.
void endWaiting(Tx &tx, qint64 sessionId);

} // namespace handoff::Transfers
