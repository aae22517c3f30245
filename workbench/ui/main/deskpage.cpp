#include "workbench/ui/main/deskpage.h"

#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/notifier.h"
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
#include "workbench/ui/conversations/listfilters.h"
#include "workbench/ui/conversations/listpane.h"
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
#include "workbench/ui/main/rooms.h"
#include "workbench/ui/main/statusstrip.h"
#include "workbench/ui/main/transferoffers.h"
#include "workbench/ui/stats/statsroom.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QDesktopServices>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace handoff {

DeskPage::DeskPage(const WindowParts &parts, FocusKeeper &focus, QWidget *window)
    : m_parts(parts), m_focus(focus)
{
    setObjectName(QStringLiteral("deskPage"));
    m_rail = new Rail(m_parts.theme);
    m_rooms = new Rooms(*m_rail, m_focus);
    m_toasts = new Toasts(m_parts.theme, m_rooms);
    m_conversations = new ConversationsRoom(
        ChatParts{m_parts.theme, m_parts.preferences, m_parts.desk, m_parts.chat, m_parts.context,
                  m_parts.catalog, m_parts.transfers, m_parts.undo, *m_toasts});
    m_toasts->keepFree(m_conversations->chatPane()->composer());
    m_connectionBanner = new ConnectionBanner(m_parts.theme, m_parts.desk);
    m_offers = new TransferOffers(m_parts.transfers, m_parts.desk, *m_toasts, this);
    m_status = new StatusStrip(m_parts.theme, m_parts.desk);
    m_agentMenu = new AgentMenu(m_parts.theme, m_parts.desk, this);
    m_commands = new Commands(this);
    addRooms();
    layOut();
    m_keys = new KeysPage(m_parts.theme, this);
    m_preferencesPage = new PreferencesPage(m_parts.theme, m_parts.language, m_parts.preferences,
                                            m_parts.notifier, this);
    m_accountPage = new AccountPage(m_parts.theme, m_parts.account, this);
    m_leave = new LeavePage(m_parts.theme, m_parts.departure, m_parts.undo, m_parts.bulk, this);
    m_attention = new Attention(m_parts.theme, m_parts.notifier, m_parts.desk, window);
    m_attention->setParent(this);
    m_palette = new Palette(m_parts.theme, *m_commands, m_parts.finder, this);
    addCommands();
    connectParts();
    connectToasts();
    refreshAgent();
    retranslate();
}

void DeskPage::addRooms()
{
    m_conversationsButton =
        m_rooms->add(QStringLiteral("chat"), QStringLiteral("roomConversations"),
                     [this] { return m_conversations; });
    m_rooms->build(m_conversationsButton);
    m_ticketsButton = m_rooms->add(QStringLiteral("ticket"), QStringLiteral("roomTickets"), [this] {
        m_tickets = new TicketsRoom(TicketParts{m_parts.theme, m_parts.tickets, m_parts.ticket,
                                                m_parts.preferences, m_parts.bulk, *m_toasts});
        connect(m_tickets, &TicketsRoom::openSessionRequested, this, &DeskPage::openChat);
        return m_tickets;
    });
    m_statsButton = m_rooms->add(QStringLiteral("chart"), QStringLiteral("roomStatistics"), [this] {
        return m_stats = new StatsRoom(m_parts.theme, m_parts.stats);
    });
    m_adminButton = m_rooms->add(QStringLiteral("settings"), QStringLiteral("roomAdmin"), [this] {
        return m_admin = new AdminRoom(m_parts.theme, m_parts.admin);
    });
}

TicketsRoom *DeskPage::tickets()
{
    m_rooms->build(m_ticketsButton);
    return m_tickets;
}

StatsRoom *DeskPage::statistics()
{
    m_rooms->build(m_statsButton);
    return m_stats;
}

AdminRoom *DeskPage::admin()
{
    m_rooms->build(m_adminButton);
    return m_admin;
}

void DeskPage::layOut()
{
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_connectionBanner);
    right->addWidget(m_rooms, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
}

