#pragma once

#include "shared/text/searchfold.h"

#include <QVariant>

/// Store-private: what keywords are compared with in SQL, which cannot fold a text itself.
namespace handoff::search {

/// Of a message: a column of its own, and NULL for the most of them, whose content in lower case
/// (of ASCII letters, as any database does it) is folded already.
QVariant textOf(const QString &content);
/// The folded text of a message `m`.
inline constexpr QLatin1String messageText{"COALESCE(m.search_text, lower(m.content))"};

} // namespace handoff::search
