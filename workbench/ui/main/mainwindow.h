#pragma once

#include <QMainWindow>

#include <functional>

class QStackedWidget;
class QToolButton;

namespace handoff {
class AccountController;
class AccountPage;
class AdminController;
class AdminRoom;
class AgentMenu;
class Attention;
class DeskCatalog;
class ChatController;
class Commands;
class ConnectionBanner;
class ContextController;
class ConversationsRoom;
class DeskController;
class Finder;
class KeysPage;
class Language;
class LoginPage;
class Notifier;
class Palette;
class Preferences;
class PreferencesPage;
class Rail;
class SignInController;
class StatsController;
class StatsRoom;
class StatusStrip;
class Theme;
class TicketController;
class TicketsController;
class TicketsRoom;
class TransferBanner;
class TransferResult;
class Transfers;

/// What the window shows and steers; all outlive it.
struct WindowParts
{
    Theme &theme;
    Language &language;
    Preferences &preferences;
    SignInController &signIn;
    DeskController &desk;
    ChatController &chat;
    Finder &finder;
    Notifier &notifier;
    AccountController &account;
    TicketsController &tickets;
    TicketController &ticket;
    StatsController &stats;
    AdminController &admin;
    DeskCatalog &catalog;
    Transfers &transfers;
    ContextController &context;
};

/// The one window: the sign-in page, or the desk with its rail and rooms. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Prepares the sign-in page for `server` (empty: the last one) and shows it.
    void showLogin(const QString &server = {});
    void showLoginAgain(const QString &server, const QString &username);
    void showDesk();
    LoginPage *loginPage() const { return m_login; }
    ConversationsRoom *conversations() const { return m_conversations; }
    TicketsRoom *tickets() const { return m_tickets; }
    StatsRoom *statistics() const { return m_stats; }
    AdminRoom *admin() const { return m_admin; }
    ConnectionBanner *connectionBanner() const { return m_connectionBanner; }
    /// Every command of the desk: rooms add theirs.
    Commands &commands() const { return *m_commands; }
    /// Runs the command with this id, if it is not refused now.
    void run(const QString &command);
    void showKeys();
    void showPreferences();
    Attention *attention() const { return m_attention; }
    /// The room Conversations with this chat.
    void openChat(const QString &sessionName);
    /// The room Tickets with this ticket.
    void openTicket(const QString &ticketId);

signals:
    void signOutRequested();

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildDesk();
    /// What the keys that every room has mean in one of them.
    struct RoomKeys
    {
        std::function<void()> back;     ///< Esc
        std::function<void()> nextPane; ///< F6
        std::function<void()> takeFocus;
    };
    /// A room of the rail: one line per room, its words come from retranslate().
    QToolButton *addRoom(const QString &icon, const QString &name, QWidget *page,
                         const RoomKeys &keys);
    const RoomKeys &roomKeys() const;
    void showRoom(int room);
    /// Only admins have the room Admin.
    void refreshRooms();
    /// What can be done from keys and palette (deskcommands.cpp).
    void addCommands();
    void hideOverlays();
    void retranslate();
    void refreshTitle();
    void saveState();

    WindowParts m_parts;
    QStackedWidget *m_pages;
    LoginPage *m_login;
    QWidget *m_deskPage;
    Rail *m_rail;
    QStackedWidget *m_rooms;
    ConversationsRoom *m_conversations;
    QToolButton *m_conversationsButton = nullptr;
    TicketsRoom *m_tickets;
    QToolButton *m_ticketsButton = nullptr;
    StatsRoom *m_stats;
    QToolButton *m_statsButton = nullptr;
    AdminRoom *m_admin;
    QToolButton *m_adminButton = nullptr;
    QList<RoomKeys> m_roomKeys;
    ConnectionBanner *m_connectionBanner;
    TransferBanner *m_transferBanner;
    TransferResult *m_transferResult;
    StatusStrip *m_status;
    AgentMenu *m_agentMenu;
    Commands *m_commands;
    KeysPage *m_keys = nullptr;
    Palette *m_palette = nullptr;
    PreferencesPage *m_preferencesPage = nullptr;
    AccountPage *m_accountPage = nullptr;
    Attention *m_attention = nullptr;
};

} // namespace handoff
