#pragma once

#include "tests/gui/demoadmin.h"
#include "tests/gui/demochats.h"
#include "tests/gui/demotickets.h"
#include "workbench/app/workbenchapp.h"

namespace handoff {
class ConversationsRoom;
}

namespace handoff::test {

/// A workbench and all that its desk answers.
struct Studio
{
    WorkbenchApp &app;
    DemoDesk &desk;
    DemoTickets &tickets;
    DemoAdmin &admin;
    DemoChats &chats;
};

/// Takes the pictures of one language and one theme. Their numbers: 01 signing in, 10 chats, 30
/// sizes, 40 pages over the window, 50 tickets, 70 admin, 80 statistics, 90 each of them in a large
/// and a small window, with usual and large text.
class Photographer
{
public:
    Photographer(const Studio &studio, const QString &folder, const QString &suffix);

    /// Ends the program when a state cannot be reached.
    void takeAll();

private:
    void shoot(const char *name, QWidget *widget = nullptr);
    void shoot(const QString &name, QWidget *widget = nullptr);
    void until(const std::function<bool()> &ready);
    void open(QLatin1String name);
    void key(Qt::Key key, Qt::KeyboardModifiers held = {});
    void click(const char *button);
    template<typename T = QWidget>
    T *find(const char *name)
    {
        return m_app.window().findChild<T *>(QString::fromLatin1(name));
    }
    ConversationsRoom *room() { return m_app.window().desk()->conversations(); }

    void login();
    void desk();
    void chats();
    void work();
    void pages();
    void sizes();
    void tickets();
    void ticketStates();
    void admin();
    void statistics();
    void edges();
    void edgesOfChats(const QString &at);
    void edgesOfRooms(const QString &at);

    WorkbenchApp &m_app;
    DemoDesk &m_desk;
    DemoTickets &m_tickets;
    DemoAdmin &m_admin;
    DemoChats &m_chats;
    QString m_folder;
    QString m_suffix;
};

} // namespace handoff::test
