#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/session/sessionstore.h"

/// Private to server/domain: from a row to what this reader may see of it.
namespace handoff::SessionViews {

/// `history` and everything else of SessionState; a customer gets his view of it (customerview.h).
SessionState stateOf(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &viewer);
/// A message as this reader may see it: the `client_message_id` is for who sent the message, so
/// that he knows it again. A customer is the sender of what was written without an agent's token.
Message seenBy(const Actor &viewer, Message message);
/// `unread` is 0, as events want it.
SessionSummary summaryOf(const SessionHead &head, Timestamp now);
/// First 50 characters, then `…`.
QString previewOf(const QString &text);

} // namespace handoff::SessionViews
