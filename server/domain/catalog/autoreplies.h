#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/autoreply.h"
#include "shared/core/jsonpatch.h"

/// Use cases of texts that the system sends by itself (api.md, Auto-replies).
namespace handoff::AutoReplies {

inline constexpr int maxPerType = 20;

// ---- the rules, by admins -----------------------------------------------------------------------

Result<AutoReplyRuleList> list(Tx &tx);
/// 422 for a bad field or a trigger_condition that does not fit the type, 400 RULE_LIMIT.
Result<AutoReplyRule> create(Tx &tx, const AutoReplyRuleRequest &request, const Actor &actor);
/// As create, and 404. Replies that wait for their time say the new text, or nothing when disabled.
Result<AutoReplyRule> update(Tx &tx, const QString &id,
                             const json::Patch<AutoReplyRuleRequest> &change, const Actor &actor);
/// 404.
Result<void> remove(Tx &tx, const QString &id, const Actor &actor);
/// Which enabled rules would fire, with their texts; changes nothing, and once-only is not looked
/// at.
Result<AutoReplyTestAnswer> test(Tx &tx, const DeskPolicy &policy,
                                 const AutoReplyTestRequest &request);

// ---- replies that are due later -----------------------------------------------------------------

/// Timers that are due, at most `limit`.
Result<QList<qint64>> due(Tx &tx, int limit);
/// Sends what the timer stands for: true. False when another server has, the rule is gone or
/// disabled, or the occasion has passed: nobody waits any more, or a human is there.
Result<bool> fireTimer(Tx &tx, const DeskPolicy &policy, qint64 timerId);
/// Forgets at most `limit` firings that no rule asks about any more; returns how many.
Result<int> forget(Tx &tx, int limit);

} // namespace handoff::AutoReplies
