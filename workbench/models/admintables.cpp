#include "workbench/models/admintables.h"

#include "shared/text/displaytext.h"
#include "workbench/models/adminwords.h"
#include "workbench/models/ticketwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace handoff::tables {

namespace {

/// Context of the translations.
struct AdminTables
{
    Q_DECLARE_TR_FUNCTIONS(AdminTables)
};

QString yes(bool on)
{
    return on ? AdminTables::tr("Yes") : AdminTables::tr("No");
}

QString oneLine(const QString &text)
{
    return displaytext::oneLine(text);
}

QString configKey(const ConfigEntry &e)
{
    const struct
    {
        QLatin1String key;
        QString words;
    } known[] = {
        {QLatin1String("start"), AdminTables::tr("Shift begins")},
        {QLatin1String("end"), AdminTables::tr("Shift ends (inclusive minute)")},
        {QLatin1String("timezone"), AdminTables::tr("Time zone")},
        {QLatin1String("weekends_disabled"), AdminTables::tr("Closed at weekends")},
        {QLatin1String("holidays"), AdminTables::tr("Holidays")},
        {QLatin1String("is_in_shift"), AdminTables::tr("In shift now")},
        {QLatin1String("appId"), AdminTables::tr("Coze app")},
        {QLatin1String("workflowId"), AdminTables::tr("Coze workflow")},
        {QLatin1String("authMode"), AdminTables::tr("Sign-in at Coze")},
        {QLatin1String("sessionIsolation"), AdminTables::tr("One AI conversation per session")},
        {QLatin1String("status"), AdminTables::tr("State")},
        {QLatin1String("coze_connected"), AdminTables::tr("AI reachable")},
        {QLatin1String("version"), AdminTables::tr("Version")},
        {QLatin1String("database"), AdminTables::tr("Database")},
        {QLatin1String("uptime_seconds"), AdminTables::tr("Running for")},
    };
    for (const auto &[key, words] : known) {
        if (e.key == key)
            return words;
    }
    return e.key;
}

QString configSection(const ConfigEntry &e)
{
    if (e.section == QLatin1String("shift"))
        return AdminTables::tr("Working hours");
    return e.section == QLatin1String("ai") ? AdminTables::tr("AI") : AdminTables::tr("Server");
}

} // namespace

AgentTable *agents(QObject *parent)
{
    using C = RecordColumn<Agent>;
    return new AgentTable(
        [](const Agent &a) { return a.username; },
        {C{[] { return AdminTables::tr("Name"); }, [](const Agent &a) { return a.name; }},
         C{[] { return AdminTables::tr("User name"); }, [](const Agent &a) { return a.username; }},
         C{[] { return AdminTables::tr("Role"); },
           [](const Agent &a) { return text::agentRole(a.role); }},
         C{[] { return AdminTables::tr("Status"); },
           [](const Agent &a) {
               const QString status = text::presenceName(a.status);
               return a.statusNote.isEmpty() ? status
                                             : QStringLiteral("%1 · %2").arg(status, a.statusNote);
           },
           [](const Agent &a) { return QVariant(int(a.status)); }},
         C{[] { return AdminTables::tr("Limit"); },
           [](const Agent &a) { return QString::number(a.maxSessions); },
           [](const Agent &a) { return QVariant(a.maxSessions); }, true},
         C{[] { return AdminTables::tr("Last sign-in"); },
           [](const Agent &a) {
               return a.lastLogin ? text::moment(*a.lastLogin) : AdminTables::tr("never");
           },
           [](const Agent &a) { return QVariant(a.lastLogin.value_or(Timestamp()).ms); }}},
        parent);
}

QuickReplyTable *quickReplies(QObject *parent)
{
    using C = RecordColumn<QuickReply>;
    return new QuickReplyTable(
        [](const QuickReply &r) { return r.id; },
        {C{[] { return AdminTables::tr("Title"); }, [](const QuickReply &r) { return r.title; }},
         C{[] { return AdminTables::tr("Text"); },
           [](const QuickReply &r) { return oneLine(r.content); }},
         C{[] { return AdminTables::tr("Category"); },
           [](const QuickReply &r) { return text::replyCategory(r.category); }},
         C{[] { return AdminTables::tr("Shortcut"); },
           [](const QuickReply &r) { return r.shortcut.value_or(QString()); }},
         C{[] { return AdminTables::tr("Kind"); },
           [](const QuickReply &r) {
               return r.isSystem   ? AdminTables::tr("Preset")
                      : r.isShared ? AdminTables::tr("Shared")
                                   : AdminTables::tr("Private");
           }},
         C{[] { return AdminTables::tr("Used"); },
           [](const QuickReply &r) { return QLocale().toString(r.usageCount); },
           [](const QuickReply &r) { return QVariant(r.usageCount); }, true}},
        parent);
}

