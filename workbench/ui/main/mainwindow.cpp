#include "workbench/ui/main/mainwindow.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/controllers/signincontroller.h"
#include "workbench/controllers/transfers.h"
#include "workbench/ui/admin/adminroom.h"
#include "workbench/ui/common/focuskeeper.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/common/toast.h"
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
#include "workbench/ui/main/leavepage.h"
#include "workbench/ui/main/palette.h"
#include "workbench/ui/main/preferencespage.h"
#include "workbench/ui/main/rail.h"
#include "workbench/ui/main/statusstrip.h"
#include "workbench/ui/main/transferbanner.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QEvent>
#include <QListView>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace handoff {

MainWindow::MainWindow(const WindowParts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts),
      m_focus(new FocusKeeper(*this, [this] { return focusHome(); })), m_pages(new QStackedWidget),
      m_login(new LoginPage(parts.theme, parts.language, parts.signIn, parts.preferences))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/handoff-workbench.svg")));
    setMinimumSize(760, 520);
    resize(QSize(1440, 860).boundedTo(screen()->availableSize()));
    m_pages->addWidget(m_login);
    setCentralWidget(m_pages);
    restoreGeometry(parts.preferences.viewState(objectName()));

    connect(m_login, &LoginPage::languageChosen, this, [this](const QString &code) {
        m_parts.preferences.setLanguage(code);
        m_parts.language.use(code);
    });
    connect(&parts.desk, &DeskController::countsChanged, this, &MainWindow::refreshTitle);
    refreshTitle();
}

MainWindow::~MainWindow() = default;

// ---- the desk -----------------------------------------------------------------------------------

void MainWindow::buildDesk()
{
    if (m_deskPage)
        return;
    m_deskPage = new QWidget;
    m_deskPage->setObjectName(QStringLiteral("deskPage"));
    m_pages->addWidget(m_deskPage);
    m_rail = new Rail(m_parts.theme);
    m_rooms = new QStackedWidget;
    m_toasts = new Toasts(m_parts.theme, m_rooms);
    m_conversations = new ConversationsRoom(
        ChatParts{m_parts.theme, m_parts.preferences, m_parts.desk, m_parts.chat, m_parts.context,
                  m_parts.catalog, m_parts.transfers, m_parts.undo, *m_toasts});
    m_connectionBanner = new ConnectionBanner(m_parts.theme, m_parts.desk);
    m_transferBanner = new TransferBanner(m_parts.theme, m_parts.transfers, m_parts.desk);
    m_status = new StatusStrip(m_parts.theme, m_parts.desk);
    m_agentMenu = new AgentMenu(m_parts.theme, m_parts.desk, m_deskPage);
    m_commands = new Commands(m_deskPage);
    addRooms();
    layOutDesk();
    m_keys = new KeysPage(m_parts.theme, m_deskPage);
    m_preferencesPage = new PreferencesPage(m_parts.theme, m_parts.language, m_parts.preferences,
                                            m_parts.notifier, m_deskPage);
    m_accountPage = new AccountPage(m_parts.theme, m_parts.account, m_deskPage);
    m_leave = new LeavePage(m_parts.theme, m_parts.departure, m_parts.undo, m_deskPage);
    m_attention = new Attention(m_parts.theme, m_parts.notifier, m_parts.desk, this);
    m_attention->setParent(m_deskPage);
    m_palette = new Palette(m_parts.theme, *m_commands, m_parts.finder, m_deskPage);
    addCommands();
    connectDesk();
    connectToasts();
    refreshRooms();
    retranslate();
}

void MainWindow::dropDesk()
{
    if (!m_deskPage)
        return;
    saveState();
    m_pages->removeWidget(m_deskPage);
    m_deskPage->setParent(nullptr); // nobody finds it any more
    m_deskPage->deleteLater();      // one of its buttons may be what led here
    m_deskPage = nullptr;
    m_rail = nullptr;
    m_conversations = nullptr;
    m_tickets = nullptr;
    m_stats = nullptr;
    m_admin = nullptr;
    m_attention = nullptr;
    m_toasts = nullptr;
    m_leave = nullptr;
    m_roomButtons.clear();
    m_roomBuilders.clear();
    m_roomKeys.clear();
}

