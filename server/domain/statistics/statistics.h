#pragma once

#include "server/store/statistics/statsstore.h"
#include "server/store/tx.h"
#include "shared/contract/stats.h"

#include <QTimeZone>

/// Statistics of the desk (api.md, Statistics); definitions stand in
/// shared/contract/stats.h. Only reading: Database::read.
namespace handoff::Stats {

using Range = StatsStore::Range;

/// What a request says about its range; all empty: everything since the beginning.
struct RangeQuery
{
    QString range; ///< `24h`, `7d`, `30d`
    std::optional<Timestamp> from;
    std::optional<Timestamp> to; ///< empty: now

    bool isEverything() const { return range.isEmpty() && !from && !to; }
};
/// 422 for an unknown range, an empty one, or one that is longer than 366 days.
Result<Range> rangeOf(Timestamp now, const RangeQuery &query);

/// `GET /api/sessions/stats`.
Result<Statistics> overview(Tx &tx, const QTimeZone &zone, const Range &range);
/// `GET /api/stats/series`; 422 for hours over more than 31 days.
Result<StatsSeries> series(Tx &tx, const QTimeZone &zone, StatsMetric metric, StatsBucket bucket,
                           const Range &range);
/// `GET /api/stats/agents`.
Result<AgentReport> agents(Tx &tx, const Range &range);

/// The hours or days of the zone's clock that the range touches, with their starts and labels and
/// no value. A day has 23 to 25 hours; an hour that comes twice when clocks go back is two buckets.
QList<SeriesPoint> buckets(const QTimeZone &zone, StatsBucket bucket, const Range &range);

/// The value at `share` (0 … 1) of the sorted values, by nearest rank; reorders them. Not empty.
double percentile(QList<qint64> &values, double share);

} // namespace handoff::Stats
