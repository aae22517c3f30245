#pragma once

#include <QString>

#include <vector>

/// Store-private: texts as numbers, so that any part of a text is found by an index.
///
/// Texts and keywords are folded (shared/text/searchfold.h) before they come here.
/// A gram is four of their UTF-16 units, the first one in the highest bits; behind the end of
/// the text stand zeros. A text has one for each of its places, so a keyword of one to four units
/// stands in it when one of its grams begins with the keyword: a range of numbers. Of a longer one
/// each of its grams must be there.
namespace handoff::search {

/// Sorted, each once.
std::vector<qint64> gramsOf(const QString &folded);

struct GramRange
{
    qint64 first = 0;
    qint64 last = 0;
    bool exact() const { return first == last; }
};
/// What a text that holds the keyword must have: one of each range, from 1 to `maxRanges` of them.
/// The key must not be empty.
std::vector<GramRange> rangesOf(const QString &key);
constexpr qsizetype maxRanges = 8;

} // namespace handoff::search
