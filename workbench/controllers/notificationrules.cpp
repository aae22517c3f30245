#include "workbench/controllers/notificationrules.h"

#include "workbench/controllers/preferences.h"

namespace handoff {

namespace {

// In the order of NoticeKind; what stands in the settings file.
constexpr std::array<const char *, allNoticeKinds.size()> keys{"waiting",  "vip",     "reply",
                                                               "transfer", "mention", "sla"};

QString keyOf(NoticeKind kind, const char *what)
{
    return QStringLiteral("notifications/%1_%2")
        .arg(QString::fromLatin1(keys[static_cast<size_t>(kind)]), QString::fromLatin1(what));
}

const QString quietKey = QStringLiteral("notifications/quiet");
const QString quietFromKey = QStringLiteral("notifications/quiet_from");
const QString quietToKey = QStringLiteral("notifications/quiet_to");
const QString timeFormat = QStringLiteral("HH:mm");

} // namespace

bool NotificationRules::isQuiet(QTime now) const
{
    if (!quiet || quietFrom == quietTo)
        return false;
    if (quietFrom < quietTo)
        return now >= quietFrom && now < quietTo;
    return now >= quietFrom || now < quietTo;
}

NoticeRule NotificationRules::at(NoticeKind kind, QTime now) const
{
    return isQuiet(now) ? NoticeRule{false, false} : of(kind);
}

NotificationRules NotificationRules::load(const Preferences &preferences)
{
    NotificationRules rules;
    for (const NoticeKind kind : allNoticeKinds) {
        rules.of(kind).show = preferences.value(keyOf(kind, "show"), true).toBool();
        rules.of(kind).sound = preferences.value(keyOf(kind, "sound"), true).toBool();
    }
    rules.quiet = preferences.value(quietKey, false).toBool();
    const auto time = [&preferences](const QString &key, QTime fallback) {
        const QTime read = QTime::fromString(preferences.value(key).toString(), timeFormat);
        return read.isValid() ? read : fallback;
    };
    rules.quietFrom = time(quietFromKey, rules.quietFrom);
    rules.quietTo = time(quietToKey, rules.quietTo);
    return rules;
}

void NotificationRules::save(Preferences &preferences) const
{
    for (const NoticeKind kind : allNoticeKinds) {
        preferences.setValue(keyOf(kind, "show"), of(kind).show);
        preferences.setValue(keyOf(kind, "sound"), of(kind).sound);
    }
    preferences.setValue(quietKey, quiet);
    preferences.setValue(quietFromKey, quietFrom.toString(timeFormat));
    preferences.setValue(quietToKey, quietTo.toString(timeFormat));
}

} // namespace handoff
