#pragma once

#include "shared/contract/stats.h"
#include "workbench/models/recordtable.h"

namespace handoff {

/// One figure of the statistics endpoint as people read it.
struct StatsFigure
{
    QString key;   ///< path in the answer, e.g. `ai_quality.success_rate`
    QString group; ///< heading it stands under
    QString title;
    QString value;      ///< "82 %", "1 min 12 s", "318"
    QString definition; ///< how it is counted (shared/contract/stats.h)

    bool operator==(const StatsFigure &) const = default;
};

/// Every figure of the answer, in the order of the page, in the current language.
QList<StatsFigure> statsFigures(const Statistics &statistics);

using AgentFiguresTable = RecordTable<AgentFigures>;
/// Per agent; the parent owns it.
AgentFiguresTable *makeAgentFiguresTable(QObject *parent);

namespace text {

QString metric(StatsMetric metric);
/// "0.8 s", "45 s", "12 min 5 s", "2 h 10 min".
QString seconds(double seconds);

} // namespace text
} // namespace handoff