void DeskPage::connectParts()
{
    connect(m_conversations, &ConversationsRoom::openTicketRequested, this, &DeskPage::openTicket);
    // What outlives the desk is heard in its name: the next desk hears for itself.
    connect(&m_parts.transfers, &Transfers::accepted, this,
            [this](const QString &session) { openChat(session); });
    connect(m_rail->keysButton(), &QToolButton::clicked, this, &DeskPage::showKeys);
    connect(m_rail->agentButton(), &QAbstractButton::clicked, this, [this] {
        AgentButton *button = m_rail->agentButton();
        const QPoint corner = button->mapToGlobal(QPoint(button->width() + 8, button->height()));
        m_agentMenu->popup(corner - QPoint(0, m_agentMenu->sizeHint().height()));
    });
    connect(m_palette, &Palette::chatChosen, this, &DeskPage::openChat);
    connect(m_palette, &Palette::messageChosen, this,
            [this](const QString &session, const QString &text) {
                openChat(session);
                m_conversations->chatPane()->find(text);
            });
    connect(m_palette, &Palette::replyChosen, this, [this](const QString &reply) {
        m_conversationsButton->click();
        if (!m_conversations->chatPane()->composer()->useReply(reply))
            m_toasts->show({Token::Warn, QStringLiteral("alert"),
                            tr("Open a conversation of yours to use a quick reply.")});
    });
    connect(m_conversations->list(), &ListPane::searchRequested, m_palette,
            &Palette::presentSearch);
    connect(m_palette, &Palette::ticketChosen, this, &DeskPage::openTicket);
    connect(m_palette, &Palette::commandChosen, this, &DeskPage::run);
    connect(m_agentMenu, &AgentMenu::signOutRequested, this, &DeskPage::signOut);
    connect(m_agentMenu, &AgentMenu::offlineRequested, this, [this](const QString &note) {
        m_leave->ask([this, note] { m_parts.desk.setPresence(AgentPresence::Offline, note); });
    });
    connect(m_leave, &LeavePage::transferRequested, this, [this] {
        m_conversationsButton->click();
        m_conversations->handOver();
    });
    connect(m_agentMenu, &AgentMenu::keysRequested, this, &DeskPage::showKeys);
    connect(m_agentMenu, &AgentMenu::accountRequested, m_accountPage, &AccountPage::present);
    connect(m_agentMenu, &AgentMenu::preferencesRequested, this, &DeskPage::showPreferences);
    connect(m_preferencesPage, &PreferencesPage::keysRequested, this, &DeskPage::showKeys);
    connect(m_preferencesPage, &PreferencesPage::enterSendsChosen,
            m_conversations->chatPane()->composer(), &Composer::setEnterSends);
    connect(m_attention, &Attention::openRequested, this, [this](const Notice &notice) {
        if (!notice.sessionName.isEmpty())
            openChat(notice.sessionName);
        else if (!notice.ticketId.isEmpty())
            openTicket(notice.ticketId);
    });
    connect(&m_parts.desk, &DeskController::presenceChanged, this, &DeskPage::refreshAgent);
}

void DeskPage::connectToasts()
{
    connect(&m_parts.transfers, &Transfers::answered, this,
            [this, toasts = m_toasts](const Transfer &transfer) {
                toasts->show(transferNews(transfer, m_parts.desk));
            });
    // Who works in another room sees that a customer answered, and is there with one click.
    connect(&m_parts.notifier, &Notifier::noticed, this, [this](const Notice &notice) {
        if (notice.kind != NoticeKind::Reply || notice.sessionName.isEmpty() || !isVisible() ||
            m_conversations->isVisible())
            return;
        m_toasts->show({Token::Brand, QStringLiteral("chat"),
                        QStringLiteral("%1: %2").arg(notice.title, notice.text), tr("Go"),
                        [this, name = notice.sessionName] { openChat(name); },
                        QStringLiteral("reply ") + notice.sessionName});
    });
    connect(&m_parts.chat, &ChatController::opened, this, [toasts = m_toasts](const QString &name) {
        toasts->hide(QStringLiteral("reply ") + name);
    });
    connect(&m_parts.signIn, &SignInController::outdated, this,
            [toasts = m_toasts](const WorkbenchRelease &newest) {
                const QString url = newest.url.value_or(QString());
                toasts->show({Token::Brand, QStringLiteral("download"),
                              tr("There is a newer workbench: %1.").arg(newest.latest),
                              url.isEmpty() ? QString() : tr("Get it"),
                              [url] { QDesktopServices::openUrl(QUrl(url)); }});
            });
    const SessionListModel *mine = m_parts.desk.lists().list(Section::Mine);
    const auto badge = [this, rail = m_rail, button = m_conversationsButton] {
        rail->setBadge(button, m_parts.desk.lists().list(Section::Mine)->unread());
    };
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(mine, change, this, badge);
    connect(mine, &QAbstractItemModel::modelReset, this, badge);
    connect(mine, &QAbstractItemModel::dataChanged, this, badge);
}

