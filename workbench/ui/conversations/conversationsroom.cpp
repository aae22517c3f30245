#include "workbench/ui/conversations/conversationsroom.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/controllers/transfers.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatheader.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/listfilters.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/newticketpage.h"
#include "workbench/ui/conversations/notepage.h"
#include "workbench/ui/conversations/profilepage.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/conversations/sessiondelegate.h"
#include "workbench/ui/conversations/tagpage.h"
#include "workbench/ui/conversations/transcriptview.h"
#include "workbench/ui/conversations/transferpage.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSplitter>

namespace handoff {

namespace {
constexpr int narrowBelow = 1180 - 56; ///< of the room; the rail is beside it
constexpr int tinyBelow = 860 - 56;
constexpr int listMinimum = 272;
constexpr int contextWidth = 304;
} // namespace

ConversationsRoom::ConversationsRoom(const ChatParts &parts, QWidget *parent)
    : Room(parent), m_parts(parts), m_desk(parts.desk), m_chat(parts.chat),
      m_preferences(parts.preferences), m_sections(new SectionBar(parts.theme)),
      m_splitter(new QSplitter(Qt::Horizontal)), m_list(new ListPane(parts)),
      m_chatPane(new ChatPane(parts)), m_context(new ContextPanel(parts)),
      m_transfer(new TransferPage(parts, this)), m_profile(new ProfilePage(parts, this)),
      m_notePage(new NotePage(parts, this)), m_tags(new TagPage(parts, this)),
      m_ticket(new NewTicketPage(parts, this))
{
    setObjectName(QStringLiteral("conversationsRoom"));
    m_splitter->setObjectName(QStringLiteral("conversationsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_chatPane);
    m_splitter->addWidget(m_context);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setSizes({324, 700, contextWidth});
    const QByteArray state = m_preferences.viewState(m_splitter->objectName());
    if (!state.isEmpty())
        m_splitter->restoreState(state);
    m_contextWanted = m_preferences.value(QStringLiteral("contextShown"), true).toBool();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sections);
    row->addWidget(m_splitter, 1);

    connect(m_sections, &SectionBar::sectionChosen, m_list, &ListPane::show);
    connect(m_list, &ListPane::openRequested, this, &ConversationsRoom::open);
    connect(m_list, &ListPane::commandRequested, this, &ConversationsRoom::runOn);
    connect(m_list, &ListPane::sectionChosen, m_sections, &SectionBar::choose);
    connect(&m_desk.lists(), &DeskLists::countsChanged, this, &ConversationsRoom::refreshCounts);
    connect(&m_chat, &ChatController::opened, this, [this](const QString &name) {
        m_list->setOpenSession(name);
        arrange();
    });
    connect(&parts.theme, &Theme::changed, this, &ConversationsRoom::arrange);
    connect(m_chatPane, &ChatPane::nextRequested, this, &ConversationsRoom::openNext);
    connect(m_chatPane, &ChatPane::waitingRequested, this, &ConversationsRoom::openNextWaiting);
    connect(&m_chat.actions(), &ChatActions::acted, this,
            [this](const QString &name, ChatAction action, bool good) {
                if (good && action == ChatAction::TakeOver)
                    follow(name);
            });
    connect(&parts.transfers, &Transfers::accepted, this, &ConversationsRoom::follow);
    connect(&parts.undo, &UndoQueue::added, this, &ConversationsRoom::announceUndo);
    connect(&parts.undo, &UndoQueue::ended, this,
            [this](const QString &name) { m_parts.toasts.hide(name); });
    const SessionListModel *mine = m_desk.lists().list(Section::Mine);
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(mine, change, this, &ConversationsRoom::refreshCounts);
    connect(mine, &QAbstractItemModel::modelReset, this, &ConversationsRoom::refreshCounts);
    connect(mine, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &, const QModelIndex &, const QList<int> &roles) {
                if (roles.isEmpty() || roles.contains(SessionListModel::UnreadRole))
                    refreshCounts();
            });
    connect(m_chatPane->header()->panelButton(), &QToolButton::clicked, this,
            &ConversationsRoom::showContext);
    connectPages();
    refreshCounts();
}

void ConversationsRoom::connectPages()
{
    connect(m_chatPane, &ChatPane::transferRequested, m_transfer, &TransferPage::present);
    connect(m_chatPane, &ChatPane::tagsRequested, m_tags, &TagPage::present);
    connect(m_chatPane, &ChatPane::ticketRequested, m_ticket, &NewTicketPage::present);
    connect(m_context, &ContextPanel::tagsRequested, m_tags, &TagPage::present);
    connect(m_context, &ContextPanel::editProfileRequested, m_profile, &ProfilePage::present);
    connect(m_context, &ContextPanel::createTicketRequested, m_ticket, &NewTicketPage::present);
    connect(m_context, &ContextPanel::openTicketRequested, this,
            &ConversationsRoom::openTicketRequested);
    connect(m_context, &ContextPanel::writeNoteRequested, m_chatPane,
            [this] { m_chatPane->run(ChatCommand::Note); });
    connect(m_context, &ContextPanel::editNoteRequested, m_notePage, &NotePage::present);
    // What the server refuses stands where it was asked; without a page, above the chat.
    connect(&m_parts.transfers, &Transfers::failed, this, [this](const Error &error) {
        if (!m_transfer->showError(text::error(error)))
            m_chatPane->showError(error);
    });
    connect(&m_parts.context, &ContextController::failed, this,
            [this](ContextController::Task task, const Error &error) {
                using Task = ContextController::Task;
                const QString words = text::error(error);
                const bool shown = (task == Task::Profile && m_profile->showError(words)) ||
                                   (task == Task::Note && m_notePage->showError(words)) ||
                                   (task == Task::Tag && m_tags->showError(words)) ||
                                   (task == Task::Ticket && m_ticket->showError(error));
                if (!shown)
                    m_chatPane->showError(error);
            });
    // A command from a row of the list waits until its chat can be acted on.
    connect(&m_chat, &ChatController::changed, this, [this] {
        if (m_pendingName.isEmpty() || m_chat.sessionName() != m_pendingName || !m_chat.session())
            return;
        m_pendingName.clear();
        m_chatPane->run(m_pendingCommand);
    });
}

void ConversationsRoom::runOn(const QString &sessionName, ChatCommand command)
{
    switch (command) {
    case ChatCommand::TakeOver:
    case ChatCommand::Dismiss:
        m_chat.actions().actOn(sessionName, *chatcommands::action(command));
        return;
    case ChatCommand::Release:
    case ChatCommand::Close:
    case ChatCommand::Requeue:
    case ChatCommand::CancelWait:
        m_parts.undo.add(sessionName, *chatcommands::action(command));
        return;
    default:
        break;
    }
    m_pendingName = sessionName;
    m_pendingCommand = command;
    if (m_chat.sessionName() == sessionName) {
        m_pendingName.clear();
        m_chatPane->run(command);
    } else {
        open(sessionName);
    }
}

void ConversationsRoom::open(const QString &sessionName)
{
    m_chat.open(sessionName);
    focusHome()->setFocus(Qt::OtherFocusReason);
}

QWidget *ConversationsRoom::focusHome() const
{
    return m_chat.isOpen() ? m_chatPane->focusHome() : m_list->focusHome();
}

/// A chat that became mine does not disappear under the hand: the list goes with it.
void ConversationsRoom::follow(const QString &sessionName)
{
    const Section shown = m_list->section();
    if (m_chat.sessionName() == sessionName && shown != Section::Mine && shown != Section::All)
        m_sections->choose(Section::Mine);
}

void ConversationsRoom::announceUndo(const QString &sessionName, ChatAction action)
{
    const ListRow *row = m_desk.lists().find(sessionName);
    const QString name = displaytext::isolated(
        text::customerName(row ? row->session.userProfile.nickname : QString(), sessionName));
    QString words;
    switch (action) {
    case ChatAction::Requeue:
        words = tr("%1 returns to the queue.").arg(name);
        break;
    case ChatAction::CancelWait:
        words = tr("%1 is left to the AI.").arg(name);
        break;
    case ChatAction::Close:
        words = tr("The conversation with %1 is closed.").arg(name);
        break;
    default:
        words = tr("%1 goes back to the AI.").arg(name);
        break;
    }
    m_parts.toasts.show({Token::Brand, QStringLiteral("clock"), words, tr("Undo"),
                         [this, sessionName] { m_parts.undo.undo(sessionName); }, sessionName});
}

void ConversationsRoom::openNext()
{
    const QString mine =
        m_desk.lists().list(Section::Mine)->longestUnanswered(m_chat.sessionName());
    if (mine.isEmpty()) {
        openNextWaiting();
        return;
    }
    if (m_list->section() != Section::Mine)
        m_sections->choose(Section::Mine);
    open(mine);
}

void ConversationsRoom::handOver()
{
    m_sections->choose(Section::Mine);
    const ListRow *row = m_desk.lists().list(Section::Mine)->row(0);
    if (row)
        runOn(row->session.sessionName, ChatCommand::Transfer);
}

void ConversationsRoom::openNextWaiting()
{
    const ListRow *next = m_desk.lists().list(Section::Waiting)->row(0);
    const QString name = next ? next->session.sessionName : QString();
    if (name.isEmpty())
        return;
    if (m_sections->chosen() != Section::Waiting)
        m_sections->choose(Section::Waiting);
    open(name);
}

void ConversationsRoom::openNeighbour(int step)
{
    const QString name = m_list->neighbour(step);
    if (!name.isEmpty())
        open(name);
}

void ConversationsRoom::focusNextPane()
{
    QList<QWidget *> panes{m_list->view()};
    if (m_chat.isOpen()) {
        panes.append(m_chatPane->transcript());
        if (m_chatPane->composer()->isAllowed())
            panes.append(m_chatPane->composer()->edit());
        if (isContextShown())
            panes.append(m_context->page());
    }
    qsizetype here = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes.at(i) && panes.at(i)->hasFocus())
            here = i;
    }
    for (qsizetype i = 1; i <= panes.size(); ++i) {
        QWidget *next = panes.at((here + i) % panes.size());
        if (next && next->isVisible()) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

void ConversationsRoom::back()
{
    for (Overlay *sheet : {static_cast<Overlay *>(m_transfer), static_cast<Overlay *>(m_ticket)}) {
        if (sheet->isVisible()) { // who went back to the chat beside it
            sheet->hide();
            return;
        }
    }
    if (m_chatPane->leave())
        return;
    if (m_narrow && m_overlayShown) {
        showContext(false);
    } else if (m_list->filters()->leaveSearch()) {
        m_list->takeFocus();
    } else if (m_chatPane->composer()->edit()->hasFocus()) {
        m_list->takeFocus();
    } else if (m_chat.isOpen()) {
        m_chat.close();
        m_list->takeFocus();
    }
}

void ConversationsRoom::showContext(bool on)
{
    if (m_narrow)
        m_overlayShown = on;
    else
        m_contextWanted = on;
    arrange();
}

bool ConversationsRoom::isContextShown() const
{
    return m_chat.isOpen() && (m_narrow ? m_overlayShown : m_contextWanted);
}

/// Puts the context beside the chat or over it.
void ConversationsRoom::arrange()
{
    const bool narrow = width() < m_parts.theme.scaled(narrowBelow);
    if (narrow != m_narrow) {
        m_narrow = narrow;
        m_overlayShown = false;
        m_sections->setCompact(narrow);
        if (narrow) {
            m_context->setParent(this);
        } else {
            m_splitter->addWidget(m_context);
            m_splitter->setStretchFactor(2, 0);
        }
    }
    if (const bool tiny = width() < m_parts.theme.scaled(tinyBelow); tiny != m_tiny) {
        m_tiny = tiny;
        m_sections->setVisible(!tiny);
        m_list->setSectionMenu(tiny);
    }
    // The list grows with the text, as far as the chat can spare it.
    m_list->setMinimumWidth(
        qMin(m_parts.theme.scaled(listMinimum), qMax(listMinimum, width() * 2 / 5)));
    const bool shown = isContextShown();
    // Beside the chat the splitter draws the line.
    setStyleProperty(m_context, "edge", m_narrow ? QStringLiteral("left") : QString());
    if (m_narrow && shown) {
        const int top = m_chatPane->header()->height();
        const int wide =
            qMax(m_parts.theme.scaled(contextWidth), m_context->minimumSizeHint().width());
        m_context->setGeometry(width() - wide, top, wide, height() - top);
        m_context->raise();
    }
    m_context->setVisible(shown);
    m_chatPane->header()->panelButton()->setChecked(shown);
}

void ConversationsRoom::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ConversationsRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
}

void ConversationsRoom::refreshCounts()
{
    bool alarm = false;
    const SessionListModel *waiting = m_desk.lists().list(Section::Waiting);
    for (int i = 0; i < waiting->rowCount() && !alarm; ++i)
        alarm = waiting->rule().waitingSeconds(waiting->row(i)->session) >=
                SessionDelegate::alarmSeconds;
    for (const Section section : allSections)
        m_sections->setCount(section, m_desk.lists().count(section),
                             section == Section::Waiting && alarm);
    m_sections->setUnread(Section::Mine, m_desk.lists().list(Section::Mine)->unread());
}

void ConversationsRoom::retranslate()
{
    m_sections->retranslate();
    m_list->retranslate();
    m_chatPane->retranslate();
    m_context->retranslate();
    m_transfer->retranslate();
    m_profile->retranslate();
    m_notePage->retranslate();
    m_tags->retranslate();
    m_ticket->retranslate();
}

void ConversationsRoom::saveState()
{
    if (!m_narrow)
        m_preferences.setViewState(m_splitter->objectName(), m_splitter->saveState());
    m_preferences.setValue(QStringLiteral("contextShown"), m_contextWanted);
}

} // namespace handoff
