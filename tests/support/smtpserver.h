#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>

namespace handoff::test {

/// A real mail server (smtpserver.py) in a process of its own, so that it answers while the test
/// blocks. It ends with this object.
class SmtpServer
{
public:
    enum class Security { Plain, StartTls, Implicit };

    /// With `login` (`user:password`) it asks for one. Fails the program when it cannot start.
    explicit SmtpServer(Security security = Security::Plain, const QString &login = {});
    ~SmtpServer();

    int port() const { return m_port; }
    /// Settings of a desk that is closed today, whatever today is, and mails over this server.
    QMap<QString, QString> closedToday() const;
    /// Its certificate, good for localhost.
    QString certificate() const { return m_dir.filePath(QStringLiteral("cert.pem")); }
    /// Answers every mail like this from now on, for example `550 no`; empty: takes them.
    void refuse(const QByteArray &answer);
    /// From now on a mail that has come whole waits for its answer until this is over.
    void hold(bool on);
    /// One waits now.
    bool holds() const;
    /// What it took so far, in order (smtpserver.py says what stands in it).
    QList<QJsonObject> mails() const;
    static QString header(const QJsonObject &mail, const QString &name);

private:
    /// A file for the script; none without text.
    void say(const QString &name, const QByteArray &text);

    QTemporaryDir m_dir;
    QProcess m_process;
    int m_port = 0;
};

} // namespace handoff::test
