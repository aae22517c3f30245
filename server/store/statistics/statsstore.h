#pragma once

#include "server/store/tx.h"
#include "shared/contract/stats.h"

/// What statistics are computed from: counts and sums of episodes, messages and sessions between
/// two moments (from ≤ t < to), each by an index over time.
namespace handoff::StatsStore {

struct Range
{
    Timestamp from;
    Timestamp to;
};

/// `count` facts whose seconds or milliseconds are `sum` together.
struct Total
{
    qint64 count = 0;
    qint64 sum = 0;
    double average() const
    {
        return count > 0 ? static_cast<double>(sum) / static_cast<double>(count) : 0;
    }
};

struct SessionFigures
{
    qint64 begun = 0;
    qint64 escalated = 0; ///< of these, at any time
};
SessionFigures sessions(Tx &tx, const Range &range);

/// Online or busy now.
qint64 activeAgents(Tx &tx);

struct EpisodeFigures
{
    QMap<QString, qint64> byReason;
    Total messagesBefore;     ///< the customers' messages before their escalations
    Total waits;              ///< ms: until taken over, or so far while pending_manual
    qint64 longestWaitMs = 0; ///< of these
    Total takeovers;          ///< ms: escalated → taken over
    Total completed;          ///< ms: taken over → released
    qint64 resolved = 0;      ///< of these: not transferred, not escalated again within 24 h
};
EpisodeFigures episodes(Tx &tx, const Range &range);
qint64 escalations(Tx &tx, const Range &range);
/// Released after a human had it.
qint64 releases(Tx &tx, const Range &range);
/// ms: customer's message received → AI answer complete.
Total responses(Tx &tx, const Range &range);

/// Facts of one quarter of an hour: the finest grid on which clocks of the world differ, so that
/// hours and days of every zone are sums of quarters.
struct Quarter
{
    qint64 index = 0; ///< quarters since 1970 (UTC)
    qint64 count = 0;
};
inline constexpr qint64 quarterMs = 15 * 60 * 1000;
/// Quarters with something in them, in order; of a counting metric.
QList<Quarter> quarters(Tx &tx, StatsMetric metric, const Range &range);

/// One takeover and how long the customer had waited.
struct Wait
{
    Timestamp takenOverAt;
    qint64 id = 0;
    qint64 waitedMs = 0;
};
/// In the order of takeovers, those after `last` (empty: from the start), at most `limit`.
QList<Wait> waits(Tx &tx, const Range &range, const std::optional<Wait> &last, int limit);

/// Every account, and who took over something in the range; unsorted.
QList<AgentFigures> agents(Tx &tx, const Range &range);

} // namespace handoff::StatsStore
