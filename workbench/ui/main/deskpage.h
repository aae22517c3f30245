#pragma once

#include <QWidget>

#include <functional>

class QToolButton;

namespace handoff {
class AccountController;
class AccountPage;
struct AdminLists;
class AdminRoom;
class AgentMenu;
class Attention;
class BulkQueue;
class ChatController;
class Commands;
class ConnectionBanner;
class ContextController;
class ConversationsRoom;
class Departure;
class DeskCatalog;
class DeskController;
class Finder;
class FocusKeeper;
class KeysPage;
class Language;
class LeavePage;
class Notifier;
class Palette;
class Preferences;
class PreferencesPage;
class Rail;
class Rooms;
class SignInController;
class StatsController;
class StatsRoom;
class StatusStrip;
class Theme;
class TicketController;
class TicketsController;
class TicketsRoom;
class Toasts;
class TransferOffers;
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
    AdminLists &admin;
    DeskCatalog &catalog;
    Transfers &transfers;
    ContextController &context;
    UndoQueue &undo;
    BulkQueue &bulk;
    Departure &departure;
};

/// All that one sees after sign-in: rail, rooms, palette, what is told in passing. It goes with the
/// agent: nothing that was typed, chosen or filtered outlives him. GUI thread.
class DeskPage : public QWidget
{
    Q_OBJECT
public:
    DeskPage(const WindowParts &parts, FocusKeeper &focus, QWidget *window);

    ConversationsRoom *conversations() const { return m_conversations; }
    // Built when they are not there yet.
    TicketsRoom *tickets();
    StatsRoom *statistics();
    AdminRoom *admin();
    Attention *attention() const { return m_attention; }
    /// Runs the command with this id, if it is not refused now.
    void run(const QString &command);
    void showKeys();
    void showPreferences();
    /// The room Conversations with this chat.
    void openChat(const QString &sessionName);
    /// The room Tickets with this ticket.
    void openTicket(const QString &ticketId);
    /// What the keys are for in what is shown now.
    QWidget *focusHome() const;
    /// Shows who sits here, and the rooms he may enter.
    void refreshAgent();
    /// Goes on with `then` when nobody is left alone in a chat.
    void askToLeave(std::function<void()> then);
    /// No notice stands over another page.
    void clearToasts();
    Rooms *rooms() const { return m_rooms; }
    void retranslate();

signals:
    void signOutRequested();

private:
    void addRooms();
    void layOut();
    void connectParts();
    void connectToasts();
    /// What can be done from keys and palette, with the keys of workbench.md.
    void addCommands();
    void signOut();

    WindowParts m_parts;
    FocusKeeper &m_focus;
    Rail *m_rail;
    Rooms *m_rooms;
    ConversationsRoom *m_conversations;
    QToolButton *m_conversationsButton;
    TicketsRoom *m_tickets = nullptr; ///< null until it is opened, as the next two
    QToolButton *m_ticketsButton;
    StatsRoom *m_stats = nullptr;
    QToolButton *m_statsButton;
    AdminRoom *m_admin = nullptr;
    QToolButton *m_adminButton;
    ConnectionBanner *m_connectionBanner;
    TransferOffers *m_offers;
    Toasts *m_toasts;
    LeavePage *m_leave;
    StatusStrip *m_status;
    AgentMenu *m_agentMenu;
    Commands *m_commands;
    KeysPage *m_keys;
    Palette *m_palette;
    PreferencesPage *m_preferencesPage;
    AccountPage *m_accountPage;
    Attention *m_attention;
};

} // namespace handoff
