#include "workbench/ui/conversations/listpane.h"

#include "workbench/controllers/deskcatalog.h"
#include "workbench/ui/common/errorbanner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/sessiondelegate.h"

#include <QEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

ListPane::ListPane(const ChatParts &parts, QWidget *parent)
    : QFrame(parent), m_theme(parts.theme), m_desk(parts.desk), m_parts(parts), m_title(new QLabel),
      m_sections(makeIconButton(parts.theme, QStringLiteral("chevron-down"),
                                QStringLiteral("sectionMenu"))),
      m_search(new QLineEdit), m_sort(new ComboBox(parts.theme)), m_tag(new ComboBox(parts.theme)),
      m_vip(makeIconButton(parts.theme, QStringLiteral("vip"), QStringLiteral("vipFilter"))),
      m_changes(new QPushButton), m_banner(new ErrorBanner(parts.theme, parts.desk)),
      m_stack(new QStackedWidget), m_view(new QuietView<QListView>), m_rows(new SessionRows(this)),
      m_delegate(new SessionDelegate(parts.theme, this)), m_state(new StatePage(parts.theme))
{
    const Theme &theme = parts.theme;
    DeskController &desk = parts.desk;
    setProperty("surface", QStringLiteral("raised"));
    setObjectName(QStringLiteral("listPane"));
    setMinimumWidth(272);
    setTextStyle(m_title, theme, TextStyle::Title);
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(theme.icon(QStringLiteral("search"), Token::Muted),
                        QLineEdit::LeadingPosition);
    m_changes->setObjectName(QStringLiteral("pendingChanges"));
    m_changes->setProperty("link", true);
    m_changes->setFocusPolicy(Qt::TabFocus);
    m_changes->hide();

    m_view->setObjectName(QStringLiteral("sessionList"));
    m_view->setModel(m_rows);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setMouseTracking(true);
    m_view->verticalScrollBar()->setSingleStep(space::rowHeight / 2);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->viewport()->installEventFilter(this);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);

    auto *head = new QWidget;
    auto *headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(space::card, 12, space::card, 8);
    headColumn->setSpacing(space::sibling);
    auto *titleRow = new QHBoxLayout;
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_sections);
    titleRow->addStretch();
    headColumn->addLayout(titleRow);
    headColumn->addWidget(m_search);
    headColumn->addWidget(buildFilters());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(m_changes);
    column->addWidget(m_stack, 1);

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(250);
    connect(&m_searchTimer, &QTimer::timeout, this, &ListPane::applyFilter);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &ListPane::applyFilter);
    m_loadingTimer.setSingleShot(true);
    m_loadingTimer.setInterval(150);
    connect(&m_loadingTimer, &QTimer::timeout, this, &ListPane::refresh);
    connect(m_changes, &QPushButton::clicked, this, [this] {
        model()->setFrozen(false);
        model()->setFrozen(m_view->viewport()->underMouse());
    });
    const auto open = [this](const QModelIndex &index) {
        const QString name = index.data(SessionListModel::SessionNameRole).toString();
        if (!name.isEmpty())
            emit openRequested(name);
    };
    connect(m_view, &QListView::clicked, this, open);
    connect(m_view, &QListView::activated, this, open);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &ListPane::loadMoreNearEnd);
    connect(m_state, &StatePage::actionTriggered, this, [this] {
        const QString keyword = model()->filter().keyword;
        if (keyword.isEmpty())
            clearFilter();
        else
            emit searchRequested(keyword);
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ListPane::showRowMenu);
    connect(&parts.catalog, &DeskCatalog::tagsChanged, this, &ListPane::fillTags);
    m_sections->setPopupMode(QToolButton::InstantPopup);
    m_sections->setMenu(new QMenu(m_sections));
    m_sections->hide();
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_rows, change, this, &ListPane::refresh);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ListPane::refresh);
    connect(&desk, &DeskController::loadingChanged, this, [this](Section section) {
        if (section == m_section)
            refresh();
    });
    connect(&desk, &DeskController::countsChanged, this, &ListPane::refreshTitle);
    connect(&desk, &DeskController::failed, this,
            [this](const Error &error) { m_banner->presentError(error); });
    connect(&desk, &DeskController::synced, m_banner, &QWidget::hide);
    connect(&theme, &Theme::changed, m_view, [this] {
        emit m_delegate->sizeHintChanged({}); // the rows may be higher now
        m_view->viewport()->update();
    });
    show(Section::Waiting);
}

