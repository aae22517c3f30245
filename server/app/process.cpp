#include "server/app/process.h"

#ifdef Q_OS_LINUX
#include "server/app/epolldispatcher.h"
#endif

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSocketNotifier>

#include <algorithm>
#include <csignal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace handoff::process {

void setUpEventLoop()
{
#ifdef Q_OS_LINUX
    qputenv("QT_NO_GLIB", "1"); // for the threads, which need nothing of it
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
#endif
}

int raiseDescriptorLimit()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t enough = 65'536;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    const rlim_t wanted = std::min(limit.rlim_max, enough); // RLIM_INFINITY is the largest number
    if (limit.rlim_cur < wanted) {
        const rlimit raised{wanted, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return static_cast<int>(std::min(limit.rlim_cur, enough));
#else
    return 0;
#endif
}

void keepFilesPrivate()
{
#ifdef Q_OS_UNIX
    ::umask(S_IRWXG | S_IRWXO);
#endif
}

void setUpLogging(const QString &level)
{
    QString rules = QStringLiteral("*.debug=false\nhandoff.access.info=false\n");
    if (level == u"debug")
        rules = QStringLiteral("handoff.*.debug=true\n");
    else if (level != u"info")
        rules += QStringLiteral("*.info=false\n");
    if (level == u"critical")
        rules += QStringLiteral("*.warning=false\n");
    QLoggingCategory::setFilterRules(rules);
    qSetMessagePattern(
        QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} %{type} %{category}: %{message}"));
}

#ifdef Q_OS_UNIX
namespace {

int signalPipe[2] = {-1, -1};

extern "C" void terminate(int signal)
{
    // Only async-signal-safe calls here.
    const char byte = 1;
    if (::write(signalPipe[0], &byte, 1) != 1)
        _exit(1);
    std::signal(signal, SIG_DFL);
}

} // namespace

void onTerminate(const std::function<void()> &handler)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0)
        return;
    auto *notifier =
        new QSocketNotifier(signalPipe[1], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier, handler] {
        notifier->setEnabled(false);
        handler();
    });
    std::signal(SIGTERM, terminate);
    std::signal(SIGINT, terminate);
    std::signal(SIGPIPE, SIG_IGN);
}
#else
namespace {
std::function<void()> terminateHandler;
extern "C" void terminate(int)
{
    QMetaObject::invokeMethod(QCoreApplication::instance(), [] { terminateHandler(); });
}
} // namespace

void onTerminate(const std::function<void()> &handler)
{
    terminateHandler = handler;
    std::signal(SIGTERM, terminate);
    std::signal(SIGINT, terminate);
}
#endif

} // namespace handoff::process
