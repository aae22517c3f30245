#include "server/mail/smtpsender.h"
#include "shared/contract/errors.h"
#include "tests/support/smtpserver.h"

#include <QJsonArray>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace handoff;
using mail::Security;
using mail::SmtpSender;
using mail::SmtpSettings;
using test::SmtpServer;

namespace {

QString u8(const char *text)
{
    return QString::fromUtf8(text);
}

mail::Mail aMail()
{
    mail::Mail m;
    m.messageId = u8("<mail_1@example.com>");
    m.fromName = u8("客服, 台");
    m.from = u8("desk@example.com");
    m.to = {u8("a@example.com"), u8("b@example.com")};
    m.subject = u8("客户需要人工服务: ") + u8("很长的会话名").repeated(12);
    m.text = u8("第一行\n.\n..两点\nEnde\n");
    m.html = u8("<p>第一行</p>\n");
    m.date = {1768356000000};
    return m;
}

/// Says what the test tells it to: per command (`CONNECT` for the greeting, `END` for the end of
/// the mail) a line, "" for nothing ever, `!` to hang up. Event loop of the test.
class ScriptedSmtp : public QTcpServer
{
public:
    explicit ScriptedSmtp(const QMap<QByteArray, QByteArray> &script) : m_script(script)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            m_inMail = false;
            say(socket, "CONNECT");
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                while (socket->canReadLine())
                    hear(socket, socket->readLine());
            });
        });
    }
    QByteArrayList heard;

private:
    void hear(QTcpSocket *socket, const QByteArray &line)
    {
        if (m_inMail) {
            if (line == ".\r\n") {
                m_inMail = false;
                say(socket, "END");
            } else if (m_script.value("END") == "!") {
                socket->abort(); // in the middle of the mail
            }
            return;
        }
        heard.append(line.trimmed());
        QByteArray verb = line.left(4).trimmed().toUpper();
        if (verb == "RCPT")
            verb += QByteArray::number(++m_recipients);
        say(socket, verb);
        m_inMail = verb == "DATA" && m_script.value("DATA", "354").startsWith("354");
    }
    void say(QTcpSocket *socket, const QByteArray &verb)
    {
        static const QMap<QByteArray, QByteArray> usual{{"CONNECT", "220 hello"},
                                                        {"EHLO", "250 hello"},
                                                        {"DATA", "354 go"},
                                                        {"QUIT", "221 bye"}};
        const QByteArray reply = m_script.value(verb, usual.value(verb, "250 ok"));
        if (reply == "!")
            socket->abort();
        else if (!reply.isEmpty())
            socket->write(reply + "\r\n");
    }

    const QMap<QByteArray, QByteArray> m_script;
    bool m_inMail = false;
    int m_recipients = 0;
};

SmtpSettings settingsFor(int port, Security security = Security::None)
{
    SmtpSettings settings;
    settings.host = u8("127.0.0.1");
    settings.port = port;
    settings.security = security;
    return settings;
}

/// What became of it; the test's own server answers meanwhile.
Result<void> sent(SmtpSender &sender, const mail::Mail &m = aMail())
{
    const auto future = sender.send(m);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30000))
        return errors::mailFailed(u8("never ended"));
    return future.result();
}

} // namespace

