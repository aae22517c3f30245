#include "server/domain/statistics/statistics.h"

#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/core/deskclock.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handoff::Stats {

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qint64 longestMs = 366 * dayMs;
constexpr qint64 longestInHoursMs = 31 * dayMs + 3600 * 1000; // a month in which clocks go back
constexpr int waitsAtOnce = 10'000;

double seconds(double ms)
{
    return ms / 1000;
}

double ratio(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

QList<SeriesPoint> days(const DeskClock &clock, const Range &range)
{
    QList<SeriesPoint> list;
    for (QDate day = clock.day(range.from);; day = day.addDays(1)) {
        const Timestamp start = clock.startOf(day);
        if (start >= range.to)
            return list;
        list.append({start, day.toString(Qt::ISODate), {}});
    }
}

/// The clock's hour at `ms`, different for the two hours of the same name when clocks go back.
struct ClockHour
{
    qint64 hour = 0; ///< since 1970, by the local clock
    int offset = 0;  ///< of the zone, seconds
    bool operator==(const ClockHour &) const = default;
};
ClockHour clockHour(const QTimeZone &zone, qint64 ms)
{
    const int offset = zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
    return {(ms / 1000 + offset) / 3600, offset};
}

QList<SeriesPoint> hours(const QTimeZone &zone, const Range &range)
{
    using StatsStore::quarterMs;
    qint64 at = range.from.ms - range.from.ms % quarterMs;
    ClockHour current = clockHour(zone, at);
    while (clockHour(zone, at - quarterMs) == current)
        at -= quarterMs;
    QList<SeriesPoint> list;
    for (bool begins = true; at < range.to.ms; at += quarterMs) {
        if (!begins) {
            const ClockHour hour = clockHour(zone, at);
            begins = !(hour == current);
            current = hour;
        }
        if (begins) {
            const QDateTime local =
                QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toOffsetFromUtc(current.offset);
            // Seconds say nothing here; what follows them is the offset.
            QString label = local.toString(Qt::ISODate);
            label.remove(16, 3);
            list.append({{at}, label, {}});
            begins = false;
        }
    }
    return list;
}

/// Index of the bucket that `ms` is in, from `hint` on; the buckets cover the range.
qsizetype bucketOf(const QList<SeriesPoint> &points, qint64 ms, qsizetype hint)
{
    while (hint + 1 < points.size() && points.at(hint + 1).start.ms <= ms)
        ++hint;
    return hint;
}

void count(Tx &tx, StatsMetric metric, const Range &range, QList<SeriesPoint> &points)
{
    for (SeriesPoint &point : points)
        point.value = 0;
    qsizetype at = 0;
    for (const auto &quarter : StatsStore::quarters(tx, metric, range)) {
        // The quarter in which the range begins may have begun before the first bucket.
        at = bucketOf(points, quarter.index * StatsStore::quarterMs, at);
        points[at].value = *points.at(at).value + static_cast<double>(quarter.count);
    }
}

/// Holds no more than one bucket's waits and one page of rows.
void percentiles(Tx &tx, double share, const Range &range, QList<SeriesPoint> &points)
{
    qsizetype at = 0;
    QList<qint64> bucket;
    const auto close = [&] {
        if (!bucket.isEmpty())
            points[at].value = seconds(percentile(bucket, share));
        bucket.clear();
    };
    std::optional<StatsStore::Wait> last;
    for (;;) {
        const auto page = StatsStore::waits(tx, range, last, waitsAtOnce);
        for (const auto &wait : page) {
            const qsizetype of = bucketOf(points, wait.takenOverAt.ms, at);
            if (of != at)
                close();
            at = of;
            bucket.append(wait.waitedMs);
        }
        if (page.size() < waitsAtOnce)
            break;
        last = page.constLast();
    }
    close();
}

} // namespace

Result<Range> rangeOf(Timestamp now, const RangeQuery &query)
{
    Range range{now.plusMs(-dayMs), now};
    if (query.isEverything())
        return Range{{}, now};
    if (query.from || query.to) {
        range.to = query.to.value_or(now);
        range.from = query.from.value_or(range.to.plusMs(-dayMs));
    } else if (query.range == u"7d") {
        range.from = now.plusMs(-7 * dayMs);
    } else if (query.range == u"30d") {
        range.from = now.plusMs(-30 * dayMs);
    } else if (!query.range.isEmpty() && query.range != u"24h") {
        return errors::validation(QStringLiteral("/range"),
                                  QStringLiteral("one of 24h, 7d, 30d expected"));
    }
    if (range.from >= range.to)
        return errors::validation(QStringLiteral("/from"), QStringLiteral("must be before to"));
    if (range.to.msSince(range.from) > longestMs)
        return errors::validation(QStringLiteral("/from"),
                                  QStringLiteral("at most 366 days before to"));
    return range;
}

