#include "tests/bench/rig.h"

#include <QFile>
#include <QProcessEnvironment>

#include <cerrno>
#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>

namespace handoff::bench {

namespace {
constexpr int kStopPatienceMs = 20'000;

std::vector<char *> pointers(std::vector<std::string> &strings)
{
    std::vector<char *> out;
    for (std::string &s : strings)
        out.push_back(s.data());
    out.push_back(nullptr);
    return out;
}
} // namespace

bool Process::start(const QString &program, const QStringList &arguments,
                    const QMap<QString, QString> &environment, const QString &directory,
                    const QString &logFile, int cpu)
{
    stop();
    std::vector<std::string> argumentStrings{program.toStdString()};
    for (const QString &argument : arguments)
        argumentStrings.push_back(argument.toStdString());
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (auto it = environment.cbegin(); it != environment.cend(); ++it)
        all.insert(it.key(), it.value());
    std::vector<std::string> environmentStrings;
    for (const QString &entry : all.toStringList())
        environmentStrings.push_back(entry.toStdString());
    const std::vector<char *> argumentPointers = pointers(argumentStrings);
    const std::vector<char *> environmentPointers = pointers(environmentStrings);
    const std::string directoryString = directory.toStdString();
    const std::string logString = logFile.toStdString();

    m_pid = fork();
    if (m_pid != 0)
        return m_pid > 0;
    // Only what may be called between fork and exec.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log = open(logString.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(unsigned(cpu), &set);
        sched_setaffinity(0, sizeof set, &set);
    }
    if (chdir(directoryString.c_str()) == 0)
        execve(argumentStrings.front().c_str(), argumentPointers.data(),
               environmentPointers.data());
    _exit(127);
}

bool Process::isRunning()
{
    if (m_pid <= 0)
        return false;
    int status = 0;
    if (waitpid(m_pid, &status, WNOHANG) == m_pid)
        m_pid = -1;
    return m_pid > 0;
}

void Process::stop()
{
    if (!isRunning())
        return;
    kill(m_pid, SIGTERM);
    for (int waited = 0; waited < kStopPatienceMs && isRunning(); waited += 5) {
        const timespec pause{0, 5'000'000};
        nanosleep(&pause, nullptr);
    }
    if (m_pid > 0) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }
}

double Process::cpuMs() const
{
    // schedstat counts nanoseconds, stat only hundredths of a second.
    double sum = 0;
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(m_pid));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/schedstat")));
        if (file.open(QIODevice::ReadOnly))
            sum += file.readAll().split(' ').first().toDouble() / 1e6;
    }
    if (sum > 0)
        return sum;
    QFile file(QStringLiteral("/proc/%1/stat").arg(m_pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks * 1000.0 / double(sysconf(_SC_CLK_TCK));
}

long Process::rssKb() const
{
    QFile file(QStringLiteral("/proc/%1/status").arg(m_pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).simplified().split(' ').first().toLong();
    }
    return 0;
}

} // namespace handoff::bench
