#pragma once

#include "shared/contract/stats.h"

#include <QFrame>

class QAbstractAxis;
class QChart;
class QChartView;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace handoff {
class StatePage;
class Theme;
enum class Token;

/// One chart over time in the colours of the theme: one or two lines, gaps where nothing was
/// measured. Its axis is made of the buckets, so it shows the desk's clock. GUI thread.
class ChartPane : public QFrame
{
    Q_OBJECT
public:
    struct Line
    {
        StatsMetric metric;
        Token color;
        bool dashed = false; ///< lines differ also without colour
    };

    ChartPane(const Theme &theme, const QList<Line> &lines, const char *name,
              QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// `points`: one list per line. Waits are seconds.
    void show(const QList<QList<SeriesPoint>> &points, StatsBucket bucket);
    const QList<QList<SeriesPoint>> &points() const { return m_points; }
    void retranslate();

signals:
    void exportRequested(handoff::StatsMetric metric);

private:
    void rebuild();
    void addLine(const Line &line, const QList<SeriesPoint> &points);
    QAbstractAxis *makeTimes() const;
    void describe();
    bool isDuration() const;

    const Theme &m_theme;
    QList<Line> m_lines;
    QList<QList<SeriesPoint>> m_points;
    StatsBucket m_bucket = StatsBucket::Hour;
    QList<SeriesPoint> m_buckets; ///< of all lines, in order
    QLabel *m_title;
    QLabel *m_legend;
    QList<QToolButton *> m_exports;
    QStackedWidget *m_stack;
    QChart *m_chart;
    QChartView *m_view;
    StatePage *m_empty;
};

} // namespace handoff
