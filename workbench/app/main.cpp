#include "workbench/app/workbenchapp.h"

#include <QApplication>
#include <QCommandLineParser>

/// handoff-workbench [--server URL]
int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("handoff-workbench"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(QStringLiteral(HANDOFF_VERSION));
    QApplication::setOrganizationName(QStringLiteral("handoff"));
    QApplication::setDesktopFileName(QStringLiteral("handoff-workbench"));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Desk of the agents: chats, hand-over, queue."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption server(QStringLiteral("server"),
                                    QStringLiteral("Address of the Handoff server."),
                                    QStringLiteral("URL"));
    parser.addOption(server);
    parser.process(app);

    handoff::WorkbenchApp::Options options;
    options.server = parser.value(server);
    handoff::WorkbenchApp workbench(app, options);
    workbench.start();
    return QApplication::exec();
}
