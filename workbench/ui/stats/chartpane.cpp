#include "workbench/ui/stats/chartpane.h"

#include "workbench/models/statsfigures.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QChart>
#include <QChartView>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QStackedWidget>
#include <QTimeZone>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <limits>

namespace handoff {

ChartPane::ChartPane(const Theme &theme, const QList<Line> &lines, const char *name,
                     QWidget *parent)
    : QFrame(parent), m_theme(theme), m_lines(lines), m_title(new QLabel), m_legend(new QLabel),
      m_stack(new QStackedWidget), m_chart(new QChart), m_view(new QChartView(m_chart)),
      m_empty(new StatePage(theme))
{
    setObjectName(QString::fromLatin1(name));
    setProperty("surface", QStringLiteral("card"));
    setFixedHeight(288);
    setTextStyle(m_title, theme, TextStyle::BodyBold);
    setTextStyle(m_legend, theme, TextStyle::Meta, true);
    m_chart->legend()->hide();
    m_chart->setMargins({});
    m_chart->setBackgroundRoundness(0);
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::badge);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_legend);
    for (const Line &line : lines) {
        auto *button = makeIconButton(theme, QStringLiteral("download"),
                                      QStringLiteral("export_") + json::enumName(line.metric));
        button->setIconSize({16, 16});
        m_exports.append(button);
        head->addWidget(button);
        connect(button, &QToolButton::clicked, this,
                [this, metric = line.metric] { emit exportRequested(metric); });
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::card, space::sibling, space::sibling, space::sibling);
    column->setSpacing(space::badge);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    connect(&theme, &Theme::changed, this, &ChartPane::rebuild);
}

bool ChartPane::isDuration() const
{
    return m_lines.first().metric == StatsMetric::WaitP50 ||
           m_lines.first().metric == StatsMetric::WaitP90;
}

void ChartPane::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void ChartPane::show(const QList<QList<SeriesPoint>> &points, StatsBucket bucket,
                     const QString &timezone)
{
    if (points == m_points && bucket == m_bucket && timezone == m_timezone)
        return;
    m_points = points;
    m_bucket = bucket;
    m_timezone = timezone;
    rebuild();
    describe();
}

/// A gap ends one line and begins another of the same look.
void ChartPane::addLine(const Line &line, const QList<SeriesPoint> &points)
{
    QLineSeries *series = nullptr;
    const double unit = isDuration() ? 60.0 : 1.0; // waits are shown in minutes
    for (const SeriesPoint &point : points) {
        if (!point.value) {
            series = nullptr;
            continue;
        }
        if (!series) {
            series = new QLineSeries;
            QPen pen(m_theme.color(line.color), 2);
            if (line.dashed)
                pen.setStyle(Qt::DashLine);
            series->setPen(pen);
            series->setPointsVisible(points.size() <= 62);
            m_chart->addSeries(series);
            connect(series, &QLineSeries::hovered, this, [this, line](const QPointF &at, bool on) {
                if (!on)
                    return;
                for (const SeriesPoint &p :
                     std::as_const(m_points).at(line.metric == m_lines.first().metric ? 0 : 1)) {
                    const qint64 half = m_bucket == StatsBucket::Hour ? 1800000 : 43200000;
                    if (p.value && qAbs(double(p.start.ms) - at.x()) <= double(half))
                        QToolTip::showText(QCursor::pos(),
                                           QStringLiteral("%1: %2").arg(
                                               p.label, isDuration() ? text::seconds(*p.value)
                                                                     : QString::number(*p.value)));
                }
            });
        }
        series->append(double(point.start.ms), *point.value / unit);
    }
}

void ChartPane::rebuild()
{
    m_chart->removeAllSeries();
    for (QAbstractAxis *axis : m_chart->axes()) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    m_chart->setBackgroundBrush(m_theme.color(Token::Base));
    m_view->setBackgroundBrush(m_theme.color(Token::Base));
    for (qsizetype i = 0; i < qMin(m_lines.size(), m_points.size()); ++i)
        addLine(m_lines.at(i), m_points.at(i));
    const bool any = !m_chart->series().isEmpty();
    m_stack->setCurrentWidget(any ? static_cast<QWidget *>(m_view) : m_empty);
    if (!any)
        return;

    const QFont font = m_theme.font(TextStyle::Meta);
    const QPen grid(m_theme.color(Token::Line), 1);
    const auto dress = [&](QAbstractAxis *axis) {
        axis->setLabelsFont(font);
        axis->setLabelsColor(m_theme.color(Token::Muted));
        axis->setLinePen(grid);
        axis->setGridLinePen(grid);
    };
    double top = 0;
    for (const auto *series : m_chart->series()) {
        for (const QPointF &point : static_cast<const QLineSeries *>(series)->points())
            top = qMax(top, point.y());
    }
    auto *values = new QValueAxis;
    values->setRange(0, qMax(1.0, top * 1.08));
    values->setTickCount(5);
    values->setLabelFormat(isDuration() && top < 20 ? QStringLiteral("%.1f")
                                                    : QStringLiteral("%.0f"));
    if (!isDuration()) // no half messages on the axis
        values->applyNiceNumbers();
    dress(values);
    auto *times = new QDateTimeAxis;
    const bool days = m_bucket == StatsBucket::Day;
    times->setFormat(days ? QStringLiteral("d.M.") : QStringLiteral("HH:mm"));
    times->setTickCount(7);
    qint64 first = std::numeric_limits<qint64>::max();
    qint64 last = std::numeric_limits<qint64>::min();
    for (const QList<SeriesPoint> &points : std::as_const(m_points)) { // any of them may be empty
        for (const SeriesPoint &point : points) {
            first = qMin(first, point.start.ms);
            last = qMax(last, point.start.ms);
        }
    }
    times->setRange(QDateTime::fromMSecsSinceEpoch(first),
                    QDateTime::fromMSecsSinceEpoch(last == first ? last + 3600000 : last));
    times->setGridLineVisible(false);
    dress(times);
    m_chart->addAxis(values, Qt::AlignLeft);
    m_chart->addAxis(times, Qt::AlignBottom);
    for (QAbstractSeries *series : m_chart->series()) {
        series->attachAxis(values);
        series->attachAxis(times);
    }
}

/// What the lines say, in words.
void ChartPane::describe()
{
    QStringList sentences;
    for (qsizetype i = 0; i < qMin(m_lines.size(), m_points.size()); ++i) {
        double sum = 0;
        double top = 0;
        for (const SeriesPoint &point : m_points.at(i)) {
            sum += point.value.value_or(0);
            top = qMax(top, point.value.value_or(0));
        }
        const QString name = text::metric(m_lines.at(i).metric);
        sentences.append(isDuration() ? tr("%1: at most %2").arg(name, text::seconds(top))
                                      : tr("%1: %2 in all, at most %3 at once")
                                            .arg(name)
                                            .arg(qRound64(sum))
                                            .arg(qRound64(top)));
    }
    setAccessibleDescription(sentences.join(QStringLiteral(". ")));
}

void ChartPane::retranslate()
{
    m_empty->show(QStringLiteral("chart"), tr("Nothing to draw"),
                  tr("Nothing of this kind happened in the range."));
    for (qsizetype i = 0; i < m_exports.size(); ++i)
        setHint(m_exports.at(i), tr("Save “%1” as CSV").arg(text::metric(m_lines.at(i).metric)));
    QStringList legend;
    if (isDuration())
        legend = {tr("minutes"), tr("solid p50, dashed p90")};
    m_legend->setText(legend.join(QStringLiteral(" · ")));
    describe();
}

} // namespace handoff