void DeskPage::showPreferences()
{
    m_preferencesPage->present();
}

void DeskPage::openChat(const QString &sessionName)
{
    m_conversationsButton->click();
    m_conversations->open(sessionName);
}

void DeskPage::openTicket(const QString &ticketId)
{
    m_ticketsButton->click();
    m_tickets->open(ticketId);
}

void DeskPage::refreshAgent()
{
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    const bool isAdmin = m_parts.desk.me().role == AgentRole::Admin;
    m_adminButton->setVisible(isAdmin);
    if (!isAdmin && m_admin && m_rooms->currentWidget() == m_admin)
        m_conversationsButton->click();
}

QWidget *DeskPage::focusHome() const
{
    for (Overlay *overlay : findChildren<Overlay *>()) {
        if (overlay->isVisible() && overlay->isModal())
            return overlay;
    }
    return m_rooms->current()->focusHome();
}

/// Nobody is left alone in a chat by who goes.
void DeskPage::signOut()
{
    askToLeave([this] { emit signOutRequested(); });
}

void DeskPage::askToLeave(std::function<void()> then)
{
    m_leave->ask(std::move(then));
}

void DeskPage::clearToasts()
{
    m_toasts->clear();
}

void DeskPage::retranslate()
{
    setHint(m_conversationsButton, tr("Conversations"));
    setHint(m_rail->keysButton(), tr("Keys"), QKeySequence(Qt::Key_Question));
    m_rail->agentButton()->set(m_parts.desk.me().name, m_parts.desk.presence());
    m_agentMenu->retranslate();
    setHint(m_ticketsButton, tr("Tickets"));
    setHint(m_statsButton, tr("Statistics"));
    setHint(m_adminButton, tr("Admin"));
    m_rooms->retranslate();
    m_offers->refresh();
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
}

