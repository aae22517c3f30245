// Pictures of the main states in both languages and both themes: screenshots <folder>.
#include "tests/gui/demoadmin.h"
#include "tests/gui/demochats.h"
#include "tests/gui/demodata.h"
#include "tests/gui/demotickets.h"
#include "workbench/app/workbenchapp.h"
#include "workbench/ui/admin/adminpage.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/ui/common/tablepane.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/contextpanel.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/conversations/sectionbar.h"
#include "workbench/ui/login/loginpage.h"
#include "workbench/ui/main/agentmenu.h"
#include "workbench/ui/main/connectionbanner.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/tickets/ticketform.h"
#include "workbench/ui/tickets/ticketpane.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {

/// Takes the pictures of one language and one theme.
class Photographer
{
public:
    Photographer(WorkbenchApp &app, DemoDesk &desk, DemoTickets &tickets, DemoAdmin &admin,
                 DemoChats &chats, const QString &folder, const QString &suffix)
        : m_app(app), m_desk(desk), m_tickets(tickets), m_admin(admin), m_chats(chats),
          m_folder(folder), m_suffix(suffix)
    {
    }

    void takeAll();

private:
    void shoot(const char *name, QWidget *widget = nullptr);
    void until(const std::function<bool()> &ready);
    void open(QLatin1String name);
    ConversationsRoom *room() { return m_app.window().conversations(); }
    void login();
    void desk();
    void chats();
    void work();
    void overlays();
    void scaled();
    void narrow();
    void tickets();
    void admin();
    void statistics();
    void click(const char *button);

    WorkbenchApp &m_app;
    DemoDesk &m_desk;
    DemoTickets &m_tickets;
    DemoAdmin &m_admin;
    DemoChats &m_chats;
    QString m_folder;
    QString m_suffix;
};

void Photographer::shoot(const char *name, QWidget *widget)
{
    QTest::qWait(60);
    const QString file =
        QStringLiteral("%1/%2-%3.png").arg(m_folder, QString::fromLatin1(name), m_suffix);
    (widget ? widget : &m_app.window())->grab().save(file);
}

void Photographer::until(const std::function<bool()> &ready)
{
    if (!QTest::qWaitFor(ready, 10000))
        qFatal("a state was never reached");
}

void Photographer::open(QLatin1String name)
{
    room()->open(name);
    until([&] { return m_app.chat().session() && !m_app.chat().isLoading(); });
    QTest::qWait(60);
}

void Photographer::login()
{
    m_app.window().showLogin(m_desk.url());
    shoot("01-sign-in");
    auto *page = m_app.window().loginPage();
    page->findChild<QLineEdit *>(QStringLiteral("username"))->setText(QStringLiteral("agent001"));
    page->findChild<QLineEdit *>(QStringLiteral("password"))->setText(QStringLiteral("wrong"));
    QTest::keyClick(page->findChild<QLineEdit *>(QStringLiteral("password")), Qt::Key_Return);
    until([&] { return page->findChild<QWidget *>(QStringLiteral("loginBanner"))->isVisible(); });
    shoot("02-sign-in-error");
}

void Photographer::desk()
{
    m_desk.sessions.clear();
    m_app.signIn().signIn(m_desk.url(), QStringLiteral("agent001"), QStringLiteral("agent123"),
                          false);
    until([&] { return m_app.desk().count(Section::Waiting) == 0 && m_desk.hasStream(); });
    shoot("03-empty");
    fillDemo(m_desk);
    for (const QString &name : m_desk.sessions.keys())
        m_desk.pushSummary(name);
    m_app.desk().retryNow();
    m_desk.cut(true);
    until([&] { return m_app.desk().connection() == EventStream::State::Lost; });
    m_desk.cut(false);
    m_app.desk().retryNow();
    until([&] {
        return m_app.desk().count(Section::Waiting) == 4 && m_app.desk().count(Section::Ai) == 5;
    });
    until([&] { return m_app.desk().connection() == EventStream::State::Live; });
    shoot("04-waiting");
}

