#include "workbench/ui/common/tablepane.h"

#include "workbench/models/recordtable.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/skeleton.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int stretchLeast = 160; ///< of the column that takes the rest, at 100 %
} // namespace

TablePane::TablePane(const Theme &theme, const QString &objectName, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_banner(new Banner(theme)), m_stack(new QStackedWidget),
      m_view(new QuietView<QTableView>), m_state(new StatePage(theme)),
      m_skeleton(new Skeleton(theme)), m_rows(new QSortFilterProxyModel(this))
{
    m_banner->setObjectName(objectName + QStringLiteral("Banner"));
    m_state->setObjectName(objectName + QStringLiteral("State"));
    m_skeleton->setObjectName(objectName + QStringLiteral("Skeleton"));
    m_view->setObjectName(objectName);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setMinimumSectionSize(40);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setMinimumSectionSize(40);
    m_view->horizontalHeader()->setSortIndicatorClearable(true);
    m_rows->setSortRole(SortRole);
    m_rows->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_rows->setSortLocaleAware(true);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_skeleton);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);

    m_skeletonTimer.setSingleShot(true);
    m_skeletonTimer.setInterval(Skeleton::delayMs);
    connect(&m_skeletonTimer, &QTimer::timeout, this, &TablePane::refresh);
    const auto activate = [this](const QModelIndex &index) {
        if (index.isValid())
            emit activated(index.data(RecordIdRole).toString());
    };
    connect(m_view, &QTableView::clicked, this, activate);
    connect(m_view, &QTableView::activated, this, activate);
    connect(m_banner, &Banner::actionTriggered, this, &TablePane::retry);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        if (m_failed)
            emit retry();
        else
            emit emptyAction();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        if (bar->maximum() > 0 && bar->maximum() - value < 400)
            emit nearEnd();
    });
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_rows, change, this, &TablePane::refresh);
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(&m_fit, &QTimer::timeout, this, &TablePane::fit);
    connect(m_rows, &QAbstractItemModel::rowsInserted, &m_fit, qOverload<>(&QTimer::start));
    connect(m_rows, &QAbstractItemModel::modelReset, &m_fit, qOverload<>(&QTimer::start));
    connect(m_rows, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &first, const QModelIndex &last) {
                if (first.column() != last.column()) // a record, not a time that ticks
                    m_fit.start();
            });
    connect(m_view->horizontalHeader(), &QHeaderView::sectionResized, this,
            [this](int section, int before) {
                if (before == 0) // it was hidden while the others were measured
                    m_fit.start();
                else if (!m_fitting && m_view->isVisible() &&
                         QGuiApplication::mouseButtons() != Qt::NoButton)
                    m_moved.insert(section);
            });
    connect(m_rows, &QAbstractItemModel::modelReset, this, &TablePane::refresh);
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &TablePane::layColumns);
    layColumns();
}

void TablePane::setModel(QAbstractItemModel *model)
{
    m_rows->setSourceModel(model);
    m_view->setModel(m_rows);
    m_rows->sort(-1);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TablePane::selectionChanged);
    connect(m_view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            &TablePane::sortChanged);
    refresh();
}

bool TablePane::isSorted() const
{
    return m_view->horizontalHeader()->sortIndicatorSection() >= 0;
}

void TablePane::setEmpty(const QString &icon, const QString &title, const QString &why,
                         const QString &action)
{
    m_empty = {icon, title, why, action};
    refresh();
}

void TablePane::setLoading(bool loading)
{
    if (loading == m_loading)
        return;
    m_loading = loading;
    if (loading)
        m_skeletonTimer.start();
    else
        m_skeletonTimer.stop();
    refresh();
}

void TablePane::setError(const Error &error)
{
    m_failed = true;
    m_error = error;
    refresh();
}

void TablePane::clearError()
{
    if (!std::exchange(m_failed, false))
        return;
    m_banner->hide();
    refresh();
}

/// Rows, or why there are none.
void TablePane::refresh()
{
    const bool rows = m_rows->rowCount() > 0;
    if (m_failed && rows)
        m_banner->present(Token::Danger, QStringLiteral("error"), text::error(m_error),
                          tr("Try again"));
    else
        m_banner->hide();
    if (rows) {
        showPage(m_stack, m_view);
        return;
    }
    if (m_loading) {
        if (!m_skeletonTimer.isActive())
            showPage(m_stack, m_skeleton);
        return;
    }
    showPage(m_stack, m_state);
    if (m_failed)
        m_state->show(QStringLiteral("error"), tr("This could not be loaded"), text::error(m_error),
                      tr("Try again"));
    else
        m_state->show(m_empty.icon, m_empty.title, m_empty.why, m_empty.action);
}

QWidget *TablePane::focusHome() const
{
    return m_stack->currentWidget();
}

QStringList TablePane::selectedIds() const
{
    QStringList ids;
    if (!m_view->selectionModel())
        return ids;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        ids.append(index.data(RecordIdRole).toString());
    return ids;
}

void TablePane::select(const QString &id)
{
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const QModelIndex index = m_rows->index(row, 0);
        if (index.data(RecordIdRole).toString() != id)
            continue;
        if (!m_view->selectionModel()->isRowSelected(row))
            m_view->selectRow(row);
        m_view->scrollTo(index);
        return;
    }
    m_view->clearSelection();
    m_view->setCurrentIndex({});
}

void TablePane::fitColumns(int stretch, int most)
{
    m_stretch = stretch;
    m_most = most;
    m_view->horizontalHeader()->setSectionResizeMode(stretch, QHeaderView::Stretch);
    m_fit.start();
}

void TablePane::setTwoLines(bool on)
{
    if (std::exchange(m_twoLines, on) == on)
        return;
    m_view->setWordWrap(on);
    layColumns();
}

void TablePane::layColumns()
{
    m_view->verticalHeader()->setDefaultSectionSize(m_theme.scaled(m_twoLines ? 52 : 40));
    m_view->horizontalHeader()->setFixedHeight(m_theme.scaled(34));
    m_moved.clear();
    m_fit.start();
}

/// The rows that can be seen count.
void TablePane::fit()
{
    if (m_stretch < 0 || !m_view->model())
        return;
    QHeaderView *header = m_view->horizontalHeader();
    const QAbstractItemView *rows = m_view; // its table hides the question
    m_fitting = true;
    for (int column = 0; column < header->count(); ++column) {
        if (column == m_stretch || m_moved.contains(column) || header->isSectionHidden(column))
            continue;
        const int width =
            qMax(header->sectionSizeHint(column), rows->sizeHintForColumn(column) + space::badge);
        header->resizeSection(column, qMin(width, m_theme.scaled(m_most)));
    }
    // The one that takes the rest has to be read, too: else the table is wider than its place.
    int others = 0;
    for (int column = 0; column < header->count(); ++column)
        others += column == m_stretch ? 0 : header->sectionSize(column);
    const int wanted =
        qMax(header->sectionSizeHint(m_stretch), rows->sizeHintForColumn(m_stretch) + space::badge);
    const int least = qMin(wanted, m_theme.scaled(stretchLeast));
    const bool fits = m_view->viewport()->width() - others >= least;
    header->setSectionResizeMode(m_stretch, fits ? QHeaderView::Stretch : QHeaderView::Interactive);
    if (!fits)
        header->resizeSection(m_stretch, least);
    m_fitting = false;
}

void TablePane::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_fit.start();
}

void TablePane::retranslate()
{
    m_banner->retranslate();
    m_fit.start();
    refresh();
}

} // namespace handoff
