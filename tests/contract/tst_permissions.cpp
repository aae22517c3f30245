#include "tests/contract/testserver.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

enum class Who { Anyone, Customer, Agent, Admin };

/// One row per route: what api.md demands, told here once more on purpose.
struct Row
{
    const char *route;
    Who who;
    const char *path;
    const char *body = "";
    bool stream = false;
    /// Of a session that agent001 has taken over, `own`: other agents are refused, admins are not.
    bool ofOwner = false;
};

const Row rows[] = {
    {"GET /api/health", Who::Anyone, "/api/health"},
    {"GET /api/version", Who::Anyone, "/api/version"},
    {"GET /healthz", Who::Anyone, "/healthz"},
    {"GET /metrics", Who::Anyone, "/metrics"},
    {"GET /api/shift/config", Who::Anyone, "/api/shift/config"},
    {"GET /api/shift/status", Who::Anyone, "/api/shift/status"},
    {"GET /", Who::Anyone, "/"},
    {"GET /widget.js", Who::Anyone, "/widget.js"},
    {"GET /web/", Who::Anyone, "/web/index.html"},
    {"GET /api/openapi.json", Who::Anyone, "/api/openapi.json"},
    {"GET /docs", Who::Anyone, "/docs"},
    {"GET /docs/guide", Who::Anyone, "/docs/guide"},

    {"POST /api/chat", Who::Customer, "/api/chat", R"({"message":"hi","user_id":"s1"})"},
    {"POST /api/chat/stream", Who::Customer, "/api/chat/stream",
     R"({"message":"hi","user_id":"s1"})"},
    {"POST /api/conversation/new", Who::Customer, "/api/conversation/new",
     R"({"session_id":"s1"})"},
    {"POST /api/conversation/clear", Who::Customer, "/api/conversation/clear",
     R"({"session_id":"s1"})"},
    {"POST /api/conversation/create", Who::Customer, "/api/conversation/create",
     R"({"user_id":"s1"})"},
    {"GET /api/bot/info", Who::Anyone, "/api/bot/info"},
    {"GET /api/config", Who::Anyone, "/api/config"},

    {"POST /api/manual/escalate", Who::Customer, "/api/manual/escalate",
     R"({"session_name":"s1"})"},
    {"POST /api/manual/messages", Who::Customer, "/api/manual/messages",
     R"({"session_name":"s1","role":"user","content":"hi"})"},
    {"POST /api/manual/messages", Who::Agent, "/api/manual/messages",
     R"({"session_name":"own","role":"agent","content":"hi"})", false, true},
    {"GET /api/sessions/{session_name}", Who::Customer, "/api/sessions/s1"},
    {"POST /api/sessions/{session_name}/cancel", Who::Customer, "/api/sessions/s1/cancel", "{}"},
    {"POST /api/sessions/{session_name}/leave", Who::Customer, "/api/sessions/s1/leave", "{}"},
    {"POST /api/sessions/{session_name}/typing", Who::Customer, "/api/sessions/s1/typing",
     R"({"active":true})"},
    {"GET /api/sessions/{session_name}/events", Who::Customer, "/api/sessions/s1/events", "", true},

    {"GET /api/sessions", Who::Agent, "/api/sessions"},
    {"GET /api/sessions/queue", Who::Agent, "/api/sessions/queue"},
    {"GET /api/sessions/stats", Who::Agent, "/api/sessions/stats"},
    {"GET /api/stats/series", Who::Agent, "/api/stats/series?metric=sessions"},
    {"GET /api/stats/agents", Who::Agent, "/api/stats/agents"},
    {"GET /api/sessions/{session_name}/messages", Who::Agent, "/api/sessions/s1/messages"},
    {"POST /api/sessions/{session_name}/email", Who::Agent, "/api/sessions/s1/email", "{}"},
    {"POST /api/sessions/{session_name}/takeover", Who::Agent, "/api/sessions/s2/takeover", "{}"},
    {"POST /api/sessions/{session_name}/release", Who::Agent, "/api/sessions/own/release", "{}",
     false, true},
    {"POST /api/sessions/{session_name}/requeue", Who::Agent, "/api/sessions/own/requeue", "{}",
     false, true},
    {"POST /api/sessions/{session_name}/viewing", Who::Agent, "/api/sessions/s1/viewing", "{}"},
    {"POST /api/sessions/{session_name}/transfer", Who::Agent, "/api/sessions/own/transfer",
     R"({"to_agent_id":"agent002","reason":"r"})", false, true},
    {"GET /api/sessions/{session_name}/transfers", Who::Agent, "/api/sessions/s1/transfers"},
    {"GET /api/transfer-requests/pending", Who::Agent, "/api/transfer-requests/pending"},
    {"POST /api/transfer-requests/{id}/respond", Who::Agent,
     "/api/transfer-requests/transfer_x/respond", R"({"action":"accept"})"},
    {"GET /api/sessions/{session_name}/notes", Who::Agent, "/api/sessions/s1/notes"},
    {"POST /api/sessions/{session_name}/notes", Who::Agent, "/api/sessions/s1/notes",
     R"({"content":"n"})"},
    {"PUT /api/sessions/{session_name}/notes/{note_id}", Who::Agent,
     "/api/sessions/s1/notes/note_x", R"({"content":"n"})"},
    {"DELETE /api/sessions/{session_name}/notes/{note_id}", Who::Agent,
     "/api/sessions/s1/notes/note_x"},
    {"PATCH /api/sessions/{session_name}/profile", Who::Agent, "/api/sessions/s1/profile",
     R"({"city":"Shenzhen"})"},
    {"POST /api/sessions/{session_name}/read", Who::Agent, "/api/sessions/s1/read",
     R"({"message_id":"x"})"},
    {"GET /api/quick-replies", Who::Agent, "/api/quick-replies"},
    {"POST /api/quick-replies", Who::Admin, "/api/quick-replies",
     R"({"category":"policy","title":"t","content":"c"})"},
    {"PUT /api/quick-replies/{id}", Who::Admin, "/api/quick-replies/qr_system_greeting_en",
     R"({"category":"policy","title":"t","content":"c"})"},
    {"DELETE /api/quick-replies/{id}", Who::Admin, "/api/quick-replies/qr_system_greeting_en"},
    {"POST /api/quick-replies/{id}/use", Who::Agent,
     "/api/quick-replies/qr_system_greeting_en/use"},
    {"GET /api/tags", Who::Agent, "/api/tags"},
    {"POST /api/tags", Who::Agent, "/api/tags", R"({"name":"t","color":"#112233"})"},
    {"PUT /api/tags/{tag_id}", Who::Admin, "/api/tags/tag_vip",
     R"({"name":"VIP","color":"#F59E0B"})"},
    {"DELETE /api/tags/{tag_id}", Who::Admin, "/api/tags/tag_vip"},
    {"POST /api/sessions/{session_name}/tags", Who::Agent, "/api/sessions/s1/tags",
     R"({"tag_id":"tag_vip"})"},
    {"DELETE /api/sessions/{session_name}/tags/{tag_id}", Who::Agent,
     "/api/sessions/s1/tags/tag_urgent"},
    {"GET /api/sessions/by-tag/{tag_id}", Who::Agent, "/api/sessions/by-tag/tag_vip"},
    {"GET /api/auto-reply-rules", Who::Admin, "/api/auto-reply-rules"},
    {"POST /api/auto-reply-rules", Who::Admin, "/api/auto-reply-rules",
     R"({"type":"busy","trigger_condition":{},"reply_content":"x","enabled":false,"delay_seconds":0})"},
    {"PUT /api/auto-reply-rules/{id}", Who::Admin, "/api/auto-reply-rules/none",
     R"({"type":"busy","trigger_condition":{},"reply_content":"x","enabled":false,"delay_seconds":0})"},
    {"DELETE /api/auto-reply-rules/{id}", Who::Admin, "/api/auto-reply-rules/none"},
    {"POST /api/auto-reply-rules/test", Who::Admin, "/api/auto-reply-rules/test",
     R"({"message":"x"})"},
    {"GET /api/agent/events", Who::Agent, "/api/agent/events", "", true},

    {"POST /api/agent/login", Who::Anyone, "/api/agent/login",
     R"({"username":"admin","password":"admin123"})"},
    {"POST /api/agent/refresh", Who::Anyone, "/api/agent/refresh", R"({"refresh_token":"x"})"},
    {"POST /api/agent/logout", Who::Agent, "/api/agent/logout", ""},
    {"GET /api/agent/profile", Who::Agent, "/api/agent/profile"},
    {"PUT /api/agent/profile", Who::Agent, "/api/agent/profile",
     R"({"avatar_url":"https://x.example/a.png"})"},
    {"POST /api/agent/change-password", Who::Agent, "/api/agent/change-password",
     R"({"old_password":"no","new_password":"no"})"},
    {"GET /api/agent/status", Who::Agent, "/api/agent/status"},
    {"PUT /api/agent/status", Who::Agent, "/api/agent/status", R"({"status":"busy"})"},
    {"GET /api/agents/available", Who::Agent, "/api/agents/available"},

    {"GET /api/agents", Who::Admin, "/api/agents"},
    {"POST /api/agents", Who::Admin, "/api/agents",
     R"({"username":"admin","password":"abcd1234","name":"x"})"},
    {"PUT /api/agents/{username}", Who::Admin, "/api/agents/agent_x", R"({"name":"x"})"},
    {"DELETE /api/agents/{username}", Who::Admin, "/api/agents/agent_x"},
    {"POST /api/agents/{username}/reset-password", Who::Admin, "/api/agents/agent_x/reset-password",
     R"({"new_password":"abcd1234"})"},
    {"GET /api/audit", Who::Admin, "/api/audit"},

    {"GET /api/tickets", Who::Agent, "/api/tickets"},
    {"POST /api/tickets", Who::Agent, "/api/tickets",
     R"({"title":"t","description":"","category":"returns","customer_id":"c","department":"logistics"})"},
    {"GET /api/tickets/{ticket_id}", Who::Agent, "/api/tickets/ticket_x"},
    {"PATCH /api/tickets/{ticket_id}", Who::Agent, "/api/tickets/ticket_x", R"({"title":"t"})"},
    {"POST /api/tickets/{ticket_id}/assign", Who::Agent, "/api/tickets/ticket_x/assign",
     R"({"assignee_id":"admin","assignee_name":"x","department":"logistics"})"},
    {"POST /api/tickets/{ticket_id}/status", Who::Agent, "/api/tickets/ticket_x/status",
     R"({"status":"closed"})"},
    {"POST /api/tickets/{ticket_id}/comments", Who::Agent, "/api/tickets/ticket_x/comments",
     R"({"content":"c"})"},
    {"POST /api/tickets/bulk", Who::Agent, "/api/tickets/bulk",
     R"({"ids":["ticket_x"],"status":"closed"})"},
    {"GET /api/tickets/export", Who::Agent, "/api/tickets/export"},
    {"GET /api/sessions/{session_name}/ticket", Who::Agent, "/api/sessions/s1/ticket"},
    {"GET /api/tickets/{ticket_id}/attachments", Who::Agent, "/api/tickets/ticket_x/attachments"},
    {"POST /api/tickets/{ticket_id}/attachments", Who::Agent, "/api/tickets/ticket_x/attachments",
     "text"},
    {"GET /api/tickets/{ticket_id}/attachments/{attachment_id}", Who::Agent,
     "/api/tickets/ticket_x/attachments/att_x"},
    {"DELETE /api/tickets/{ticket_id}/attachments/{attachment_id}", Who::Agent,
     "/api/tickets/ticket_x/attachments/att_x"},
    {"GET /api/sla-policies", Who::Admin, "/api/sla-policies"},
    {"PUT /api/sla-policies", Who::Admin, "/api/sla-policies",
     R"({"items":[],"default_response_minutes":240,"default_resolution_minutes":1440})"},
};

const Row *rowOf(const QString &route)
{
    for (const Row &row : rows) {
        if (route == QLatin1String(row.route) ||
            (QLatin1String(row.route) == u"GET /web/" && route.startsWith(u"GET /web/")))
            return &row;
    }
    return nullptr;
}

/// Status and code; for streams the status of the head.
struct Outcome
{
    int status = 0;
    QString code;
    QByteArray body = {};
};

Outcome ask(quint16 port, const QByteArray &token, const Row &row,
            const QList<QPair<QByteArray, QByteArray>> &headers)
{
    const QByteArray method = QByteArray(row.route).split(' ').constFirst();
    if (row.stream) {
        HttpClient streaming(port);
        streaming.setToken(token);
        const int status =
            streaming.stream(row.path, headers, [](const SseEvent &) { return false; });
        if (status == 200)
            return {status, {}};
        // Refused: once more on a new connection, to see with what code.
    }
    HttpClient http(port);
    http.setToken(token);
    const Answer answer = http.request(method, row.path, row.body, headers);
    return {answer.status, answer.json().value(u"code").toString(), answer.body};
}

/// The request passed the guard, whatever its use case said.
bool passed(const Outcome &outcome)
{
    return outcome.status != 0 && outcome.code != u"NOT_FOUND" && outcome.status != 405 &&
           (outcome.status < 500 || outcome.code == u"MAIL_NOT_CONFIGURED") &&
           outcome.code != u"NOT_AUTHENTICATED" && outcome.code != u"ADMIN_REQUIRED" &&
           outcome.code != u"SESSION_TOKEN_REQUIRED" &&
           (outcome.code != u"INVALID_TOKEN" || outcome.status != 401);
}

} // namespace

/// Every route × who asks (operations.md, Security).
class TestPermissions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_strict = std::make_unique<TestServer>(QMap<QString, QString>{
            {QStringLiteral("SESSION_TOKEN_REQUIRED"), QStringLiteral("true")}});
        QVERIFY(m_strict->port() > 0);
        m_agent = m_server->login("agent001", "agent123");
        m_other = m_server->login("agent002", "agent123");
        m_admin = m_server->login("admin", "admin123");
        QVERIFY(!m_agent.isEmpty() && !m_other.isEmpty() && !m_admin.isEmpty());
        m_refresh = refreshToken();
        HttpClient self = m_server->client();
        self.setToken(m_agent);
        m_agentId = self.get("/api/agent/profile")
                        .json()
                        .value(u"agent")
                        .toObject()
                        .value(u"id")
                        .toString();
        self.setToken(m_admin);
        QCOMPARE(self.post("/api/agents", R"({"username":"gone","password":"Passw0rd1",)"
                                          R"("name":"Gone","role":"admin"})")
                     .status,
                 200);
        m_deleted = m_server->login("gone", "Passw0rd1");
        QVERIFY(!m_deleted.isEmpty());
        QCOMPARE(self.request("DELETE", "/api/agents/gone").status, 200);
        for (TestServer *server : {m_server.get(), m_strict.get()}) {
            HttpClient http = server->client();
            for (const char *name : {"s1", "s2"}) {
                const QByteArray session(name);
                QCOMPARE(
                    http.request("POST", "/api/manual/escalate",
                                 "{\"session_name\":\"" + session + "\"}",
                                 {{"X-Session-Token",
                                   server->sessionToken(QString::fromLatin1(session)).toLatin1()}})
                        .status,
                    200);
            }
        }
    }

    void everyRouteHasARow()
    {
        QStringList without;
        for (const QString &route : m_server->routes()) {
            if (!rowOf(route))
                without.append(route);
        }
        QCOMPARE(without, QStringList());
    }

    void routes_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("caller");
        QTest::addColumn<QByteArray>("token");
        const QStringList known = m_server->routes();
        for (size_t i = 0; i < std::size(rows); ++i) {
            if (!known.contains(QLatin1String(rows[i].route)) &&
                QLatin1String(rows[i].route) != u"GET /web/")
                continue;
            const auto row = [&](const char *caller, const QByteArray &token) {
                QTest::addRow("%s, %s", rows[i].route, caller)
                    << int(i) << QString::fromLatin1(caller) << token;
            };
            row("nobody", {});
            row("customer", {});
            row("garbage", "garbage");
            row("expired", expired());
            row("refresh", m_refresh);
            row("deleted", m_deleted);
            row("agent", m_agent);
            row("other agent", m_other);
            row("admin", m_admin);
        }
    }
    void routes()
    {
        QFETCH(int, index);
        QFETCH(QString, caller);
        QFETCH(QByteArray, token);
        const Row &row = rows[index];
        QList<QPair<QByteArray, QByteArray>> headers;
        if (caller == u"customer") // knows his session and has its token, which is no agent's
            headers.emplaceBack("X-Session-Token",
                                m_server->sessionToken(QStringLiteral("s1")).toLatin1());
        if (row.ofOwner)
            takeOwn();
        const Outcome outcome = ask(m_server->port(), token, row, headers);
        const QByteArray shown = QByteArray::number(outcome.status) + ' ' + outcome.code.toUtf8();

        const bool badToken = caller == u"garbage" || caller == u"deleted" ||
                              caller == u"expired" || caller == u"refresh";
        if (row.who == Who::Anyone) {
            QVERIFY2(passed(outcome) || outcome.status == 401, shown.constData());
        } else if (badToken) {
            QCOMPARE(outcome.status, 401);
            QCOMPARE(outcome.code, QStringLiteral("INVALID_TOKEN"));
        } else if ((caller == u"nobody" || caller == u"customer") && row.who != Who::Customer) {
            QCOMPARE(outcome.status, 403);
            QCOMPARE(outcome.code, QStringLiteral("NOT_AUTHENTICATED"));
        } else if (row.who == Who::Admin && caller != u"admin") {
            QCOMPARE(outcome.status, 403);
            QCOMPARE(outcome.code, QStringLiteral("ADMIN_REQUIRED"));
        } else if (row.ofOwner && caller == u"other agent") {
            QCOMPARE(outcome.status, 403);
            QCOMPARE(outcome.code, QStringLiteral("PERMISSION_DENIED"));
        } else {
            QVERIFY2(row.ofOwner ? outcome.status == 200 : passed(outcome), shown.constData());
        }
    }

    void customersNeedTheirSessionToken_data()
    {
        QTest::addColumn<int>("index");
        const QStringList known = m_server->routes();
        for (size_t i = 0; i < std::size(rows); ++i) {
            if (rows[i].who == Who::Customer && known.contains(QLatin1String(rows[i].route)))
                QTest::addRow("%s", rows[i].route) << int(i);
        }
    }
    void customersNeedTheirSessionToken()
    {
        QFETCH(int, index);
        const Row &row = rows[index];
        const quint16 port = m_strict->port();
        const auto with = [](const QString &token) {
            return QList<QPair<QByteArray, QByteArray>>{{"X-Session-Token", token.toLatin1()}};
        };
        for (const auto &headers :
             {QList<QPair<QByteArray, QByteArray>>{}, with(QStringLiteral("guess")),
              with(m_strict->sessionToken(QStringLiteral("s2")))}) {
            const Outcome outcome = ask(port, {}, row, headers);
            QCOMPARE(outcome.status, 403);
            QCOMPARE(outcome.code, QStringLiteral("SESSION_TOKEN_REQUIRED"));
        }
        const Outcome own = ask(port, {}, row, with(m_strict->sessionToken(QStringLiteral("s1"))));
        QVERIFY2(passed(own), QByteArray::number(own.status).constData());
        const Outcome agent = ask(port, m_strict->login("agent001", "agent123"), row, {});
        QVERIFY2(passed(agent), QByteArray::number(agent.status).constData());
    }

    /// Of a session that agent001 has tagged, described and taken over, customers' answers hold
    /// nothing of the house (server/domain/session/customerview.h; all of it: tst_customerview).
    void customersSeeNothingOfTheHouse_data() { customersNeedTheirSessionToken_data(); }
    void customersSeeNothingOfTheHouse()
    {
        QFETCH(int, index);
        takeOwn();
        HttpClient http = m_server->client();
        http.setToken(m_agent);
        http.post("/api/sessions/own/tags", R"({"tag_id":"tag_vip"})");
        http.request("PATCH", "/api/sessions/own/profile", R"({"metadata":{"hint":"secret"}})");
        QByteArray path(rows[index].path);
        QByteArray body(rows[index].body);
        Row row = rows[index];
        row.path = path.replace("s1", "own").constData();
        row.body = body.replace("s1", "own").constData();
        const Outcome outcome = ask(m_server->port(), {}, row, {});
        QVERIFY(passed(outcome));
        for (const char *word : {"agent001", "tag_vip", "secret"})
            QVERIFY2(!outcome.body.contains(word), outcome.body.constData());
    }

    void roleComesFromTheStore()
    {
        // The token says admin, the store says agent: releasing another's session needs an admin.
        HttpClient owner = m_server->client();
        owner.setToken(m_other);
        owner.post("/api/manual/escalate", R"({"session_name":"s9"})");
        QCOMPARE(owner.post("/api/sessions/s9/takeover").status, 200);
        HttpClient http = m_server->client();
        http.setToken(m_agent);
        const QString id = http.get("/api/agent/profile")
                               .json()
                               .value(u"agent")
                               .toObject()
                               .value(u"id")
                               .toString();
        http.setToken(m_server->tokenFor(id, QStringLiteral("agent001"), AgentRole::Admin));
        const Answer refused = http.post("/api/sessions/s9/release");
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.json().value(u"code").toString(), QStringLiteral("PERMISSION_DENIED"));
        http.setToken(m_admin);
        QCOMPARE(http.post("/api/sessions/s9/release").status, 200);
    }

    void customersWriteNoAgentMessages()
    {
        HttpClient http = m_server->client();
        const Answer answer =
            http.post("/api/manual/messages",
                      R"({"session_name":"s1","role":"agent","content":"I am Alice"})");
        QCOMPARE(answer.status, 403);
    }

    void preflightNeedsNoToken()
    {
        HttpClient http = m_server->client();
        for (const char *path : {"/api/sessions", "/api/agent/login", "/api/nothing", "/"}) {
            const Answer answer =
                http.request("OPTIONS", path, {},
                             {{"Origin", "http://localhost:5173"},
                              {"Access-Control-Request-Method", "GET"},
                              {"Access-Control-Request-Headers", "Authorization"}});
            QCOMPARE(answer.status, 200);
            QVERIFY(answer.headers.contains("access-control-allow-origin"));
            QCOMPARE(answer.headers.value("access-control-max-age"), QByteArray("600"));
        }
    }