class TestSmtp : public QObject
{
    Q_OBJECT

private slots:
    void arrives_data()
    {
        QTest::addColumn<int>("security");
        QTest::addColumn<bool>("login");
        for (const auto &[name, security] :
             {std::pair{"plain", Security::None}, std::pair{"starttls", Security::StartTls},
              std::pair{"implicit", Security::Implicit}}) {
            QTest::newRow(name) << static_cast<int>(security) << false;
            QTest::addRow("%s, login", name) << static_cast<int>(security) << true;
        }
    }
    /// Read by another program's MIME parser.
    void arrives()
    {
        QFETCH(int, security);
        QFETCH(bool, login);
        const auto kind = static_cast<Security>(security);
        SmtpServer server(kind == Security::None       ? SmtpServer::Security::Plain
                          : kind == Security::StartTls ? SmtpServer::Security::StartTls
                                                       : SmtpServer::Security::Implicit,
                          login ? u8("desk@example.com:pass word?") : QString());
        SmtpSettings settings = settingsFor(server.port(), kind);
        settings.host = u8("localhost");
        settings.caFile = server.certificate();
        if (login) {
            settings.username = u8("desk@example.com");
            settings.password = u8("pass word?");
        }
        SmtpSender sender(settings);
        const auto result = sent(sender);
        QVERIFY2(result.ok(), result ? "" : qPrintable(result.error().message));
        const auto mails = server.mails();
        QCOMPARE(mails.size(), 1);
        const QJsonObject &m = mails.constFirst();
        const mail::Mail expected = aMail();
        QCOMPARE(m.value(u"tls").toBool(), kind != Security::None);
        QCOMPARE(m.value(u"login").toString(), login ? u8("desk@example.com") : QString());
        QCOMPARE(m.value(u"mail_from").toString(), expected.from);
        QCOMPARE(m.value(u"rcpt_tos").toVariant().toStringList(), expected.to);
        QCOMPARE(SmtpServer::header(m, u8("Subject")), expected.subject);
        QCOMPARE(SmtpServer::header(m, u8("From")), u8("\"客服, 台\" <desk@example.com>"));
        QCOMPARE(SmtpServer::header(m, u8("To")), u8("a@example.com, b@example.com"));
        QCOMPARE(SmtpServer::header(m, u8("Message-ID")), expected.messageId);
        QCOMPARE(SmtpServer::header(m, u8("Date")), u8("Wed, 14 Jan 2026 02:00:00 +0000"));
        QCOMPARE(m.value(u"type").toString(), u8("multipart/alternative"));
        QCOMPARE(m.value(u"types").toVariant().toStringList(),
                 (QStringList{u8("text/plain"), u8("text/html")}));
        const auto words = [&m](QStringView part) {
            return m.value(part).toString().replace(u8("\r\n"), u8("\n"));
        };
        QCOMPARE(words(u"text"), expected.text);
        QCOMPARE(words(u"html"), expected.html);
        QVERIFY(m.value(u"ascii").toBool());
        QVERIFY(m.value(u"longest").toInt() <= 78);
    }

    void wrongLoginAndUnknownCertificate()
    {
        SmtpServer server(SmtpServer::Security::StartTls, u8("desk:right"));
        SmtpSettings settings = settingsFor(server.port(), Security::StartTls);
        settings.host = u8("localhost");
        settings.username = u8("desk");
        settings.password = u8("wrong");
        {
            SmtpSender sender(settings);
            QCOMPARE(sent(sender).error().detail, u8("MAIL_FAILED: 邮件发送失败: TLS failed"));
        }
        settings.caFile = server.certificate();
        SmtpSender sender(settings);
        QCOMPARE(sent(sender).error().detail, u8("MAIL_FAILED: 邮件发送失败: login refused (535)"));
        QVERIFY(server.mails().isEmpty());
    }

    void failures_data()
    {
        using Script = QMap<QByteArray, QByteArray>;
        QTest::addColumn<Script>("script");
        QTest::addColumn<QString>("reason"); // empty: it arrives
        QTest::newRow("good") << Script() << QString();
        QTest::newRow("greeted with no") << Script{{"CONNECT", "554 no"}} << u8("refused (554)");
        QTest::newRow("sender") << Script{{"MAIL", "550 no"}} << u8("refused (550)");
        QTest::newRow("one recipient") << Script{{"RCPT1", "550 no"}} << QString();
        QTest::newRow("all recipients")
            << Script{{"RCPT1", "550 no"}, {"RCPT2", "550 no"}} << u8("refused (550)");
        QTest::newRow("data") << Script{{"DATA", "451 later"}} << u8("refused (451)");
        QTest::newRow("content") << Script{{"END", "552 too big"}} << u8("refused (552)");
        QTest::newRow("never greets") << Script{{"CONNECT", ""}} << u8("timeout");
        QTest::newRow("never says yes") << Script{{"END", ""}} << u8("timeout");
        QTest::newRow("dies at once") << Script{{"CONNECT", "!"}} << u8("connection lost");
        QTest::newRow("dies in the mail") << Script{{"END", "!"}} << u8("connection lost");
        QTest::newRow("dies after the yes") << Script{{"QUIT", "!"}} << QString();
    }
    void failures()
    {
        using Script = QMap<QByteArray, QByteArray>;
        QFETCH(Script, script);
        QFETCH(QString, reason);
        ScriptedSmtp server(script);
        SmtpSettings settings = settingsFor(server.serverPort());
        if (reason == u"timeout")
            settings.totalMs = 300;
        SmtpSender sender(settings);
        const auto result = sent(sender);
        QCOMPARE(result ? QString() : result.error().detail,
                 reason.isEmpty() ? QString()
                                  : QString(u8("MAIL_FAILED: 邮件发送失败: ") + reason));
        if (!result)
            QCOMPARE(result.error().kind, ErrorKind::Upstream);
    }

