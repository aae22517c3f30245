#include "workbench/models/adminwords.h"

#include <QCoreApplication>
#include <QHash>

namespace handoff::text {

namespace {

/// Context of the translations.
struct Admin
{
    Q_DECLARE_TR_FUNCTIONS(Admin)
};

} // namespace

QString agentRole(AgentRole role)
{
    return role == AgentRole::Admin ? Admin::tr("Administrator") : Admin::tr("Agent");
}

QString presenceName(AgentPresence presence)
{
    switch (presence) {
    case AgentPresence::Online:
        return Admin::tr("Online");
    case AgentPresence::Busy:
        return Admin::tr("Busy");
    default:
        return Admin::tr("Offline");
    }
}

QString replyCategory(QuickReplyCategory category)
{
    switch (category) {
    case QuickReplyCategory::PreSales:
        return Admin::tr("Pre-sales");
    case QuickReplyCategory::AfterSales:
        return Admin::tr("After-sales");
    case QuickReplyCategory::Logistics:
        return Admin::tr("Logistics");
    case QuickReplyCategory::Technical:
        return Admin::tr("Technical");
    case QuickReplyCategory::Policy:
        return Admin::tr("Policy");
    case QuickReplyCategory::Unknown:
        break;
    }
    return Admin::tr("Unknown");
}

QString ruleType(AutoReplyType type)
{
    switch (type) {
    case AutoReplyType::Welcome:
        return Admin::tr("Welcome");
    case AutoReplyType::Keyword:
        return Admin::tr("Keyword");
    case AutoReplyType::Offline:
        return Admin::tr("After hours");
    case AutoReplyType::Busy:
        return Admin::tr("Everybody busy");
    case AutoReplyType::Queue:
        return Admin::tr("In the queue");
    case AutoReplyType::Timeout:
        return Admin::tr("Long wait");
    case AutoReplyType::Unknown:
        break;
    }
    return Admin::tr("Unknown");
}

QString ruleCondition(const AutoReplyRule &rule)
{
    const QJsonObject &when = rule.triggerCondition;
    switch (rule.type) {
    case AutoReplyType::Welcome:
        return Admin::tr("first message of a conversation");
    case AutoReplyType::Keyword: {
        QStringList words;
        const QJsonArray keywords = when.value(u"keywords").toArray();
        for (const QJsonValue &word : keywords)
            words.append(word.toString());
        return Admin::tr("contains: %1").arg(words.join(QStringLiteral(", ")));
    }
    case AutoReplyType::Offline:
        return Admin::tr("escalated outside working hours");
    case AutoReplyType::Busy:
        return Admin::tr("escalated while everybody is at capacity");
    case AutoReplyType::Queue:
        return Admin::tr("waiting at position %1 or later")
            .arg(when.value(u"min_position").toInt(1));
    case AutoReplyType::Timeout:
        return Admin::tr("still waiting after %1 s").arg(when.value(u"wait_seconds").toInt());
    case AutoReplyType::Unknown:
        break;
    }
    return {};
}

QString auditAction(const QString &action)
{
    const struct
    {
        QLatin1String wire;
        QString words;
    } known[] = {
        {QLatin1String("login"), Admin::tr("Signed in")},
        {QLatin1String("login_failed"), Admin::tr("Sign-in refused")},
        {QLatin1String("logout"), Admin::tr("Signed out")},
        {QLatin1String("password_changed"), Admin::tr("Changed the own password")},
        {QLatin1String("password_reset"), Admin::tr("Reset a password")},
        {QLatin1String("profile_updated"), Admin::tr("Changed the own profile")},
        {QLatin1String("agent_created"), Admin::tr("Created an account")},
        {QLatin1String("agent_updated"), Admin::tr("Changed an account")},
        {QLatin1String("agent_deleted"), Admin::tr("Deleted an account")},
        {QLatin1String("quick_reply_created"), Admin::tr("Created a quick reply")},
        {QLatin1String("quick_reply_updated"), Admin::tr("Changed a quick reply")},
        {QLatin1String("quick_reply_deleted"), Admin::tr("Deleted a quick reply")},
        {QLatin1String("tag_created"), Admin::tr("Created a tag")},
        {QLatin1String("tag_updated"), Admin::tr("Changed a tag")},
        {QLatin1String("tag_deleted"), Admin::tr("Deleted a tag")},
        {QLatin1String("auto_reply_rule_created"), Admin::tr("Created an auto-reply")},
        {QLatin1String("auto_reply_rule_updated"), Admin::tr("Changed an auto-reply")},
        {QLatin1String("auto_reply_rule_deleted"), Admin::tr("Deleted an auto-reply")},
        {QLatin1String("settings_changed"), Admin::tr("Changed settings")},
        {QLatin1String("vip_changed"), Admin::tr("Changed a customer's VIP mark")},
        {QLatin1String("session_transferred"), Admin::tr("Passed a conversation on")},
        {QLatin1String("tickets_exported"), Admin::tr("Exported tickets")},
        {QLatin1String("stats_exported"), Admin::tr("Exported statistics")},
    };
    for (const auto &[wire, words] : known) {
        if (action == wire)
            return words;
    }
    return action;
}

QString minutes(int minutes)
{
    if (minutes < 60)
        return Admin::tr("%1 min").arg(minutes);
    if (minutes % 60 == 0)
        return Admin::tr("%1 h").arg(minutes / 60);
    return Admin::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

} // namespace handoff::text
