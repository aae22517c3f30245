#pragma once

#include "workbench/controllers/accountcontroller.h"
#include "workbench/controllers/adminlists.h"
#include "workbench/controllers/bulkqueue.h"
#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/contextcontroller.h"
#include "workbench/controllers/departure.h"
#include "workbench/controllers/finder.h"
#include "workbench/controllers/notifier.h"
#include "workbench/controllers/signincontroller.h"
#include "workbench/controllers/statscontroller.h"
#include "workbench/controllers/ticketcontroller.h"
#include "workbench/controllers/transfers.h"
#include "workbench/controllers/undoqueue.h"
#include "workbench/ui/common/language.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/main/mainwindow.h"

class QApplication;

namespace handoff {

/// Composition root of the workbench: builds the objects once, in order, and connects the few
/// signals between sign-in, desk and window. GUI thread.
class WorkbenchApp : public QObject
{
    Q_OBJECT
public:
    /// Where things are kept; the defaults are the user's own places, tests give temporary ones.
    struct Options
    {
        QString server;       ///< from --server; empty: the last one
        QString settingsFile; ///< ini file; empty: the system's settings
        QString dataFolder;   ///< drafts and outbox; empty: the system's place
        QString keychainService = QStringLiteral("handoff-workbench");
        int undoMs = UndoQueue::usualMs; ///< time to take an action back; 0: none
    };

    WorkbenchApp(QApplication &app, const Options &options);
    ~WorkbenchApp() override;

    /// Shows the window and resumes the last sign-in when there is a token for it.
    void start();

    MainWindow &window() { return m_window; }
    DeskController &desk() { return m_desk; }
    ChatController &chat() { return m_chat; }
    TicketsController &tickets() { return m_tickets; }
    TicketController &ticket() { return m_ticket; }
    AdminLists &admin() { return m_admin; }
    StatsController &stats() { return m_stats; }
    ContextController &context() { return m_context; }
    DeskCatalog &catalog() { return m_catalog; }
    Transfers &transfers() { return m_transfers; }
    SignInController &signIn() { return m_signIn; }
    UndoQueue &undo() { return m_undo; }
    BulkQueue &bulk() { return m_bulk; }
    Drafts &drafts() { return m_drafts; }
    Outbox &outbox() { return m_outbox; }
    Language &language() { return m_language; }
    Theme &theme() { return m_theme; }
    Notifier &notifier() { return m_notifier; }
    Preferences &preferences() { return m_preferences; }

private:
    WindowParts parts();
    void enter(const Agent &agent);
    void demote();
    void leave();

    Options m_options;
    Preferences m_preferences;
    Theme m_theme;
    Language m_language;
    ApiClient m_api;
    Keychain m_keychain;
    SignInController m_signIn;
    Drafts m_drafts;
    DeskController m_desk;
    Outbox m_outbox;
    ChatController m_chat;
    Notifier m_notifier;
    AccountController m_account;
    TicketsController m_tickets;
    TicketController m_ticket;
    StatsController m_stats;
    AdminLists m_admin;
    DeskCatalog m_catalog;
    Finder m_finder;
    Transfers m_transfers;
    ContextController m_context;
    UndoQueue m_undo;
    BulkQueue m_bulk;
    Departure m_departure;
    MainWindow m_window;
};

} // namespace handoff
