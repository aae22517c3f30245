#include "tests/contract/testserver.h"
#include "tests/support/smtpserver.h"

#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::SmtpServer;
using test::TestServer;

namespace {

/// As an agent sees it.
QJsonObject mailOf(const TestServer &server, const QByteArray &session)
{
    return server.signedIn("agent001")
        ->get("/api/sessions/" + session)
        .data()
        .value(u"session")
        .toObject()
        .value(u"mail")
        .toObject();
}

QByteArray metric(HttpClient &http, const QByteArray &name)
{
    for (const QByteArray &line : http.get("/metrics").body.split('\n')) {
        if (line.startsWith(name) && line.at(name.size()) == ' ')
            return line.mid(name.size() + 1);
    }
    return {};
}

} // namespace

/// Mail to the staff: a real server, a real mail server.
class TestMail : public QObject
{
    Q_OBJECT

private slots:
    void anEscalationOutOfShiftIsMailed()
    {
        SmtpServer smtp;
        TestServer server(smtp.closedToday());
        HttpClient http = server.client();
        const Answer answer =
            http.post("/api/manual/escalate", QByteArray(R"({"session_name":"session_夜"})"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(u"is_in_shift"), QJsonValue(false));
        QCOMPARE(answer.json().value(u"email_sent"), QJsonValue(true));
        QCOMPARE(answer.data().value(u"status").toString(), QStringLiteral("after_hours_email"));

        QTRY_COMPARE_WITH_TIMEOUT(smtp.mails().size(), 1, 30000);
        const QJsonObject mail = smtp.mails().constFirst();
        QCOMPARE(mail.value(u"rcpt_tos").toArray(),
                 (QJsonArray{QStringLiteral("a@example.com"), QStringLiteral("b@example.com")}));
        QVERIFY(SmtpServer::header(mail, QStringLiteral("Subject")).contains(u"session_夜"));
        QVERIFY(mail.value(u"text").toString().contains(u"当前为非工作时间"));

        const QByteArray name = "session_%E5%A4%9C";
        QTRY_VERIFY_WITH_TIMEOUT(mailOf(server, name).value(u"sent").toBool(), 30000);
        const QJsonObject state = mailOf(server, name);
        QCOMPARE(state.value(u"message_id").toString(),
                 SmtpServer::header(mail, QStringLiteral("Message-ID")));
        QCOMPARE(state.value(u"email_to").toArray().size(), 2);
        QVERIFY(state.value(u"error").isNull());

        // Asking again is not another escalation.
        const Answer again =
            http.post("/api/manual/escalate", QByteArray(R"({"session_name":"session_夜"})"));
        QCOMPARE(again.json().value(u"email_sent"), QJsonValue(true));
        QCOMPARE(metric(http, "after_hours_email_total"), QByteArray("1"));
        QCOMPARE(metric(http, "mail_failure_total"), QByteArray("0"));
        QCOMPARE(smtp.mails().size(), 1);

        QFile log(server.dataDir() + QStringLiteral("/backend.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QByteArray text;
        QTRY_VERIFY((text += log.readAll()).contains("\"email_sent\":true"));
        QVERIFY(text.contains("\"event\":\"after_hours_escalate\""));
        QVERIFY(!text.contains("example.com"));
    }

    /// A mail server that refuses fails no request.
    void aFailedMailFailsNothing()
    {
        SmtpServer smtp;
        smtp.refuse("554 no");
        TestServer server(smtp.closedToday());
        HttpClient http = server.client();
        const Answer answer = http.post("/api/manual/escalate", R"({"session_name":"s1"})");
        QCOMPARE(answer.status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(mailOf(server, "s1").value(u"error").toString(),
                                  QStringLiteral("邮件发送失败: refused (554)"), 30000);
        QVERIFY(!mailOf(server, "s1").value(u"sent").toBool());
        QCOMPARE(metric(http, "mail_failure_total"), QByteArray("1"));
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s2"})").status, 200);
    }

    void agentsSendOne()
    {
        SmtpServer smtp;
        QMap<QString, QString> open = smtp.closedToday();
        open.remove(QStringLiteral("HOLIDAYS"));
        TestServer server(open);
        HttpClient http = server.client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        http.setToken(server.login("agent001", "agent123"));
        QCOMPARE(http.post("/api/sessions/nobody/email").status, 404);

        smtp.refuse("554 no");
        const Answer refused = http.post("/api/sessions/s1/email");
        QCOMPARE(refused.status, 502);
        QCOMPARE(refused.json().value(u"code").toString(), QStringLiteral("MAIL_FAILED"));
        smtp.refuse({});
        const Answer sent = http.post("/api/sessions/s1/email");
        QCOMPARE(sent.status, 200);
        QVERIFY(sent.data().value(u"mail_id").toString().startsWith(u"mail_"));
        QCOMPARE(smtp.mails().size(), 1);
        QVERIFY(mailOf(server, "s1").value(u"sent").toBool());

        const Answer again = http.post("/api/sessions/s1/email");
        QCOMPARE(again.status, 409);
        QCOMPARE(again.json().value(u"code").toString(), QStringLiteral("MAIL_ALREADY_SENT"));
        QCOMPARE(http.post("/api/sessions/s1/email", R"({"force":true})").status, 200);
        QCOMPARE(smtp.mails().size(), 2);
        QCOMPARE(http.post("/api/sessions/s1/email", R"({"force":"yes"})").status, 422);
    }

    void withoutMailItSaysSo()
    {
        SmtpServer smtp;
        QMap<QString, QString> settings = smtp.closedToday();
        settings.remove(QStringLiteral("SMTP_HOST"));
        TestServer server(settings);
        HttpClient http = server.client();
        const Answer answer = http.post("/api/manual/escalate", R"({"session_name":"s1"})");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().value(u"email_sent"), QJsonValue(false));
        QCOMPARE(answer.data().value(u"status").toString(), QStringLiteral("after_hours_email"));
        // The customer is told no mail went out: neither by the text nor by the state.
        const QJsonObject told = answer.data().value(u"history").toArray().last().toObject();
        QCOMPARE(told.value(u"content").toString(),
                 QStringLiteral("当前为非工作时间，您的问题已记录，客服上班后会尽快回复"));
        const QJsonObject mail = answer.data().value(u"mail").toObject();
        QCOMPARE(mail.value(u"sent"), QJsonValue(false));
        QCOMPARE(mail.value(u"error").toString(), QStringLiteral("邮件服务未配置"));
        http.setToken(server.login("agent001", "agent123"));
        const Answer asked = http.post("/api/sessions/s1/email");
        QCOMPARE(asked.status, 503);
        QCOMPARE(asked.detail(), QStringLiteral("MAIL_NOT_CONFIGURED: 邮件服务未配置"));
        QCOMPARE(metric(http, "after_hours_email_total"), QByteArray("0"));
    }

    /// Stopping does not wait for a mail server that says nothing, and who asked has an answer.
    void stoppingBreaksOff()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        QMap<QString, QString> settings{
            {QStringLiteral("SMTP_HOST"), QStringLiteral("127.0.0.1")},
            {QStringLiteral("SMTP_PORT"), QString::number(silent.serverPort())},
            {QStringLiteral("SMTP_USE_TLS"), QStringLiteral("false")},
            {QStringLiteral("EMAIL_RECIPIENTS"), QStringLiteral("a@example.com")}};
        auto server = std::make_unique<TestServer>(settings);
        HttpClient http = server->client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        QTcpSocket asking;
        asking.connectToHost(QHostAddress::LocalHost, server->port());
        asking.write("POST /api/sessions/s1/email HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                     "Authorization: Bearer " +
                     server->login("agent001", "agent123") + "\r\n\r\n{}");
        QTRY_VERIFY(silent.hasPendingConnections());
        server.reset();
        QTRY_COMPARE(asking.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(asking.readAll().startsWith("HTTP/1.1 502 "));
    }
};

QTEST_GUILESS_MAIN(TestMail)
#include "tst_mail.moc"
