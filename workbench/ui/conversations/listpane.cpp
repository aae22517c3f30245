#include "workbench/ui/conversations/listpane.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/ui/common/errorbanner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/menu.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/listfilters.h"
#include "workbench/ui/conversations/sessiondelegate.h"

#include <QEvent>
#include <QListView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

namespace {

/// What can be done with a row whose chat is not open.
constexpr ChatCommand rowCommands[] = {
    ChatCommand::TakeOver,   ChatCommand::Transfer, ChatCommand::Release, ChatCommand::Requeue,
    ChatCommand::CancelWait, ChatCommand::Dismiss,  ChatCommand::Tags,    ChatCommand::Ticket};

} // namespace

ListPane::ListPane(const ChatParts &parts, QWidget *parent)
    : QFrame(parent), m_theme(parts.theme), m_desk(parts.desk), m_parts(parts), m_title(new QLabel),
      m_sections(makeIconButton(parts.theme, QStringLiteral("chevron-down"),
                                QStringLiteral("sectionMenu"))),
      m_filters(new ListFilters(parts.theme, parts.catalog)), m_changes(new QPushButton),
      m_banner(new ErrorBanner(parts.theme, parts.desk)), m_stack(new QStackedWidget),
      m_view(new QuietView<QListView>), m_rows(new SessionRows(this)),
      m_delegate(new SessionDelegate(parts.theme, this)), m_state(new StatePage(parts.theme))
{
    const Theme &theme = parts.theme;
    DeskController &desk = parts.desk;
    setProperty("surface", QStringLiteral("raised"));
    setObjectName(QStringLiteral("listPane"));
    setTextStyle(m_title, theme, TextStyle::Title);
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
    headColumn->addWidget(m_filters);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(m_changes);
    column->addWidget(m_stack, 1);

    connect(m_filters, &ListFilters::changed, this, [this] {
        m_desk.lists().setFilter(m_section, m_filters->filter());
        m_filters->show(model()->rule());
    });
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
        const QString keyword = model()->rule().filter.keyword;
        if (keyword.isEmpty())
            m_filters->clear();
        else
            emit searchRequested(keyword);
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ListPane::showRowMenu);
    m_sections->setPopupMode(QToolButton::InstantPopup);
    m_sections->setMenu(new Menu(m_sections));
    m_sections->hide();
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_rows, change, this, &ListPane::refresh);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ListPane::refresh);
    connect(&desk.lists(), &DeskLists::loadingChanged, this, [this](Section section) {
        if (section == m_section)
            refresh();
    });
    connect(&desk.lists(), &DeskLists::countsChanged, this, &ListPane::refreshTitle);
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
    return m_desk.lists().list(m_section);
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

void ListPane::loadMoreNearEnd()
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    if (bar->maximum() - bar->value() < 12 * space::rowHeight &&
        m_desk.lists().hasMore(m_section) && !m_desk.lists().isLoading(m_section))
        m_desk.lists().loadMore(m_section);
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
    if (m_desk.lists().isLoading(m_section)) {
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
    const qint64 count = m_desk.lists().count(m_section);
    m_title->setText(count < 0 ? text::sectionName(m_section)
                               : QStringLiteral("%1 · %2").arg(text::sectionName(m_section),
                                                               QLocale().toString(count)));
    refresh();
}

void ListPane::retranslate()
{
    refreshTitle();
    m_filters->show(model()->rule());
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

void ListPane::setSectionMenu(bool on)
{
    m_sections->setVisible(on);
    setHint(m_sections, tr("Sections"));
    QMenu *menu = m_sections->menu();
    menu->clear();
    for (const Section section : allSections) {
        const qint64 count = m_desk.lists().count(section);
        const QString name = text::sectionName(section);
        menu->addAction(m_theme.icon(text::sectionIcon(section)),
                        count < 0 ? name : QStringLiteral("%1 · %2").arg(name).arg(count), this,
                        [this, section] { emit sectionChosen(section); });
    }
}

/// The row is taken by name: it may move while the menu is open.
void ListPane::showRowMenu(const QPoint &point)
{
    const QModelIndex index = m_view->indexAt(point);
    const ListRow *row = index.isValid() ? model()->row(index.row()) : nullptr;
    if (!row)
        return;
    const QString name = row->session.sessionName;
    auto *menu = new Menu(this);
    menu->setObjectName(QStringLiteral("rowMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addAction(m_theme.icon(QStringLiteral("chat")), tr("Open"), this,
                    [this, name] { emit openRequested(name); });
    menu->addSeparator();
    for (const ChatCommand command : rowCommands) {
        const Allowed allowed =
            m_parts.chat.actions().allowedOn(*row, *chatcommands::action(command));
        QAction *entry =
            menu->addAction(m_theme.icon(chatcommands::icon(command)), chatcommands::title(command),
                            this, [this, name, command] { emit commandRequested(name, command); });
        entry->setObjectName(QStringLiteral("row_") + chatcommands::id(command));
        entry->setEnabled(allowed.ok);
        entry->setToolTip(allowed.ok ? entry->text() : allowed.why);
    }
    menu->popup(m_view->viewport()->mapToGlobal(point));
}

void ListPane::showEmpty()
{
    const SessionFilter filter = model()->rule().filter;
    if (const QStringList words = m_filters->words(filter); !words.isEmpty()) {
        m_state->show(QStringLiteral("search"), tr("Nothing found"),
                      tr("No conversation here matches %1.").arg(words.join(QStringLiteral(" + "))),
                      filter.keyword.isEmpty() ? tr("Clear filters") : tr("Search everywhere"));
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

} // namespace handoff
