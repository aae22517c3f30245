#include "workbench/ui/main/mainwindow.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/controllers/signincontroller.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/controllers/transfers.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/widgets.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/composer.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/login/loginpage.h"
#include "workbench/ui/main/accountpage.h"
#include "workbench/ui/main/agentmenu.h"
#include "workbench/ui/main/attention.h"
#include "workbench/ui/main/commands.h"
#include "workbench/ui/main/connectionbanner.h"
#include "workbench/ui/main/keyspage.h"
#include "workbench/ui/main/palette.h"
#include "workbench/ui/main/preferencespage.h"
#include "workbench/ui/main/rail.h"
#include "workbench/ui/main/statusstrip.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/main/transferbanner.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QCloseEvent>
#include <QListView>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts), m_pages(new QStackedWidget),
      m_login(new LoginPage(parts.theme, parts.language, parts.signIn, parts.preferences)),
      m_deskPage(new QWidget), m_rail(new Rail(parts.theme)), m_rooms(new QStackedWidget),
      m_conversations(
          new ConversationsRoom(ChatParts{parts.theme, parts.preferences, parts.desk, parts.chat,
                                          parts.context, parts.catalog, parts.transfers})),
      m_tickets(new TicketsRoom(parts.theme, parts.tickets, parts.ticket, parts.preferences)),
      m_stats(new StatsRoom(parts.theme, parts.stats)),
      m_admin(new AdminRoom(parts.theme, parts.admin)),
      m_connectionBanner(new ConnectionBanner(parts.theme, parts.desk)),
      m_transferBanner(new TransferBanner(parts.theme, parts.transfers, parts.desk)),
      m_transferResult(new TransferResult(parts.theme, parts.transfers, parts.desk)),
      m_status(new StatusStrip(parts.theme, parts.desk)),
      m_agentMenu(new AgentMenu(parts.theme, parts.desk, this)),
      m_commands(new Commands(m_deskPage))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/handoff-workbench.svg")));
    setMinimumSize(760, 520);
    resize(QSize(1440, 860).boundedTo(screen()->availableSize()));
    buildDesk();
    m_pages->addWidget(m_login);
    m_pages->addWidget(m_deskPage);
    setCentralWidget(m_pages);
    m_keys = new KeysPage(parts.theme, m_pages);
    m_preferencesPage = new PreferencesPage(parts.theme, parts.language, parts.preferences,
                                            parts.notifier, m_pages);
    m_accountPage = new AccountPage(parts.theme, parts.account, m_pages);
    m_attention = new Attention(parts.theme, parts.notifier, parts.desk, this);
    m_palette = new Palette(parts.theme, *m_commands, parts.finder, m_pages);
    connect(m_palette, &Palette::chatChosen, this, &MainWindow::openChat);
    connect(m_palette, &Palette::ticketChosen, this, &MainWindow::openTicket);
    connect(m_palette, &Palette::commandChosen, this, &MainWindow::run);
    addCommands();
    restoreGeometry(parts.preferences.viewState(objectName()));

    connect(m_login, &LoginPage::languageChosen, this, [this](const QString &code) {
        m_parts.preferences.setLanguage(code);
        m_parts.language.use(code);
    });
    connect(m_agentMenu, &AgentMenu::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_agentMenu, &AgentMenu::keysRequested, this, &MainWindow::showKeys);
    connect(m_agentMenu, &AgentMenu::accountRequested, m_accountPage, &AccountPage::present);
    connect(m_agentMenu, &AgentMenu::preferencesRequested, this, &MainWindow::showPreferences);
    connect(m_preferencesPage, &PreferencesPage::keysRequested, this, &MainWindow::showKeys);
    connect(m_preferencesPage, &PreferencesPage::enterSendsChosen,
            m_conversations->chatPane()->composer(), &Composer::setEnterSends);
    connect(m_attention, &Attention::openRequested, this, [this](const Notice &notice) {
        if (!notice.sessionName.isEmpty())
            openChat(notice.sessionName);
        else if (!notice.ticketId.isEmpty())
            openTicket(notice.ticketId);
    });
    connect(&parts.desk, &DeskController::countsChanged, this, &MainWindow::refreshTitle);
    const auto agent = [this] {
        m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    };
    connect(&parts.desk, &DeskController::presenceChanged, this, agent);
    connect(&parts.desk, &DeskController::presenceChanged, this, &MainWindow::refreshRooms);
    refreshRooms();
    retranslate();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildDesk()
{
    m_deskPage->setObjectName(QStringLiteral("deskPage"));
    ConversationsRoom *chats = m_conversations;
    m_conversationsButton =
        addRoom(QStringLiteral("chat"), QStringLiteral("roomConversations"), chats,
                {[chats] { chats->back(); }, [chats] { chats->focusNextPane(); },
                 [chats] { chats->list()->takeFocus(); }});
    TicketsRoom *tickets = m_tickets;
    m_ticketsButton =
        addRoom(QStringLiteral("ticket"), QStringLiteral("roomTickets"), tickets,
                {[tickets] { tickets->back(); }, [tickets] { tickets->focusNextPane(); },
                 [tickets] { tickets->takeFocus(); }});
    StatsRoom *stats = m_stats;
    m_statsButton = addRoom(QStringLiteral("chart"), QStringLiteral("roomStatistics"), stats,
                            {[stats] { stats->takeFocus(); }, [stats] { stats->focusNextPane(); },
                             [stats] { stats->takeFocus(); }});
    AdminRoom *admin = m_admin;
    m_adminButton = addRoom(QStringLiteral("settings"), QStringLiteral("roomAdmin"), admin,
                            {[admin] { admin->back(); }, [admin] { admin->focusNextPane(); },
                             [admin] { admin->takeFocus(); }});
    connect(tickets, &TicketsRoom::openSessionRequested, this, &MainWindow::openChat);
    connect(chats, &ConversationsRoom::openTicketRequested, this, &MainWindow::openTicket);
    connect(&m_parts.transfers, &Transfers::accepted, this, &MainWindow::openChat);
    connect(m_rail, &Rail::roomChosen, this, &MainWindow::showRoom);
    connect(m_rail->keysButton(), &QToolButton::clicked, this, &MainWindow::showKeys);
    connect(m_rail->agentButton(), &QAbstractButton::clicked, this, [this] {
        AgentButton *button = m_rail->agentButton();
        const QPoint corner = button->mapToGlobal(QPoint(button->width() + 8, button->height()));
        m_agentMenu->popup(corner - QPoint(0, m_agentMenu->sizeHint().height()));
    });

    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_connectionBanner);
    right->addWidget(m_transferBanner);
    right->addWidget(m_transferResult);
    right->addWidget(m_rooms, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    auto *column = new QVBoxLayout(m_deskPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
}

QToolButton *MainWindow::addRoom(const QString &icon, const QString &name, QWidget *page,
                                 const RoomKeys &keys)
{
    m_rooms->addWidget(page);
    m_roomKeys.append(keys);
    return m_rail->addRoom(icon, name);
}

const MainWindow::RoomKeys &MainWindow::roomKeys() const
{
    return m_roomKeys.at(m_rooms->currentIndex());
}

void MainWindow::showRoom(int room)
{
    m_rooms->setCurrentIndex(room);
    roomKeys().takeFocus();
}

void MainWindow::showLogin(const QString &server)
{
    hideOverlays();
    m_pages->setCurrentWidget(m_login);
    m_login->prepare(server);
    refreshTitle();
}

void MainWindow::showLoginAgain(const QString &server, const QString &username)
{
    hideOverlays();
    m_pages->setCurrentWidget(m_login);
    m_login->prepareAgain(server, username);
    refreshTitle();
}

void MainWindow::hideOverlays()
{
    for (Overlay *overlay : m_pages->findChildren<Overlay *>())
        overlay->hide();
}

void MainWindow::showPreferences()
{
    m_preferencesPage->present();
}

void MainWindow::openChat(const QString &sessionName)
{
    m_conversationsButton->click();
    m_conversations->open(sessionName);
}

void MainWindow::refreshRooms()
{
    const bool isAdmin = m_parts.desk.me().role == AgentRole::Admin;
    m_adminButton->setVisible(isAdmin);
    if (!isAdmin && m_rooms->currentWidget() == m_admin)
        m_conversationsButton->click();
}

void MainWindow::openTicket(const QString &ticketId)
{
    m_ticketsButton->click();
    m_tickets->open(ticketId);
}

void MainWindow::showDesk()
{
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    m_pages->setCurrentWidget(m_deskPage);
    refreshRooms();
    roomKeys().takeFocus();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    const qint64 waiting = m_parts.desk.count(Section::Waiting);
    const bool desk = m_pages->currentWidget() == m_deskPage;
    setWindowTitle(desk && waiting > 0 ? QStringLiteral("(%1) Handoff").arg(waiting)
                                       : QStringLiteral("Handoff"));
}

void MainWindow::retranslate()
{
    setHint(m_conversationsButton, tr("Conversations"));
    setHint(m_rail->keysButton(), tr("Keys"), QKeySequence(Qt::Key_Question));
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    m_agentMenu->retranslate();
    setHint(m_ticketsButton, tr("Tickets"));
    setHint(m_statsButton, tr("Statistics"));
    setHint(m_adminButton, tr("Admin"));
    m_conversations->retranslate();
    m_tickets->retranslate();
    m_stats->retranslate();
    m_admin->retranslate();
    m_transferBanner->retranslate();
    m_transferBanner->refresh();
    m_transferResult->retranslate();
    m_connectionBanner->retranslate();
    m_connectionBanner->refresh();
    m_status->refresh();
    m_palette->retranslate();
    m_preferencesPage->retranslate();
    m_accountPage->retranslate();
    m_attention->retranslate();
    if (m_keys->isVisible())
        showKeys();
    refreshTitle();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::saveState()
{
    m_parts.preferences.setViewState(objectName(), saveGeometry());
    m_conversations->saveState();
    m_tickets->saveState();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

} // namespace handoff
