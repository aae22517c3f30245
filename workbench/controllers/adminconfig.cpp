#include "workbench/controllers/adminconfig.h"

#include "workbench/api/agentapi.h"
#include "workbench/models/ticketwords.h"

namespace handoff {

namespace {

void addEntries(QList<ConfigEntry> &entries, const QString &section, const QJsonObject &object,
                std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const QString name = QString::fromLatin1(key);
        const QJsonValue value = object.value(name);
        QString words;
        if (value.isBool())
            words = value.toBool() ? AdminConfig::tr("Yes") : AdminConfig::tr("No");
        else if (value.isArray() && value.toArray().isEmpty())
            words = AdminConfig::tr("none");
        else if (value.isArray())
            words = value.toVariant().toStringList().join(QStringLiteral(", "));
        else if (name == QLatin1String("uptime_seconds"))
            words = text::timeSpan(value.toInteger());
        else
            words = value.toVariant().toString();
        entries.append({section, name, words});
    }
}

} // namespace

void AdminConfig::load()
{
    fetch(AdminApi::shiftConfig(m_api), [this](const QJsonObject &shift) {
        fetch(AdminApi::botConfig(m_api), [this, shift](const QJsonObject &bot) {
            fetch(AgentApi::health(m_api), [this, shift, bot](const QJsonObject &health) {
                QList<ConfigEntry> entries;
                addEntries(
                    entries, QStringLiteral("shift"), shift,
                    {"start", "end", "timezone", "weekends_disabled", "holidays", "is_in_shift"});
                addEntries(entries, QStringLiteral("ai"), bot,
                           {"appId", "workflowId", "authMode", "sessionIsolation"});
                addEntries(entries, QStringLiteral("server"), health,
                           {"status", "coze_connected", "version", "database", "uptime_seconds"});
                fill(entries);
            });
        });
    });
}

} // namespace handoff