void Photographer::chats()
{
    room()->sections()->choose(Section::Mine);
    open(demoMine);
    room()->chatPane()->composer()->edit()->setPlainText(
        QStringLiteral("You get the tracking number by e-mail within the hour."));
    shoot("05-chat-mine");
    room()->chatPane()->composer()->edit()->clear();
    m_desk.refuseMessages = true;
    m_app.chat().reply(QStringLiteral("The number is DE123456789."));
    QTest::qWait(400);
    m_desk.refuseMessages = false;
    shoot("06-chat-failed");

    room()->sections()->choose(Section::Ai);
    open(demoAi);
    until([&] { return m_desk.hasSessionStream(demoAi); });
    m_desk.pushAiDelta(
        demoAi, QStringLiteral("For 20 km a day with hills I would look at two bikes:\n\n1. "
                               "**Fiido Titan** – torque sensor, "
                               "up to 400 km with three batteries\n2. **Fiido C21** – only 17.5 "
                               "kg, carbon belt\n\nThe Titan is the better climber; the"));
    until([&] { return m_app.chat().transcript()->hasLive(); });
    shoot("07-chat-ai-live");

    room()->sections()->choose(Section::Waiting);
    open(demoWaiting);
    shoot("08-chat-waiting");
    m_desk.cut(true);
    until([&] { return m_app.desk().connection() == EventStream::State::Lost; });
    shoot("09-offline");
    m_desk.cut(false);
    m_app.desk().retryNow();
    until([&] { return m_app.desk().connection() == EventStream::State::Live; });
    room()->sections()->choose(Section::All);
    shoot("10-all");
    m_app.window().showKeys();
    shoot("11-keys");
    m_app.window().findChild<QWidget *>(QStringLiteral("keysPage"))->hide();
    auto *menu = m_app.window().findChild<AgentMenu *>();
    menu->popup(QPoint(80, 400));
    shoot("12-agent-menu", menu);
    menu->hide();
    overlays();
    auto *search = room()->findChild<QLineEdit *>(QStringLiteral("search"));
    search->setText(QStringLiteral("zzz"));
    until([&] { return m_app.desk().list(Section::All)->rowCount() == 0; });
    shoot("13-nothing-found");
    search->clear();
    until([&] { return m_app.desk().list(Section::All)->rowCount() > 0; });
}

