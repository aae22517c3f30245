#pragma once

#include "workbench/api/statsapi.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/models/statsfigures.h"

namespace handoff {

/// Which time the statistics are of.
struct StatsRange
{
    enum class Kind { Day, Week, Month, Custom };
    Kind kind = Kind::Day;
    QDate from; ///< of a custom range, both days included
    QDate to;

    bool operator==(const StatsRange &) const = default;
};

/// The figures, series and rows of one range, which all are of the same span. GUI thread.
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

    const std::optional<Statistics> &statistics() const { return m_statistics; }
    /// Points of a metric; empty before they are loaded.
    const QList<SeriesPoint> &series(StatsMetric metric) const
    {
        return m_series[static_cast<size_t>(metric)].points;
    }
    StatsBucket bucket() const;
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
    template<typename T, typename F>
    void fetch(const QFuture<Result<T>> &future, F take);

    ApiClient &m_api;
    DeskController &m_desk;
    StatsRange m_range;
    StatsSpan m_span; ///< of what is shown
    StatsBucket m_bucket = StatsBucket::Hour;
    std::optional<Statistics> m_statistics;
    std::array<StatsSeries, json::EnumNames<StatsMetric>::names.size()> m_series;
    AgentFiguresTable *m_agents;
    quint64 m_load = 0;
    int m_open = 0; ///< answers that are awaited
    bool m_shown = false;
    bool m_failed = false;
    QTimer m_again;
};

} // namespace handoff
