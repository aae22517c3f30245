#pragma once

#include <QMap>
#include <QProcess>

#include <memory>

namespace handoff::test {

/// The real program, which can be killed at any moment and started again on the same port. Its
/// shift is always on.
class MortalServer
{
public:
    MortalServer(const QString &dataDir, const QString &databaseUrl,
                 const QMap<QString, QString> &settings = {})
        : m_dataDir(dataDir), m_databaseUrl(databaseUrl), m_settings(settings)
    {
    }
    ~MortalServer() { kill(); }
    MortalServer(const MortalServer &) = delete;
    MortalServer &operator=(const MortalServer &) = delete;

    quint16 port() const { return m_port; }

    bool start()
    {
        m_process = std::make_unique<QProcess>();
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(QStringLiteral("DATABASE_URL"), m_databaseUrl);
        env.insert(QStringLiteral("HUMAN_SHIFT_START"), QStringLiteral("00:00"));
        env.insert(QStringLiteral("HUMAN_SHIFT_END"), QStringLiteral("23:59"));
        env.insert(QStringLiteral("WEEKENDS_DISABLED"), QStringLiteral("false"));
        env.insert(QStringLiteral("RATE_LIMIT_ADDRESS_PER_MIN"), QStringLiteral("0"));
        env.insert(QStringLiteral("RATE_LIMIT_MESSAGES_PER_MIN"), QStringLiteral("0"));
        for (auto it = m_settings.begin(); it != m_settings.end(); ++it)
            env.insert(it.key(), it.value());
        m_process->setProcessEnvironment(env);
        m_process->setProcessChannelMode(QProcess::SeparateChannels);
        m_process->setStandardErrorFile(m_dataDir + QStringLiteral("/stderr.log"),
                                        QIODevice::Append);
        m_process->start(QStringLiteral(HANDOFF_SERVER_PROGRAM),
                         {QStringLiteral("--port"), QString::number(m_port),
                          QStringLiteral("--host"), QStringLiteral("127.0.0.1"),
                          QStringLiteral("--data-dir"), m_dataDir});
        QByteArray out;
        while (!out.contains('\n')) {
            if (!m_process->waitForReadyRead(60000))
                return false;
            out += m_process->readAllStandardOutput();
        }
        m_port = static_cast<quint16>(out.trimmed().split(':').constLast().toInt());
        return m_port > 0;
    }

    /// SIGTERM, without waiting.
    void askToEnd() { m_process->terminate(); }
    /// It has ended by itself, well, or does so soon.
    bool ended()
    {
        return (m_process->state() == QProcess::NotRunning || m_process->waitForFinished(20'000)) &&
               m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() == 0;
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    void kill()
    {
        if (m_process && m_process->state() != QProcess::NotRunning) {
            m_process->kill();
            m_process->waitForFinished();
        }
    }

private:
    QString m_dataDir;
    QString m_databaseUrl;
    QMap<QString, QString> m_settings;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace handoff::test
