#include "workbench/ui/tickets/ticketsroom.h"

#include "shared/text/displaytext.h"
#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/banner.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/common/textformat.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/tickets/ticketbulkbar.h"
#include "workbench/ui/tickets/ticketfilters.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketlook.h"
#include "workbench/ui/tickets/ticketpane.h"
#include "workbench/ui/tickets/ticketthread.h"

#include <QDir>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace handoff {

namespace {
constexpr int narrowBelow = 1080; ///< of the room
}

TicketsRoom::TicketsRoom(const TicketParts &parts, QWidget *parent)
    : Room(parent), m_theme(parts.theme), m_tickets(parts.tickets), m_controller(parts.ticket),
      m_preferences(parts.preferences), m_splitter(new QSplitter(Qt::Horizontal)),
      m_listSide(makeSurface("base")), m_filters(new TicketFilters(m_theme, m_tickets)),
      m_bulk(new TicketBulkBar(parts)), m_note(new Banner(m_theme)),
      m_table(new TablePane(m_theme, QStringLiteral("ticketTable"))), m_shown(new QLabel),
      m_more(new QPushButton), m_detail(new QStackedWidget),
      m_pane(new TicketPane(m_theme, m_controller, m_tickets)), m_form(new TicketForm(m_theme))
{
    TicketsController &tickets = m_tickets;
    setMinimumSize(leastSize);
    setObjectName(QStringLiteral("ticketsRoom"));
    m_splitter->setObjectName(QStringLiteral("ticketsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_note->setObjectName(QStringLiteral("ticketsNote"));
    m_note->setDismissable(true);
    m_shown->setObjectName(QStringLiteral("ticketsShown"));
    setTextStyle(m_shown, m_theme, TextStyle::Meta, true);
    m_more->setObjectName(QStringLiteral("moreTickets"));
    m_more->setProperty("link", true);
    m_table->setModel(tickets.table());
    m_table->view()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->view()->setItemDelegate(new TicketDelegate(m_theme, this));
    m_table->fitColumns(TicketTable::Title, 240);

    auto *footer = makeSurface("raised", "top");
    auto *footerRow = new QHBoxLayout(footer);
    footerRow->setContentsMargins(space::card, 2, space::card, 2);
    footerRow->addWidget(m_shown);
    footerRow->addStretch();
    footerRow->addWidget(m_more);
    auto *list = new QVBoxLayout(m_listSide);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addWidget(m_filters);
    list->addWidget(m_bulk->result());
    list->addWidget(m_note);
    list->addWidget(m_bulk);
    list->addWidget(m_table, 1);
    list->addWidget(footer);
    m_listSide->setMinimumWidth(420);
    m_detail->setFocusPolicy(Qt::ClickFocus);
    m_detail->addWidget(m_pane);
    m_detail->addWidget(m_form);
    m_detail->setMinimumWidth(400);
    m_splitter->addWidget(m_listSide);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({800, 500});
    const QByteArray state = m_preferences.viewState(m_splitter->objectName());
    if (!state.isEmpty())
        m_splitter->restoreState(state);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);

    connect(&tickets, &TicketsController::changed, this, &TicketsRoom::refreshFooter);
    connect(&tickets, &TicketsController::failed, m_table, &TablePane::setError);
    connect(&tickets, &TicketsController::loaded, m_table, &TablePane::clearError);
    connect(m_table, &TablePane::retry, &tickets, &TicketsController::reload);
    connect(m_table, &TablePane::nearEnd, &tickets, &TicketsController::loadMore);
    connect(m_table, &TablePane::sortChanged, this, &TicketsRoom::refreshFooter);
    connect(m_table, &TablePane::emptyAction, this, [this] {
        if (m_filters->isAnySet())
            m_filters->clear();
        else
            createTicket();
    });
    connect(m_table, &TablePane::activated, this, [this](const QString &id) {
        if (m_table->selectedIds().size() < 2)
            open(id);
    });
    connect(m_table, &TablePane::selectionChanged, this,
            [this] { m_bulk->setSelection(m_table->selectedIds()); });
    connect(&m_theme, &Theme::changed, this, &TicketsRoom::arrange);
    connect(m_more, &QPushButton::clicked, &tickets, &TicketsController::loadMore);
    connect(m_filters->newButton(), &QPushButton::clicked, this, [this] { createTicket(); });
    connect(m_filters->exportButton(), &QPushButton::clicked, this, &TicketsRoom::chooseExport);
    connect(m_pane, &TicketPane::openSessionRequested, this, &TicketsRoom::openSessionRequested);
    connect(m_pane, &TicketPane::editRequested, this, &TicketsRoom::editTicket);
    connect(m_pane->backButton(), &QToolButton::clicked, this, &TicketsRoom::back);
    connect(&m_controller, &TicketController::opened, this, [this](const QString &id) {
        if (!id.isEmpty())
            leaveForm();
        m_table->select(id);
        arrange();
    });
    connectForm();
    retranslate();
}

void TicketsRoom::connectForm()
{
    connect(m_form, &TicketForm::createRequested, &m_tickets, &TicketsController::create);
    connect(m_form, &TicketForm::editRequested, &m_controller, &TicketController::edit);
    connect(m_form, &FormPanel::cancelled, this, &TicketsRoom::leaveForm);
    connect(m_form->banner(), &Banner::actionTriggered, this, [this] {
        if (m_controller.ticket())
            m_form->rebase(*m_controller.ticket());
    });
    connect(&m_tickets, &TicketsController::createFailed, m_form, &TicketForm::showError);
    connect(&m_tickets, &TicketsController::created, this, [this](const Ticket &ticket) {
        leaveForm();
        open(ticket.ticketId);
    });
    connect(&m_controller, &TicketController::done, this, [this](TicketAction action) {
        if (action == TicketAction::Edit)
            leaveForm();
    });
    connect(&m_controller, &TicketController::failed, this, [this](const Error &error) {
        if (m_detail->currentWidget() == m_form && !m_form->isNew())
            m_form->showError(error);
    });
    connect(&m_controller, &TicketController::conflict, this, [this] { m_form->setBusy(false); });
    connect(&m_controller, &TicketController::changed, this, &TicketsRoom::refreshConflict);
}

void TicketsRoom::open(const QString &ticketId)
{
    m_controller.open(ticketId);
    if (m_detail->currentWidget() == m_form)
        leaveForm();
    arrange();
}

void TicketsRoom::createTicket(const CreateTicketRequest &known)
{
    // A half-written new ticket waits for whoever presses Ctrl+N again.
    const bool keep = m_form->isNew() && m_detail->currentWidget() == m_form &&
                      m_form->isTouched() && known.customerId.isEmpty();
    m_detail->setCurrentWidget(m_form);
    if (!keep)
        m_form->beginNew(known);
    arrange();
}

void TicketsRoom::editTicket()
{
    if (!m_controller.ticket())
        return;
    m_detail->setCurrentWidget(m_form);
    m_form->beginEdit(*m_controller.ticket());
    arrange();
}

void TicketsRoom::leaveForm()
{
    showPage(m_detail, m_pane);
    arrange();
}

/// Somebody was faster while the form is open: said above the fields, nothing typed is lost.
void TicketsRoom::refreshConflict()
{
    const auto &ticket = m_controller.ticket();
    if (m_detail->currentWidget() != m_form || m_form->isNew() || !ticket ||
        ticket->version <= m_form->baseVersion() || m_controller.isBusy(TicketAction::Edit))
        return;
    const QString who =
        ticket->activityLog.isEmpty() ? QString() : ticket->activityLog.last().operatorName;
    m_form->setBusy(true); // saving needs the newer version first
    m_form->banner()->present(
        Token::Warn, QStringLiteral("alert"),
        who.isEmpty() ? tr("This ticket was changed meanwhile. What you typed is kept.")
                      : tr("This ticket was changed by %1 meanwhile. What you typed is kept.")
                            .arg(displaytext::isolated(who)),
        tr("Reload"));
}

void TicketsRoom::refreshFooter()
{
    const int rows = m_tickets.table()->rowCount();
    const qint64 total = m_tickets.total();
    m_table->setLoading(m_tickets.isLoading());
    QString words;
    if (total >= 0)
        words =
            rows < total
                ? tr("%1 of %2 tickets").arg(QLocale().toString(rows), QLocale().toString(total))
                : tr("%n ticket(s)", nullptr, rows);
    if (m_table->isSorted() && rows < total)
        words += QStringLiteral(" · ") + tr("sorted among those loaded");
    m_shown->setText(words);
    m_more->setVisible(m_tickets.hasMore());
    m_more->setEnabled(!m_tickets.isLoading());
    refreshEmpty();
    if (m_form->isNew())
        m_form->setBusy(m_tickets.isBusy());
}

void TicketsRoom::refreshEmpty()
{
    if (m_filters->isAnySet())
        m_table->setEmpty(QStringLiteral("search"), tr("Nothing found"),
                          tr("No ticket matches the search and the filters."), tr("Show all"));
    else
        m_table->setEmpty(QStringLiteral("ticket"), tr("No tickets yet"),
                          tr("What cannot be settled in a chat is followed up here."),
                          tr("New ticket"));
}

void TicketsRoom::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Save tickets"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("tickets.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &TicketsRoom::exportTo);
    dialog->open();
}

