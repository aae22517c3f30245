#include "shared/rules/sessionrules.h"

namespace handoff::SessionRules {

namespace {

using S = SessionStatus;

struct Row
{
    S from;
    Action action;
    S to;
};

constexpr Row table[] = {
    {S::BotActive, Action::Escalate, S::PendingManual},
    {S::BotActive, Action::TakeOver, S::PendingManual},
    {S::BotActive, Action::Close, S::Closed},
    {S::PendingManual, Action::TakeOver, S::ManualLive},
    {S::PendingManual, Action::Cancel, S::BotActive},
    {S::PendingManual, Action::AfterHours, S::AfterHoursEmail},
    {S::ManualLive, Action::Release, S::BotActive},
    {S::ManualLive, Action::Requeue, S::PendingManual},
    {S::ManualLive, Action::Close, S::Closed},
    {S::AfterHoursEmail, Action::Escalate, S::PendingManual},
    {S::AfterHoursEmail, Action::TakeOver, S::PendingManual},
    {S::AfterHoursEmail, Action::Close, S::Closed},
    {S::AfterHoursEmail, Action::Dismiss, S::BotActive},
    {S::Closed, Action::Reopen, S::BotActive},
};

} // namespace

std::optional<SessionStatus> next(SessionStatus from, Action action)
{
    for (const Row &row : table) {
        if (row.from == from && row.action == action)
            return row.to;
    }
    return std::nullopt;
}

QString verb(Action action)
{
    switch (action) {
    case Action::Escalate:
        return QStringLiteral("转人工");
    case Action::AfterHours:
        return QStringLiteral("转邮件");
    case Action::TakeOver:
        return QStringLiteral("接入");
    case Action::Release:
        return QStringLiteral("释放");
    case Action::Requeue:
        return QStringLiteral("退回队列");
    case Action::Cancel:
        return QStringLiteral("取消等待");
    case Action::Close:
        return QStringLiteral("关闭");
    case Action::Dismiss:
        return QStringLiteral("取消邮件转交");
    case Action::Reopen:
        return QStringLiteral("重新打开");
    }
    return {};
}

bool aiAnswers(SessionStatus status)
{
    return status == S::BotActive || status == S::AfterHoursEmail;
}

bool ownsOrAdmin(const std::optional<AgentRef> &owner, const QString &agentId, AgentRole role)
{
    return role == AgentRole::Admin || (owner && owner->id == agentId);
}

} // namespace handoff::SessionRules
