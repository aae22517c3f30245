#include "workbench/ui/conversations/listpane.h"

#include "workbench/controllers/deskcontroller.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/sessiondelegate.h"

#include <QEvent>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

ListPane::ListPane(const Theme &theme, DeskController &desk, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_desk(desk), m_title(new QLabel), m_search(new QLineEdit),
      m_changes(new QPushButton), m_banner(new Banner(theme)), m_stack(new QStackedWidget),
      m_view(new QListView), m_rows(new SessionRows(this)),
      m_delegate(new SessionDelegate(theme, this)), m_state(new StatePage(theme))
{
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
    m_banner->setDismissable(true);

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
    m_state->setFocusPolicy(Qt::ClickFocus); // so that the keys go on working in an empty list
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);

    auto *head = new QWidget;
    auto *headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(space::card, 12, space::card, 8);
    headColumn->setSpacing(space::sibling);
    headColumn->addWidget(m_title);
    headColumn->addWidget(m_search);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(m_changes);
    column->addWidget(m_stack, 1);

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(250);
    connect(&m_searchTimer, &QTimer::timeout, this, &ListPane::applySearch);
    connect(m_search, &QLineEdit::textChanged, &m_searchTimer, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, &ListPane::applySearch);
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
    connect(m_state, &StatePage::actionTriggered, this, [this] { m_search->clear(); });
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_rows, change, this, &ListPane::refresh);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ListPane::refresh);
    connect(&desk, &DeskController::loadingChanged, this, [this](Section section) {
        if (section == m_section)
            refresh();
    });
    connect(&desk, &DeskController::countsChanged, this, &ListPane::retranslate);
    connect(&desk, &DeskController::failed, this, [this](const Error &error) {
        m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
    });
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
    {
        const QSignalBlocker quiet(m_search);
        m_search->setText(model()->filter().keyword);
    }
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
    m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
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

void ListPane::applySearch()
{
    m_searchTimer.stop();
    SessionFilter filter = model()->filter();
    if (filter.keyword == m_search->text().trimmed())
        return;
    filter.keyword = m_search->text().trimmed();
    m_desk.setFilter(m_section, filter);
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
        const bool focus = m_state->hasFocus();
        m_stack->setCurrentWidget(m_view);
        if (focus)
            m_view->setFocus();
        loadMoreNearEnd();
        return;
    }
    const bool focus = m_view->hasFocus();
    m_stack->setCurrentWidget(m_state);
    if (focus)
        m_state->setFocus();
    if (m_desk.isLoading(m_section)) {
        if (m_loadingTimer.isActive())
            return;
        m_state->show(QStringLiteral("refresh"), tr("Loading…"),
                      tr("Fetching conversations from the server."));
        return;
    }
    if (!model()->filter().keyword.isEmpty()) {
        m_state->show(QStringLiteral("search"), tr("Nothing found"),
                      tr("No conversation here matches “%1”.").arg(model()->filter().keyword),
                      tr("Clear search"));
        return;
    }
    switch (m_section) {
    case Section::Waiting:
        m_state->show(QStringLiteral("check"), tr("Nobody is waiting"),
                      tr("Customers who need a person appear here by themselves."));
        break;
    case Section::Mine:
        m_state->show(
            QStringLiteral("headset"), tr("No conversations of yours"),
            tr("Take over a waiting conversation and it stays here until you release it."));
        break;
    case Section::Ai:
        m_state->show(QStringLiteral("ai"), tr("The AI has nothing to do"),
                      tr("Conversations that the AI is answering appear here."));
        break;
    case Section::AfterHours:
        m_state->show(
            QStringLiteral("moon"), tr("Nothing came in after hours"),
            tr("Questions asked outside working hours are kept here and mailed to the team."));
        break;
    case Section::All:
        m_state->show(QStringLiteral("tray"), tr("No conversations yet"),
                      tr("The first customer who writes will appear here."));
        break;
    }
}

void ListPane::retranslate()
{
    const qint64 count = m_desk.count(m_section);
    m_title->setText(count < 0
                         ? text::sectionName(m_section)
                         : QStringLiteral("%1 · %2").arg(text::sectionName(m_section)).arg(count));
    m_search->setPlaceholderText(tr("Search name, e-mail or text"));
    m_search->setAccessibleName(tr("Search conversations"));
    m_view->setAccessibleName(tr("Conversations: %1").arg(text::sectionName(m_section)));
    m_banner->retranslate();
    refresh();
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
