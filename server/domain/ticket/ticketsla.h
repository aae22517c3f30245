#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/slapolicy.h"
#include "shared/core/jsonpatch.h"

/// How soon tickets must be answered and resolved, and the clock that tells when one turns (api.md,
/// SLA). Each use case runs in one transaction.
namespace handoff::TicketSla {

Result<SlaPolicies> policies(Tx &tx);
/// What is given replaces what was. Open tickets of a pair whose times changed get new deadlines
/// from their creation on. 422 for minutes outside 1..525600, a response after the resolution, and
/// a pair named twice.
Result<SlaPolicies> setPolicies(Tx &tx, const json::Patch<SlaPolicies> &change, const Actor &actor);
/// The work of the SLA clock: announces at most `limit` turns that are due. Returns how many
/// tickets it looked at: call again while it equals `limit`. Idempotent, also with several servers.
Result<int> turn(Tx &tx, int limit);

} // namespace handoff::TicketSla