void TicketsRoom::exportTo(const QString &file)
{
    FileTransfer *transfer = m_tickets.exportCsv(file);
    m_note->present(Token::Brand, QStringLiteral("download"), tr("Saving tickets…"));
    connect(transfer, &FileTransfer::done, this, [this, file] {
        m_note->present(Token::Ok, QStringLiteral("check"),
                        tr("Saved as %1").arg(QDir::toNativeSeparators(file)));
    });
    connect(transfer, &FileTransfer::failed, this, [this](const Error &error) {
        m_note->present(Token::Danger, QStringLiteral("error"), text::error(error));
    });
}

// ---- keys and places ----------------------------------------------------------------------------

void TicketsRoom::takeFocus()
{
    focusHome()->setFocus(Qt::ShortcutFocusReason);
}

/// In a narrow window the detail stands in the list's place.
QWidget *TicketsRoom::focusHome() const
{
    return m_listSide->isHidden() ? static_cast<QWidget *>(m_detail) : m_table->focusHome();
}

void TicketsRoom::focusSearch()
{
    m_filters->focusSearch();
}

void TicketsRoom::focusNextPane()
{
    if (m_listSide->isAncestorOf(focusWidget()) && m_detail->isVisible()) {
        if (m_detail->currentWidget() == m_form)
            m_form->findChild<QWidget *>(QStringLiteral("formTitle"))->setFocus();
        else
            m_pane->thread()->edit()->setFocus(Qt::ShortcutFocusReason);
    } else {
        takeFocus();
    }
}