void MainWindow::addRooms()
{
    m_conversationsButton =
        addRoom(QStringLiteral("chat"), QStringLiteral("roomConversations"), {},
                {[this] { m_conversations->back(); }, [this] { m_conversations->focusNextPane(); },
                 [this] { return m_conversations->focusHome(); }});
    fillRoom(m_conversationsButton, m_conversations);
    m_ticketsButton =
        addRoom(QStringLiteral("ticket"), QStringLiteral("roomTickets"), [this] { tickets(); },
                {[this] { m_tickets->back(); }, [this] { m_tickets->focusNextPane(); },
                 [this] { return m_tickets->focusHome(); }});
    m_statsButton =
        addRoom(QStringLiteral("chart"), QStringLiteral("roomStatistics"), [this] { statistics(); },
                {[this] { m_focus->goHome(); }, [this] { m_stats->focusNextPane(); },
                 [this] { return m_stats->focusHome(); }});
    m_adminButton =
        addRoom(QStringLiteral("settings"), QStringLiteral("roomAdmin"), [this] { admin(); },
                {[this] { m_admin->back(); }, [this] { m_admin->focusNextPane(); },
                 [this] { return m_admin->focusHome(); }});
    connect(m_rail, &Rail::roomChosen, this, &MainWindow::showRoom);
}

ConversationsRoom *MainWindow::conversations()
{
    buildDesk();
    return m_conversations;
}

TicketsRoom *MainWindow::tickets()
{
    buildDesk();
    if (!m_tickets) {
        m_tickets =
            new TicketsRoom(m_parts.theme, m_parts.tickets, m_parts.ticket, m_parts.preferences);
        connect(m_tickets, &TicketsRoom::openSessionRequested, this, &MainWindow::openChat);
        fillRoom(m_ticketsButton, m_tickets);
    }
    return m_tickets;
}

StatsRoom *MainWindow::statistics()
{
    buildDesk();
    if (!m_stats) {
        m_stats = new StatsRoom(m_parts.theme, m_parts.stats);
        fillRoom(m_statsButton, m_stats);
    }
    return m_stats;
}

AdminRoom *MainWindow::admin()
{
    buildDesk();
    if (!m_admin) {
        m_admin = new AdminRoom(m_parts.theme, m_parts.admin);
        fillRoom(m_adminButton, m_admin);
    }
    return m_admin;
}

void MainWindow::layOutDesk()
{
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_connectionBanner);
    right->addWidget(m_transferBanner);
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

void MainWindow::connectDesk()
{
    connect(m_conversations, &ConversationsRoom::openTicketRequested, this,
            &MainWindow::openTicket);
    // What outlives the desk is heard in its name: the next desk hears for itself.
    connect(&m_parts.transfers, &Transfers::accepted, m_deskPage,
            [this](const QString &session) { openChat(session); });
    connect(m_rail->keysButton(), &QToolButton::clicked, this, &MainWindow::showKeys);
    connect(m_rail->agentButton(), &QAbstractButton::clicked, this, [this] {
        AgentButton *button = m_rail->agentButton();
        const QPoint corner = button->mapToGlobal(QPoint(button->width() + 8, button->height()));
        m_agentMenu->popup(corner - QPoint(0, m_agentMenu->sizeHint().height()));
    });
    connect(m_palette, &Palette::chatChosen, this, &MainWindow::openChat);
    connect(m_palette, &Palette::messageChosen, this,
            [this](const QString &session, const QString &text) {
                openChat(session);
                m_conversations->chatPane()->find(text);
            });
    connect(m_palette, &Palette::replyChosen, this, [this](const QString &reply) {
        m_conversationsButton->click();
        m_conversations->chatPane()->composer()->useReply(reply);
    });
    connect(m_conversations->list(), &ListPane::searchRequested, m_palette,
            &Palette::presentSearch);
    connect(m_palette, &Palette::ticketChosen, this, &MainWindow::openTicket);
    connect(m_palette, &Palette::commandChosen, this, &MainWindow::run);
    connect(m_agentMenu, &AgentMenu::signOutRequested, this, &MainWindow::signOut);
    connect(m_agentMenu, &AgentMenu::offlineRequested, this, [this](const QString &note) {
        m_leave->ask([this, note] { m_parts.desk.setPresence(AgentPresence::Offline, note); });
    });
    connect(m_leave, &LeavePage::transferRequested, this, [this] {
        m_conversationsButton->click();
        m_conversations->handOver();
    });
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
    const auto agent = [this] {
        m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    };
    connect(&m_parts.desk, &DeskController::presenceChanged, m_deskPage, agent);
    connect(&m_parts.desk, &DeskController::presenceChanged, m_deskPage,
            [this] { refreshRooms(); });
}

