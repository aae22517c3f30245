#pragma once

#include <QString>
#include <QStringView>

/// Text that people read: whether it shows anything, how long it is, where it may be cut. A
/// character is what people count as one, a grapheme cluster. The page does the same
/// (resources/web/text.js); tests/data/texts.json has the cases of both. Any thread.
namespace handoff::displaytext {

/// So many UTF-16 units a character takes at most on average; a tower of combining marks is long
/// although people count it as one.
constexpr qsizetype unitsPerCharacter = 16;

/// Nothing of it can be seen: blanks, controls, and what only steers others (U+200B, U+00AD, …).
bool isBlank(QStringView text);
/// A character that by itself shows nothing and takes no room, such as U+200B or U+2060.
bool isInvisible(char32_t c);
/// Turns the direction of what follows, beyond the text that it stands in.
bool isDirectionControl(char32_t c);
/// Every surrogate has its other half.
bool isWellFormed(QStringView text);

/// Without what shows nothing at both ends; empty when the text is blank.
QString trimmed(const QString &text);
/// For names and titles: on one line, without controls and without direction controls, each run of
/// white space one blank, trimmed.
QString oneLine(const QString &text);

/// In characters.
qsizetype length(QStringView text);
/// At most `max` characters, and no tower of marks.
bool fits(QStringView text, qsizetype max);
/// The beginning that fits.
QString cut(const QString &text, qsizetype max);
/// The beginning that fits, and `…` when that is not all.
QString preview(const QString &text, qsizetype max);

/// A name for a place inside a sentence, which it must not turn: one that may run from right to
/// left stands between isolates, all others stay as they are.
QString isolated(const QString &name);

} // namespace handoff::displaytext
