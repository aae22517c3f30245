#include "server/store/searchgrams.h"

#include <algorithm>

namespace handoff::search {

namespace {

constexpr qsizetype gramLength = 4;

/// The gram at this place; `fill` stands for each unit behind the end.
qint64 gramAt(const QString &lower, qsizetype place, quint16 fill)
{
    quint64 gram = 0;
    for (qsizetype i = place; i < place + gramLength; ++i)
        gram = gram << 16 | (i < lower.size() ? lower.at(i).unicode() : fill);
    return static_cast<qint64>(gram);
}

} // namespace

std::vector<qint64> gramsOf(const QString &text)
{
    const QString lower = text.toLower();
    std::vector<qint64> grams;
    grams.reserve(static_cast<size_t>(lower.size()));
    for (qsizetype i = 0; i < lower.size(); ++i)
        grams.push_back(gramAt(lower, i, 0));
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

std::vector<GramRange> rangesOf(const QString &keyword)
{
    const QString lower = keyword.toLower();
    if (lower.size() <= gramLength)
        return {{gramAt(lower, 0, 0), gramAt(lower, 0, 0xffff)}};
    // Spread over a long one, its end included.
    const qsizetype places = lower.size() - gramLength + 1;
    const qsizetype count = std::min(places, maxRanges);
    std::vector<GramRange> ranges;
    for (qsizetype i = 0; i < count; ++i) {
        const qint64 gram = gramAt(lower, i * (places - 1) / (count - 1), 0);
        ranges.push_back({gram, gram});
    }
    return ranges;
}

} // namespace handoff::search
