#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/audit.h"
#include "shared/contract/autoreply.h"
#include "shared/contract/quickreply.h"
#include "shared/contract/slapolicy.h"
#include "shared/contract/tag.h"
#include "shared/contract/ticket.h"
#include "workbench/models/recordtable.h"

namespace handoff {

/// One value of the running configuration.
struct ConfigEntry
{
    QString section; ///< `shift`, `ai`, `server`
    QString key;     ///< as the server names it
    QString value;   ///< as people read it

    bool operator==(const ConfigEntry &) const = default;
};

using AgentTable = RecordTable<Agent>;
using QuickReplyTable = RecordTable<QuickReply>;
using TagTable = RecordTable<Tag>;
using RuleTable = RecordTable<AutoReplyRule>;
using SlaTable = RecordTable<SlaPolicy>;
using ConfigTable = RecordTable<ConfigEntry>;
using AuditTable = RecordTable<AuditRecord>;

/// The tables of the admin panel, in the order of their columns. The parent owns them.
namespace tables {

AgentTable *agents(QObject *parent); ///< by username
QuickReplyTable *quickReplies(QObject *parent);
TagTable *tags(QObject *parent);
RuleTable *rules(QObject *parent);
/// The row with unknown category and priority stands for all other pairs.
SlaTable *sla(QObject *parent);
ConfigTable *config(QObject *parent);
AuditTable *audit(QObject *parent);

/// Key of a pair in the SLA table.
QString slaId(const SlaPolicy &policy);

} // namespace tables

} // namespace handoff
