#include "shared/rules/priority.h"

#include <algorithm>

namespace handoff::PriorityRules {

Priority compute(bool vip, std::optional<Timestamp> waitingSince, bool escalatedBefore,
                 const QStringList &urgentKeywords, Timestamp now)
{
    Priority p;
    p.isVip = vip;
    p.waitTimeSeconds = waitingSince ? std::max<qint64>(0, now.msSince(*waitingSince) / 1000) : 0;
    p.isTimeout = p.waitTimeSeconds > timeoutSeconds;
    p.isRepeat = escalatedBefore;
    p.urgentKeywords = urgentKeywords;
    if (p.isVip || p.isTimeout)
        p.level = PriorityLevel::Urgent;
    else if (p.isRepeat || !p.urgentKeywords.isEmpty())
        p.level = PriorityLevel::High;
    return p;
}

} // namespace handoff::PriorityRules
