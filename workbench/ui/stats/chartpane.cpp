#include "workbench/ui/stats/chartpane.h"

#include "workbench/models/statsfigures.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>

#include <limits>

namespace handoff {

namespace {
constexpr int height100 = 288; ///< at 100 %
} // namespace

ChartPane::ChartPane(const Theme &theme, const QList<Line> &lines, const char *name,
                     QWidget *parent)
    : QFrame(parent), m_theme(theme), m_lines(lines), m_title(new QLabel), m_legend(new QLabel),
      m_stack(new QStackedWidget), m_chart(new QChart), m_view(new QChartView(m_chart)),
      m_empty(new StatePage(theme))
{
    setObjectName(QString::fromLatin1(name));
    setProperty("surface", QStringLiteral("card"));
    setTextStyle(m_title, theme, TextStyle::BodyBold);
    setTextStyle(m_legend, theme, TextStyle::Meta, true);
    m_chart->legend()->hide();
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
        setIconPixels(button, m_theme, 16);
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
    rebuild();
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

void ChartPane::show(const QList<QList<SeriesPoint>> &points, StatsBucket bucket)
{
    if (points == m_points && bucket == m_bucket)
        return;
    m_points = points;
    m_bucket = bucket;
    QMap<qint64, SeriesPoint> buckets; // any of the lines may be missing
    for (const QList<SeriesPoint> &line : points) {
        for (const SeriesPoint &point : line)
            buckets.insert(point.start.ms, point);
    }
    m_buckets = buckets.values();
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
            const bool first = line.metric == m_lines.first().metric;
            connect(series, &QLineSeries::hovered, this, [this, first](const QPointF &at, bool on) {
                const auto index = qRound64(at.x());
                if (!on || index < 0 || index >= m_buckets.size())
                    return;
                for (const SeriesPoint &p : std::as_const(m_points).at(first ? 0 : 1)) {
                    if (p.start == m_buckets.at(index).start && p.value)
                        QToolTip::showText(QCursor::pos(),
                                           QStringLiteral("%1: %2").arg(
                                               text::bucket(p, m_bucket),
                                               isDuration()
                                                   ? text::seconds(*p.value)
                                                   : QLocale().toString(qRound64(*p.value))));
                }
            });
        }
        const auto at = std::lower_bound(
            m_buckets.begin(), m_buckets.end(), point,
            [](const SeriesPoint &a, const SeriesPoint &b) { return a.start < b.start; });
        series->append(double(at - m_buckets.begin()), *point.value / unit);
    }
}

void ChartPane::rebuild()
{
    setFixedHeight(m_theme.scaled(height100));
    m_chart->setMargins({0, 0, m_theme.scaled(24), 0}); // half of the last label
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
    showPage(m_stack, any ? static_cast<QWidget *>(m_view) : m_empty);
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
    QAbstractAxis *times = makeTimes();
    dress(times);
    m_chart->addAxis(values, Qt::AlignLeft);
    m_chart->addAxis(times, Qt::AlignBottom);
    for (QAbstractSeries *series : m_chart->series()) {
        series->attachAxis(values);
        series->attachAxis(times);
    }
}

/// A tick for every bucket, or for every second, third, … where they would stand too close.
QAbstractAxis *ChartPane::makeTimes() const
{
    constexpr int mostTicks = 8;
    const auto fits = [this](int step) { return m_buckets.size() <= step * mostTicks; };
    int step = 1;
    for (const int candidate : {1, 2, 3, 4, 6, 8, 12, 24, 48, 96})
        step = fits(step) ? step : candidate;
    auto *axis = new QCategoryAxis;
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setStartValue(0);
    // Every sixth hour is 0, 6, 12 and 18 o'clock, whenever the range begins.
    qsizetype first = 0;
    if (m_bucket == StatsBucket::Hour && step <= 24) {
        while (first < step && first < m_buckets.size() &&
               m_buckets.at(first).label.mid(11, 2).toInt() % step != 0)
            ++first;
    }
    for (qsizetype i = first; i < m_buckets.size(); i += step) {
        QString label = text::bucketTick(m_buckets.at(i), m_bucket);
        while (axis->categoriesLabels().contains(label))
            label += QChar(0x200B); // the axis drops a second label of the same text
        axis->append(label, double(i));
    }
    axis->setRange(0, double(qMax<qsizetype>(1, m_buckets.size() - 1)));
    axis->setGridLineVisible(false);
    return axis;
}

/// What the lines say, in words.
void ChartPane::describe()
{
    QStringList sentences;
    for (qsizetype i = 0; i < qMin(m_lines.size(), m_points.size()); ++i) {
        double sum = 0;
        double top = 0;
        bool known = false; // nobody waited is no wait of 0 s
        for (const SeriesPoint &point : m_points.at(i)) {
            sum += point.value.value_or(0);
            top = qMax(top, point.value.value_or(0));
            known = known || point.value;
        }
        if (!known)
            continue;
        const QString name = text::metric(m_lines.at(i).metric);
        sentences.append(isDuration() ? tr("%1: at most %2").arg(name, text::seconds(top))
                                      : tr("%1: %2 in all, at most %3 at once")
                                            .arg(name)
                                            .arg(QLocale().toString(qRound64(sum)),
                                                 QLocale().toString(qRound64(top))));
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
    rebuild(); // months have names
    describe();
}

} // namespace handoff
