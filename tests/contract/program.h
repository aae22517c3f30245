#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace handoff::test {

inline QString u(const char *text)
{
    return QString::fromUtf8(text);
}

/// handoff-server as a process of its own, in an empty directory and environment.
struct Program
{
    QTemporaryDir dir;
    QProcess process;

    void start(const QStringList &arguments, const QMap<QString, QString> &variables = {})
    {
        QProcessEnvironment environment;
        environment.insert(u("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(u("LANG"), u("C.UTF-8"));
        for (const char *name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
            if (qEnvironmentVariableIsSet(name))
                environment.insert(u(name), qEnvironmentVariable(name));
        }
        for (auto it = variables.begin(); it != variables.end(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(dir.path());
        process.start(u(HANDOFF_SERVER_PROGRAM), arguments);
    }
    /// The port of the ready line; 0 when the program ended without one.
    quint16 port()
    {
        while (!m_out.contains('\n')) {
            if (!process.waitForReadyRead(60000))
                return 0;
            m_out += process.readAllStandardOutput();
        }
        return static_cast<quint16>(m_out.trimmed().split(':').constLast().toInt());
    }
    int exitCode()
    {
        process.waitForFinished(60000);
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QByteArray out()
    {
        m_out += process.readAllStandardOutput();
        return m_out;
    }
    QByteArray err() { return process.readAllStandardError(); }

private:
    QByteArray m_out;
};

/// Any free port, only for this machine.
inline const QStringList quick{u("--host"), u("127.0.0.1"), u("--port"), u("0")};

} // namespace handoff::test