private:
    /// `own` is live, and agent001's.
    void takeOwn()
    {
        HttpClient http = m_server->client();
        http.setToken(m_agent);
        http.post("/api/sessions/own/release"); // ends what is under way
        http.post("/api/manual/escalate", R"({"session_name":"own"})");
        http.post("/api/sessions/own/takeover");
        const QJsonObject session =
            http.get("/api/sessions/own").data().value(u"session").toObject();
        QCOMPARE(session.value(u"status").toString(), QStringLiteral("manual_live"));
        QCOMPARE(session.value(u"assigned_agent").toObject().value(u"id").toString(), m_agentId);
    }
    QByteArray expired() const
    {
        Agent agent;
        agent.id = QStringLiteral("agent_1");
        return m_server->tokens().access(agent, Timestamp::now().plusSeconds(-3601)).toLatin1();
    }
    QByteArray refreshToken() const
    {
        HttpClient http = m_server->client();
        return http.post("/api/agent/login", R"({"username":"agent001","password":"agent123"})")
            .json()
            .value(u"refresh_token")
            .toString()
            .toLatin1();
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestServer> m_strict; ///< with SESSION_TOKEN_REQUIRED
    QByteArray m_agent;
    QString m_agentId;
    QByteArray m_other;
    QByteArray m_admin;
    QByteArray m_deleted;
    QByteArray m_refresh;
};

QTEST_GUILESS_MAIN(TestPermissions)
#include "tst_permissions.moc"