TagTable *tags(QObject *parent)
{
    using C = RecordColumn<Tag>;
    return new TagTable(
        [](const Tag &t) { return t.id; },
        {C{[] { return AdminTables::tr("Tag"); }, [](const Tag &t) { return t.name; }},
         C{[] { return AdminTables::tr("Colour"); },
           [](const Tag &t) { return text::colorName(t.color); },
           [](const Tag &t) { return QVariant(t.color); }},
         C{[] { return AdminTables::tr("Kind"); },
           [](const Tag &t) {
               return t.isSystem ? AdminTables::tr("Preset") : AdminTables::tr("Own");
           }},
         C{[] { return AdminTables::tr("In use"); },
           [](const Tag &t) { return QLocale().toString(t.usageCount); },
           [](const Tag &t) { return QVariant(t.usageCount); }, true},
         C{[] { return AdminTables::tr("Created"); },
           [](const Tag &t) { return t.isSystem ? QString() : text::moment(t.createdAt); },
           [](const Tag &t) { return QVariant(t.createdAt.ms); }}},
        parent);
}

RuleTable *rules(QObject *parent)
{
    using C = RecordColumn<AutoReplyRule>;
    return new RuleTable(
        [](const AutoReplyRule &r) { return r.id; },
        {C{[] { return AdminTables::tr("Type"); },
           [](const AutoReplyRule &r) { return text::ruleType(r.type); }},
         C{[] { return AdminTables::tr("When"); },
           [](const AutoReplyRule &r) { return text::ruleCondition(r); }},
         C{[] { return AdminTables::tr("Answer"); },
           [](const AutoReplyRule &r) { return oneLine(r.replyContent); }},
         C{[] { return AdminTables::tr("Delay"); },
           [](const AutoReplyRule &r) { return AdminTables::tr("%1 s").arg(r.delaySeconds); },
           [](const AutoReplyRule &r) { return QVariant(r.delaySeconds); }, true},
         C{[] { return AdminTables::tr("On"); },
           [](const AutoReplyRule &r) { return yes(r.enabled); }}},
        parent);
}

QString slaId(const SlaPolicy &policy)
{
    return QStringLiteral("%1/%2").arg(json::enumName(policy.category),
                                       json::enumName(policy.priority));
}

SlaTable *sla(QObject *parent)
{
    using C = RecordColumn<SlaPolicy>;
    return new SlaTable(slaId,
                        {C{[] { return AdminTables::tr("Category"); },
                           [](const SlaPolicy &p) {
                               return p.category == TicketCategory::Unknown
                                          ? AdminTables::tr("All others")
                                          : text::ticketCategory(p.category);
                           }},
                         C{[] { return AdminTables::tr("Priority"); },
                           [](const SlaPolicy &p) {
                               return p.priority == TicketPriority::Unknown
                                          ? AdminTables::tr("All others")
                                          : text::ticketPriority(p.priority);
                           },
                           [](const SlaPolicy &p) { return QVariant(int(p.priority)); }},
                         C{[] { return AdminTables::tr("First reply within"); },
                           [](const SlaPolicy &p) { return text::minutes(p.responseMinutes); },
                           [](const SlaPolicy &p) { return QVariant(p.responseMinutes); }, true},
                         C{[] { return AdminTables::tr("Resolved within"); },
                           [](const SlaPolicy &p) { return text::minutes(p.resolutionMinutes); },
                           [](const SlaPolicy &p) { return QVariant(p.resolutionMinutes); }, true}},
                        parent);
}

ConfigTable *config(QObject *parent)
{
    using C = RecordColumn<ConfigEntry>;
    return new ConfigTable(
        [](const ConfigEntry &e) { return QString(e.section + u'/' + e.key); },
        {C{[] { return AdminTables::tr("Area"); }, configSection},
         C{[] { return AdminTables::tr("Setting"); }, configKey},
         C{[] { return AdminTables::tr("Value"); }, [](const ConfigEntry &e) { return e.value; }}},
        parent);
}

AuditTable *audit(QObject *parent)
{
    using C = RecordColumn<AuditRecord>;
    return new AuditTable(
        [](const AuditRecord &r) { return QString::number(r.id); },
        {C{[] { return AdminTables::tr("When"); },
           [](const AuditRecord &r) { return text::moment(r.timestamp); },
           [](const AuditRecord &r) { return QVariant(r.timestamp.ms); }},
         C{[] { return AdminTables::tr("Who"); }, [](const AuditRecord &r) { return r.actor; }},
         C{[] { return AdminTables::tr("What"); },
           [](const AuditRecord &r) { return text::auditAction(r.action); }},
         C{[] { return AdminTables::tr("Concerns"); }, text::auditObject},
         C{[] { return AdminTables::tr("Details"); }, text::auditDetails}},
        parent);
}

} // namespace handoff::tables
