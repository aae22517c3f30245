#include "server/domain/ticket/ticketchecks.h"

#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"

namespace handoff::TicketChecks {

namespace {

constexpr int maxDescription = 10'000;
constexpr int maxTags = 20;
constexpr int maxTagLength = 50;

} // namespace

Result<void> length(const QString &path, const QString &text, int min, int max)
{
    if ((min == 0 || !displaytext::isBlank(text)) && displaytext::fits(text, max))
        return {};
    return errors::validation(
        path, min > 0 ? QStringLiteral("%1 to %2 characters expected").arg(min).arg(max)
                      : QStringLiteral("at most %1 characters expected").arg(max));
}

Result<void> title(const QString &text)
{
    return length(QStringLiteral("/title"), text, 1, limits::ticketTitle);
}

Result<void> description(const QString &text)
{
    return length(QStringLiteral("/description"), text, 0, maxDescription);
}

Result<QStringList> tags(const QStringList &wanted)
{
    const QString path = QStringLiteral("/tags");
    if (wanted.size() > maxTags)
        return errors::validation(path, QStringLiteral("at most %1 expected").arg(maxTags));
    QStringList checked;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const QString tag = displaytext::trimmed(wanted.at(i));
        HANDOFF_CHECK(length(path + u'/' + QString::number(i), tag, 1, maxTagLength));
        if (!checked.contains(tag))
            checked.append(tag);
    }
    return checked;
}

} // namespace handoff::TicketChecks
