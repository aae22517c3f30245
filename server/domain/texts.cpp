#include "server/domain/texts.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"

namespace handoff::texts {

Result<void> check(const QString &path, const QString &text, int max)
{
    if (displaytext::isBlank(text) || !displaytext::fits(text, max))
        return errors::validation(path, QStringLiteral("1 to %1 characters expected").arg(max));
    return {};
}

Result<void> checkClientId(const QString &id)
{
    constexpr int max = 100;
    if (id.size() > max)
        return errors::validation(QStringLiteral("/client_message_id"),
                                  QStringLiteral("at most %1 characters expected").arg(max));
    return {};
}

QString filled(QString text, QLatin1String key, const QString &value)
{
    return text.replace(key, value);
}

} // namespace handoff::texts
