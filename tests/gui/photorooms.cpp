#include "tests/gui/photographer.h"
#include "tests/gui/shown.h"
#include "workbench/ui/admin/adminpage.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketpane.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

// Photographer: the rooms Tickets, Admin and Statistics.

namespace handoff::test {

void Photographer::tickets()
{
    TicketsRoom *room = m_app.window().desk()->tickets();
    const QList<Ticket> all = m_tickets.tickets;
    m_tickets.tickets.clear();
    click("roomTickets");
    until([&] { return !m_app.tickets().isLoading() && m_app.tickets().total() == 0; });
    shoot("50-tickets-empty");
    m_tickets.tickets = all;
    m_app.tickets().reload();
    until([&] { return m_app.tickets().table()->rowCount() == all.size(); });
    room->open(all.first().ticketId);
    until([&] { return m_app.ticket().ticket() && !m_app.ticket().isLoading(); });
    shoot("51-tickets");
    click("assignTicket");
    shoot("52-ticket-assign");
    click("ticketTabFiles");
    shoot("53-ticket-files");
    click("ticketTabHistory");
    shoot("54-ticket-history");
    click("ticketTabThread");
    click("commentInternal");
    room->pane()->leaveBar();
    click("editTicket");
    room->form()
        ->findChild<QLineEdit *>(QStringLiteral("formTitle"))
        ->setText(QStringLiteral("Wrong charger sent (my words)"));
    m_tickets.changeBy(QStringLiteral("客服小李"), m_tickets.tickets.first(),
                       QStringLiteral("更新了工单"));
    until([&] { return !room->form()->saveButton()->isEnabled(); });
    shoot("55-ticket-conflict");
    m_app.ticket().close();
    room->createTicket();
    room->form()->saveButton()->click();
    shoot("56-ticket-new");
    room->back();
}

void Photographer::ticketStates()
{
    TicketsRoom *room = m_app.window().desk()->tickets();
    const qint64 all = m_tickets.tickets.size();
    auto *search = find<QLineEdit>("ticketSearch");
    room->table()->view()->selectAll();
    shoot("57-tickets-bulk");
    room->table()->view()->clearSelection();
    search->setText(QStringLiteral("zzz"));
    until([&] { return m_app.tickets().total() == 0; });
    shoot("58-tickets-nothing-found");
    search->clear();
    until([&] { return m_app.tickets().total() == all; });
    m_tickets.broken = true;
    m_app.tickets().reload();
    until([&] { return room->table()->hasError(); });
    shoot("59-tickets-error");
    m_tickets.broken = false;
    m_app.tickets().reload();
    until([&] { return !room->table()->hasError(); });
    m_tickets.silent = true;
    search->setText(QStringLiteral("y"));
    until([&] { return find("ticketTableSkeleton")->isVisible(); });
    shoot("60-tickets-loading");
    m_tickets.silent = false;
    search->clear();
    until([&] { return m_app.tickets().total() == all; });
    const QSize usual = m_app.window().size();
    m_app.window().resize(1024, 640);
    shoot("61-tickets-narrow");
    room->open(m_tickets.tickets.first().ticketId);
    until([&] { return m_app.ticket().ticket() && !m_app.ticket().isLoading(); });
    shoot("62-ticket-narrow");
    m_app.window().resize(usual);
    m_app.theme().setFontPercent(150);
    shoot("63-tickets-text-150");
    m_app.theme().setFontPercent(100);
    m_app.ticket().close();
}

void Photographer::admin()
{
    const struct
    {
        const char *button;
        const char *name;
        const char *table;
        int row; ///< opened afterwards; -1: none
    } pages[] = {{"adminAgents", "agents", "agentsTable", 2},
                 {"adminQuickReplies", "quick-replies", "repliesTable", 2},
                 {"adminTags", "tags", "tagsTable", 3},
                 {"adminRules", "rules", "rulesTable", 1},
                 {"adminSla", "sla", "slaTable", 1},
                 {"adminConfig", "config", "configTable", -1},
                 {"adminAudit", "audit", "auditTable", -1}};
    AdminRoom *room = m_app.window().desk()->admin();
    click("roomAdmin");
    int number = 70;
    for (const auto &page : pages) {
        click(page.button);
        QTableView *view = room->findChild<QTableView *>(QString::fromLatin1(page.table));
        until([&] { return view->model()->rowCount() > 0; });
        if (view->objectName() == u"rulesTable") {
            click("testRules");
            until([&] { return find("testMatches")->isVisible(); });
        }
        if (page.row >= 0)
            view->clicked(view->model()->index(page.row, 0));
        shoot(QStringLiteral("%1-admin-%2").arg(number++).arg(QString::fromLatin1(page.name)));
    }
    click("adminAgents");
    click("deleteAgent");
    shoot("77-admin-confirm");
    click("adminAgents");
    room->back();
    room->back();
    click("agentsNew");
    click("agentFormSave");
    shoot("78-admin-new-agent");
    room->back();
}

void Photographer::statistics()
{
    m_admin.emptyStats = false;
    click("roomStatistics");
    until([&] { return m_app.stats().statistics() && !m_app.stats().isLoading(); });
    shoot("80-statistics");
    QScrollBar *bar = find<QScrollArea>("statsScroll")->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    shoot("81-statistics-charts");
    bar->setValue(bar->maximum());
    shoot("82-statistics-agents");
    bar->setValue(0);
    auto *range = find<QComboBox>("statsRange");
    range->setCurrentIndex(3);
    m_admin.emptyStats = true;
    m_app.stats().reload();
    until([&] { return !m_app.stats().isLoading(); });
    bar->setValue(bar->maximum());
    shoot("83-statistics-nothing");
    range->setCurrentIndex(0);
}

void Photographer::edgesOfRooms(const QString &at)
{
    TicketsRoom *tickets = m_app.window().desk()->tickets();
    click("roomTickets");
    until([&] { return !m_app.tickets().isLoading() && m_app.tickets().table()->rowCount() > 0; });
    tickets->table()->view()->selectAll();
    shoot(at + QStringLiteral("bulk"));
    tickets->table()->view()->clearSelection();
    tickets->open(m_tickets.tickets.first().ticketId);
    until([&] { return m_app.ticket().ticket() && !m_app.ticket().isLoading(); });
    shoot(at + QStringLiteral("ticket"));
    m_app.ticket().close();
    AdminRoom *admin = m_app.window().desk()->admin();
    click("roomAdmin");
    for (const auto &[button, table] :
         {std::pair("adminAgents", "agentsTable"), std::pair("adminRules", "rulesTable"),
          std::pair("adminAudit", "auditTable")}) {
        click(button);
        QTableView *view = admin->findChild<QTableView *>(QString::fromLatin1(table));
        until([&] { return view->model()->rowCount() > 0; });
        shoot(at + QString::fromLatin1(button));
    }
    m_admin.emptyStats = false;
    click("roomStatistics");
    m_app.stats().reload();
    until([&] { return m_app.stats().statistics() && !m_app.stats().isLoading(); });
    find<QScrollArea>("statsScroll")->verticalScrollBar()->setValue(0);
    shoot(at + QStringLiteral("statistics"));
}

} // namespace handoff::test
