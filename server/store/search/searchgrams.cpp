#include "server/store/search/searchgrams.h"

#include <algorithm>

namespace handoff::search {

namespace {

constexpr qsizetype gramLength = 4;

/// The gram at this place; `fill` stands for each unit behind the end.
qint64 gramAt(const QString &folded, qsizetype place, quint16 fill)
{
    quint64 gram = 0;
    for (qsizetype i = place; i < place + gramLength; ++i)
        gram = gram << 16 | (i < folded.size() ? folded.at(i).unicode() : fill);
    return static_cast<qint64>(gram);
}

} // namespace

std::vector<qint64> gramsOf(const QString &folded)
{
    std::vector<qint64> grams;
    grams.reserve(static_cast<size_t>(folded.size()));
    for (qsizetype i = 0; i < folded.size(); ++i)
        grams.push_back(gramAt(folded, i, 0));
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

std::vector<GramRange> rangesOf(const QString &key)
{
    if (key.size() <= gramLength)
        return {{gramAt(key, 0, 0), gramAt(key, 0, 0xffff)}};
    // Spread over a long one, its end included.
    const qsizetype places = key.size() - gramLength + 1;
    const qsizetype count = std::min(places, maxRanges);
    std::vector<GramRange> ranges;
    for (qsizetype i = 0; i < count; ++i) {
        const qint64 gram = gramAt(key, i * (places - 1) / (count - 1), 0);
        ranges.push_back({gram, gram});
    }
    return ranges;
}

} // namespace handoff::search
