#include "workbench/ui/tickets/ticketpane.h"

#include "shared/text/displaytext.h"
#include "workbench/models/historywords.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/formfield.h"
#include "workbench/ui/common/menu.h"
#include "workbench/ui/common/skeleton.h"
#include "workbench/ui/common/statepage.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/tickets/ticketbulkbar.h"
#include "workbench/ui/tickets/ticketfiles.h"
#include "workbench/ui/tickets/ticketlook.h"
#include "workbench/ui/tickets/ticketthread.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace handoff {

TicketPane::TicketPane(const Theme &theme, TicketController &controller, TicketsController &tickets,
                       QWidget *parent)
    : QFrame(parent), m_theme(theme), m_controller(controller), m_tickets(tickets),
      m_back(makeIconButton(theme, QStringLiteral("arrow-left"), QStringLiteral("ticketBack"))),
      m_number(new QLabel), m_title(new QLabel), m_status(new Chip(theme)),
      m_priority(new Chip(theme)), m_sla(new Chip(theme)), m_move(new QPushButton),
      m_assign(new QPushButton), m_edit(new QPushButton), m_session(new QPushButton),
      m_banner(new Banner(theme)), m_moveBar(makeSurface("raised", "bottom")),
      m_moveText(new QLabel), m_moveComment(new QLineEdit), m_moveApply(new QPushButton),
      m_assignBar(makeSurface("raised", "bottom")), m_agent(new ComboBox(theme)),
      m_department(new ComboBox(theme)), m_assignApply(new QPushButton),
      m_pages(new QStackedWidget), m_thread(new TicketThread(theme, controller)),
      m_files(new TicketFiles(theme, controller)), m_history(new QTreeWidget),
      m_body(new QStackedWidget), m_skeleton(new Skeleton(theme)), m_state(new StatePage(theme))
{
    setObjectName(QStringLiteral("ticketPane"));
    setProperty("surface", QStringLiteral("base"));
    m_banner->setObjectName(QStringLiteral("ticketBanner"));
    m_banner->setDismissable(true);
    m_back->hide();
    m_history->setObjectName(QStringLiteral("ticketHistory"));
    m_history->setColumnCount(3);
    m_history->setRootIsDecorated(false);
    m_history->setFrameShape(QFrame::NoFrame);
    m_history->setSelectionMode(QAbstractItemView::NoSelection);
    m_history->setWordWrap(true);
    m_pages->addWidget(m_thread);
    m_pages->addWidget(m_files);
    m_pages->addWidget(m_history);
    buildHead();
    buildBars();

    connect(&controller, &TicketController::opened, this, [this] {
        m_error = {};
        m_banner->hide();
        leaveBar();
        refresh();
    });
    connect(&controller, &TicketController::changed, this, &TicketPane::refresh);
    connect(&controller, &TicketController::failed, this, [this](const Error &error) {
        m_error = error;
        if (m_controller.ticket())
            m_banner->present(Token::Danger, QStringLiteral("error"), text::error(error));
        refresh();
    });
    connect(&controller, &TicketController::cleared, this, [this] {
        m_error = {};
        m_banner->hide();
    });
    connect(&controller, &TicketController::done, this, [this] { leaveBar(); });
    connect(&controller, &TicketController::downloaded, this, [this](const QString &file) {
        m_banner->present(Token::Ok, QStringLiteral("check"), tr("Saved as %1").arg(file));
    });
    connect(m_state, &StatePage::actionTriggered, &controller, &TicketController::reload);
    connect(&tickets, &TicketsController::ticked, this, &TicketPane::refreshSla);
    connect(&tickets, &TicketsController::agentsChanged, this,
            [this] { fillAgentChoices(m_agent, m_tickets.agents()); });
    retranslate();
}

