#include "tests/support/smtpserver.h"

#include <QDate>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace handoff::test {

SmtpServer::SmtpServer(Security security, const QString &login)
{
    QStringList arguments{QStringLiteral(SMTP_SERVER_SCRIPT), m_dir.path()};
    if (security == Security::Plain) {
        arguments.append(QStringLiteral("plain"));
    } else {
        const QString key = m_dir.filePath(QStringLiteral("key.pem"));
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                       QStringLiteral("-keyout"), key, QStringLiteral("-out"), certificate(),
                       QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                       QStringLiteral("subjectAltName=DNS:localhost")});
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            qFatal("openssl made no certificate");
        arguments += {security == Security::StartTls ? QStringLiteral("starttls")
                                                     : QStringLiteral("implicit"),
                      certificate(), key};
    }
    if (!login.isEmpty())
        arguments.append(login);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral("/usr/bin/python3"), arguments);
    while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine() &&
           m_process.waitForReadyRead(30000)) {
    }
    m_port = m_process.readLine().trimmed().toInt();
    if (m_port == 0)
        qFatal("the mail server did not start (Debian package python3-aiosmtpd)");
}

SmtpServer::~SmtpServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QMap<QString, QString> SmtpServer::closedToday() const
{
    QStringList days;
    for (int day = -1; day <= 1; ++day)
        days.append(QDate::currentDate().addDays(day).toString(Qt::ISODate));
    return {{QStringLiteral("HOLIDAYS"), days.join(u',')},
            {QStringLiteral("SMTP_HOST"), QStringLiteral("127.0.0.1")},
            {QStringLiteral("SMTP_PORT"), QString::number(m_port)},
            {QStringLiteral("SMTP_USE_TLS"), QStringLiteral("false")},
            {QStringLiteral("EMAIL_FROM_NAME"), QStringLiteral("客服台")},
            {QStringLiteral("EMAIL_RECIPIENTS"), QStringLiteral("a@example.com,b@example.com")}};
}

void SmtpServer::refuse(const QByteArray &answer)
{
    say(QStringLiteral("refuse"), answer);
}

void SmtpServer::hold(bool on)
{
    say(QStringLiteral("hold"), on ? QByteArray("on") : QByteArray());
}

bool SmtpServer::holds() const
{
    return QFile::exists(m_dir.filePath(QStringLiteral("holding")));
}

void SmtpServer::say(const QString &name, const QByteArray &text)
{
    const QString path = m_dir.filePath(name);
    QFile::remove(path);
    if (text.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s is not writable", qPrintable(path));
}

QList<QJsonObject> SmtpServer::mails() const
{
    QList<QJsonObject> list;
    for (;;) {
        QFile file(m_dir.filePath(QString::number(list.size() + 1) + QStringLiteral(".json")));
        if (!file.open(QIODevice::ReadOnly))
            return list;
        list.append(QJsonDocument::fromJson(file.readAll()).object());
    }
}

QString SmtpServer::header(const QJsonObject &mail, const QString &name)
{
    for (const QJsonValue &pair : mail.value(u"headers").toArray()) {
        if (pair.toArray().at(0).toString() == name)
            return pair.toArray().at(1).toString();
    }
    return {};
}

} // namespace handoff::test
