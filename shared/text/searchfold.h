#pragma once

#include <QString>
#include <QStringView>

#include <optional>

/// What looks equal is found: both the text and what is looked for are folded, and then compared
/// unit by unit. Width, case, ligatures and accents of European scripts do not count (`unal` finds
/// `Ünal`, `abc` finds `ＡＢＣ`), nor do characters that show nothing and the kinds of apostrophes,
/// quotation marks and dashes (`don't` finds `don’t`); marks that make another letter of it (か,
/// が) do. Both programs search by it, and the index of keywords holds it: a change here is a
/// migration that empties that index. Any thread.
namespace handoff::searchfold {

/// Folding twice changes nothing.
QString folded(QStringView text);
/// What is looked for: folded, without blanks at the ends. Empty when it finds everything.
QString key(const QString &keyword);

bool contains(QStringView text, const QString &key);
bool startsWith(QStringView text, const QString &key);

struct Hit
{
    qsizetype start = 0, length = 0; ///< UTF-16 units of the text as it is
};
/// The first place from `from` on that shows the key.
std::optional<Hit> find(const QString &text, const QString &key, qsizetype from = 0);

} // namespace handoff::searchfold
