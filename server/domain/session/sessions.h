#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/presence.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

/// One session, read (api.md, Sessions and hand-over); handover.h changes it. Each runs in one
/// transaction on a database thread.
namespace handoff::Sessions {

/// 404 SESSION_NOT_FOUND. A customer gets his view of it (customerview.h).
Result<SessionState> state(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const Actor &viewer);
/// State and audit trail. 404.
Result<SessionDetail> detail(Tx &tx, const DeskPolicy &policy, const QString &name,
                             const Actor &viewer);
/// Version of the session, for `ready.session_version`. 404.
Result<qint64> version(Tx &tx, const QString &name);
/// Is the AI at a question of the customer? 404.
Result<bool> isAnswering(Tx &tx, const QString &name);
/// 1 for who is served next; 0 when the session does not wait. 404.
Result<int> queuePosition(Tx &tx, const QString &name);

/// A page of the history, oldest first. `before` is a message id (422 when it is none of this
/// session) or empty for the newest; `limit` 1..200, clamped. 404.
Result<MessagePage> messages(Tx &tx, const QString &name, const QString &before, int limit,
                             const Actor &viewer);

/// This agent has read up to and with the message: his cursor moves forward, never back. 404; 422
/// when the message is none of this session.
Result<ReadAnswer> markRead(Tx &tx, const QString &name, const QString &messageId,
                            const Actor &actor);

} // namespace handoff::Sessions
