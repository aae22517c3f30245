#include "workbench/controllers/statscontroller.h"

#include <QDate>

namespace handoff {

namespace {
constexpr int againMs = 60000; ///< the server keeps reports as long
constexpr qint64 minuteMs = 60000;
constexpr qint64 daySeconds = 86400;
constexpr qint64 hourlyDays = 2; ///< beyond, days are easier to read
} // namespace

StatsController::StatsController(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_agents(makeAgentFiguresTable(this))
{
    m_again.setInterval(againMs);
    connect(&m_again, &QTimer::timeout, this, &StatsController::reload);
    connect(&desk, &DeskController::stopped, this, &StatsController::stop);
    connect(&desk, &DeskController::caughtUp, this, [this] {
        if (m_shown)
            reload();
    });
}

void StatsController::show()
{
    m_shown = true;
    m_again.start();
    reload();
}

void StatsController::hide()
{
    m_shown = false;
    m_again.stop();
}

void StatsController::stop()
{
    hide();
    ++m_load;
    m_open = 0;
    m_range = {};
    m_report = {};
    m_agents->assign({});
    emit changed();
}

void StatsController::setRange(const StatsRange &range)
{
    if (range == m_range)
        return;
    m_range = range;
    reload();
}

StatsSpan StatsController::spanNow() const
{
    // To the full minute: who asks in the same minute asks the same, and the server keeps reports.
    const Timestamp now{(m_desk.serverNow().ms / minuteMs + 1) * minuteMs};
    switch (m_range.kind) {
    case StatsRange::Kind::Day:
        return {now.plusSeconds(-daySeconds), now};
    case StatsRange::Kind::Week:
        return {now.plusSeconds(-7 * daySeconds), now};
    case StatsRange::Kind::Month:
        return {now.plusSeconds(-30 * daySeconds), now};
    case StatsRange::Kind::Custom:
        break;
    }
    return {m_clock.startOf(m_range.from), m_clock.startOf(m_range.to.addDays(1))};
}

template<typename T, typename F>
void StatsController::fetch(const Later<T> &later, F take)
{
    ++m_open;
    later.then(this, [this, take, load = m_load](const Result<T> &answer) mutable {
        if (load != m_load)
            return;
        --m_open;
        if (answer) {
            take(*answer);
            m_any = true;
        } else if (!m_failure) { // one of them is enough to say
            m_failure = answer.error();
        }
        if (m_open == 0)
            finish();
    });
}

void StatsController::finish()
{
    if (m_any) {
        m_report = std::exchange(m_coming, {});
        m_agents->assign(m_report.agents);
    }
    if (m_report.statistics) {
        const DeskClock before =
            std::exchange(m_clock, DeskClock::named(m_report.statistics->timezone));
        if (m_range.kind == StatsRange::Kind::Custom && m_clock != before) {
            reload(); // its days were taken from another clock
            return;
        }
    }
    emit changed();
    if (m_failure)
        emit failed(*m_failure);
    else
        emit loaded();
}

void StatsController::reload()
{
    ++m_load;
    m_open = 0;
    m_failure.reset();
    m_any = false;
    const StatsSpan span = spanNow();
    const StatsBucket bucket = span.to.msSince(span.from) > hourlyDays * daySeconds * 1000
                                   ? StatsBucket::Day
                                   : StatsBucket::Hour;
    m_coming = {};
    m_coming.span = span;
    m_coming.bucket = bucket;
    fetch(StatsApi::overview(m_api, span),
          [this](const Statistics &answer) { m_coming.statistics = answer; });
    fetch(StatsApi::overview(m_api, {span.from.plusMs(-span.to.msSince(span.from)), span.from}),
          [this](const Statistics &answer) { m_coming.before = answer; });
    for (size_t i = 0; i < m_coming.series.size(); ++i) {
        fetch(StatsApi::series(m_api, static_cast<StatsMetric>(i), bucket, span),
              [this, i](const StatsSeries &answer) { m_coming.series[i] = answer; });
    }
    fetch(StatsApi::agents(m_api, span),
          [this](const AgentReport &answer) { m_coming.agents = answer.items; });
    emit changed();
}

FileTransfer *StatsController::exportSeries(StatsMetric metric, const QString &file)
{
    return StatsApi::seriesCsv(m_api, metric, m_report.bucket, m_report.span, file, this);
}

FileTransfer *StatsController::exportAgents(const QString &file)
{
    return StatsApi::agentsCsv(m_api, m_report.span, file, this);
}

} // namespace handoff
