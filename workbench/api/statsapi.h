#pragma once

#include "shared/contract/stats.h"
#include "workbench/api/filetransfer.h"

/// Typed calls about statistics (api.md, Statistics). All take from ≤ t < to.
namespace handoff {

struct StatsSpan
{
    Timestamp from;
    Timestamp to;
};

namespace StatsApi {

Later<Statistics> overview(ApiClient &api, const StatsSpan &span);
/// Hours for at most 31 days, days for at most 366.
Later<StatsSeries> series(ApiClient &api, StatsMetric metric, StatsBucket bucket,
                          const StatsSpan &span);
Later<AgentReport> agents(ApiClient &api, const StatsSpan &span);
/// The same rows as CSV.
FileTransfer *seriesCsv(ApiClient &api, StatsMetric metric, StatsBucket bucket,
                        const StatsSpan &span, const QString &file, QObject *parent);
FileTransfer *agentsCsv(ApiClient &api, const StatsSpan &span, const QString &file,
                        QObject *parent);

} // namespace StatsApi
} // namespace handoff