void DeskPage::addCommands()
{
    using Keys = QList<QKeySequence>;
    ConversationsRoom *room = m_conversations;
    const auto add = [this](const char *id, const char *icon, std::function<QString()> title,
                            const Keys &keys, std::function<void()> run,
                            std::function<QString()> refused = {}) {
        m_commands->add({QString::fromLatin1(id), QString::fromLatin1(icon), std::move(title), keys,
                         std::move(run), std::move(refused)});
    };
    // In the room's own pages the keys work everywhere; they bring the conversations to the front.
    const auto inRoom = [this](auto slot) {
        return [this, slot] {
            if (!m_conversations->isVisible()) // else the focus stays where it is
                m_conversationsButton->click();
            slot();
        };
    };

    // F4 too: Ctrl+Space switches the input method on many Chinese desktops.
    add(
        "nextWaiting", "next", [] { return tr("Next waiting, longest first"); },
        {QKeySequence(Qt::CTRL | Qt::Key_Space), QKeySequence(Qt::Key_F4)},
        inRoom([room] { room->openNextWaiting(); }));
    add(
        "nextChat", "arrow-down", [] { return tr("Next conversation"); },
        {QKeySequence(Qt::ALT | Qt::Key_Down)}, inRoom([room] { room->openNeighbour(1); }));
    add(
        "previousChat", "chat", [] { return tr("Previous conversation"); },
        {QKeySequence(Qt::ALT | Qt::Key_Up)}, inRoom([room] { room->openNeighbour(-1); }));
    for (const ChatCommand command : chatcommands::all()) {
        m_commands->add({chatcommands::id(command),
                         chatcommands::icon(command),
                         [command] { return chatcommands::title(command); },
                         {chatcommands::keys(command)},
                         inRoom([room, command] { room->chatPane()->run(command); }),
                         [room, command] { return room->chatPane()->refused(command); }});
    }
    const auto answer = [this](const char *id, std::function<QString()> title, QKeyCombination key,
                               TransferAction action) {
        m_commands->add({QString::fromLatin1(id),
                         QStringLiteral("transfer"),
                         std::move(title),
                         {QKeySequence(key)},
                         [this, action] { m_offers->respond(action); },
                         [this] {
                             return m_parts.transfers.incoming().isEmpty()
                                        ? tr("No colleague offers you a conversation")
                                        : QString();
                         }});
    };
    answer(
        "acceptOffer", [] { return tr("Accept the offered conversation"); },
        TransferOffers::acceptKey, TransferAction::Accept);
    answer(
        "declineOffer", [] { return tr("Decline the offered conversation"); },
        TransferOffers::declineKey, TransferAction::Decline);
    add(
        "search", "search", [] { return tr("Search everything"); },
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)}, [this] { m_palette->presentSearch(); });
    add(
        "searchList", "search", [] { return tr("Search this list"); }, {},
        inRoom([room] { room->list()->filters()->focusSearch(); }));
    add(
        "newTicket", "ticket", [] { return tr("New ticket"); },
        {QKeySequence(Qt::CTRL | Qt::Key_N)},
        [this] {
            m_ticketsButton->click();
            tickets()->createTicket();
        });
    add(
        "searchTickets", "ticket", [] { return tr("Search tickets"); }, {},
        [this] {
            m_ticketsButton->click();
            tickets()->focusSearch();
        });
    add(
        "presence", "user", [] { return tr("Online or busy"); },
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)},
        [this] { m_agentMenu->togglePresence(); });
    add(
        "preferences", "sliders", [] { return tr("Preferences"); },
        {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { showPreferences(); });
    add(
        "account", "key", [] { return tr("Profile and password"); }, {},
        [this] { m_accountPage->present(); });
    add(
        "theme", "moon", [] { return tr("Light or dark"); }, {},
        [this] {
            const QString name =
                m_parts.theme.isDark() ? QStringLiteral("light") : QStringLiteral("dark");
            m_parts.preferences.setTheme(name);
            m_parts.theme.setMode(themeModeFromName(name));
        });
    add(
        "signOut", "logout", [] { return tr("Sign out"); }, {}, [this] { signOut(); });

    const auto keyOnly = [this](const char *id, std::function<QString()> title, const Keys &keys,
                                std::function<void()> run) {
        m_commands->add(
            {QString::fromLatin1(id), {}, std::move(title), keys, std::move(run), {}, false});
    };
    keyOnly(
        "palette", [] { return tr("Command palette"); }, {QKeySequence(Qt::CTRL | Qt::Key_K)},
        [this] { m_palette->present(); });
    keyOnly(
        "nextPane", [] { return tr("Next pane"); }, {QKeySequence(Qt::Key_F6)},
        [this] { m_rooms->current()->focusNextPane(); });
    keyOnly(
        "back", [] { return tr("One level back"); }, {QKeySequence(Qt::Key_Escape)},
        [this] { m_rooms->current()->back(); });
    keyOnly(
        "keys", [] { return tr("This list"); }, {QKeySequence(Qt::Key_Question)},
        [this] { showKeys(); });
}

void DeskPage::run(const QString &command)
{
    for (const Command &each : m_commands->all()) {
        if (each.id == command)
            return Commands::run(each);
    }
}

void DeskPage::showKeys()
{
    QList<KeysPage::Row> rows;
    for (const Command &command : m_commands->all()) {
        if (!command.keys.isEmpty())
            rows.append({Commands::keysOf(command), command.title()});
    }
    const auto name = [](auto key) { return QKeySequence(key).toString(QKeySequence::NativeText); };
    const bool enter = m_parts.preferences.enterSends();
    rows.append({enter ? name(Qt::Key_Return) : name(Qt::CTRL | Qt::Key_Return), tr("Send")});
    rows.append({enter ? name(Qt::SHIFT | Qt::Key_Return) : name(Qt::Key_Return), tr("New line")});
    m_keys->present(rows);
}

} // namespace handoff
