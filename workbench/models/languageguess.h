#pragma once

#include <QString>

namespace handoff {

/// The language of a short text as ISO 639-1, by its script and its commonest words; empty when
/// nothing tells. Good enough to order quick replies. Pure.
QString guessLanguage(const QString &text);

} // namespace handoff
