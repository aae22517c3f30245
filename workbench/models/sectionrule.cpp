#include "workbench/models/sectionrule.h"

#include "shared/rules/priority.h"
#include "shared/text/searchfold.h"

#include <algorithm>

namespace handoff {

bool SectionRule::isMine(const SessionSummary &session) const
{
    return session.status == SessionStatus::ManualLive && session.assignedAgent &&
           session.assignedAgent->id == me;
}

bool SectionRule::belongs(const SessionSummary &session) const
{
    switch (section) {
    case Section::Waiting:
        return session.status == SessionStatus::PendingManual;
    case Section::Mine:
        return isMine(session);
    case Section::Ai:
        return session.status == SessionStatus::BotActive;
    case Section::AfterHours:
        return session.status == SessionStatus::AfterHoursEmail;
    case Section::All:
        return true;
    }
    return false;
}

bool SectionRule::passes(const SessionSummary &session, bool isShown) const
{
    if (filter.vipOnly && !session.userProfile.vip)
        return false;
    const auto hasTag = [this](const SessionTag &tag) { return tag.id == filter.tagId; };
    if (!filter.tagId.isEmpty() && std::none_of(session.tags.begin(), session.tags.end(), hasTag))
        return false;
    if (filter.keyword.isEmpty() || isShown)
        return true;
    const auto has = [key = searchfold::key(filter.keyword)](const QString &text) {
        return searchfold::contains(text, key);
    };
    return has(session.sessionName) || has(session.userProfile.nickname) ||
           (session.lastMessagePreview && has(session.lastMessagePreview->content)) ||
           (session.lastCustomerMessage && has(session.lastCustomerMessage->content)) ||
           (session.assignedAgent && has(session.assignedAgent->name));
}

bool SectionRule::before(const SessionSummary &x, const SessionSummary &y) const
{
    if (isByLevel()) {
        if (x.userProfile.vip != y.userProfile.vip)
            return x.userProfile.vip;
        const auto levelX = level(x), levelY = level(y);
        if (levelX != levelY)
            return levelX < levelY;
    }
    if (isByLevel() || filter.sort == u"wait") {
        constexpr Timestamp never{std::numeric_limits<qint64>::max()};
        const Timestamp sinceX = sessionrow::waitingSince(x).value_or(never);
        const Timestamp sinceY = sessionrow::waitingSince(y).value_or(never);
        if (sinceX != sinceY)
            return sinceX < sinceY;
    } else if (filter.sort.isEmpty()) {
        if (x.updatedAt != y.updatedAt)
            return x.updatedAt > y.updatedAt;
    } else if (x.createdAt != y.createdAt) {
        return filter.sort == u"oldest" ? x.createdAt < y.createdAt : x.createdAt > y.createdAt;
    }
    return x.sessionName < y.sessionName;
}

PriorityLevel SectionRule::levelAt(const SessionSummary &session, Timestamp time) const
{
    return PriorityRules::compute(session.userProfile.vip, sessionrow::waitingSince(session),
                                  session.priority.isRepeat, session.priority.urgentKeywords, time)
        .level;
}

qint64 SectionRule::waitingSeconds(const SessionSummary &session) const
{
    const auto since = sessionrow::waitingSince(session);
    return since ? std::max<qint64>(0, now.msSince(*since) / 1000) : 0;
}

} // namespace handoff
