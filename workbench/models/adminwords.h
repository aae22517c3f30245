#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/autoreply.h"
#include "shared/contract/quickreply.h"

#include <QString>

/// What the admin panel's tables hold, in words of the current language. GUI thread, because of
/// tr().
namespace handoff::text {

QString agentRole(AgentRole role);
QString presenceName(AgentPresence presence);
QString replyCategory(QuickReplyCategory category);
QString ruleType(AutoReplyType type);
/// When a rule fires, in words: "contains: refund, broken".
QString ruleCondition(const AutoReplyRule &rule);
/// "login", "agent_deleted" … in words; an unknown one as it is.
QString auditAction(const QString &action);
/// "4 h", "1 d 2 h", "15 min".
QString minutes(int minutes);

} // namespace handoff::text
