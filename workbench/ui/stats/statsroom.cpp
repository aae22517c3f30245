#include "workbench/ui/stats/statsroom.h"

#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/skeleton.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/stats/chartpane.h"
#include "workbench/ui/stats/figuretile.h"

#include <QDateEdit>
#include <QDir>
#include <QFileDialog>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int tileWidth = 150;
constexpr int chartWidth = 420;
constexpr int rowHeight = 40; ///< of the agents' table
} // namespace

StatsRoom::StatsRoom(const Theme &theme, StatsController &stats, QWidget *parent)
    : Room(parent), m_theme(theme), m_stats(stats), m_head(makeSurface("base", "bottom")),
      m_title(new QLabel), m_note(new ElidedLabel), m_range(new ComboBox(theme)),
      m_from(new QDateEdit), m_to(new QDateEdit), m_refresh(new QPushButton),
      m_banner(new Banner(theme)), m_stack(new QStackedWidget), m_scroll(new QScrollArea),
      m_grid(new QGridLayout), m_agentsHead(new QWidget), m_agentsTitle(new QLabel),
      m_agentsExport(new QPushButton),
      m_agents(new TablePane(theme, QStringLiteral("agentFiguresTable"))),
      m_state(new StatePage(theme)), m_skeleton(new Skeleton(theme))
{
    setObjectName(QStringLiteral("statsRoom"));
    setMinimumSize(leastSize);
    m_banner->setObjectName(QStringLiteral("statsBanner"));
    m_banner->setDismissable(true);
    m_state->setObjectName(QStringLiteral("statsState"));
    buildHead();
    buildBody();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);

    m_skeletonTimer.setSingleShot(true);
    m_skeletonTimer.setInterval(Skeleton::delayMs);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] {
        m_waited = true;
        refresh();
    });
    connect(&stats, &StatsController::changed, this, &StatsRoom::refresh);
    connect(&stats, &StatsController::loaded, this, [this] {
        if (std::exchange(m_failed, false))
            m_banner->hide();
        refresh();
    });
    connect(&stats, &StatsController::failed, this, [this](const Error &error) {
        m_failed = true;
        if (m_stats.statistics())
            m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error),
                              tr("Try again"));
        m_state->show(QStringLiteral("error"), tr("The statistics could not be loaded"),
                      text::error(error), tr("Try again"));
        refresh();
    });
    connect(m_banner, &Banner::actionTriggered, &stats, &StatsController::reload);
    connect(m_state, &StatePage::actionTriggered, &stats, &StatsController::reload);
    retranslate();
}

void StatsRoom::buildHead()
{
    setTextStyle(m_title, m_theme, TextStyle::Title);
    setTextStyle(m_note, m_theme, TextStyle::Meta, true);
    m_range->setObjectName(QStringLiteral("statsRange"));
    m_from->setObjectName(QStringLiteral("statsFrom"));
    m_to->setObjectName(QStringLiteral("statsTo"));
    m_refresh->setObjectName(QStringLiteral("statsRefresh"));
    m_refresh->setIcon(m_theme.icon(QStringLiteral("refresh")));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(space::pane, space::card, space::pane, space::card);
    row->setSpacing(space::sibling);
    row->addWidget(m_title);
    row->addWidget(m_note, 1);
    row->addWidget(m_range);
    for (QDateEdit *edit : {m_from, m_to}) {
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
        edit->hide();
        row->addWidget(edit);
        connect(edit, &QDateEdit::dateChanged, this, &StatsRoom::applyRange);
    }
    row->addWidget(m_refresh);
    connect(m_range, &QComboBox::currentIndexChanged, this, &StatsRoom::applyRange);
    connect(m_refresh, &QPushButton::clicked, &m_stats, &StatsController::reload);
}

