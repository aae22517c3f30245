#include "tests/contract/testserver.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

QByteArray credentials(const QByteArray &username, const QByteArray &password)
{
    return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
}

QByteArray change(const QByteArray &oldPassword, const QByteArray &newPassword)
{
    return "{\"old_password\":\"" + oldPassword + "\",\"new_password\":\"" + newPassword + "\"}";
}

} // namespace

/// Accounts over the wire, with the literals of api.md.
class TestAccounts : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_http = std::make_unique<HttpClient>(m_server->port());
    }

    void login()
    {
        const Answer answer = m_http->post("/api/agent/login", credentials("admin", "admin123"));
        QCOMPARE(answer.status, 200);
        const QJsonObject json = answer.json();
        QCOMPARE(json.keys(), QStringList({QStringLiteral("agent"), QStringLiteral("expires_in"),
                                           QStringLiteral("refresh_token"),
                                           QStringLiteral("success"), QStringLiteral("token")}));
        QCOMPARE(json.value(u"expires_in").toInt(), 3600);
        const QJsonObject agent = json.value(u"agent").toObject();
        QCOMPARE(agent.keys(),
                 QStringList({QStringLiteral("avatar_url"), QStringLiteral("created_at"),
                              QStringLiteral("id"), QStringLiteral("last_login"),
                              QStringLiteral("max_sessions"), QStringLiteral("name"),
                              QStringLiteral("role"), QStringLiteral("status"),
                              QStringLiteral("status_note"), QStringLiteral("username")}));
        QCOMPARE(agent.value(u"name").toString(), QStringLiteral("系统管理员"));
        QCOMPARE(agent.value(u"role").toString(), QStringLiteral("admin"));
        QCOMPARE(agent.value(u"status").toString(), QStringLiteral("online"));
        QCOMPARE(agent.value(u"max_sessions").toInt(), 10);
        QVERIFY(agent.value(u"last_login").toDouble() > 1.7e9);
        QVERIFY(!answer.body.contains("$2b$"));
    }

    void defaultAccounts()
    {
        for (const char *name : {"agent001", "agent002"}) {
            const Answer answer = m_http->post("/api/agent/login", credentials(name, "agent123"));
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.json().value(u"agent").toObject().value(u"max_sessions").toInt(), 5);
        }
    }

    void unknownUserLooksLikeWrongPassword()
    {
        const Answer wrong = m_http->post("/api/agent/login", credentials("admin", "wrong123"));
        const Answer unknown = m_http->post("/api/agent/login", credentials("nobody", "wrong123"));
        QCOMPARE(wrong.status, 401);
        QCOMPARE(code(wrong), QStringLiteral("INVALID_CREDENTIALS"));
        QCOMPARE(wrong.detail(), QStringLiteral("用户名或密码错误"));
        QCOMPARE(unknown.status, 401);
        QCOMPARE(unknown.body, wrong.body);
    }

    void throttle()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_http->post("/api/agent/login", credentials("agent001", "wrong123")).status,
                     401);
        const Answer refused =
            m_http->post("/api/agent/login", credentials("agent001", "agent123"));
        QCOMPARE(refused.status, 429);
        QCOMPARE(code(refused), QStringLiteral("LOGIN_THROTTLED"));
        QVERIFY(refused.headers.value("retry-after").toInt() > 0);
        QCOMPARE(m_http->post("/api/agent/login", credentials("agent002", "agent123")).status, 200);
        // X-Forwarded-For is believed from nobody here.
        QCOMPARE(m_http
                     ->request("POST", "/api/agent/login", credentials("agent001", "agent123"),
                               {{"X-Forwarded-For", "10.9.8.7"}})
                     .status,
                 429);
    }

    void successResetsTheThrottle()
    {
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < 4; ++i)
                QCOMPARE(
                    m_http->post("/api/agent/login", credentials("agent001", "wrong123")).status,
                    401);
            QCOMPARE(m_http->post("/api/agent/login", credentials("agent001", "agent123")).status,
                     200);
        }
    }

    void manyLoginsAtOnce()
    {
        // More than the password queue holds: each is answered, with a token or "try later".
        QList<QThread *> threads;
        std::atomic<int> in = 0;
        std::atomic<int> later = 0;
        for (int i = 0; i < 20; ++i) {
            threads.append(QThread::create([this, &in, &later] {
                HttpClient http(m_server->port());
                for (int n = 0; n < 3; ++n) {
                    const int status =
                        http.post("/api/agent/login", credentials("agent001", "agent123")).status;
                    if (status == 200)
                        ++in;
                    else if (status == 503)
                        ++later;
                }
            }));
            threads.last()->start();
        }
        for (QThread *thread : threads) {
            thread->wait();
            delete thread;
        }
        QCOMPARE(in + later, 60);
        QVERIFY(in > 0);
    }

    void refresh()
    {
        const QJsonObject in =
            m_http->post("/api/agent/login", credentials("agent001", "agent123")).json();
        const QByteArray token = in.value(u"refresh_token").toString().toLatin1();
        const Answer answer =
            m_http->post("/api/agent/refresh", "{\"refresh_token\":\"" + token + "\"}");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json().keys(),
                 QStringList({QStringLiteral("expires_in"), QStringLiteral("success"),
                              QStringLiteral("token")}));
        m_http->setToken(answer.json().value(u"token").toString().toLatin1());
        QCOMPARE(m_http->get("/api/agent/status").status, 200);
        m_http->setToken({});
        for (const QByteArray &bad :
             {QByteArray("garbage"), in.value(u"token").toString().toLatin1(), QByteArray()}) {
            const Answer refused =
                m_http->post("/api/agent/refresh", "{\"refresh_token\":\"" + bad + "\"}");
            QCOMPARE(refused.status, 401);
            QCOMPARE(refused.detail(), QStringLiteral("无效的刷新 Token"));
        }
        QCOMPARE(m_http->post("/api/agent/refresh", "{}").status, 422);
    }

    void logout()
    {
        m_http->setToken(m_server->login("agent001", "agent123"));
        const Answer other = m_http->post("/api/agent/logout?username=agent002");
        QCOMPARE(other.status, 403);
        const Answer own = m_http->post("/api/agent/logout?username=agent001");
        QCOMPARE(own.status, 200);
        QCOMPARE(own.body, QByteArray("{\"success\":true,\"message\":\"登出成功\"}"));
        QCOMPARE(status(), QStringLiteral("offline")); // and the token still works
        m_http->setToken(m_server->login("admin", "admin123"));
        QCOMPARE(m_http->post("/api/agent/logout?username=agent002").status, 200);
        QCOMPARE(m_http->post("/api/agent/logout?username=nobody").status, 404);
    }

    void profile()
    {
        m_http->setToken(m_server->login("agent001", "agent123"));
        const Answer own = m_http->get("/api/agent/profile?username=agent001");
        QCOMPARE(own.status, 200);
        QCOMPARE(own.json().value(u"agent").toObject().value(u"name").toString(),
                 QStringLiteral("客服小王"));
        const Answer unknown = m_http->get("/api/agent/profile?username=nobody");
        QCOMPARE(unknown.status, 404);
        QCOMPARE(code(unknown), QStringLiteral("AGENT_NOT_FOUND"));
        QCOMPARE(unknown.detail(), QStringLiteral("坐席不存在"));

        const Answer renamed = m_http->request(
            "PUT", "/api/agent/profile", R"({"name":"Wang","role":"admin","max_sessions":99})");
        QCOMPARE(renamed.status, 200);
        const QJsonObject agent = renamed.json().value(u"agent").toObject();
        QCOMPARE(agent.value(u"name").toString(), QStringLiteral("Wang"));
        QCOMPARE(agent.value(u"role").toString(), QStringLiteral("agent")); // ignored
        QCOMPARE(agent.value(u"max_sessions").toInt(), 5);
        const Answer nothing = m_http->request("PUT", "/api/agent/profile", R"({"role":"admin"})");
        QCOMPARE(nothing.status, 400);
        QCOMPARE(nothing.detail(),
                 QStringLiteral("NO_FIELDS_TO_UPDATE: 至少需要提供一个要修改的字段"));
        QCOMPARE(m_http->request("PUT", "/api/agent/profile", R"({"name":""})").status, 422);
        QCOMPARE(
            m_http
                ->request("PUT", "/api/agent/profile", "{\"name\":\"" + QByteArray(51, 'x') + "\"}")
                .status,
            422);
    }

    void changePassword()
    {
        m_http->setToken(m_server->login("agent001", "agent123"));
        const auto detail = [this](const QByteArray &body) {
            const Answer answer = m_http->post("/api/agent/change-password", body);
            return QString(QString::number(answer.status) + u' ' + answer.detail());
        };
        QCOMPARE(detail(change("wrong", "short")),
                 QStringLiteral("400 OLD_PASSWORD_INCORRECT: 旧密码不正确"));
        QCOMPARE(detail(change("agent123", "short")),
                 QStringLiteral("400 INVALID_PASSWORD: 密码必须至少8个字符，包含字母和数字"));
        QCOMPARE(detail(change("agent123", "agent123")),
                 QStringLiteral("400 PASSWORD_SAME: 新密码不能与旧密码相同"));
        const Answer done =
            m_http->post("/api/agent/change-password", change("agent123", "agent456"));
        QCOMPARE(done.status, 200);
        QCOMPARE(done.body, QByteArray("{\"success\":true,\"message\":\"密码修改成功\"}"));
        QVERIFY(m_server->login("agent001", "agent123").isEmpty());
        QVERIFY(!m_server->login("agent001", "agent456").isEmpty());
    }

    void statusAndNote()
    {
        m_http->setToken(m_server->login("agent001", "agent123"));
        const Answer busy = m_http->request("PUT", "/api/agent/status",
                                            R"({"status":"busy","status_note":"午休"})");
        QCOMPARE(busy.status, 200);
        QCOMPARE(
            busy.body,
            QByteArray("{\"success\":true,\"data\":{\"status\":\"busy\",\"status_note\":\"午休\","
                       "\"current_sessions\":0,\"max_sessions\":5}}"));
        QCOMPARE(status(), QStringLiteral("busy"));
        QCOMPARE(m_http->request("PUT", "/api/agent/status", R"({"status":"sleeping"})").status,
                 422);
        QCOMPARE(
            m_http
                ->request("PUT", "/api/agent/status",
                          "{\"status\":\"busy\",\"status_note\":\"" + QByteArray(121, 'x') + "\"}")
                .status,
            422);
    }

private:
    QString status() { return m_http->get("/api/agent/status").data().value(u"status").toString(); }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_http;
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
