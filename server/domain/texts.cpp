#include "server/domain/texts.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"

#include <algorithm>

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

QString filled(const QString &text, std::initializer_list<Value> values)
{
    QString out;
    for (qsizetype i = 0; i < text.size();) {
        const auto here = std::find_if(values.begin(), values.end(), [&](const Value &value) {
            return QStringView(text).mid(i).startsWith(value.key);
        });
        if (here == values.end()) {
            out.append(text.at(i++));
            continue;
        }
        out.append(displaytext::isolated(here->text));
        i += here->key.size();
    }
    return out;
}

} // namespace handoff::texts
