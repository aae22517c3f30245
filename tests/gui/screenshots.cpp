// Pictures of the main states in both languages and both themes:
// handoff-screenshots <folder> [<language> <theme>]
#include "tests/gui/photographer.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace handoff;
using namespace handoff::test;

namespace {

void take(DemoDesk &desk, const QString &language, const QString &theme, const QString &folder)
{
    const QTemporaryDir place;
    WorkbenchApp::Options options;
    options.undoMs = 0; // ends at once
    options.server = desk.url();
    options.settingsFile = place.filePath(QStringLiteral("settings.ini"));
    options.dataFolder = place.path();
    WorkbenchApp workbench(*qApp, options);
    workbench.language().use(language);
    workbench.theme().setMode(themeModeFromName(theme));
    workbench.start();
    DemoChats chats(desk); // its colleagues answer first
    fillChats(chats);
    DemoTickets tickets(desk);
    fillTickets(tickets);
    DemoAdmin admin(desk);
    desk.agent.role = AgentRole::Admin;
    Photographer({workbench, desk, tickets, admin, chats}, folder,
                 QStringLiteral("%1-%2").arg(language, theme))
        .takeAll();
    desk.handlers.clear();
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString folder = arguments.value(1, QStringLiteral("screenshots"));
    QDir().mkpath(folder);
    DemoDesk desk;
    for (const char *language : {"en", "zh_CN"}) {
        for (const char *theme : {"light", "dark"}) {
            const QString code = QString::fromLatin1(language);
            const QString name = QString::fromLatin1(theme);
            if (arguments.value(2, code) == code && arguments.value(3, name) == name)
                take(desk, code, name, folder);
        }
    }
    QThreadPool::globalInstance()->waitForDone();
    return 0;
}
