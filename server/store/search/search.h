#pragma once

#include "server/store/where.h"

class QString;

/// Store-private: the way of a list to the rows that hold a keyword.
namespace handoff {

class Tx;

namespace search {

/// What a list searches.
struct Source
{
    const char *grams; ///< table of the grams (searchgrams.h)
    /// Selects the ids of rows whose text may not be in the index, few; each `?` is the pattern of
    /// the key (Where::containing).
    const char *others;
    int most; ///< so many ids are named at most; only counting notices
};

struct Way
{
    /// Few rows can hold the keyword: then from them to the list, in whatever order that is. Many
    /// can: then along the order of the list, because the page is full soon.
    bool few = true;
    QString ids; ///< selects what can hold the keyword
    QVariantList parameters;
};
/// The key (searchfold.h) must not be empty. One query, or two.
Way wayTo(Tx &tx, const Source &source, const QString &key);

} // namespace search

} // namespace handoff