SessionListModel *ListPane::model() const
{
    return m_desk.list(m_section);
}

void ListPane::show(Section section)
{
    if (m_rows->sourceModel())
        model()->setFrozen(false);
    disconnect(m_pendingConnection);
    m_section = section;
    m_rows->setSourceModel(model());
    m_pendingConnection =
        connect(model(), &SessionListModel::pendingChangesChanged, this, [this](int count) {
            m_changes->setVisible(count > 0);
            m_changes->setText(tr("Show %n change(s)", nullptr, count));
        });
    m_changes->hide();
    retranslate();
    setOpenSession(m_open);
    m_view->scrollToTop();
}

void ListPane::setOpenSession(const QString &sessionName)
{
    m_open = sessionName;
    m_delegate->setOpenSession(sessionName);
    const int row = model()->rowOf(sessionName);
    if (row >= 0) {
        m_view->setCurrentIndex(m_rows->index(row, 0));
        m_view->scrollTo(m_rows->index(row, 0));
    }
    m_view->viewport()->update();
}

QString ListPane::neighbour(int step) const
{
    const int count = model()->rowCount();
    if (count == 0)
        return {};
    const int here = model()->rowOf(m_open);
    const int row = here < 0 ? (step > 0 ? 0 : count - 1) : qBound(0, here + step, count - 1);
    return row == here ? QString() : model()->row(row)->session.sessionName;
}

void ListPane::takeFocus()
{
    focusHome()->setFocus(Qt::ShortcutFocusReason);
}

QWidget *ListPane::focusHome() const
{
    return m_stack->currentWidget();
}

void ListPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool ListPane::leaveSearch()
{
    if (!m_search->hasFocus())
        return false;
    m_search->clear();
    return true;
}

void ListPane::loadMoreNearEnd()
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    if (bar->maximum() - bar->value() < 12 * space::rowHeight && m_desk.hasMore(m_section) &&
        !m_desk.isLoading(m_section))
        m_desk.loadMore(m_section);
}

/// List, or why there is none.
void ListPane::refresh()
{
    if (model()->rowCount() > 0) {
        m_loadingTimer.stop();
        showPage(m_stack, m_view);
        loadMoreNearEnd();
        return;
    }
    showPage(m_stack, m_state);
    if (m_desk.isLoading(m_section)) {
        if (m_loadingTimer.isActive())
            return;
        m_state->show(QStringLiteral("refresh"), tr("Loading…"),
                      tr("Fetching conversations from the server."));
        return;
    }
    showEmpty();
}

void ListPane::refreshTitle()
{
    const qint64 count = m_desk.count(m_section);
    m_title->setText(count < 0 ? text::sectionName(m_section)
                               : QStringLiteral("%1 · %2").arg(text::sectionName(m_section),
                                                               QLocale().toString(count)));
    refresh();
}

void ListPane::retranslate()
{
    refreshTitle();
    m_search->setPlaceholderText(tr("Search name, e-mail or text"));
    m_search->setAccessibleName(tr("Search conversations"));
    showFilter();
    m_view->setAccessibleName(tr("Conversations: %1").arg(text::sectionName(m_section)));
    m_banner->retranslate();
}

bool ListPane::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Enter)
        model()->setFrozen(true);
    else if (event->type() == QEvent::Leave || event->type() == QEvent::Hide)
        model()->setFrozen(false);
    return QFrame::eventFilter(object, event);
}

} // namespace handoff
