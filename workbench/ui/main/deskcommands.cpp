#include "workbench/controllers/chatcontroller.h"
#include "workbench/controllers/preferences.h"
#include "workbench/ui/common/theme.h"
#include "workbench/ui/conversations/chatpane.h"
#include "workbench/ui/conversations/conversationsroom.h"
#include "workbench/ui/conversations/listpane.h"
#include "workbench/ui/main/accountpage.h"
#include "workbench/ui/main/agentmenu.h"
#include "workbench/ui/main/commands.h"
#include "workbench/ui/main/keyspage.h"
#include "workbench/ui/main/mainwindow.h"
#include "workbench/ui/main/palette.h"
#include "workbench/ui/tickets/ticketsroom.h"

#include <QToolButton>

// MainWindow: the table of what can be done, with the keys of workbench.md.

namespace handoff {

void MainWindow::addCommands()
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
    add(
        "search", "search", [] { return tr("Search everything"); },
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)}, [this] { m_palette->presentSearch(); });
    add(
        "searchList", "search", [] { return tr("Search this list"); }, {},
        inRoom([room] { room->list()->focusSearch(); }));
    add(
        "newTicket", "ticket", [] { return tr("New ticket"); },
        {QKeySequence(Qt::CTRL | Qt::Key_N)},
        [this] {
            m_ticketsButton->click(); // builds the room
            m_tickets->createTicket();
        });
    add(
        "searchTickets", "ticket", [] { return tr("Search tickets"); }, {},
        [this] {
            m_ticketsButton->click();
            m_tickets->focusSearch();
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
        [this] { roomKeys().nextPane(); });
    keyOnly(
        "back", [] { return tr("One level back"); }, {QKeySequence(Qt::Key_Escape)},
        [this] { roomKeys().back(); });
    keyOnly(
        "keys", [] { return tr("This list"); }, {QKeySequence(Qt::Key_Question)},
        [this] { showKeys(); });
}

void MainWindow::run(const QString &command)
{
    for (const Command &each : m_commands->all()) {
        if (each.id == command)
            return Commands::run(each);
    }
}

void MainWindow::showKeys()
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
