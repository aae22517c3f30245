#include "server/observe/processfigures.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace handoff {

#ifdef Q_OS_LINUX

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// When the machine was started, UTC seconds.
double bootedAt()
{
    for (const QByteArray &line : read(QStringLiteral("/proc/stat")).split('\n')) {
        if (line.startsWith("btime "))
            return line.mid(6).trimmed().toDouble();
    }
    return 0;
}

double openFiles()
{
    DIR *dir = ::opendir("/proc/self/fd");
    if (!dir)
        return 0;
    int count = 0;
    while (::readdir(dir))
        ++count;
    ::closedir(dir);
    return count - 3; // `.`, `..` and the one that looks
}

} // namespace

std::optional<ProcessFigures> processFigures()
{
    // Behind the name, which may hold anything: field 3 and those after it (proc(5)).
    const QByteArray stat = read(QStringLiteral("/proc/self/stat"));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 22)
        return {};
    const auto field = [&fields](int number) { return fields.at(number - 3).toDouble(); };
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    static const double boot = bootedAt();
    ProcessFigures figures;
    figures.cpuSeconds = (field(14) + field(15)) / ticks;
    figures.startedAt = boot + field(22) / ticks;
    figures.virtualBytes = field(23);
    figures.residentBytes = field(24) * static_cast<double>(::sysconf(_SC_PAGESIZE));
    figures.openFiles = openFiles();
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        figures.maxFiles = static_cast<double>(limit.rlim_cur);
    return figures;
}

#else

std::optional<ProcessFigures> processFigures()
{
    return {};
}

#endif

} // namespace handoff