void TicketPane::buildHead()
{
    m_number->setObjectName(QStringLiteral("ticketNumber"));
    m_number->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setTextStyle(m_number, m_theme, TextStyle::Meta, true);
    m_title->setObjectName(QStringLiteral("ticketTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    setTextStyle(m_title, m_theme, TextStyle::Title);
    m_status->setObjectName(QStringLiteral("ticketStatus"));
    m_priority->setObjectName(QStringLiteral("ticketPriority"));
    m_sla->setObjectName(QStringLiteral("ticketSla"));
    m_move->setObjectName(QStringLiteral("moveTicket"));
    m_move->setMenu(new Menu(m_move));
    m_move->menu()->setObjectName(QStringLiteral("moveMenu"));
    setPrimary(m_move);
    m_assign->setObjectName(QStringLiteral("assignTicket"));
    m_edit->setObjectName(QStringLiteral("editTicket"));
    m_edit->setIcon(m_theme.icon(QStringLiteral("edit")));
    m_session->setObjectName(QStringLiteral("openSession"));
    m_session->setIcon(m_theme.icon(QStringLiteral("chat")));

    auto *top = new QHBoxLayout;
    top->setSpacing(space::sibling);
    top->addWidget(m_back);
    top->addWidget(m_number);
    top->addWidget(m_status);
    top->addWidget(m_priority);
    top->addWidget(m_sla);
    top->addStretch();
    auto *actions = new QHBoxLayout;
    actions->setSpacing(space::badge);
    actions->addWidget(m_move);
    actions->addWidget(m_assign);
    actions->addWidget(m_edit);
    actions->addStretch();
    actions->addWidget(m_session);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(space::badge);
    auto *group = new QButtonGroup(this);
    for (const char *name : {"ticketTabThread", "ticketTabFiles", "ticketTabHistory"}) {
        auto *tab = new QToolButton;
        tab->setObjectName(QString::fromLatin1(name));
        tab->setCheckable(true);
        tab->setProperty("tab", true);
        tab->setFocusPolicy(Qt::TabFocus);
        group->addButton(tab, static_cast<int>(m_tabs.size()));
        tabs->addWidget(tab);
        m_tabs.append(tab);
    }
    tabs->addStretch();
    m_tabs.first()->setChecked(true);
    connect(group, &QButtonGroup::idClicked, m_pages, &QStackedWidget::setCurrentIndex);

    auto *head = makeSurface("base", "bottom");
    auto *headColumn = new QVBoxLayout(head);
    headColumn->setContentsMargins(space::pane, space::card, space::card, space::badge);
    headColumn->setSpacing(space::sibling);
    headColumn->addLayout(top);
    headColumn->addWidget(m_title);
    headColumn->addLayout(actions);
    headColumn->addLayout(tabs);
    auto *ticket = new QWidget;
    auto *column = new QVBoxLayout(ticket);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_banner);
    column->addWidget(m_moveBar);
    column->addWidget(m_assignBar);
    column->addWidget(m_pages, 1);
    m_body->addWidget(ticket);
    m_body->addWidget(m_skeleton);
    m_body->addWidget(m_state);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_body);

    connect(m_assign, &QPushButton::clicked, this, &TicketPane::showAssign);
    connect(m_edit, &QPushButton::clicked, this, &TicketPane::editRequested);
    connect(m_session, &QPushButton::clicked, this, [this] {
        if (m_controller.ticket() && m_controller.ticket()->sessionId)
            emit openSessionRequested(*m_controller.ticket()->sessionId);
    });
}

