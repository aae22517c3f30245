#include "server/store/sql.h"
#include "tests/contract/eventstream.h"
#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::EventStream;
using test::HttpClient;
using test::TestServer;

namespace {

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

QByteArray to(const QByteArray &agent, bool force = false)
{
    return "{\"to_agent_id\":\"" + agent +
           "\",\"reason\":\"技术问题\",\"note\":\"急\",\"force\":" + (force ? "true" : "false") +
           "}";
}

QByteArray idOf(const Answer &asked)
{
    return asked.data().value(u"id").toString().toLatin1();
}

} // namespace

/// A session passes from agent to agent, over the wire.
class TestTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        ServerAppOptions options;
        options.timers.transferMs = 50;
        m_server = std::make_unique<TestServer>(QMap<QString, QString>(), options);
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        for (auto *who : {&m_wang, &m_li, &m_admin})
            *who = std::make_unique<HttpClient>(m_server->port());
        m_wangToken = m_server->login("agent001", "agent123");
        m_liToken = m_server->login("agent002", "agent123");
        m_adminToken = m_server->login("admin", "admin123");
        m_wang->setToken(m_wangToken);
        m_li->setToken(m_liToken);
        m_admin->setToken(m_adminToken);
        m_wang->post("/api/manual/escalate", R"({"session_name":"s"})");
        QCOMPARE(m_wang->post("/api/sessions/s/takeover").status, 200);
    }

    void accepted()
    {
        EventStream wang(m_server->port(), "/api/agent/events", m_wangToken);
        EventStream li(m_server->port(), "/api/agent/events", m_liToken);
        EventStream admin(m_server->port(), "/api/agent/events", m_adminToken);
        EventStream customer(m_server->port(), "/api/sessions/s/events");
        for (EventStream *stream : {&wang, &li, &admin, &customer})
            QVERIFY(stream->ready());

        const Answer asked = m_wang->post("/api/sessions/s/transfer", to("agent002"));
        QCOMPARE(asked.status, 200);
        const QJsonObject transfer = asked.data();
        QCOMPARE(transfer.value(u"status").toString(), QStringLiteral("pending"));
        QCOMPARE(transfer.value(u"from_agent").toObject().value(u"name").toString(),
                 QStringLiteral("客服小王"));
        QCOMPARE(transfer.value(u"to_agent").toObject().value(u"name").toString(),
                 QStringLiteral("客服小李"));
        QCOMPARE(transfer.value(u"reason").toString(), QStringLiteral("技术问题"));
        QVERIFY(qAbs(transfer.value(u"expires_at").toDouble() -
                     transfer.value(u"created_at").toDouble() - 60) < 0.01);
        QVERIFY(li.readUntil([&] { return li.count("transfer_request") == 1; }));
        QCOMPARE(li.first("transfer_request").value(u"id"), transfer.value(u"id"));
        const Answer waiting = m_li->get("/api/transfer-requests/pending");
        QCOMPARE(waiting.json().value(u"data").toArray(), QJsonArray{transfer});
        QCOMPARE(m_wang->get("/api/transfer-requests/pending").json().value(u"data").toArray(),
                 QJsonArray());

        const QByteArray respond = "/api/transfer-requests/" + idOf(asked) + "/respond";
        QCOMPARE(m_admin->post(respond, R"({"action":"accept"})").status, 403);
        const Answer done = m_li->post(respond, R"({"action":"accept","response_note":"交给我"})");
        QCOMPARE(done.status, 200);
        QCOMPARE(done.data().value(u"status").toString(), QStringLiteral("accepted"));
        QCOMPARE(done.data().value(u"response_note").toString(), QStringLiteral("交给我"));

        QVERIFY(customer.readUntil([&] { return customer.count("manual_message") == 1; }));
        const QJsonObject change = customer.first("status_change");
        QCOMPARE(change.value(u"reason").toString(), QStringLiteral("transferred"));
        QCOMPARE(change.value(u"status").toString(), QStringLiteral("manual_live"));
        QCOMPARE(change.value(u"agent_info").toObject().value(u"agent_name").toString(),
                 QStringLiteral("客服小李"));
        QCOMPARE(customer.first("manual_message").value(u"content").toString(),
                 QStringLiteral("会话已从【客服小王】转接至【客服小李】"));
        for (EventStream *stream : {&wang, &li})
            QVERIFY(stream->readUntil([&] { return stream->count("transfer_result") == 1; }));
        // Everybody else hears of the new owner, not of the request.
        QVERIFY(admin.readUntil([&] { return admin.count("agent_updated") >= 2; }));
        m_admin->request("PUT", "/api/agent/status", R"({"status":"busy"})");
        QVERIFY(admin.readUntil([&] { return admin.count("agent_updated") >= 3; }));
        QCOMPARE(admin.count("transfer_request") + admin.count("transfer_result"), 0);
        QCOMPARE(customer.count("transfer_request") + customer.count("transfer_result"), 0);

        QCOMPARE(code(m_li->post(respond, R"({"action":"accept"})")),
                 QStringLiteral("TRANSFER_CLOSED")); // sent twice
        QCOMPARE(code(m_wang->post("/api/sessions/s/release")),
                 QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(m_li->get("/api/sessions/s/transfers")
                     .json()
                     .value(u"data")
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(u"status")
                     .toString(),
                 QStringLiteral("accepted"));
        QCOMPARE(m_li->post("/api/sessions/s/release").status, 200);
    }

    void unanswered()
    {
        EventStream wang(m_server->port(), "/api/agent/events", m_wangToken);
        QVERIFY(wang.ready());
        const Answer asked = m_wang->post("/api/sessions/s/transfer", to("agent002"));
        QCOMPARE(asked.status, 200);
        m_server->run([](ServerApp &app) { // as if the minute were over
            const auto aged =
                app.database().waitFor(app.database().write([](Tx &tx) -> Result<void> {
                    sql::run(tx, QStringLiteral("UPDATE transfers SET expires_at = 1"));
                    return {};
                }));
            QVERIFY(aged.ok());
        });
        QVERIFY(wang.readUntil([&] { return wang.count("transfer_result") == 1; }));
        QCOMPARE(wang.first("transfer_result").value(u"status").toString(),
                 QStringLiteral("expired"));
        QCOMPARE(code(m_li->post("/api/transfer-requests/" + idOf(asked) + "/respond",
                                 R"({"action":"accept"})")),
                 QStringLiteral("TRANSFER_CLOSED"));
        QCOMPARE(m_wang->post("/api/sessions/s/release").status, 200); // still his
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const char *path, const QByteArray &body,
                            const char *expected) {
            QTest::newRow(what) << QByteArray(path) << body << QString::fromUtf8(expected);
        };
        const char *ask = "/api/sessions/s/transfer";
        row("nothing", ask, "{}", "422 VALIDATION_ERROR");
        row("no reason", ask, R"({"to_agent_id":"agent002"})", "422 VALIDATION_ERROR");
        row("empty reason", ask, R"({"to_agent_id":"agent002","reason":""})",
            "422 VALIDATION_ERROR");
        row("number as agent", ask, R"({"to_agent_id":2,"reason":"r"})", "422 VALIDATION_ERROR");
        row("text as force", ask, R"({"to_agent_id":"agent002","reason":"r","force":"yes"})",
            "422 VALIDATION_ERROR");
        row("force", ask, to("agent002", true), "403 ADMIN_REQUIRED");
        row("nobody", ask, to("nobody"), "404 AGENT_NOT_FOUND");
        row("himself", ask, to("agent001"), "409 SAME_AGENT");
        row("unknown session", "/api/sessions/none/transfer", to("agent002"),
            "404 SESSION_NOT_FOUND");
        row("unknown request", "/api/transfer-requests/transfer_x/respond",
            R"({"action":"accept"})", "404 TRANSFER_NOT_FOUND");
        row("unknown answer", "/api/transfer-requests/transfer_x/respond", R"({"action":"maybe"})",
            "422 VALIDATION_ERROR");
        row("no answer", "/api/transfer-requests/transfer_x/respond", "{}", "422 VALIDATION_ERROR");
    }
    void refused()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        const QByteArray before = m_wang->get("/api/sessions/s").body;
        const Answer answer = m_wang->post(path, body);
        QCOMPARE(QString(QString::number(answer.status) + u' ' + code(answer)), expected);
        QCOMPARE(m_wang->get("/api/sessions/s/transfers").json().value(u"data").toArray().size(),
                 0);
        QCOMPARE(m_wang->get("/api/sessions/s").body, before);
    }

    void refusedByTheSituation()
    {
        QCOMPARE(m_li->get("/api/sessions/none/transfers").status, 404);
        QCOMPARE(code(m_li->post("/api/sessions/s/transfer", to("agent002"))),
                 QStringLiteral("PERMISSION_DENIED"));
        m_li->post("/api/agent/logout");
        QCOMPARE(code(m_wang->post("/api/sessions/s/transfer", to("agent002"))),
                 QStringLiteral("AGENT_OFFLINE"));
        QCOMPARE(m_wang->post("/api/sessions/s/transfer", to("admin")).status, 200);
        QCOMPARE(code(m_wang->post("/api/sessions/s/transfer", to("admin"))), // sent twice
                 QStringLiteral("TRANSFER_PENDING"));
        m_wang->post("/api/sessions/s/release");
        const Answer answer = m_wang->post("/api/sessions/s/transfer", to("admin"));
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.detail(), QStringLiteral("Session not in manual_live status"));
    }

    void forced()
    {
        const Answer done = m_admin->post("/api/sessions/s/transfer", to("agent002", true));
        QCOMPARE(done.status, 200);
        QCOMPARE(done.data().value(u"status").toString(), QStringLiteral("accepted"));
        const QJsonObject detail = m_li->get("/api/sessions/s").data();
        QCOMPARE(detail.value(u"session")
                     .toObject()
                     .value(u"assigned_agent")
                     .toObject()
                     .value(u"name")
                     .toString(),
                 QStringLiteral("客服小李"));
        const QJsonArray trail = detail.value(u"audit_trail").toArray();
        const QJsonObject last = trail.at(trail.size() - 1).toObject();
        QCOMPARE(last.value(u"reason").toString(), QStringLiteral("transferred"));
        QCOMPARE(last.value(u"operator").toString(), QStringLiteral("admin"));
        QCOMPARE(
            m_admin->get("/api/audit?action=session_transferred").data().value(u"total").toInt(),
            1);
    }

    void manyAcceptAtOnce()
    {
        const QByteArray respond = "/api/transfer-requests/" +
                                   idOf(m_wang->post("/api/sessions/s/transfer", to("agent002"))) +
                                   "/respond";
        std::atomic<int> won = 0;
        std::atomic<int> closed = 0;
        std::atomic<int> released = 0;
        QList<QThread *> threads;
        for (int i = 0; i < 12; ++i) {
            threads.append(QThread::create([&, i] {
                HttpClient http(m_server->port());
                http.setToken(i % 6 == 5 ? m_wangToken : m_liToken);
                const Answer answer = i % 6 == 5
                                          ? http.post("/api/sessions/s/release")
                                          : http.post(respond, i % 2 ? R"({"action":"accept"})"
                                                                     : R"({"action":"decline"})");
                if (i % 6 == 5)
                    released += answer.status == 200 ? 1 : 0;
                else if (answer.status == 200)
                    ++won;
                else if (code(answer) == u"TRANSFER_CLOSED")
                    ++closed;
            }));
        }
        for (QThread *thread : threads)
            thread->start();
        for (QThread *thread : threads) {
            thread->wait();
            delete thread;
        }
        QVERIFY(won <= 1);
        QCOMPARE(won + closed, 10);
        const QJsonObject session =
            m_li->get("/api/sessions/s").data().value(u"session").toObject();
        if (released == 1)
            QCOMPARE(session.value(u"status").toString(), QStringLiteral("bot_active"));
        else
            QCOMPARE(session.value(u"assigned_agent").toObject().value(u"name").toString(),
                     QStringLiteral("客服小李"));
    }

private:
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_wang;
    std::unique_ptr<HttpClient> m_li;
    std::unique_ptr<HttpClient> m_admin;
    QByteArray m_wangToken;
    QByteArray m_liToken;
    QByteArray m_adminToken;
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
