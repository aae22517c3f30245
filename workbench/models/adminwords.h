#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/audit.h"
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
/// What an entry is about: a name rather than an id, where the entry has one.
QString auditObject(const AuditRecord &record);
/// Its details in words: "Role: Administrator · Limit: 5".
QString auditDetails(const AuditRecord &record);
/// "Red", "Dark green", for people; `#rrggbb` is for programs.
QString colorName(const QString &hex);
/// "4 h", "1 d 2 h", "15 min".
QString minutes(int minutes);

} // namespace handoff::text
