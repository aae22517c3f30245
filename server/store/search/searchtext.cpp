#include "server/store/search/searchtext.h"

#include <algorithm>

namespace handoff::search {

QVariant textOf(const QString &content)
{
    const QString folded = searchfold::folded(content);
    const auto lower = [](QChar c) { return c.unicode() < 0x80 ? c.toLower() : c; };
    const bool isSame = std::equal(content.begin(), content.end(), folded.begin(), folded.end(),
                                   [&lower](QChar a, QChar b) { return lower(a) == b; });
    return isSame ? QVariant() : QVariant(folded);
}

} // namespace handoff::search