/// Notes, quick replies, transfer, tags, ticket and the tabs beside the chat.
void Photographer::work()
{
    const auto key = [this](Qt::Key key, Qt::KeyboardModifiers held) {
        QTest::keyClick(&m_app.window(), key, held);
        QTest::qWait(150);
    };
    room()->sections()->choose(Section::Mine);
    m_chats.notes.clear();
    m_chats.addNote(demoMine, QStringLiteral("agent002"),
                    QStringLiteral("She bought two chargers, see FD-20733 before you send one."),
                    820);
    m_chats.viewers = {QStringLiteral("客服小李")};
    m_app.chat().close();
    open(demoMine);
    until([&] { return !m_app.context().notes().isEmpty(); });
    key(Qt::Key_P, Qt::AltModifier);
    m_app.window()
        .findChild<QPlainTextEdit *>(QStringLiteral("noteText"))
        ->setPlainText(
            QStringLiteral("Sent the 2021 charger today, @agent002 please check the stock."));
    room()->showContext(true);
    room()->context()->showTab(ContextPanel::Notes);
    shoot("40-notes");
    room()->context()->showTab(ContextPanel::History);
    key(Qt::Key_L, Qt::AltModifier);
    QTest::keyClicks(room()->chatPane()->composer()->edit(), QStringLiteral("Hallo Anna /"));
    QTest::qWait(150);
    shoot("41-quick-replies");
    key(Qt::Key_Escape, Qt::NoModifier);
    room()->chatPane()->composer()->edit()->clear();
    room()->context()->showTab(ContextPanel::Ticket);
    key(Qt::Key_T, Qt::AltModifier);
    shoot("42-transfer");
    key(Qt::Key_Escape, Qt::NoModifier);
    key(Qt::Key_G, Qt::AltModifier);
    shoot("43-tags");
    key(Qt::Key_Escape, Qt::NoModifier);
    key(Qt::Key_N, Qt::AltModifier);
    shoot("44-ticket-from-chat");
    key(Qt::Key_Escape, Qt::NoModifier);
    room()->context()->showTab(ContextPanel::Customer);
    m_chats.offerToMe(QStringLiteral("session_tom"), QStringLiteral("my shift ends at six"));
    key(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(m_app.window().findChild<QLineEdit *>(QStringLiteral("findText")),
                     QStringLiteral("charger"));
    QTest::qWait(150);
    shoot("45-offer-and-find");
    key(Qt::Key_Escape, Qt::NoModifier);
    m_chats.answerMine(TransferStatus::Expired);
    m_chats.viewers.clear();
}

void Photographer::overlays()
{
    const auto close = [this](const char *name) {
        m_app.window().findChild<QWidget *>(QString::fromLatin1(name))->hide();
    };
    m_app.window().run(QStringLiteral("palette"));
    shoot("16-palette");
    m_app.window()
        .findChild<QLineEdit *>(QStringLiteral("paletteText"))
        ->setText(QStringLiteral("re"));
    QTest::qWait(400);
    shoot("17-palette-search");
    close("palette");
    m_app.window().showPreferences();
    shoot("18-preferences");
    m_app.window().findChild<QAbstractButton *>(QStringLiteral("preferencesTab1"))->click();
    shoot("19-preferences-notifications");
    close("preferencesPage");
    m_app.window().run(QStringLiteral("account"));
    shoot("20-account");
    close("accountPage");
}

void Photographer::scaled()
{
    m_app.theme().setFontPercent(150);
    m_app.theme().setCompact(true);
    open(demoMine);
    shoot("21-text-150");
    m_app.theme().setFontPercent(100);
    m_app.theme().setCompact(false);
}

void Photographer::narrow()
{
    m_app.window().resize(1024, 640);
    room()->sections()->choose(Section::Mine);
    open(demoMine);
    shoot("14-narrow");
    room()->showContext(true);
    shoot("15-narrow-context");
    room()->showContext(false);
    m_app.window().resize(1360, 820);
}

void Photographer::click(const char *button)
{
    auto *found = m_app.window().findChild<QAbstractButton *>(QString::fromLatin1(button));
    if (!found)
        qFatal("there is no button %s", button);
    found->click();
}

void Photographer::tickets()
{
    TicketsRoom *room = m_app.window().tickets();
    const QList<Ticket> all = m_tickets.tickets;
    m_tickets.tickets.clear();
    click("roomTickets");
    until([&] { return !m_app.tickets().isLoading() && m_app.tickets().total() == 0; });
    shoot("20-tickets-empty");
    m_tickets.tickets = all;
    m_app.tickets().reload();
    until([&] { return m_app.tickets().table()->rowCount() == all.size(); });
    room->open(all.first().ticketId);
    until([&] { return m_app.ticket().ticket() && !m_app.ticket().isLoading(); });
    shoot("21-tickets");
    click("assignTicket");
    shoot("22-ticket-assign");
    click("ticketTabFiles");
    shoot("23-ticket-files");
    click("ticketTabHistory");
    shoot("24-ticket-history");
    click("ticketTabThread");
    click("commentInternal");
    room->pane()->leaveBar();
    click("editTicket");
    m_app.window()
        .findChild<QLineEdit *>(QStringLiteral("formTitle"))
        ->setText(QStringLiteral("Wrong charger sent (my words)"));
    m_tickets.changeBy(QStringLiteral("客服小李"), m_tickets.tickets.first(),
                       QStringLiteral("更新了工单"));
    until([&] { return !room->form()->saveButton()->isEnabled(); });
    shoot("25-ticket-conflict");
    m_app.ticket().close();
    room->createTicket();
    click("ticketFormSave");
    shoot("26-ticket-new");
    room->back();
    room->table()->view()->selectAll();
    shoot("27-tickets-bulk");
    room->table()->view()->clearSelection();
    m_app.window()
        .findChild<QLineEdit *>(QStringLiteral("ticketSearch"))
        ->setText(QStringLiteral("zzz"));
    until([&] { return m_app.tickets().total() == 0; });
    shoot("28-tickets-nothing-found");
    m_app.window().findChild<QLineEdit *>(QStringLiteral("ticketSearch"))->clear();
    until([&] { return m_app.tickets().total() == all.size(); });
    m_tickets.broken = true;
    m_app.tickets().reload();
    until([&] { return room->table()->hasError(); });
    shoot("29-tickets-error");
    m_tickets.broken = false;
    m_app.tickets().reload();
    until([&] { return !room->table()->hasError(); });
    m_tickets.silent = true;
    m_app.window()
        .findChild<QLineEdit *>(QStringLiteral("ticketSearch"))
        ->setText(QStringLiteral("y"));
    until([&] {
        return room->findChild<QWidget *>(QStringLiteral("ticketTableSkeleton"))->isVisible();
    });
    shoot("30-tickets-loading");
    m_tickets.silent = false;
    m_app.window().findChild<QLineEdit *>(QStringLiteral("ticketSearch"))->clear();
    until([&] { return m_app.tickets().total() == all.size(); });
    m_app.window().resize(1024, 640);
    shoot("31-tickets-narrow");
    room->open(all.first().ticketId);
    until([&] { return m_app.ticket().ticket() && !m_app.ticket().isLoading(); });
    shoot("32-ticket-narrow");
    m_app.window().resize(1360, 820);
    m_app.ticket().close();
}

void Photographer::admin()
{
    const struct
    {
        const char *button;
        const char *name;
        AdminList list;
        int row; ///< opened afterwards; -1: none
    } pages[] = {{"adminAgents", "agents", AdminList::Agents, 2},
                 {"adminQuickReplies", "quick-replies", AdminList::QuickReplies, 2},
                 {"adminTags", "tags", AdminList::Tags, 3},
                 {"adminRules", "rules", AdminList::Rules, 1},
                 {"adminSla", "sla", AdminList::Sla, 1},
                 {"adminConfig", "config", AdminList::Config, -1},
                 {"adminAudit", "audit", AdminList::Audit, -1}};
    AdminRoom *room = m_app.window().admin();
    click("roomAdmin");
    int number = 40;
    for (const auto &page : pages) {
        click(page.button);
        QTableView *view = room->page(page.list)->table()->view();
        until([&] { return view->model()->rowCount() > 0; });
        if (page.list == AdminList::Rules) {
            click("testRules");
            until([&] {
                return room->findChild<QWidget *>(QStringLiteral("testMatches"))->isVisible();
            });
        }
        if (page.row >= 0)
            view->clicked(view->model()->index(page.row, 0));
        shoot(qPrintable(
            QStringLiteral("%1-admin-%2").arg(number++).arg(QString::fromLatin1(page.name))));
    }
    click("adminAgents");
    click("deleteAgent");
    shoot("47-admin-confirm");
    click("adminAgents");
    room->back();
    room->back();
    click("agentsNew");
    click("agentFormSave");
    shoot("48-admin-new-agent");
    room->back();
}

void Photographer::statistics()
{
    m_admin.emptyStats = false;
    click("roomStatistics");
    until([&] { return m_app.stats().statistics() && !m_app.stats().isLoading(); });
    shoot("50-statistics");
    auto *scroll = m_app.window().findChild<QScrollArea *>(QStringLiteral("statsScroll"));
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum() / 2);
    shoot("51-statistics-charts");
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    shoot("52-statistics-agents");
    scroll->verticalScrollBar()->setValue(0);
    auto *range = m_app.window().findChild<QComboBox *>(QStringLiteral("statsRange"));
    range->setCurrentIndex(3);
    m_admin.emptyStats = true;
    m_app.stats().reload();
    until([&] { return !m_app.stats().isLoading(); });
    scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    shoot("53-statistics-nothing");
    range->setCurrentIndex(0);
}

void Photographer::takeAll()
{
    login();
    desk();
    chats();
    work();
    narrow();
    scaled();
    tickets();
    statistics();
    admin();
    m_app.signIn().signOut();
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : "screenshots");
    QDir().mkpath(folder);
    DemoDesk desk;
    for (const char *language : {"en", "zh_CN"}) {
        for (const char *theme : {"light", "dark"}) {
            const QTemporaryDir place;
            WorkbenchApp::Options options;
            options.server = desk.url();
            options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
            options.dataFolder = place.path();
            WorkbenchApp workbench(app, options);
            workbench.language().use(QString::fromLatin1(language));
            workbench.theme().setMode(themeModeFromName(QString::fromLatin1(theme)));
            workbench.start();
            workbench.window().resize(1360, 820);
            DemoTickets tickets(desk);
            fillTickets(tickets);
            DemoAdmin admin(desk);
            DemoChats beside(desk);
            fillChats(beside);
            desk.agent.role = AgentRole::Admin;
            Photographer(workbench, desk, tickets, admin, beside, folder,
                         QStringLiteral("%1-%2").arg(QString::fromLatin1(language),
                                                     QString::fromLatin1(theme)))
                .takeAll();
            desk.handlers.clear();
        }
    }
    return 0;
}
