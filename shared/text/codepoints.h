#pragma once

#include <QStringView>

namespace handoff {

/// The code point at `at`, which moves behind it. Half of a surrogate pair is one for itself.
inline char32_t nextCodePoint(QStringView text, qsizetype &at)
{
    const QChar c = text.at(at++);
    if (!c.isHighSurrogate() || at == text.size() || !text.at(at).isLowSurrogate())
        return c.unicode();
    return QChar::surrogateToUcs4(c, text.at(at++));
}

} // namespace handoff