    void nobodyListens()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        SmtpSender sender(settingsFor(port));
        QCOMPARE(sent(sender).error().detail, u8("MAIL_FAILED: 邮件发送失败: connection refused"));
    }

    /// With SMTP_USE_TLS nothing is said in the open.
    void noTlsNoMail()
    {
        ScriptedSmtp server({});
        SmtpSettings settings = settingsFor(server.serverPort(), Security::StartTls);
        settings.username = u8("desk");
        settings.password = u8("secret");
        SmtpSender sender(settings);
        QCOMPARE(sent(sender).error().detail,
                 u8("MAIL_FAILED: 邮件发送失败: no TLS on this server"));
        for (const QByteArray &line : server.heard)
            QVERIFY2(line.startsWith("EHLO") || line == "QUIT", line.constData());
    }

    void oneAfterAnother()
    {
        ScriptedSmtp server({{"CONNECT", ""}});
        SmtpSettings settings = settingsFor(server.serverPort());
        auto sender = std::make_unique<SmtpSender>(settings);
        QList<Later<void>> waiting;
        for (int i = 0; i < SmtpSender::maxWaiting; ++i)
            waiting.append(sender->send(aMail()));
        const auto tooMany = sender->send(aMail());
        QVERIFY(tooMany.isFinished());
        QCOMPARE(tooMany.result().error().detail,
                 u8("MAIL_FAILED: 邮件发送失败: too many mails are waiting"));
        QTRY_VERIFY(server.hasPendingConnections() || !server.children().isEmpty());
        sender->close();
        for (const auto &future : waiting) {
            QVERIFY(future.isFinished());
            QCOMPARE(future.result().error().detail,
                     u8("MAIL_FAILED: 邮件发送失败: the server stops"));
        }
        QVERIFY(!sender->send(aMail()).result().ok());
    }

    /// See WorkPool: not while somebody attaches a continuation.
    void resolvesOnTheEventLoop()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        SmtpSender sender(settingsFor(port));
        constexpr int rounds = 50;
        QList<int> answers(rounds, 0);
        for (int i = 0; i < rounds; ++i) {
            auto future = sender.send(aMail());
            QThread::usleep(static_cast<unsigned>(i) * 20); // about when it has failed
            QVERIFY(!future.isFinished());
            future.then(this, [&answers, i](const Result<void> &) { ++answers[i]; });
            QTRY_COMPARE(answers.at(i), 1);
        }
        QCOMPARE(answers, QList<int>(rounds, 1));
    }

    void securityFollowsThePort()
    {
        QCOMPARE(mail::securityOf(true, 465), Security::Implicit);
        QCOMPARE(mail::securityOf(true, 587), Security::StartTls);
        QCOMPARE(mail::securityOf(true, 25), Security::StartTls);
        QCOMPARE(mail::securityOf(false, 465), Security::None);
        QCOMPARE(mail::securityOf(false, 25), Security::None);
    }
};

QTEST_GUILESS_MAIN(TestSmtp)
#include "tst_smtp.moc"
