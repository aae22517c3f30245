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

/// `status detail` of an answer.
QString said(const Answer &answer)
{
    return QString::number(answer.status) + u' ' + answer.detail();
}

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

QStringList named(const QJsonArray &items, QLatin1String key)
{
    QStringList list;
    for (const QJsonValue &item : items)
        list.append(item.toObject().value(key).toString());
    return list;
}

const QByteArray newcomer =
    R"({"username":"agent003","password":"agent789","name":"客服小赵","max_sessions":3})";

} // namespace

/// What admins do with accounts, over the wire, with the literals of api.md.
class TestAdmin : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_token = m_server->login("admin", "admin123");
        m_http = std::make_unique<HttpClient>(m_server->port());
        m_http->setToken(m_token);
    }

    void create()
    {
        const Answer answer = m_http->post("/api/agents", newcomer);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().keys(),
                 (QStringList{QStringLiteral("agent"), QStringLiteral("success")}));
        const QJsonObject agent = answer.json().value(u"agent").toObject();
        QCOMPARE(agent.value(u"username").toString(), QStringLiteral("agent003"));
        QCOMPARE(agent.value(u"role").toString(), QStringLiteral("agent"));
        QCOMPARE(agent.value(u"max_sessions").toInt(), 3);
        QVERIFY(agent.value(u"last_login").isNull());
        QVERIFY(!answer.body.contains("$2b$"));
        QVERIFY(!m_server->login("agent003", "agent789").isEmpty());
        QCOMPARE(said(m_http->post("/api/agents", newcomer)), // sent twice
                 QStringLiteral("400 USERNAME_EXISTS: 用户名已存在"));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const char *method, const char *path,
                            const char *body, const char *expected) {
            QTest::newRow(what) << QByteArray(method) << QByteArray(path) << QByteArray(body)
                                << QString::fromUtf8(expected);
        };
        const auto create = [&row](const char *what, const char *body, const char *expected) {
            row(what, "POST", "/api/agents", body, expected);
        };
        const char *weak = "400 INVALID_PASSWORD: 密码必须至少8个字符，包含字母和数字";
        create("no JSON", "{", "422 The body is not valid JSON");
        create("nothing", "{}", "422 /username: required");
        create("no password", R"({"username":"agent003","name":"x"})", "422 /password: required");
        create("no name", R"({"username":"agent003","password":"abcd1234"})",
               "422 /name: required");
        create("number as name", R"({"username":"agent003","password":"abcd1234","name":5})",
               "422 /name: string expected");
        create("bad username", R"({"username":"a b c","password":"abcd1234","name":"x"})",
               "422 /username: 3 to 50 of the characters a-z, 0-9, _, - and . expected");
        create("unknown role",
               R"({"username":"agent003","password":"abcd1234","name":"x","role":"root"})",
               "422 /role: one of agent, admin expected");
        create("text as number",
               R"({"username":"agent003","password":"abcd1234","name":"x","max_sessions":"5"})",
               "422 /max_sessions: integer expected");
        create("too many sessions",
               R"({"username":"agent003","password":"abcd1234","name":"x","max_sessions":21})",
               "422 /max_sessions: whole number from 1 to 20 expected");
        create("short password", R"({"username":"agent003","password":"abc123","name":"x"})", weak);
        create("no digit", R"({"username":"agent003","password":"abcdefgh","name":"x"})", weak);
        create("no letter", R"({"username":"agent003","password":"12345678","name":"x"})", weak);
        create("taken, and a weak password", R"({"username":"admin","password":"x","name":"x"})",
               "400 USERNAME_EXISTS: 用户名已存在");
        row("update nobody", "PUT", "/api/agents/nobody", R"({"name":"x"})", "404 坐席不存在");
        row("update nothing", "PUT", "/api/agents/agent001", R"({"username":"x"})",
            "400 NO_FIELDS_TO_UPDATE: 至少需要提供一个要修改的字段");
        row("update badly", "PUT", "/api/agents/agent001", R"({"status":"asleep"})",
            "422 /status: one of online, busy, offline expected");
        row("demote the last", "PUT", "/api/agents/admin", R"({"role":"agent"})",
            "400 LAST_ADMIN: 不能降级最后一个管理员");
        row("delete the last", "DELETE", "/api/agents/admin", "",
            "400 LAST_ADMIN: 不能删除最后一个管理员");
        row("delete nobody", "DELETE", "/api/agents/nobody", "", "404 坐席不存在");
        row("reset nobody", "POST", "/api/agents/nobody/reset-password",
            R"({"new_password":"abcd1234"})", "404 坐席不存在");
        row("reset weakly", "POST", "/api/agents/agent001/reset-password",
            R"({"new_password":"abc"})", weak);
        row("reset with nothing", "POST", "/api/agents/agent001/reset-password", "{}",
            "422 /new_password: required");
        row("status filter", "GET", "/api/agents?status=asleep", "",
            "422 /status: one of online, busy, offline expected");
        row("role filter", "GET", "/api/agents?role=root", "",
            "422 /role: one of agent, admin expected");
        row("page 0", "GET", "/api/agents?page=0", "",
            "422 /page: whole number from 1 to 100000 expected");
        row("page size", "GET", "/api/agents?page_size=101", "",
            "422 /page_size: whole number from 1 to 100 expected");
        row("audit since when", "GET", "/api/audit?from=yesterday", "",
            "422 /from: time in seconds expected");
        row("audit far", "GET", "/api/audit?page=99999", "",
            "422 /page: too far, narrow from and to");
    }
    void refused()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        const QByteArray before = m_http->get("/api/agents").body;
        QCOMPARE(said(m_http->request(method, path, body)), expected);
        QCOMPARE(m_http->get("/api/agents").body, before);
    }

    void listAndAvailable()
    {
        (void)m_server->login("agent002", "agent123");
        const QJsonObject page = m_http->get("/api/agents?page_size=2&page=2").data();
        QCOMPARE(page.keys(), (QStringList{QStringLiteral("items"), QStringLiteral("page"),
                                           QStringLiteral("page_size"), QStringLiteral("total"),
                                           QStringLiteral("total_pages")}));
        QCOMPARE(page.value(u"items").toArray().size(), 1);
        QCOMPARE(page.value(u"total").toInt(), 3);
        QCOMPARE(page.value(u"total_pages").toInt(), 2);
        const QLatin1String username("username");
        QCOMPARE(named(m_http->get("/api/agents?status=online&role=agent")
                           .data()
                           .value(u"items")
                           .toArray(),
                       username),
                 QStringList{QStringLiteral("agent002")});
        HttpClient agent = m_server->client();
        agent.setToken(m_server->login("agent002", "agent123"));
        const QJsonObject available = agent.get("/api/agents/available").data();
        QCOMPARE(available.value(u"total").toInt(), 2);
        QCOMPARE(named(available.value(u"items").toArray(), username),
                 (QStringList{QStringLiteral("admin"), QStringLiteral("agent002")}));
        QCOMPARE(available.value(u"items").toArray().at(0).toObject().keys(),
                 (QStringList{QStringLiteral("current_sessions"), QStringLiteral("id"),
                              QStringLiteral("max_sessions"), QStringLiteral("name"),
                              QStringLiteral("role"), QStringLiteral("status"),
                              QStringLiteral("username")}));
    }

    void resetPassword()
    {
        const QByteArray wrong = R"({"username":"agent001","password":"wrong123"})";
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_http->post("/api/agent/login", wrong).status, 401);
        QCOMPARE(m_http->post("/api/agent/login", wrong).status, 429);
        const Answer done =
            m_http->post("/api/agents/agent001/reset-password", R"({"new_password":"neu45678"})");
        QCOMPARE(done.body, QByteArray("{\"success\":true,\"message\":\"密码已重置\"}"));
        // Who forgot his password need not wait for it either.
        QVERIFY(!m_server->login("agent001", "neu45678").isEmpty());
        QVERIFY(m_server->login("agent001", "agent123").isEmpty());
    }

    void aNewPasswordEndsOtherSignIns_data()
    {
        QTest::addColumn<bool>("byAdmin");
        QTest::newRow("reset") << true;
        QTest::newRow("changed") << false;
    }
    void aNewPasswordEndsOtherSignIns()
    {
        QFETCH(bool, byAdmin);
        const auto signIn = [this] {
            return m_server->client()
                .post("/api/agent/login", R"({"username":"agent001","password":"agent123"})")
                .json();
        };
        const QJsonObject one = signIn();
        const QJsonObject two = signIn();
        const auto token = [](const QJsonObject &in) {
            return in.value(u"token").toString().toLatin1();
        };
        const auto refreshed = [this](const QJsonObject &in) {
            return m_server->client().post(
                "/api/agent/refresh",
                "{\"refresh_token\":\"" + in.value(u"refresh_token").toString().toLatin1() + "\"}");
        };
        m_http->post("/api/manual/escalate", R"({"session_name":"s"})");
        EventStream desk(m_server->port(), "/api/agent/events", token(two));
        EventStream session(m_server->port(), "/api/sessions/s/events", token(two));
        QVERIFY(desk.ready() && session.ready());
        HttpClient first = m_server->client();
        first.setToken(token(one));
        if (byAdmin)
            QCOMPARE(
                m_http
                    ->post("/api/agents/agent001/reset-password", R"({"new_password":"neu45678"})")
                    .status,
                200);
        else
            QCOMPARE(first
                         .post("/api/agent/change-password",
                               R"({"old_password":"agent123","new_password":"neu45678"})")
                         .status,
                     200);
        QVERIFY(desk.ended() && session.ended());
        HttpClient second = m_server->client();
        second.setToken(token(two));
        QCOMPARE(code(second.get("/api/agent/profile")), QStringLiteral("INVALID_TOKEN"));
        QCOMPARE(second.get("/api/agent/events").status, 401);
        QCOMPARE(refreshed(two).status, 401);
        // Who changed it himself stays; his tokens go on from here.
        QCOMPARE(first.get("/api/agent/profile").status, byAdmin ? 401 : 200);
        const Answer again = refreshed(one);
        QCOMPARE(again.status, byAdmin ? 401 : 200);
        if (!byAdmin) {
            first.setToken(again.json().value(u"token").toString().toLatin1());
            QCOMPARE(first.get("/api/agent/profile").status, 200);
        }
        QVERIFY(!m_server->login("agent001", "neu45678").isEmpty());
    }

    void theDemotedLosesHisRightsAtOnce()
    {
        QCOMPARE(m_http->request("PUT", "/api/agents/agent001", R"({"role":"admin"})").status, 200);
        HttpClient second = m_server->client();
        second.setToken(m_server->login("agent001", "agent123"));
        QCOMPARE(second.get("/api/agents").status, 200);
        EventStream stream(m_server->port(), "/api/agent/events", m_token);
        QVERIFY(stream.ready());
        QCOMPARE(second.request("PUT", "/api/agents/admin", R"({"role":"agent"})").status, 200);
        QVERIFY(stream.ended());
        QCOMPARE(code(m_http->get("/api/agents")), QStringLiteral("ADMIN_REQUIRED"));
        QCOMPARE(m_http->get("/api/sessions").status, 200);
        EventStream again(m_server->port(), "/api/agent/events", m_token);
        QVERIFY(again.ready()); // as an agent he may listen
        QCOMPARE(again.count("end_streams"), 0);
    }

    void theDeletedIsGoneAtOnce()
    {
        HttpClient agent = m_server->client();
        const QByteArray token = m_server->login("agent001", "agent123");
        agent.setToken(token);
        agent.post("/api/manual/escalate", R"({"session_name":"s"})");
        QCOMPARE(agent.post("/api/sessions/s/takeover").status, 200);
        EventStream desk(m_server->port(), "/api/agent/events", token);
        EventStream chat(m_server->port(), "/api/sessions/s/events", token);
        EventStream customer(m_server->port(), "/api/sessions/s/events");
        EventStream other(m_server->port(), "/api/agent/events", m_token);
        for (EventStream *stream : {&desk, &chat, &customer, &other})
            QVERIFY(stream->ready());

        const Answer done = m_http->request("DELETE", "/api/agents/agent001");
        QCOMPARE(done.body, QByteArray("{\"success\":true,\"message\":\"坐席 agent001 已删除\"}"));
        QVERIFY(desk.ended());
        QVERIFY(chat.ended());
        QVERIFY(customer.readUntil([&] { return customer.count("manual_message") == 1; }));
        QCOMPARE(customer.first("status_change").value(u"status").toString(),
                 QStringLiteral("pending_manual"));
        QCOMPARE(customer.first("manual_message").value(u"content").toString(),
                 QStringLiteral("客服暂时离线，正在为您重新安排人工客服"));
        QVERIFY(other.readUntil([&] { return other.count("agent_updated") >= 2; }));
        QCOMPARE(other.count("end_streams"), 0);
        QCOMPARE(code(agent.get("/api/sessions")), QStringLiteral("INVALID_TOKEN"));
        QVERIFY(m_server->login("agent001", "agent123").isEmpty());
        EventStream refused(m_server->port(), "/api/agent/events", token);
        QVERIFY(refused.ended());
        QCOMPARE(refused.status(), 401);
        const QJsonObject session =
            m_http->get("/api/sessions/s").data().value(u"session").toObject();
        QCOMPARE(session.value(u"status").toString(), QStringLiteral("pending_manual"));
        QVERIFY(session.value(u"assigned_agent").isNull());
    }

    void twoAdminsAtOnce()
    {
        QCOMPARE(m_http->request("PUT", "/api/agents/agent001", R"({"role":"admin"})").status, 200);
        const QByteArray second = m_server->login("agent001", "agent123");
        QList<QThread *> threads;
        const auto demote = [&](const QByteArray &token, const QByteArray &whom) {
            threads.append(QThread::create([this, token, whom] {
                HttpClient http(m_server->port());
                http.setToken(token);
                (void)http.request("PUT", "/api/agents/" + whom, R"({"role":"agent"})");
            }));
        };
        demote(m_token, "agent001");
        demote(second, "admin");
        demote(m_token, "admin");
        demote(second, "agent001");
        for (QThread *thread : threads)
            thread->start();
        for (QThread *thread : threads) {
            thread->wait();
            delete thread;
        }
        // Whoever was first, one is left.
        HttpClient other = m_server->client();
        other.setToken(second);
        const int first = m_http->get("/api/agents").status;
        QCOMPARE(other.get("/api/agents").status, first == 200 ? 403 : 200);
    }

    void audit()
    {
        m_http->post("/api/agent/login", R"({"username":"agent001","password":"wrong123"})");
        QCOMPARE(m_http->post("/api/agents", newcomer).status, 200);
        QCOMPARE(m_http->request("PUT", "/api/agents/agent003", R"({"max_sessions":9})").status,
                 200);
        QCOMPARE(
            m_http->post("/api/agents/agent003/reset-password", R"({"new_password":"neu45678"})")
                .status,
            200);
        QCOMPARE(m_http->request("DELETE", "/api/agents/agent003").status, 200);
        QCOMPARE(m_http->post("/api/agent/logout").status, 200);
        // The note of a failed login is written behind its answer.
        QTRY_COMPARE(m_http->get("/api/audit").data().value(u"total").toInt(), 7);
        const QJsonObject page = m_http->get("/api/audit").data();
        QStringList actions = named(page.value(u"items").toArray(), QLatin1String("action"));
        actions.removeOne(QStringLiteral("login_failed")); // somewhere in between
        QCOMPARE(actions,
                 (QStringList{QStringLiteral("logout"), QStringLiteral("agent_deleted"),
                              QStringLiteral("password_reset"), QStringLiteral("agent_updated"),
                              QStringLiteral("agent_created"), QStringLiteral("login")}));
        const QJsonObject updated =
            m_http->get("/api/audit?action=agent_updated&object=agent003&actor=admin")
                .data()
                .value(u"items")
                .toArray()
                .at(0)
                .toObject();
        QCOMPARE(updated.value(u"actor").toString(), QStringLiteral("admin"));
        QCOMPARE(updated.value(u"details").toObject().value(u"max_sessions").toInt(), 9);
        QVERIFY(!m_http->get("/api/audit").body.contains("neu45678"));
        const QByteArray at =
            QByteArray::number(updated.value(u"timestamp").toDouble() + 3600, 'f');
        QCOMPARE(m_http->get("/api/audit?from=" + at).data().value(u"total").toInt(), 0);
    }

private:
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_http; ///< as admin
    QByteArray m_token;
};

QTEST_GUILESS_MAIN(TestAdmin)
#include "tst_admin.moc"
