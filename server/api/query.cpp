#include "server/api/query.h"

#include "shared/contract/errors.h"
#include "shared/text/names.h"

namespace handoff::api {

QString Query::pathOf(const char *name)
{
    return u'/' + QString::fromLatin1(name);
}

void Query::fail(const Error &error)
{
    if (!m_problem)
        m_problem = error;
}

QString Query::text(const char *name) const
{
    return m_request.queryValue(QString::fromLatin1(name))
        .value_or(QString())
        .normalized(QString::NormalizationForm_C);
}

QString Query::name(const char *name)
{
    const QString said = text(name);
    const auto sane = names::check(pathOf(name), said);
    if (!sane)
        fail(sane.error());
    return sane ? said : QString();
}

int Query::number(const char *name, int fallback, int min, int max)
{
    const QString said = this->name(name);
    if (said.isEmpty())
        return fallback;
    bool isNumber = false;
    const int value = said.toInt(&isNumber);
    if (isNumber && value >= min && value <= max)
        return value;
    fail(errors::validation(
        pathOf(name), QStringLiteral("whole number from %1 to %2 expected").arg(min).arg(max)));
    return fallback;
}

std::optional<Timestamp> Query::time(const char *name)
{
    constexpr double latest = 1e11;
    const QString said = this->name(name);
    if (said.isEmpty())
        return {};
    bool isNumber = false;
    const double seconds = said.toDouble(&isNumber);
    if (isNumber && seconds >= 0 && seconds <= latest) // a NaN is neither
        return Timestamp::fromSeconds(seconds);
    fail(errors::validation(pathOf(name), QStringLiteral("time in seconds expected")));
    return {};
}

} // namespace handoff::api