QToolButton *MainWindow::addRoom(const QString &icon, const QString &name,
                                 std::function<void()> build, const RoomKeys &keys)
{
    m_rooms->addWidget(new QWidget); // until fillRoom()
    m_roomBuilders.append(std::move(build));
    m_roomKeys.append(keys);
    m_roomButtons.append(m_rail->addRoom(icon, name));
    return m_roomButtons.last();
}

void MainWindow::fillRoom(const QToolButton *button, QWidget *page)
{
    const auto at = static_cast<int>(m_roomButtons.indexOf(button));
    const bool isShown = m_rooms->currentIndex() == at;
    QWidget *empty = m_rooms->widget(at);
    m_rooms->insertWidget(at, page);
    if (isShown)
        m_rooms->setCurrentIndex(at);
    m_rooms->removeWidget(empty);
    delete empty;
}

const MainWindow::RoomKeys &MainWindow::roomKeys() const
{
    return m_roomKeys.at(m_rooms->currentIndex());
}

void MainWindow::showRoom(int room)
{
    if (const auto &build = m_roomBuilders.at(room))
        build();
    m_rooms->setCurrentIndex(room);
    m_focus->goHome();
}

void MainWindow::showLogin(const QString &server)
{
    m_pages->setCurrentWidget(m_login);
    dropDesk();
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
    if (m_toasts)
        m_toasts->clear();
    for (Overlay *overlay : m_pages->findChildren<Overlay *>())
        overlay->hide();
}

void MainWindow::showPreferences()
{
    buildDesk();
    m_preferencesPage->present();
}

void MainWindow::openChat(const QString &sessionName)
{
    buildDesk();
    m_conversationsButton->click();
    m_conversations->open(sessionName);
}

void MainWindow::refreshRooms()
{
    const bool isAdmin = m_parts.desk.me().role == AgentRole::Admin;
    m_adminButton->setVisible(isAdmin);
    if (!isAdmin && m_admin && m_rooms->currentWidget() == m_admin)
        m_conversationsButton->click();
}

void MainWindow::openTicket(const QString &ticketId)
{
    buildDesk();
    m_ticketsButton->click();
    m_tickets->open(ticketId);
}

void MainWindow::showDesk()
{
    buildDesk();
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    m_pages->setCurrentWidget(m_deskPage);
    refreshRooms();
    m_focus->goHome();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    const qint64 waiting = m_parts.desk.count(Section::Waiting);
    const bool desk = m_pages->currentWidget() != m_login;
    setWindowTitle(desk && waiting > 0 ? QStringLiteral("(%1) Handoff").arg(waiting)
                                       : QStringLiteral("Handoff"));
}

void MainWindow::retranslate()
{
    if (!m_deskPage)
        return; // the sign-in page sees to itself
    setHint(m_conversationsButton, tr("Conversations"));
    setHint(m_rail->keysButton(), tr("Keys"), QKeySequence(Qt::Key_Question));
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    m_agentMenu->retranslate();
    setHint(m_ticketsButton, tr("Tickets"));
    setHint(m_statsButton, tr("Statistics"));
    setHint(m_adminButton, tr("Admin"));
    m_conversations->retranslate();
    if (m_tickets)
        m_tickets->retranslate();
    if (m_stats)
        m_stats->retranslate();
    if (m_admin)
        m_admin->retranslate();
    m_transferBanner->retranslate();
    m_transferBanner->refresh();
    m_leave->retranslate();
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

} // namespace handoff
