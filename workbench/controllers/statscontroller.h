#pragma once

#include "shared/core/deskclock.h"
#include "workbench/api/statsapi.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/models/statsfigures.h"

namespace handoff {

/// Which time the statistics are of.
struct StatsRange
{
    enum class Kind { Day, Week, Month, Custom };
    Kind kind = Kind::Day;
    QDate from; ///< of a custom range, days of the desk's clock, both included
    QDate to;

    bool operator==(const StatsRange &) const = default;
};

/// The figures, series and rows of one range, which all are of the same span: they are shown
/// together when the last answer is there, in whatever order they come. GUI thread.
class StatsController : public QObject
{
    Q_OBJECT

public:
    StatsController(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// Loads, and again every minute while the room is shown.
    void show();
    void hide();
    void stop();
    void setRange(const StatsRange &range);
    const StatsRange &range() const { return m_range; }
    void reload();
    bool isLoading() const { return m_open > 0; }

    const std::optional<Statistics> &statistics() const { return m_report.statistics; }
    /// Of the span of the same length before; nothing when it could not be had.
    const std::optional<Statistics> &before() const { return m_report.before; }
    /// The desk's, once it has been told; days of a custom range are its days.
    const DeskClock &clock() const { return m_clock; }
    /// The day it is at the desk.
    QDate today() const { return m_clock.day(m_desk.serverNow()); }
    /// Points of a metric; empty before they are loaded, and when just they could not be.
    const QList<SeriesPoint> &series(StatsMetric metric) const
    {
        return m_report.series[static_cast<size_t>(metric)].points;
    }
    StatsBucket bucket() const { return m_report.bucket; }
    AgentFiguresTable *agents() const { return m_agents; }

    /// What is shown, as CSV; the caller connects to the transfer.
    FileTransfer *exportSeries(StatsMetric metric, const QString &file);
    FileTransfer *exportAgents(const QString &file);

signals:
    void changed(); ///< isLoading() or what is loaded
    void failed(const handoff::Error &error);
    void loaded();

private:
    StatsSpan spanNow() const;
    void finish();
    template<typename T, typename F>
    void fetch(const Later<T> &later, F take);

    ApiClient &m_api;
    DeskController &m_desk;
    StatsRange m_range;
    /// What the answers of one load say.
    struct Report
    {
        StatsSpan span;
        StatsBucket bucket = StatsBucket::Hour;
        std::optional<Statistics> statistics;
        std::optional<Statistics> before;
        std::array<StatsSeries, json::EnumNames<StatsMetric>::names.size()> series;
        QList<AgentFigures> agents;
    };
    DeskClock m_clock;
    Report m_report;    ///< is shown
    Report m_coming;    ///< of the load under way
    bool m_any = false; ///< one of its answers was good
    AgentFiguresTable *m_agents;
    quint64 m_load = 0;
    int m_open = 0; ///< answers that are awaited
    bool m_shown = false;
    std::optional<Error> m_failure; ///< the first one of the load under way
    QTimer m_again;
};

} // namespace handoff