Result<Statistics> overview(Tx &tx, const QTimeZone &zone, const Range &range)
{
    Statistics s;
    s.from = range.from;
    s.to = range.to;
    s.timezone = QString::fromLatin1(zone.id());
    s.byStatus = SessionStore::counts(tx);
    s.totalSessions = std::accumulate(s.byStatus.begin(), s.byStatus.end(), qint64(0));
    s.today.pending = s.byStatus.value(json::enumName(SessionStatus::PendingManual));
    s.today.serving = s.byStatus.value(json::enumName(SessionStatus::ManualLive));
    s.activeSessions = s.today.pending + s.today.serving;
    s.activeAgents = StatsStore::activeAgents(tx);

    const DeskClock clock(zone);
    const Range today{clock.startOf(clock.day(tx.now())), tx.now().plusMs(1)};
    s.today.newSessions = StatsStore::sessions(tx, today).begun;
    s.today.escalations = StatsStore::escalations(tx, today);
    s.today.released = StatsStore::releases(tx, today);

    for (const char *reason : json::EnumNames<EscalationReason>::names)
        s.byEscalationReason.insert(QString::fromLatin1(reason), 0);
    const auto episodes = StatsStore::episodes(tx, range);
    for (auto it = episodes.byReason.begin(); it != episodes.byReason.end(); ++it)
        s.byEscalationReason.insert(it.key(), it.value());
    s.avgWaitingTime = seconds(episodes.waits.average());
    s.maxWaitingTime = seconds(static_cast<double>(episodes.longestWaitMs));

    const auto sessions = StatsStore::sessions(tx, range);
    s.aiQuality.avgResponseTimeMs = StatsStore::responses(tx, range).average();
    s.aiQuality.successRate = ratio(sessions.begun - sessions.escalated, sessions.begun);
    s.aiQuality.escalationRate = ratio(sessions.escalated, sessions.begun);
    s.aiQuality.avgMessagesBeforeEscalation = episodes.messagesBefore.average();

    s.agentEfficiency.avgTakeoverTimeSec = seconds(episodes.takeovers.average());
    s.agentEfficiency.avgServiceTimeSec = seconds(episodes.completed.average());
    s.agentEfficiency.resolutionRate = ratio(episodes.resolved, episodes.completed.count);
    s.agentEfficiency.avgSessionsPerAgent = ratio(s.totalSessions, s.activeAgents);
    return s;
}

Result<StatsSeries> series(Tx &tx, const QTimeZone &zone, StatsMetric metric, StatsBucket bucket,
                           const Range &range)
{
    if (bucket == StatsBucket::Hour && range.to.msSince(range.from) > longestInHoursMs)
        return errors::validation(QStringLiteral("/from"),
                                  QStringLiteral("hours go back at most 31 days"));
    StatsSeries series{metric,     bucket,   QString::fromLatin1(zone.id()),
                       range.from, range.to, buckets(zone, bucket, range)};
    if (metric == StatsMetric::WaitP50)
        percentiles(tx, 0.5, range, series.points);
    else if (metric == StatsMetric::WaitP90)
        percentiles(tx, 0.9, range, series.points);
    else
        count(tx, metric, range, series.points);
    return series;
}

Result<AgentReport> agents(Tx &tx, const Range &range)
{
    AgentReport report{range.from, range.to, StatsStore::agents(tx, range), 0};
    report.total = report.items.size();
    std::sort(report.items.begin(), report.items.end(),
              [](const AgentFigures &a, const AgentFigures &b) {
                  return std::tie(b.handled, b.messages, a.username, a.agentId) <
                         std::tie(a.handled, a.messages, b.username, b.agentId);
              });
    return report;
}

QList<SeriesPoint> buckets(const QTimeZone &zone, StatsBucket bucket, const Range &range)
{
    return bucket == StatsBucket::Day ? days(DeskClock(zone), range) : hours(zone, range);
}

double percentile(QList<qint64> &values, double share)
{
    const auto n = static_cast<double>(values.size());
    const auto rank =
        std::clamp<qsizetype>(static_cast<qsizetype>(std::ceil(share * n)), 1, values.size());
    const auto nth = values.begin() + (rank - 1);
    std::nth_element(values.begin(), nth, values.end());
    return static_cast<double>(*nth);
}

} // namespace handoff::Stats