void TicketPane::buildBars()
{
    m_moveBar->setObjectName(QStringLiteral("moveBar"));
    m_moveComment->setObjectName(QStringLiteral("moveComment"));
    m_moveApply->setObjectName(QStringLiteral("moveApply"));
    setPrimary(m_moveApply);
    auto *moveRow = new QHBoxLayout(m_moveBar);
    moveRow->setContentsMargins(space::pane, space::badge, space::card, space::badge);
    moveRow->setSpacing(space::sibling);
    moveRow->addWidget(m_moveText);
    moveRow->addWidget(m_moveComment, 1);
    moveRow->addWidget(m_moveApply);
    m_moveBar->hide();

    m_assignBar->setObjectName(QStringLiteral("assignBar"));
    m_agent->setObjectName(QStringLiteral("assignAgent"));
    m_department->setObjectName(QStringLiteral("assignDepartment"));
    m_assignApply->setObjectName(QStringLiteral("assignApply"));
    setPrimary(m_assignApply);
    for (QComboBox *box : {m_agent, m_department}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    auto *assignRow = new QHBoxLayout(m_assignBar);
    assignRow->setContentsMargins(space::pane, space::badge, space::card, space::badge);
    assignRow->setSpacing(space::sibling);
    assignRow->addWidget(m_agent, 3);
    assignRow->addWidget(m_department, 2);
    assignRow->addWidget(m_assignApply);
    m_assignBar->hide();

    const auto move = [this] {
        if (m_moveTo != TicketStatus::Unknown && !m_controller.isBusy(TicketAction::Status))
            m_controller.setStatus(m_moveTo, displaytext::trimmed(m_moveComment->text()));
    };
    connect(m_moveApply, &QPushButton::clicked, this, move);
    connect(m_moveComment, &QLineEdit::returnPressed, this, move);
    connect(m_agent, &QComboBox::currentIndexChanged, this, &TicketPane::refreshAssign);
    connect(m_assignApply, &QPushButton::clicked, this, [this] {
        const QString id = m_agent->currentData().toString();
        for (const AvailableAgent &agent : m_tickets.agents()) {
            if (agent.id == id)
                m_controller.assign(
                    agent, json::enumFromName<Department>(m_department->currentData().toString())
                               .value_or(Department::ServiceCn));
        }
    });
}

void TicketPane::showAssign()
{
    leaveBar();
    m_tickets.loadAgents();
    fillAgentChoices(m_agent, m_tickets.agents());
    if (m_controller.ticket()) {
        choose(m_department, QString(json::enumName(m_controller.ticket()->department)));
        const int at = m_agent->findData(m_controller.ticket()->assigneeId.value_or(QString()));
        m_agent->setCurrentIndex(qMax(0, at));
    }
    refreshAssign();
    m_assignBar->show();
    m_agent->setFocus(Qt::OtherFocusReason);
}

void TicketPane::refreshAssign()
{
    m_assignApply->setEnabled(!m_controller.isBusy(TicketAction::Assign) &&
                              !m_agent->currentData().toString().isEmpty());
}

void TicketPane::askMove(TicketStatus status)
{
    leaveBar();
    m_moveTo = status;
    m_moveText->setText(tr("To “%1”:").arg(text::ticketStatus(status)));
    m_moveComment->clear();
    m_moveBar->show();
    m_moveComment->setFocus(Qt::OtherFocusReason);
}

bool TicketPane::leaveBar()
{
    const bool open = !m_moveBar->isHidden() || !m_assignBar->isHidden();
    m_moveTo = TicketStatus::Unknown;
    m_moveBar->hide();
    m_assignBar->hide();
    return open;
}

void TicketPane::fillMoves()
{
    QMenu *menu = m_move->menu();
    menu->clear();
    for (const TicketStatus status : m_controller.moves()) {
        QAction *action =
            menu->addAction(m_theme.icon(look::statusIcon(status), look::statusToken(status)),
                            text::ticketStatus(status), this, [this, status] { askMove(status); });
        action->setObjectName(QStringLiteral("move_") + json::enumName(status));
    }
}

void TicketPane::refresh()
{
    const auto &ticket = m_controller.ticket();
    if (!ticket) {
        const bool failed = !m_error.code.isEmpty();
        if (failed || !m_controller.isOpen())
            showPage(m_body, m_state);
        else
            showPage(m_body, m_skeleton);
        if (failed)
            m_state->show(QStringLiteral("error"), tr("This ticket could not be loaded"),
                          text::error(m_error), tr("Try again"));
        else if (!m_controller.isOpen())
            m_state->show(QStringLiteral("ticket"), tr("No ticket chosen"),
                          tr("Choose one on the left, or press Ctrl+N for a new one."));
        return;
    }
    showPage(m_body, m_body->widget(0)); // the ticket
    m_number->setText(ticket->ticketNumber);
    m_title->setText(ticket->title);
    m_status->set(look::statusIcon(ticket->status), text::ticketStatus(ticket->status),
                  look::statusToken(ticket->status));
    m_priority->set(look::priorityIcon(ticket->priority), text::ticketPriority(ticket->priority),
                    look::priorityToken(ticket->priority));
    m_assign->setText(ticket->assigneeName ? tr("Reassign") : tr("Assign"));
    const bool free = !m_controller.isBusy(TicketAction::Status);
    m_move->setEnabled(free && !m_controller.moves().isEmpty());
    m_moveApply->setEnabled(free);
    refreshAssign();
    m_session->setVisible(ticket->sessionId.has_value());
    fillMoves();
    refreshSla();
    fillHistory();
    m_tabs.at(Thread)->setText(ticket->comments.isEmpty()
                                   ? tr("Comments")
                                   : tr("Comments (%1)").arg(ticket->comments.size()));
    m_tabs.at(Files)->setText(ticket->attachments.isEmpty()
                                  ? tr("Files")
                                  : tr("Files (%1)").arg(ticket->attachments.size()));
    m_tabs.at(History)->setText(tr("History"));
    m_thread->refresh();
    m_files->refresh();
}

void TicketPane::refreshSla()
{
    const auto &ticket = m_controller.ticket();
    if (!ticket)
        return;
    const SlaStanding standing = SlaStanding::of(*ticket, m_tickets.now());
    const bool stopped = standing.clock == SlaStanding::Clock::Stopped;
    if (m_sla->text() != standing.text())
        m_sla->set(look::slaIcon(standing.status, stopped), standing.text(),
                   look::slaToken(standing.status, stopped));
    m_sla->setToolTip(standing.clock == SlaStanding::Clock::Response
                          ? tr("First reply by %1").arg(text::moment(ticket->slaResponseDeadline))
                          : tr("Resolved by %1").arg(text::moment(ticket->slaDeadline)));
}

void TicketPane::fillHistory()
{
    const auto &log = m_controller.ticket()->activityLog;
    if (m_history->topLevelItemCount() == log.size() && !log.isEmpty() &&
        m_history->topLevelItem(0)->data(0, Qt::UserRole).toString() == log.last().id)
        return;
    m_history->clear();
    for (qsizetype i = log.size() - 1; i >= 0; --i) { // newest first
        const TicketActivity &line = log.at(i);
        auto *item =
            new QTreeWidgetItem({text::moment(line.timestamp), text::activityOperator(line),
                                 text::ticketActivity(line, *m_controller.ticket())});
        item->setData(0, Qt::UserRole, line.id);
        item->setToolTip(2, item->text(2));
        m_history->addTopLevelItem(item);
    }
    m_history->resizeColumnToContents(0);
    m_history->resizeColumnToContents(1);
}

void TicketPane::retranslate()
{
    setHint(m_back, tr("Back to the list"), QKeySequence(Qt::Key_Escape));
    m_move->setText(tr("Set status"));
    setHint(m_move, tr("Set the status: only moves that are allowed now"));
    setHint(m_assign, tr("Give the ticket to a colleague"));
    m_edit->setText(tr("Edit"));
    setHint(m_edit, tr("Edit title, description, category, priority and tags"));
    m_session->setText(tr("Open conversation"));
    setHint(m_session, tr("Open the conversation of this ticket"));
    m_moveComment->setPlaceholderText(tr("Comment (optional)"));
    m_moveComment->setAccessibleName(tr("Comment to the new status"));
    m_moveApply->setText(tr("Set"));
    m_agent->setAccessibleName(tr("Assignee"));
    m_department->setAccessibleName(tr("Department"));
    fillChoices(m_department, look::choices<Department>(text::department));
    m_assignApply->setText(tr("Assign"));
    m_history->setHeaderLabels({tr("When"), tr("Who"), tr("What")});
    m_history->setAccessibleName(tr("History of the ticket"));
    m_history->clear();
    m_banner->retranslate();
    m_thread->retranslate();
    m_files->retranslate();
    refresh();
}

} // namespace handoff
