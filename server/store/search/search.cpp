#include "server/store/search/search.h"

#include "server/store/search/searchgrams.h"
#include "server/store/sql.h"

#include <algorithm>
#include <utility>

namespace handoff::search {

namespace {

/// From here on it is quicker to go along the list, whatever its length.
constexpr qint64 many = 2000;
constexpr size_t maxConditions = 3; ///< more grams hardly leave out more rows

struct Counted
{
    GramRange range;
    qint64 rows = 0; ///< `many` + 1 at most
};

/// The rarest first.
std::vector<Counted> counted(Tx &tx, const Source &source, const QString &key)
{
    std::vector<Counted> ranges;
    QStringList counts;
    QVariantList parameters;
    for (const GramRange &range : rangesOf(key)) {
        ranges.push_back({range, 0});
        counts.append(QStringLiteral("(SELECT COUNT(*) FROM (SELECT 1 AS hit FROM %1 "
                                     "WHERE gram BETWEEN ? AND ? LIMIT ?) AS hits)")
                          .arg(QLatin1String(source.grams)));
        parameters << range.first << range.last << many + 1;
    }
    Rows &rows =
        sql::run(tx, QStringLiteral("SELECT ") + counts.join(QStringLiteral(", ")), parameters);
    if (rows.next()) {
        for (size_t i = 0; i < ranges.size(); ++i)
            ranges[i].rows = rows.value(static_cast<int>(i)).toLongLong();
    }
    rows.finish();
    std::stable_sort(ranges.begin(), ranges.end(),
                     [](const Counted &a, const Counted &b) { return a.rows < b.rows; });
    return ranges;
}

} // namespace

Way wayTo(Tx &tx, const Source &source, const QString &key)
{
    const std::vector<Counted> ranges = counted(tx, source, key);
    const QLatin1String grams(source.grams);
    QString held = QStringLiteral("SELECT g.id FROM %1 g WHERE g.gram BETWEEN ? AND ?").arg(grams);
    QVariantList parameters{ranges.front().range.first, ranges.front().range.last};
    for (size_t i = 1; i < std::min(maxConditions, ranges.size()); ++i) {
        held += QStringLiteral(" AND EXISTS (SELECT 1 FROM %1 o WHERE o.gram = ? AND o.id = g.id)")
                    .arg(grams);
        parameters << ranges[i].range.first;
    }
    held += QStringLiteral(" LIMIT ?");
    qint64 rows = ranges.front().rows;
    if (rows > many && ranges.size() > 1) {
        // Each part is common; the whole need not be.
        rows = sql::value(tx,
                          QStringLiteral("SELECT COUNT(*) FROM (") + held +
                              QStringLiteral(") AS hits"),
                          parameters + QVariantList{many + 1})
                   .toLongLong();
    }
    const QString others = QString::fromLatin1(source.others);
    return {rows <= many,
            QStringLiteral("SELECT id FROM (") + held + QStringLiteral(") AS held UNION ALL ") +
                others,
            parameters + QVariantList{source.most} +
                QVariantList(others.count(u'?'), Where::containing(key))};
}

} // namespace handoff::search
