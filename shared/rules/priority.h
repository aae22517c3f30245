#pragma once

#include "shared/contract/session.h"

/// How urgent a session is (api.md, SessionState: priority). Computed on read.
namespace handoff::PriorityRules {

/// A customer who waits longer is urgent.
inline constexpr qint64 timeoutSeconds = 300;

/// `waitingSince` is set while pending. `urgentKeywords`: the `URGENT_KEYWORDS` found in the
/// customer's messages.
Priority compute(bool vip, std::optional<Timestamp> waitingSince, bool escalatedBefore,
                 const QStringList &urgentKeywords, Timestamp now);

} // namespace handoff::PriorityRules
