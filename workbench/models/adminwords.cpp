#include "workbench/models/adminwords.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

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

QString auditObject(const AuditRecord &record)
{
    const bool isId = record.object.contains(u'_') && !record.action.startsWith(u"agent_");
    const QString name = record.details.value(u"name").toString();
    return isId && !name.isEmpty() ? name : record.object;
}

namespace {

QString detailValue(const QString &key, const QJsonValue &value)
{
    const QString word = value.toString();
    if (value.isBool())
        return value.toBool() ? Admin::tr("Yes") : Admin::tr("No");
    if (value.isDouble())
        return QLocale().toString(value.toInteger());
    if (key == u"role") {
        const auto role = json::enumFromName<AgentRole>(word);
        return role ? agentRole(*role) : word;
    }
    if (key == u"type") {
        const auto type = json::enumFromName<AutoReplyType>(word);
        return type ? ruleType(*type) : word;
    }
    if (key == u"status") {
        const auto presence = json::enumFromName<AgentPresence>(word);
        return presence ? presenceName(*presence) : word;
    }
    if (value.isString())
        return word.isEmpty() ? Admin::tr("empty", "a value in the audit log") : word;
    QStringList parts;
    for (const QJsonValue &part : value.toArray())
        parts.append(detailValue(key, part));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        parts.append(QStringLiteral("%1: %2").arg(it.key(), detailValue(it.key(), it.value())));
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString auditDetails(const AuditRecord &record)
{
    const struct
    {
        QLatin1String key;
        QString words;
    } known[] = {{QLatin1String("role"), Admin::tr("Role")},
                 {QLatin1String("name"), Admin::tr("Name")},
                 {QLatin1String("type"), Admin::tr("Type")},
                 {QLatin1String("status"), Admin::tr("Status")},
                 {QLatin1String("max_sessions"), Admin::tr("Limit")},
                 {QLatin1String("avatar_url"), Admin::tr("Picture")},
                 {QLatin1String("address"), Admin::tr("Address")},
                 {QLatin1String("vip"), Admin::tr("VIP")},
                 {QLatin1String("from"), Admin::tr("From")},
                 {QLatin1String("to"), Admin::tr("To")},
                 {QLatin1String("rows"), Admin::tr("Rows")},
                 {QLatin1String("filter"), Admin::tr("Filter")},
                 {QLatin1String("range"), Admin::tr("Range")}};
    const bool named = auditObject(record) != record.object;
    QStringList parts;
    for (auto it = record.details.begin(); it != record.details.end(); ++it) {
        if (named && it.key() == u"name")
            continue; // it stands in the column before
        QString title = it.key();
        title.replace(u'_', u' ');
        for (const auto &[key, words] : known) {
            if (it.key() == key)
                title = words;
        }
        const QString words = detailValue(it.key(), it.value());
        if (!words.isEmpty())
            parts.append(QStringLiteral("%1: %2").arg(title, words));
    }
    return parts.join(QStringLiteral(" · "));
}

QString colorName(const QString &hex)
{
    const QString digits = hex.mid(1);
    const int red = digits.mid(0, 2).toInt(nullptr, 16);
    const int green = digits.mid(2, 2).toInt(nullptr, 16);
    const int blue = digits.mid(4, 2).toInt(nullptr, 16);
    const int high = qMax(red, qMax(green, blue));
    const int spread = high - qMin(red, qMin(green, blue));
    if (spread < 26)
        return high < 64 ? Admin::tr("Black") : high > 230 ? Admin::tr("White") : Admin::tr("Grey");
    double hue = high == red     ? double(green - blue) / spread
                 : high == green ? 2 + double(blue - red) / spread
                                 : 4 + double(red - green) / spread;
    hue = hue < 0 ? hue + 6 : hue;
    const QString names[] = {Admin::tr("Red"),    Admin::tr("Orange"), Admin::tr("Yellow"),
                             Admin::tr("Green"),  Admin::tr("Green"),  Admin::tr("Turquoise"),
                             Admin::tr("Blue"),   Admin::tr("Blue"),   Admin::tr("Violet"),
                             Admin::tr("Violet"), Admin::tr("Pink"),   Admin::tr("Red")};
    const QString name = names[qRound(hue * 2) % 12];
    return high < 128 ? Admin::tr("Dark %1").arg(name.toLower()) : name;
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
