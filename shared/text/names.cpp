#include "shared/text/names.h"

#include "shared/contract/errors.h"
#include "shared/text/codepoints.h"
#include "shared/text/displaytext.h"

#include <algorithm>
#include <array>

namespace handoff::names {

namespace {

bool mayStand(char32_t c)
{
    constexpr char32_t lineSeparator = 0x2028, paragraphSeparator = 0x2029;
    return c >= 0x20 && (c < 0x7f || c >= 0xa0) && c != lineSeparator && c != paragraphSeparator &&
           c != QChar::ReplacementCharacter && !QChar::isNonCharacter(c) &&
           !QChar::isSurrogate(c) && !displaytext::isDirectionControl(c);
}

} // namespace

Result<void> check(const QString &path, const QString &name)
{
    if (name.size() > maxLength)
        return errors::validation(path, QStringLiteral("at most %1 characters").arg(maxLength));
    for (qsizetype at = 0; at < name.size();) {
        if (!mayStand(nextCodePoint(name, at)))
            return errors::validation(
                path, QStringLiteral("must not contain control or broken characters"));
    }
    return {};
}

Result<void> checkNewSession(const QString &path, const QString &name)
{
    HANDOFF_CHECK(check(path, name));
    if (isReservedForPaths(name))
        return errors::validation(path, QStringLiteral("this name is reserved"));
    return {};
}

bool isReservedForPaths(QStringView name)
{
    static constexpr std::array<QStringView, 5> reserved{u"queue", u"stats", u"by-tag", u".",
                                                         u".."};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

} // namespace handoff::names
