#pragma once

#include "shared/contract/stats.h"
#include "shared/core/deskclock.h"
#include "workbench/models/recordtable.h"

namespace handoff {

/// One figure of the statistics endpoint as people read it.
struct StatsFigure
{
    QString key;   ///< path in the answer, e.g. `ai_quality.success_rate`
    QString group; ///< heading it stands under
    QString title;
    QString value;      ///< "82 %", "1 min 12 s", "318"
    QString definition; ///< how it is counted (shared/contract/stats.h), and what it was before
    QString change{};   ///< "▲ 12 %" against the period before; empty where there is none

    bool operator==(const StatsFigure &) const = default;
};

/// Every figure of the answer, in the order of the page, in the current language. `before` is the
/// answer for the period before: figures of the range say how they have changed since.
QList<StatsFigure> statsFigures(const Statistics &statistics,
                                const std::optional<Statistics> &before = {});

using AgentFiguresTable = RecordTable<AgentFigures>;
/// Per agent; the parent owns it.
AgentFiguresTable *makeAgentFiguresTable(QObject *parent);

namespace text {

QString metric(StatsMetric metric);
/// "24 Nov 2026 – 30 Nov 2026" for whole days, else "29 Nov, 10:05 – 30 Nov, 10:05".
QString range(Timestamp from, Timestamp to, const DeskClock &clock);
/// The bucket by the desk's clock, as its label says it: "30 Nov", "30 Nov, 14:00".
QString bucket(const SeriesPoint &point, StatsBucket bucket);
/// The same, as short as it fits below an axis: "30 Nov", "14:00"; midnight names its day.
QString bucketTick(const SeriesPoint &point, StatsBucket bucket);
/// "0.8 s", "45 s", "12 min 5 s", "2 h 10 min".
QString seconds(double seconds);

} // namespace text
} // namespace handoff