void TicketsRoom::back()
{
    if (m_pane->leaveBar())
        return;
    if (m_detail->currentWidget() == m_form) {
        leaveForm();
    } else if (m_controller.isOpen() &&
               (m_narrow || m_listSide->isAncestorOf(focusWidget()) || !focusWidget())) {
        m_controller.close();
    }
    takeFocus();
}

void TicketsRoom::arrange()
{
    const bool narrow = width() < m_theme.scaled(narrowBelow);
    const bool wanted = m_controller.isOpen() || m_detail->currentWidget() == m_form;
    m_narrow = narrow;
    m_listSide->setVisible(!narrow || !wanted);
    m_detail->setVisible(!narrow || wanted);
    m_pane->backButton()->setVisible(narrow);
    // What does not fit beside the detail is in it.
    const int room = m_listSide->width();
    const bool tight = room < m_theme.scaled(1240);
    for (const int column : {TicketTable::Category, TicketTable::Department, TicketTable::Updated})
        m_table->view()->setColumnHidden(column, tight);
    const bool small = room < m_theme.scaled(900);
    for (const int column : {TicketTable::Priority, TicketTable::Assignee})
        m_table->view()->setColumnHidden(column, small);
    m_table->setTwoLines(tight); // long titles go on below
}

void TicketsRoom::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TicketsRoom::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tickets.show();
    m_tickets.loadAgents();
    arrange();
}

void TicketsRoom::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tickets.hide();
}

void TicketsRoom::retranslate()
{
    m_tickets.table()->retranslate();
    m_table->view()->setAccessibleName(tr("Tickets"));
    m_more->setText(tr("Load more"));
    m_filters->retranslate();
    m_bulk->retranslate();
    m_note->retranslate();
    m_table->retranslate();
    m_pane->retranslate();
    m_form->retranslate();
    refreshFooter();
}

void TicketsRoom::saveState()
{
    if (!m_narrow)
        m_preferences.setViewState(m_splitter->objectName(), m_splitter->saveState());
}

} // namespace handoff
