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
class Departure;
class DeskController;
class Finder;
class FocusKeeper;
class KeysPage;
class Language;
class LeavePage;
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
class Toasts;
class TransferBanner;
class Transfers;
class UndoQueue;

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
    UndoQueue &undo;
    Departure &departure;
};

/// The one window: the sign-in page, or the desk with its rail and rooms. The desk is built when
/// somebody signs in for the first time, and each room but the first when it is opened for the
/// first time, so that the sign-in page is there at once. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(const WindowParts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Prepares the sign-in page for `server` (empty: the last one) and shows it; the desk is
    /// dropped.
    void showLogin(const QString &server = {});
    void showLoginAgain(const QString &server, const QString &username);
    /// Builds what showDesk() shows; call it before the desk's data come, so that nothing they
    /// tell is missed. Nothing when it is built already.
    void buildDesk();
    /// Takes the desk apart: nothing that was typed, chosen or filtered outlives its agent.
    void dropDesk();
    void showDesk();
    LoginPage *loginPage() const { return m_login; }
    // Built when they are not there yet.
    ConversationsRoom *conversations();
    TicketsRoom *tickets();
    StatsRoom *statistics();
    AdminRoom *admin();
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
    bool focusNextPrevChild(bool next) override;

private:
    /// What the keys are for in what is shown now; null on the sign-in page.
    QWidget *focusHome() const;
    void addRooms();
    void layOutDesk();
    void connectDesk();
    /// What the keys that every room has mean in one of them.
    struct RoomKeys
    {
        std::function<void()> back;      ///< Esc
        std::function<void()> nextPane;  ///< F6
        std::function<QWidget *()> home; ///< where the keys go when nobody has them
    };
    /// A room of the rail: one line per room, its words come from retranslate(). `build` is called
    /// when the room is shown.
    QToolButton *addRoom(const QString &icon, const QString &name, std::function<void()> build,
                         const RoomKeys &keys);
    /// Puts a room that was just built into the place of its button.
    void fillRoom(const QToolButton *button, QWidget *page);
    const RoomKeys &roomKeys() const;
    void showRoom(int room);
    /// Only admins have the room Admin.
    void refreshRooms();
    /// What can be done from keys and palette (deskcommands.cpp).
    void addCommands();
    void connectToasts();
    void signOut();
    void hideOverlays();
    void retranslate();
    void refreshTitle();
    void saveState();

    WindowParts m_parts;
    FocusKeeper *m_focus;
    QStackedWidget *m_pages;
    LoginPage *m_login;
    QWidget *m_deskPage = nullptr;
    // Made by buildDesk().
    Rail *m_rail = nullptr;
    QStackedWidget *m_rooms = nullptr;
    ConversationsRoom *m_conversations = nullptr;
    QToolButton *m_conversationsButton = nullptr;
    TicketsRoom *m_tickets = nullptr; ///< null until it is opened, as the next two
    QToolButton *m_ticketsButton = nullptr;
    StatsRoom *m_stats = nullptr;
    QToolButton *m_statsButton = nullptr;
    AdminRoom *m_admin = nullptr;
    QToolButton *m_adminButton = nullptr;
    QList<QToolButton *> m_roomButtons;
    QList<std::function<void()>> m_roomBuilders;
    QList<RoomKeys> m_roomKeys;
    ConnectionBanner *m_connectionBanner = nullptr;
    TransferBanner *m_transferBanner = nullptr;
    Toasts *m_toasts = nullptr;
    LeavePage *m_leave = nullptr;
    bool m_leaving = false; ///< the window may close: nobody is left behind
    StatusStrip *m_status = nullptr;
    AgentMenu *m_agentMenu = nullptr;
    Commands *m_commands = nullptr;
    KeysPage *m_keys = nullptr;
    Palette *m_palette = nullptr;
    PreferencesPage *m_preferencesPage = nullptr;
    AccountPage *m_accountPage = nullptr;
    Attention *m_attention = nullptr;
};

} // namespace handoff
