#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

QString text(const Answer &answer, QStringView field)
{
    return answer.json().value(field).toString();
}

QStringList keys(const QJsonObject &object)
{
    return object.keys();
}

} // namespace

/// The life of a session over the wire, with the literals of api.md.
class TestSessions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_alice = m_server->signedIn("agent001");
        m_bob = m_server->signedIn("agent002");
        m_admin = m_server->signedIn("admin");
        m_customer = std::make_unique<HttpClient>(m_server->port());
    }
    void init() { m_name = "session_" + QByteArray::number(++m_count); }

    void escalate()
    {
        const Answer answer = escalateSession();
        QCOMPARE(answer.status, 200);
        const QJsonObject all = answer.json();
        QCOMPARE(all.value(u"success").toBool(), true);
        QCOMPARE(all.value(u"is_in_shift").toBool(), true);
        QCOMPARE(all.value(u"email_sent").toBool(), false);
        const QJsonObject state = answer.data();
        QCOMPARE(state.value(u"status").toString(), QStringLiteral("pending_manual"));
        QCOMPARE(state.value(u"escalation").toObject().value(u"reason").toString(),
                 QStringLiteral("manual"));
        const QStringList fields{QStringLiteral("ai_fail_count"),
                                 QStringLiteral("assigned_agent"),
                                 QStringLiteral("conversation_id"),
                                 QStringLiteral("created_at"),
                                 QStringLiteral("escalation"),
                                 QStringLiteral("history"),
                                 QStringLiteral("last_manual_end_at"),
                                 QStringLiteral("mail"),
                                 QStringLiteral("manual_start_at"),
                                 QStringLiteral("priority"),
                                 QStringLiteral("session_name"),
                                 QStringLiteral("status"),
                                 QStringLiteral("tags"),
                                 QStringLiteral("updated_at"),
                                 QStringLiteral("user_profile"),
                                 QStringLiteral("version")};
        QCOMPARE(keys(state), fields);
        // Again: the same, and the time of the first is kept.
        const Answer again = escalateSession();
        QCOMPARE(again.status, 200);
        QCOMPARE(again.data().value(u"escalation"), state.value(u"escalation"));
        QCOMPARE(again.data().value(u"version"), state.value(u"version"));
    }

    void regulatorTriggered()
    {
        const Answer answer =
            m_customer->post("/api/manual/escalate", "{\"session_name\":\"" + m_name +
                                                         "\",\"reason\":\"regulator_triggered\"}");
        QCOMPARE(answer.status, 200);
        const QJsonObject escalation = answer.data().value(u"escalation").toObject();
        QCOMPARE(escalation.value(u"reason").toString(), QStringLiteral("manual"));
        QCOMPARE(escalation.value(u"details").toString(), QStringLiteral("regulator_triggered"));
    }

    void escalateErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no name") << QByteArray("{}") << 400
                                 << QStringLiteral("session_name is required");
        QTest::newRow("no body") << QByteArray() << 400
                                 << QStringLiteral("session_name is required");
        QTest::newRow("blank name") << QByteArray(R"({"session_name":"  "})") << 400
                                    << QStringLiteral("session_name is required");
        QTest::newRow("null name") << QByteArray(R"({"session_name":null})") << 400
                                   << QStringLiteral("session_name is required");
        QTest::newRow("number") << QByteArray(R"({"session_name":5})") << 422
                                << QStringLiteral("/session_name: string expected");
        QTest::newRow("unknown reason")
            << QByteArray(R"({"session_name":"x","reason":"bored"})") << 422 << QString();
    }
    void escalateErrors()
    {
        QFETCH(QByteArray, body);
        const Answer answer = m_customer->post("/api/manual/escalate", body);
        QTEST(answer.status, "status");
        QFETCH(QString, detail);
        if (!detail.isEmpty())
            QCOMPARE(answer.detail(), detail);
        QCOMPARE(answer.json().value(u"success").toBool(true), false);
    }

    void wholeHandOver()
    {
        escalateSession();
        QCOMPARE(session().value(u"queue_position").toInt() > 0, true);

        const Answer taken = m_alice->post(path("/takeover"), "{}");
        QCOMPARE(taken.status, 200);
        QCOMPARE(taken.data().value(u"status").toString(), QStringLiteral("manual_live"));
        QCOMPARE(taken.data().value(u"assigned_agent").toObject().value(u"name").toString(),
                 QStringLiteral("客服小王"));
        QVERIFY(session().value(u"queue_position").isNull());

        const Answer lost = m_bob->post(path("/takeover"), "{}");
        QCOMPARE(lost.status, 409);
        QCOMPARE(lost.detail(), QStringLiteral("ALREADY_TAKEN: 会话已被坐席【客服小王】接入"));
        QCOMPARE(text(lost, u"code"), QStringLiteral("ALREADY_TAKEN"));

        const Answer live = escalateSession();
        QCOMPARE(live.status, 409);
        QCOMPARE(text(live, u"code"), QStringLiteral("MANUAL_IN_PROGRESS"));

        const QByteArray question = message("user", "我的电池坏了", "c-1");
        const Answer asked = m_customer->post("/api/manual/messages", question);
        QCOMPARE(asked.status, 200);
        QVERIFY(asked.data().value(u"message_id").toString().startsWith(u"msg_"));
        QVERIFY(asked.body.contains("\"timestamp\":"));
        const Answer repeated = m_customer->post("/api/manual/messages", question);
        QCOMPARE(repeated.status, 200);
        QCOMPARE(repeated.body, asked.body);

        QCOMPARE(m_alice->post("/api/manual/messages", message("agent", "马上处理")).status, 200);
        const Answer notOwner = m_bob->post("/api/manual/messages", message("agent", "hello"));
        QCOMPARE(notOwner.status, 403);
        QCOMPARE(text(notOwner, u"code"), QStringLiteral("PERMISSION_DENIED"));
        QCOMPARE(m_admin->post("/api/manual/messages", message("agent", "admin here")).status, 200);

        QStringList contents;
        for (const QJsonValue &m :
             session().value(u"session").toObject().value(u"history").toArray())
            contents.append(m.toObject().value(u"role").toString() + u':' +
                            m.toObject().value(u"content").toString());
        QCOMPARE(contents,
                 QStringList({QStringLiteral("system:客服【客服小王】已接入，正在为您服务"),
                              QStringLiteral("user:我的电池坏了"), QStringLiteral("agent:马上处理"),
                              QStringLiteral("agent:admin here")}));

        QCOMPARE(m_bob->post(path("/release"), "{}").status, 403);
        const Answer released = m_alice->post(path("/release"), R"({"reason":"resolved"})");
        QCOMPARE(released.status, 200);
        QCOMPARE(released.data().value(u"status").toString(), QStringLiteral("bot_active"));
        QVERIFY(released.data().value(u"assigned_agent").isNull());
        const Answer twice = m_alice->post(path("/release"), "{}");
        QCOMPARE(twice.status, 409);
        QCOMPARE(twice.detail(), QStringLiteral("Session not in manual_live status"));
        const Answer late = m_customer->post("/api/manual/messages", message("user", "noch da?"));
        QCOMPARE(late.status, 409);
        QCOMPARE(late.detail(), QStringLiteral("Session not in manual_live status"));

        QStringList trail;
        for (const QJsonValue &entry : session().value(u"audit_trail").toArray())
            trail.append(entry.toObject().value(u"status_from").toString() + u'>' +
                         entry.toObject().value(u"status_to").toString() + u' ' +
                         entry.toObject().value(u"operator").toString());
        QCOMPARE(trail, QStringList({QStringLiteral("bot_active>pending_manual customer"),
                                     QStringLiteral("pending_manual>manual_live agent001"),
                                     QStringLiteral("manual_live>bot_active agent001")}));
    }

    void requeueAndCancel()
    {
        escalateSession();
        QCOMPARE(m_alice->post(path("/takeover"), "{}").status, 200);
        const Answer requeued = m_alice->post(path("/requeue"), R"({"reason":"lunch"})");
        QCOMPARE(requeued.status, 200);
        QCOMPARE(requeued.data().value(u"status").toString(), QStringLiteral("pending_manual"));
        const Answer cancelled = m_customer->post(path("/cancel"), "{}");
        QCOMPARE(cancelled.status, 200);
        QCOMPARE(cancelled.data().value(u"status").toString(), QStringLiteral("bot_active"));
        QCOMPARE(m_customer->post(path("/cancel"), "{}").status, 409);
    }

    void takeoverNamesAnother()
    {
        escalateSession();
        const Answer refused = m_alice->post(path("/takeover"), R"({"agent_id":"agent002"})");
        QCOMPARE(refused.status, 403);
        const Answer unknown = m_admin->post(path("/takeover"), R"({"agent_id":"agent999"})");
        QCOMPARE(unknown.status, 404);
        QCOMPARE(text(unknown, u"code"), QStringLiteral("AGENT_NOT_FOUND"));
        const Answer named = m_admin->post(path("/takeover"), R"({"agent_id":"agent002"})");
        QCOMPARE(named.status, 200);
        QCOMPARE(named.data().value(u"assigned_agent").toObject().value(u"name").toString(),
                 QStringLiteral("客服小李"));
        QCOMPARE(
            m_admin->post(path("/release"), R"({"close":true})").data().value(u"status").toString(),
            QStringLiteral("closed"));
    }

    void oneOfManyTakesIt()
    {
        escalateSession();
        constexpr int racers = 8;
        QList<QThread *> threads;
        std::atomic<int> won = 0;
        std::atomic<int> told = 0;
        const QByteArray alice = m_server->login("agent001", "agent123");
        const QByteArray bob = m_server->login("agent002", "agent123");
        for (int i = 0; i < racers; ++i) {
            threads.append(QThread::create([this, i, &won, &told, token = i % 2 ? alice : bob] {
                HttpClient http = HttpClient(m_server->port());
                http.setToken(token);
                Q_UNUSED(i);
                const Answer answer = http.post(path("/takeover"), "{}");
                if (answer.status == 200)
                    ++won;
                else if (answer.status == 409 && text(answer, u"code") == u"ALREADY_TAKEN")
                    ++told;
            }));
            threads.last()->start();
        }
        for (QThread *thread : threads) {
            thread->wait();
            delete thread;
        }
        QCOMPARE(won + told, racers);
        QCOMPARE(won, 1);
        m_admin->post(path("/release"), "{}");
    }

    void unknownSessions_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("read") << QByteArray("GET") << QByteArray("/api/sessions/none")
                              << QByteArray();
        QTest::newRow("messages") << QByteArray("GET") << QByteArray("/api/sessions/none/messages")
                                  << QByteArray();
        QTest::newRow("events") << QByteArray("GET") << QByteArray("/api/sessions/none/events")
                                << QByteArray();
        QTest::newRow("takeover") << QByteArray("POST") << QByteArray("/api/sessions/none/takeover")
                                  << QByteArray("{}");
        QTest::newRow("release") << QByteArray("POST") << QByteArray("/api/sessions/none/release")
                                 << QByteArray("{}");
        QTest::newRow("requeue") << QByteArray("POST") << QByteArray("/api/sessions/none/requeue")
                                 << QByteArray("{}");
        QTest::newRow("cancel") << QByteArray("POST") << QByteArray("/api/sessions/none/cancel")
                                << QByteArray("{}");
        QTest::newRow("typing") << QByteArray("POST") << QByteArray("/api/sessions/none/typing")
                                << QByteArray(R"({"active":true})");
        QTest::newRow("viewing") << QByteArray("POST") << QByteArray("/api/sessions/none/viewing")
                                 << QByteArray("{}");
        QTest::newRow("write") << QByteArray("POST") << QByteArray("/api/manual/messages")
                               << QByteArray(
                                      R"({"session_name":"none","role":"agent","content":"x"})");
    }
    void unknownSessions()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        const Answer answer = m_alice->request(method, target, body);
        QCOMPARE(answer.status, 404);
        QCOMPARE(text(answer, u"code"), QStringLiteral("SESSION_NOT_FOUND"));
        QCOMPARE(answer.detail(), QStringLiteral("Session not found"));
    }

    void messageErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("detail");
        const QString required = QStringLiteral("session_name, role, and content are required");
        QTest::newRow("nothing") << QByteArray("{}") << 400 << required;
        QTest::newRow("no content")
            << QByteArray(R"({"session_name":"x","role":"user"})") << 400 << required;
        QTest::newRow("empty content")
            << QByteArray(R"({"session_name":"x","role":"user","content":""})") << 400 << required;
        QTest::newRow("role") << QByteArray(R"({"session_name":"x","role":"system","content":"x"})")
                              << 400 << QStringLiteral("role must be 'agent' or 'user'");
        QTest::newRow("number") << QByteArray(R"({"session_name":"x","role":"user","content":7})")
                                << 422 << QStringLiteral("/content: string expected");
        QTest::newRow("too long")
            << QByteArray("{\"session_name\":\"x\",\"role\":\"user\",\"content\":\"" +
                          QByteArray(4001, 'a') + "\"}")
            << 422 << QString();
    }
    void messageErrors()
    {
        QFETCH(QByteArray, body);
        const Answer answer = m_customer->post("/api/manual/messages", body);
        QTEST(answer.status, "status");
        QFETCH(QString, detail);
        if (!detail.isEmpty())
            QCOMPARE(answer.detail(), detail);
    }

    void listAndQueue()
    {
        escalateSession();
        const Answer queue = m_alice->get("/api/sessions/queue");
        QCOMPARE(queue.status, 200);
        QCOMPARE(keys(queue.data()),
                 QStringList({QStringLiteral("avg_wait_time"), QStringLiteral("max_wait_time"),
                              QStringLiteral("queue"), QStringLiteral("total_count"),
                              QStringLiteral("vip_count")}));
        QVERIFY(queue.body.contains(QByteArray("\"session_name\":\"" + m_name + "\"")));

        const Answer list = m_alice->get("/api/sessions?status=pending_manual&page_size=100");
        QCOMPARE(list.status, 200);
        QVERIFY(list.body.contains(QByteArray("\"session_name\":\"" + m_name + "\"")));
        QCOMPARE(list.data().value(u"items"), list.data().value(u"sessions"));
        QCOMPARE(m_alice->get("/api/sessions?status=all&limit=1&offset=0")
                     .data()
                     .value(u"items")
                     .toArray()
                     .size(),
                 1);

        const Answer bad = m_alice->get("/api/sessions?status=waiting");
        QCOMPARE(bad.status, 400);
        QCOMPARE(bad.detail(),
                 QStringLiteral(
                     "Invalid status: waiting. Valid values: ['bot_active', 'pending_manual', "
                     "'manual_live', 'after_hours_email', 'closed', 'all']"));
        for (const char *query :
             {"page=0", "page=x", "page_size=101", "page_size=0", "limit=-1", "offset=-5",
              "sort=random", "priority=low", "from=yesterday", "cursor=garbage"})
            QCOMPARE(m_alice->get(QByteArray("/api/sessions?") + query).status, 422);
    }

    void chineseNames()
    {
        m_name = "\xe4\xbc\x9a\xe8\xaf\x9d" + m_name; // 会话
        QCOMPARE(escalateSession().status, 200);
        const Answer answer = m_customer->get("/api/sessions/" + m_name.toPercentEncoding());
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.contains(m_name)); // not escaped
    }

    void timesHaveThreeDecimals()
    {
        escalateSession();
        const QByteArray body = m_customer->get(path("")).body;
        const qsizetype at = body.indexOf("\"created_at\":") + 13;
        QCOMPARE(body.mid(at, body.indexOf(',', at) - at).split('.').value(1).size(), 3);
        QVERIFY(!body.contains(": ") && !body.contains(", "));
    }

private:
    QByteArray path(const QByteArray &rest) const { return "/api/sessions/" + m_name + rest; }
    Answer escalateSession()
    {
        return m_customer->post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}");
    }
    QJsonObject session() { return m_alice->get(path("")).data(); }
    QByteArray message(const QByteArray &role, const QByteArray &content,
                       const QByteArray &id = {}) const
    {
        return "{\"session_name\":\"" + m_name + "\",\"role\":\"" + role + "\",\"content\":\"" +
               content + "\"" +
               (id.isEmpty() ? QByteArray()
                             : QByteArray(",\"client_message_id\":\"" + m_name + id + "\"")) +
               "}";
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_alice;
    std::unique_ptr<HttpClient> m_bob;
    std::unique_ptr<HttpClient> m_admin;
    std::unique_ptr<HttpClient> m_customer;
    QByteArray m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
