#include "workbench/app/workbenchapp.h"

#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"

#include <QApplication>
#include <QStandardPaths>

namespace handoff {

namespace {
QString folderFor(const WorkbenchApp::Options &options)
{
    return options.dataFolder.isEmpty()
               ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
               : options.dataFolder;
}
} // namespace

WorkbenchApp::WorkbenchApp(QApplication &app, const Options &options)
    : m_options(options), m_preferences(options.settingsFile), m_theme(app), m_language(app),
      m_keychain(options.keychainService), m_signIn(m_api, m_keychain, m_preferences),
      m_drafts(folderFor(options)), m_desk(m_api, m_drafts), m_outbox(m_api, folderFor(options)),
      m_chat(m_api, m_desk, m_outbox, m_drafts), m_notifier(m_desk, m_chat, m_preferences),
      m_account(m_api, m_desk), m_tickets(m_api, m_desk), m_ticket(m_api, m_tickets, m_desk),
      m_stats(m_api, m_desk), m_admin(m_api, m_desk), m_catalog(m_api, m_desk),
      m_finder(m_api, m_desk, m_catalog), m_transfers(m_api, m_desk),
      m_context(m_api, m_desk, m_chat, m_catalog), m_undo(m_chat), m_bulk(m_tickets),
      m_departure(m_api, m_desk), m_window(parts())
{
    m_undo.setDelay(options.undoMs);
    m_bulk.setDelay(options.undoMs);
    connect(&m_signIn, &SignInController::signedIn, this, &WorkbenchApp::enter);
    connect(&m_signIn, &SignInController::stateChanged, this,
            [this](SignInController::State state) {
                if (state ==
                    SignInController::State::SigningIn) // while the server looks at the password
                    QMetaObject::invokeMethod(
                        &m_window, [this] { m_window.desk(); }, Qt::QueuedConnection);
            });
    connect(&m_signIn, &SignInController::signedOut, this, [this] {
        leave();
        m_window.showLogin();
    });
    connect(&m_signIn, &SignInController::expired, this, [this] {
        m_window.showLoginAgain(m_api.server().toString(), m_signIn.agent().username);
    });
    connect(&m_ticket, &TicketController::opened, &m_notifier, &Notifier::seen);
    for (AdminList *list : m_admin.all())
        connect(list, &AdminList::demoted, this, &WorkbenchApp::demote);
    connect(&m_window, &MainWindow::signOutRequested, &m_signIn, &SignInController::signOut);
}

/// Looks and language first: widgets that are there already would be styled twice.
WindowParts WorkbenchApp::parts()
{
    m_theme.setMode(themeModeFromName(m_preferences.theme()));
    m_theme.setFontPercent(m_preferences.fontPercent());
    m_theme.setCompact(m_preferences.compact());
    m_language.use(m_preferences.language());
    return {m_theme,     m_language, m_preferences, m_signIn, m_desk,     m_chat,  m_finder,
            m_notifier,  m_account,  m_tickets,     m_ticket, m_stats,    m_admin, m_catalog,
            m_transfers, m_context,  m_undo,        m_bulk,   m_departure};
}

WorkbenchApp::~WorkbenchApp()
{
    m_drafts.flush();
}

void WorkbenchApp::start()
{
    m_window.showLogin(m_options.server);
    m_window.show();
    if (m_options.server.isEmpty())
        m_signIn.resume();
}

void WorkbenchApp::enter(const Agent &agent)
{
    const QString server = m_api.server().toString();
    if (!m_desk.me().id.isEmpty() && m_desk.me().id != agent.id) { // his session ran out
        leave();
        m_window.dropDesk();
    }
    m_window.desk(); // before the data come
    m_drafts.open(server, agent.username);
    m_outbox.open(server, agent.username);
    m_desk.start(agent);
    m_window.showDesk();
}

/// The server no longer takes this agent for an admin: the window takes the room away.
void WorkbenchApp::demote()
{
    Agent me = m_desk.me();
    me.role = AgentRole::Agent;
    m_desk.start(me);
    for (AdminList *list : m_admin.all())
        list->stop();
}

void WorkbenchApp::leave()
{
    m_undo.drop();
    m_bulk.drop();
    m_chat.close();
    m_desk.stop(); // everything else follows its signal
    m_outbox.close();
    m_notifier.reset();
    m_drafts.flush();
}

} // namespace handoff