void StatsRoom::buildBody()
{
    using L = ChartPane::Line;
    m_panes = {
        new ChartPane(m_theme, {L{StatsMetric::Sessions, Token::Brand}}, "chartSessions"),
        new ChartPane(m_theme, {L{StatsMetric::Escalations, Token::Brand}}, "chartEscalations"),
        new ChartPane(m_theme, {L{StatsMetric::Messages, Token::Brand}}, "chartMessages"),
        new ChartPane(m_theme, {L{StatsMetric::Takeovers, Token::Brand}}, "chartTakeovers"),
        new ChartPane(
            m_theme,
            {L{StatsMetric::WaitP50, Token::Brand}, L{StatsMetric::WaitP90, Token::Muted, true}},
            "chartWaits")};
    for (ChartPane *pane : m_panes) {
        connect(pane, &ChartPane::exportRequested, this, [this](StatsMetric metric) {
            chooseFile(json::enumName(metric) + QStringLiteral(".csv"),
                       [this, metric](const QString &file) { exportSeries(metric, file); });
        });
    }
    m_grid->setSpacing(space::sibling);
    setTextStyle(m_agentsTitle, m_theme, TextStyle::BodyBold);
    m_agentsExport->setObjectName(QStringLiteral("exportAgentFigures"));
    m_agentsExport->setIcon(m_theme.icon(QStringLiteral("download")));
    m_agents->setModel(m_stats.agents());
    m_agents->fitColumns(0);
    auto *agentsHead = new QHBoxLayout(m_agentsHead);
    agentsHead->setContentsMargins(0, space::sibling, 0, 0);
    agentsHead->addWidget(m_agentsTitle);
    agentsHead->addStretch();
    agentsHead->addWidget(m_agentsExport);
    connect(m_agentsExport, &QPushButton::clicked, this, [this] {
        chooseFile(QStringLiteral("agents.csv"),
                   [this](const QString &file) { exportAgents(file); });
    });

    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(space::pane, space::card, space::pane, space::pane);
    column->addLayout(m_grid);
    column->addStretch();
    m_scroll->setObjectName(QStringLiteral("statsScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(body);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_skeleton);
}

void StatsRoom::applyRange()
{
    StatsRange range;
    range.kind = static_cast<StatsRange::Kind>(m_range->currentData().toInt());
    const bool custom = range.kind == StatsRange::Kind::Custom;
    m_from->setVisible(custom);
    m_to->setVisible(custom);
    if (custom) {
        if (!std::exchange(m_datesKnown, true)) {
            const QSignalBlocker quietFrom(m_from), quietTo(m_to);
            const QDate today = m_stats.today();
            m_from->setMaximumDate(today);
            m_to->setMaximumDate(today);
            m_from->setDate(today.addDays(-6));
            m_to->setDate(today);
        }
        m_to->setMinimumDate(m_from->date());
        range.from = m_from->date();
        range.to = m_to->date();
    }
    m_stats.setRange(range);
}

void StatsRoom::refresh()
{
    m_refresh->setEnabled(!m_stats.isLoading());
    const auto &statistics = m_stats.statistics();
    if (!statistics) {
        if (m_failed)
            showPage(m_stack, m_state);
        else if (m_waited)
            showPage(m_stack, m_skeleton);
        else if (m_stats.isLoading() && !m_skeletonTimer.isActive())
            m_skeletonTimer.start();
        return;
    }
    m_skeletonTimer.stop();
    showPage(m_stack, m_scroll);
    refreshFigures();
    m_note->setFullText(tr("%1 · time zone %2")
                            .arg(text::range(statistics->from, statistics->to, m_stats.clock()),
                                 statistics->timezone));
    const auto show = [this](int pane, const QList<StatsMetric> &metrics) {
        QList<QList<SeriesPoint>> lines;
        for (const StatsMetric metric : metrics)
            lines.append(m_stats.series(metric));
        m_panes.at(pane)->show(lines, m_stats.bucket());
    };
    show(0, {StatsMetric::Sessions});
    show(1, {StatsMetric::Escalations});
    show(2, {StatsMetric::Messages});
    show(3, {StatsMetric::Takeovers});
    show(4, {StatsMetric::WaitP50, StatsMetric::WaitP90});
    const int rows = qBound(1, m_stats.agents()->rowCount(), 12);
    m_agents->setFixedHeight(
        m_stats.agents()->rowCount() == 0 ? 220 : 4 + m_theme.scaled(34 + rows * rowHeight));
}

void StatsRoom::refreshFigures()
{
    const QList<StatsFigure> figures = statsFigures(*m_stats.statistics(), m_stats.before());
    bool grown = false;
    QString group;
    qsizetype at = -1;
    for (const StatsFigure &figure : figures) {
        if (figure.group != group) {
            group = figure.group;
            ++at;
        }
        if (at == m_groups.size()) {
            m_groups.append(Group{new QLabel, {}});
            setTextStyle(m_groups.last().heading, m_theme, TextStyle::BodyBold);
            m_groups.last().heading->setContentsMargins(0, at > 0 ? space::sibling : 0, 0, 0);
        }
        m_groups.at(at).heading->setText(group);
        FigureTile *&tile = m_tiles[figure.key];
        if (!tile) {
            tile = new FigureTile(m_theme);
            m_groups[at].tiles.append(tile);
            grown = true;
        }
        tile->set(figure);
    }
    if (grown)
        m_columns = 0;
    arrange();
}

/// As many columns as the width allows; a chart is some of them wide, the rest all.
void StatsRoom::arrange()
{
    const int width = qMax(320, this->width() - 2 * space::pane);
    const int cell = m_theme.scaled(tileWidth) + space::sibling;
    const int columns = qMax(2, width / cell / 2 * 2);
    if (columns == m_columns)
        return;
    for (int column = 0; column < m_columns; ++column)
        m_grid->setColumnStretch(column, 0);
    m_columns = columns;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item; // its widget stays
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, 1);
    int row = 0;
    const auto place = [&](const auto &widgets, int span) {
        const int across = columns / span;
        for (qsizetype i = 0; i < widgets.size(); ++i)
            m_grid->addWidget(widgets.at(i), row + static_cast<int>(i) / across,
                              static_cast<int>(i) % across * span, 1, span);
        row += (static_cast<int>(widgets.size()) + across - 1) / across;
    };
    for (const Group &group : std::as_const(m_groups)) {
        place(QList<QWidget *>{group.heading}, columns);
        place(group.tiles, 1);
    }
    int span = 1;
    while (span < columns && (span * cell < m_theme.scaled(chartWidth) || columns % span > 0))
        ++span;
    place(m_panes, span);
    place(QList<QWidget *>{m_agentsHead}, columns);
    place(QList<QWidget *>{m_agents}, columns);
}

void StatsRoom::chooseFile(const QString &name, const std::function<void(const QString &)> &save)
{
    auto *dialog = new QFileDialog(this, tr("Save statistics"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void StatsRoom::exportSeries(StatsMetric metric, const QString &file)
{
    follow(m_stats.exportSeries(metric, file), file);
}

void StatsRoom::exportAgents(const QString &file)
{
    follow(m_stats.exportAgents(file), file);
}

void StatsRoom::follow(FileTransfer *transfer, const QString &file)
{
    connect(transfer, &FileTransfer::done, this, [this, file] {
        m_banner->present(Token::Ok, QStringLiteral("check"),
                          tr("Saved as %1").arg(QDir::toNativeSeparators(file)));
    });
    connect(transfer, &FileTransfer::failed, this, [this](const Error &error) {
        m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
    });
}

QWidget *StatsRoom::focusHome() const
{
    return m_stack->currentWidget(); // a box of ranges would take letters for a choice
}

void StatsRoom::focusNextPane()
{
    if (m_head->isAncestorOf(focusWidget()))
        m_agents->view()->setFocus(Qt::ShortcutFocusReason);
    else
        m_range->setFocus(Qt::ShortcutFocusReason);
}

void StatsRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_stats.show();
    arrange();
}

void StatsRoom::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_stats.hide();
}

void StatsRoom::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void StatsRoom::retranslate()
{
    m_title->setText(tr("Statistics"));
    fillChoices(m_range, {{tr("Last 24 hours"), int(StatsRange::Kind::Day)},
                          {tr("Last 7 days"), int(StatsRange::Kind::Week)},
                          {tr("Last 30 days"), int(StatsRange::Kind::Month)},
                          {tr("From … to …"), int(StatsRange::Kind::Custom)}});
    m_range->setAccessibleName(tr("Range"));
    m_from->setAccessibleName(tr("From day"));
    m_to->setAccessibleName(tr("To day"));
    m_refresh->setText(tr("Refresh"));
    m_agentsTitle->setText(tr("Agents"));
    m_agentsExport->setText(tr("Export"));
    setHint(m_agentsExport, tr("Save this table as CSV"));
    const QStringList titles{
        text::metric(StatsMetric::Sessions), text::metric(StatsMetric::Escalations),
        text::metric(StatsMetric::Messages), text::metric(StatsMetric::Takeovers), tr("Waits")};
    for (qsizetype i = 0; i < titles.size(); ++i) {
        m_panes.at(i)->setTitle(titles.at(i));
        m_panes.at(i)->retranslate();
    }
    m_stats.agents()->retranslate();
    m_agents->setEmpty(QStringLiteral("users"), tr("Nobody worked in this range"),
                       tr("Agents appear here with what they did."));
    m_agents->view()->setAccessibleName(tr("Figures of each agent"));
    m_agents->retranslate();
    m_banner->retranslate();
    refresh();
}

} // namespace handoff
