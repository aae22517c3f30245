#include "server/app/operations.h"
#include "server/app/process.h"
#include "server/app/serverapp.h"
#include "server/app/setup.h"
#include "server/config/config.h"

#include <QCoreApplication>

#include <cstdio>

using namespace handoff;

int main(int argc, char *argv[])
{
    process::setUpEventLoop();
    process::keepFilesPrivate();
    QCoreApplication application(argc, argv);
    const CommandLine line = parseCommandLine(QCoreApplication::arguments().mid(1));
    if (line.action == CommandLine::Action::Help) {
        std::fputs(qUtf8Printable(helpText()), stdout);
        return 0;
    }
    if (line.action == CommandLine::Action::Version) {
        std::puts("handoff-server " HANDOFF_VERSION);
        return 0;
    }
    if (line.action == CommandLine::Action::Setup)
        return runSetup(line, QProcessEnvironment::systemEnvironment());
    const bool printOnly = line.action == CommandLine::Action::PrintConfig;
    const bool serves = line.action == CommandLine::Action::Run;
    const LoadedConfig loaded = loadConfig(line, QProcessEnvironment::systemEnvironment(), serves);
    if (printOnly)
        std::fputs(qUtf8Printable(loaded.printed()), stdout);
    for (const QString &problem : loaded.problems)
        std::fprintf(stderr, "handoff-server: %s\n", qUtf8Printable(problem));
    if (!loaded.problems.isEmpty() || printOnly)
        return loaded.problems.isEmpty() ? 0 : 2;

    process::setUpLogging(loaded.config.logLevel);
    if (!serves)
        return runOperation(line, loaded.config);
    ServerApp server(loaded.config);
    if (const auto port = server.start(); !port) {
        std::fprintf(stderr, "handoff-server: %s\n", qUtf8Printable(port.error().message));
        return 1;
    }
    QObject::connect(&server, &ServerApp::stopped, &application, &QCoreApplication::quit);
    process::onTerminate([&server] { server.stop(); });
    std::printf("listening on %s\n", qUtf8Printable(server.url()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
