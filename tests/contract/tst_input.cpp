#include "shared/text/names.h"
#include "tests/contract/testserver.h"

#include <QTcpSocket>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

/// Sends bytes as they are and returns what comes until the server closes or falls silent.
QByteArray raw(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!socket.waitForConnected(10000))
        return {};
    socket.write(bytes);
    QByteArray answer;
    while (!answer.contains("\r\n\r\n") || !answer.contains('}')) {
        if (!socket.waitForReadyRead(10000))
            break;
        answer += socket.readAll();
    }
    return answer;
}

int statusOf(const QByteArray &answer)
{
    return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0;
}

QByteArray nested(int depth)
{
    return "{\"session_name\":" + QByteArray(depth, '[') + QByteArray(depth, ']') + "}";
}

} // namespace

/// What clients must not send, on every route that reads something: always an answer in the form of
/// the contract, never a crash, and the server goes on.
class TestInput : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_token = m_server->login("admin", "admin123");
        HttpClient http = m_server->client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
    }
    void cleanup()
    {
        HttpClient http = m_server->client();
        QCOMPARE(http.get("/api/health").status, 200); // alive after every row
    }

    void badBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        const QString invalidJson = QStringLiteral("INVALID_JSON");
        const QString validation = QStringLiteral("VALIDATION_ERROR");
        QTest::newRow("text") << QByteArray("hello") << invalidJson;
        QTest::newRow("cut") << QByteArray(R"({"session_name":"s1")") << invalidJson;
        QTest::newRow("trailing") << QByteArray(R"({} {})") << invalidJson;
        QTest::newRow("not UTF-8") << QByteArray("{\"session_name\":\"\xff\xfe\"}") << invalidJson;
        QTest::newRow("a lone NUL") << QByteArray(1, '\0') << invalidJson;
        QTest::newRow("deep") << nested(5000) << invalidJson;
        QTest::newRow("list") << QByteArray("[]") << validation;
        QTest::newRow("string") << QByteArray("\"x\"") << QString();
        QTest::newRow("null") << QByteArray("null") << QString();
        QTest::newRow("wrong types")
            << QByteArray(
                   R"({"session_name":{},"role":1,"content":[],"username":3,"password":{},"refresh_token":[],)"
                   R"("old_password":0,"new_password":0,"name":[],"status":{},"active":"yes","agent_id":7,)"
                   R"("reason":[],"close":"maybe","message":{},"user_id":[],"session_id":{},"nickname":5,"force":"yes",)"
                   R"("title":[],"description":[],"category":[],"priority":[],"tags":"x","assignee_id":[],"ids":"x",)"
                   R"("to_agent_id":[],"action":[],"type":[],"color":[],"tag_id":[],"max_sessions":"x","items":"x",)"
                   R"("policies":"x","enabled":"x","delay_seconds":"x","message_id":[],"note":[]})")
            << validation;
        QTest::newRow("NUL inside")
            << QByteArray(
                   R"({"session_name":"a\u0000b","role":"user","content":"a\u0000b","username":"a\u0000b",)"
                   R"("password":"x\u0000","refresh_token":"\u0000","old_password":"\u0000","new_password":"",)"
                   R"("name":"\u0000","status":"\u0000","active":true,"agent_id":"\u0000","reason":"\u0000",)"
                   R"("message":"\u0000","user_id":"\u0000","session_id":"\u0000","nickname":"\u0000","force":"\u0000"})")
            << QString();
    }
    void badBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        // Every route that takes a body, straight from the router: none can be forgotten.
        for (const QString &route : m_server->routes()) {
            const QByteArray method = route.section(u' ', 0, 0).toLatin1();
            if (method != "POST" && method != "PUT" && method != "PATCH")
                continue;
            const QByteArray path =
                route.section(u' ', 1).toLatin1().replace("{session_name}", "s1");
            if (path == "/api/agent/logout" || path.endsWith("/cancel") ||
                path.endsWith("/leave") || path.endsWith("/viewing") || path.endsWith("/use") ||
                path.endsWith("/attachments") || // takes files: tst_attachments
                (code.isEmpty() && path.endsWith("/typing") && body.contains("active")))
                continue; // read no body
            HttpClient http = m_server->client();
            http.setToken(m_token);
            const Answer answer = http.request(method, path, body);
            const QByteArray shown =
                route.toLatin1() + " -> " + QByteArray::number(answer.status) + ' ' + answer.body;
            if (!code.isEmpty()) {
                QVERIFY2(answer.status == 422, shown.constData());
                QCOMPARE(answer.json().value(u"code").toString(), code);
            } else {
                QVERIFY2(answer.status >= 400 && answer.status < 500, shown.constData());
            }
            for (const char *field : {"error", "code", "detail"})
                QVERIFY2(answer.json().value(QLatin1String(field)).isString(), shown.constData());
            QCOMPARE(answer.json().value(u"success").toBool(true), false);
        }
    }

    void hugeBodyIsRefused()
    {
        HttpClient http = m_server->client();
        http.setToken(m_token);
        const QByteArray body = "{\"session_name\":\"" + QByteArray(1 << 20, 'x') + "\"}";
        const Answer answer = http.post("/api/manual/escalate", body);
        QVERIFY(answer.status == 413 ||
                answer.status == 0); // 0: closed while we were still sending
    }

    void longNames()
    {
        HttpClient http = m_server->client();
        const QByteArray name(9000, 'n');
        const Answer answer = http.get("/api/sessions/" + name);
        QCOMPARE(answer.status, 422);
        QCOMPARE(http.get("/api/sessions/%00").status, 422);
        QCOMPARE(http.get("/api/sessions/%ff%fe").status, 422);
        QCOMPARE(http.get("/api/sessions/..%2f..%2fetc%2fpasswd").status, 404);
    }

    void noNameHoldsWhatEndsALine_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *method, const QByteArray &path, const QByteArray &body,
                            const char *field) {
            QTest::newRow(QByteArray(method + QByteArray(" ") + path + " " + field).constData())
                << QByteArray(method) << path << body << QString::fromLatin1(field);
        };
        row("POST", "/api/chat", R"({"message":"x","user_id":"BAD"})", "/user_id");
        row("POST", "/api/chat/stream", R"({"message":"","user_id":"BAD"})", "/user_id");
        row("POST", "/api/conversation/new", R"({"session_id":"BAD"})", "/session_id");
        row("POST", "/api/manual/escalate", R"({"session_name":"BAD"})", "/session_name");
        row("POST", "/api/manual/messages", R"({"session_name":"BAD","role":"user","content":"x"})",
            "/session_name");
        row("POST", "/api/manual/messages",
            R"({"session_name":"s1","role":"user","content":"x","client_message_id":"BAD"})",
            "/client_message_id");
        row("POST", "/api/sessions/BAD/typing", R"({"active":true})", "/session_name");
        row("GET", "/api/sessions/BAD/events", {}, "/session_name");
        row("POST", "/api/sessions/s1/takeover", R"({"agent_id":"BAD"})", "/agent_id");
        row("POST", "/api/sessions/s1/tags", R"({"tag_id":"BAD"})", "/tag_id");
        row("POST", "/api/sessions/s1/notes", R"({"content":"x","mentions":["BAD"]})",
            "/mentions/0");
        row("GET", "/api/sessions/by-tag/BAD", {}, "/tag_id");
        row("POST", "/api/agent/login", R"({"username":"BAD","password":"x"})", "/username");
        row("POST", "/api/agents", R"({"username":"BAD","password":"agent1234","name":"x"})",
            "/username");
        row("DELETE", "/api/agents/BAD", {}, "/username");
        row("POST", "/api/tickets",
            R"({"title":"t","description":"d","category":"returns","department":"logistics","customer_id":"BAD"})",
            "/customer_id");
        for (const char *query :
             {"/api/sessions?agent", "/api/sessions?tag", "/api/sessions?cursor",
              "/api/agent/profile?username", "/api/audit?actor", "/api/audit?object",
              "/api/tickets?assignee_id", "/api/quick-replies?category"})
            row("GET", QByteArray(query) + "=BAD", {}, strchr(query, '?') + 1);
    }
    void noNameHoldsWhatEndsALine()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        HttpClient http = m_server->client();
        http.setToken(m_token);
        for (const auto &[inPath, inBody] : {std::pair<QByteArray, QByteArray>{"a%0Ab", R"(a\nb)"},
                                             {"a%00", R"(a\u0000)"},
                                             {"a%ED%A0%BD", R"(a\ud83d)"},
                                             {"a%E2%80%AEb", R"(a\u202eb)"},
                                             {QByteArray(256, 'n'), QByteArray(256, 'n')}}) {
            const Answer answer = http.request(method, QByteArray(path).replace("BAD", inPath),
                                               QByteArray(body).replace("BAD", inBody));
            QVERIFY2(answer.status == 422, QByteArray(inBody + ": " + answer.body).constData());
            const QString error = answer.json().value(u"error").toString();
            QVERIFY2(error.section(QStringLiteral(": "), 0, 0)
                         .endsWith(field.mid(field.indexOf(u'/') + 1)),
                     qPrintable(error));
        }
    }

    void whatShowsNothingIsBlank_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const QByteArray &path, const QByteArray &body) {
            QTest::newRow(QByteArray(path + ' ' + body.left(30)).constData()) << path << body;
        };
        row("/api/chat", R"({"message":"BLANK","user_id":"s1"})");
        row("/api/manual/escalate", R"({"session_name":"BLANK"})");
        row("/api/manual/messages", R"({"session_name":"s1","role":"user","content":"BLANK"})");
        row("/api/sessions/s1/notes", R"({"content":"BLANK"})");
        row("/api/sessions/s1/transfer", R"({"to_agent_id":"agent002","reason":"BLANK"})");
        row("/api/tags", "{\"name\":\"BLANK\",\"color\":\"#112233\"}");
        row("/api/quick-replies", R"({"category":"policy","title":"BLANK","content":"x"})");
        row("/api/quick-replies", R"({"category":"policy","title":"x","content":"BLANK"})");
        row("/api/auto-reply-rules",
            R"({"type":"welcome","trigger_condition":{"event":"first_message"},"reply_content":"BLANK","enabled":true,"delay_seconds":0})");
        row("/api/agents", R"({"username":"blank1","password":"agent1234","name":"BLANK"})");
        row("/api/tickets",
            R"({"title":"BLANK","description":"d","category":"returns","department":"logistics","customer_id":"c"})");
        row("/api/tickets/TICKET/comments", R"({"content":"BLANK"})");
    }
    void whatShowsNothingIsBlank()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        HttpClient http = m_server->client();
        http.setToken(m_token);
        const Answer made = http.post(
            "/api/tickets",
            R"({"title":"t","description":"d","category":"returns","department":"logistics","customer_id":"c"})");
        path.replace("TICKET", made.data().value(u"ticket_id").toString().toUtf8());
        for (const char *blank : {"", " ", R"(\n\t)", "\u200b", "\u2060\u00ad", "\u3164", "\u2800",
                                  "\u202e\u202c", "\ufe0f\u200d"}) {
            if (path == "/api/chat" && *blank == 0)
                continue;
            const Answer answer = http.post(path, QByteArray(body).replace("BLANK", blank));
            QVERIFY2(answer.status == 422 || answer.status == 400,
                     QByteArray(QByteArray(blank).toHex() + ": " + answer.body).constData());
        }
    }

    void namesForPeopleStandOnOneLine()
    {
        HttpClient http = m_server->client();
        http.setToken(m_token);
        const auto nickname = [&http](const QByteArray &said) {
            const Answer answer = http.request("PATCH", "/api/sessions/s1/profile",
                                               "{\"nickname\":\"" + said + "\"}");
            return answer.data().value(u"user_profile").toObject().value(u"nickname").toString();
        };
        QCOMPARE(nickname(R"(Two\nLines)"), QStringLiteral("Two Lines"));
        QCOMPARE(nickname("Eve\u202e\u2066"), QStringLiteral("Eve"));
        QCOMPARE(nickname("\u200b Zoe\u0308 \u3164"), QStringLiteral("Zo\u00eb"));
        QCOMPARE(http.post("/api/tags", "{\"name\":\"Two\\nLines\u202e\",\"color\":\"#112233\"}")
                     .data()
                     .value(u"name")
                     .toString(),
                 QStringLiteral("Two Lines"));
        const Answer agent = http.post(
            "/api/agents",
            "{\"username\":\"liner\",\"password\":\"agent1234\",\"name\":\"A\\r\\nB\u2028\"}");
        QCOMPARE(agent.json().value(u"agent").toObject().value(u"name").toString(),
                 QStringLiteral("A B"));
    }

    void cutsFallBetweenCharacters()
    {
        HttpClient http = m_server->client();
        const QString family = QStringLiteral("👨‍👩‍👧‍👦");
        const QByteArray name = "cuts", nickname = QByteArray(199, 'x') + family.toUtf8() + "y";
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"cuts"})").status, 200);
        http.post("/api/conversation/new",
                  "{\"session_id\":\"cuts\",\"profile\":{\"nickname\":\"" + nickname + "\"}}");
        http.setToken(m_token);
        QCOMPARE(http.get("/api/sessions/cuts")
                     .data()
                     .value(u"session")
                     .toObject()
                     .value(u"user_profile")
                     .toObject()
                     .value(u"nickname")
                     .toString(),
                 QString(QString(199, u'x') + family));
        QCOMPARE(http.post("/api/sessions/cuts/takeover", "{}").status, 200);
        const QString text = QString(49, u'x') + family + u'y';
        QCOMPARE(http.post("/api/manual/messages",
                           "{\"session_name\":\"cuts\",\"role\":\"agent\",\"content\":\"" +
                               text.toUtf8() + "\"}")
                     .status,
                 200);
        const QJsonObject summary = http.get("/api/sessions?keyword=cuts")
                                        .data()
                                        .value(u"items")
                                        .toArray()
                                        .at(0)
                                        .toObject();
        QCOMPARE(summary.value(u"last_message_preview").toObject().value(u"content").toString(),
                 QString(QString(49, u'x') + family + u'…'));
    }

    void lengthsCountCharacters()
    {
        HttpClient http = m_server->client();
        http.setToken(m_token);
        const auto tag = [&http](const QString &name) {
            return http
                .post("/api/tags", "{\"name\":\"" + name.toUtf8() + "\",\"color\":\"#112233\"}")
                .status;
        };
        QCOMPARE(tag(QStringLiteral("👨‍👩‍👧‍👦").repeated(20)), 200);
        QCOMPARE(tag(QStringLiteral("👨‍👩‍👧‍👦").repeated(21)), 422);
        QCOMPARE(tag(u'a' + QString(400, QChar(0x301))), 422); // a tower of marks
    }

    void profilesHoldCodes()
    {
        HttpClient http = m_server->client();
        http.post(
            "/api/conversation/new",
            R"({"session_id":"codes","profile":{"country":"Germany","language":"de-AT","currency":"eur"}})");
        http.setToken(m_token);
        const auto profile = [&http] {
            return http.get("/api/sessions/codes")
                .data()
                .value(u"session")
                .toObject()
                .value(u"user_profile")
                .toObject();
        };
        QCOMPARE(profile().value(u"country").toString(QStringLiteral("?")), QString());
        QCOMPARE(profile().value(u"language").toString(), QStringLiteral("de"));
        QCOMPARE(profile().value(u"currency").toString(), QStringLiteral("EUR"));
        QFile log(m_server->dataDir() + QStringLiteral("/backend.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QByteArray lines;
        QTRY_VERIFY((lines += log.readAll()).contains("profile_ignored"));
        for (const char *wrong :
             {R"({"country":"XX"})", R"({"language":"english"})", R"({"currency":"EURO"})"})
            QCOMPARE(http.request("PATCH", "/api/sessions/codes/profile", wrong).status, 422);
        QCOMPARE(http.request("PATCH", "/api/sessions/codes/profile", R"({"country":"fr"})").status,
                 200);
        QCOMPARE(profile().value(u"country").toString(), QStringLiteral("FR"));
    }

    void usernamesAreFolded()
    {
        HttpClient http = m_server->client();
        for (const char *name : {"Agent001", "AGENT001", "ａｇｅｎｔ００１"}) {
            const Answer answer =
                http.post("/api/agent/login",
                          QByteArray("{\"username\":\"") + name + "\",\"password\":\"agent123\"}");
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.json().value(u"agent").toObject().value(u"username").toString(),
                     QStringLiteral("agent001"));
        }
        http.setToken(m_token);
        QCOMPARE(http.get("/api/agent/profile?username=AGENT001").status, 200);
        // One account has one count of failures, however it is written.
        HttpClient stranger = m_server->client();
        int throttled = 0;
        for (const char *name :
             {"agent002", "Agent002", "AGENT002", "aGent002", "agEnt002", "agentT002", "agenT002"})
            throttled += stranger
                             .post("/api/agent/login", QByteArray("{\"username\":\"") + name +
                                                           "\",\"password\":\"wrong\"}")
                             .status == 429;
        QCOMPARE(throttled, 1);
    }

    void aNameIsOneNameInEveryForm()
    {
        HttpClient http = m_server->client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"cafe\u0301"})").status, 200);
        for (const char *form : {"caf%C3%A9", "cafe%CC%81"})
            QCOMPARE(http.get(QByteArray("/api/sessions/") + form)
                         .data()
                         .value(u"session")
                         .toObject()
                         .value(u"session_name")
                         .toString(),
                     QStringLiteral("caf\u00e9"));
    }

    void namesOfPathsAreNoSessions()
    {
        const QString start = QStringLiteral("/api/sessions/");
        int fixed = 0;
        for (const QString &route : m_server->routes()) {
            const QString path = route.section(u' ', 1);
            const QString step = path.section(u'/', 3, 3);
            if (!path.startsWith(start) || step.startsWith(u'{'))
                continue;
            ++fixed;
            QVERIFY2(names::isReservedForPaths(step), qPrintable(path));
            HttpClient http = m_server->client();
            const QByteArray name = step.toUtf8();
            QCOMPARE(
                http.post("/api/manual/escalate", "{\"session_name\":\"" + name + "\"}").status,
                422);
            QCOMPARE(http.post("/api/conversation/new", "{\"session_id\":\"" + name + "\"}").status,
                     422);
        }
        QVERIFY(fixed >= 3);
    }

    void queriesAreReadByOneReader_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"/api/sessions?keyword=%00",
                                   "/api/sessions?keyword=%ff",
                                   "/api/sessions?from=nan",
                                   "/api/sessions?to=inf",
                                   "/api/sessions?from=-1",
                                   "/api/sessions?from=-inf",
                                   "/api/sessions?page=1e9",
                                   "/api/sessions?priority=none",
                                   "/api/tickets?keyword=a%00",
                                   "/api/tickets/export?format=csv&keyword=%00",
                                   "/api/tickets?status=%00",
                                   "/api/quick-replies?keyword=%00",
                                   "/api/audit?from=nan",
                                   "/api/audit?actor=%00",
                                   "/api/sessions/stats?from=nan&to=1",
                                   "/api/sessions/stats?range=%00",
                                   "/api/stats/series?metric=sessions&from=inf",
                                   "/api/stats/series?bucket=day",
                                   "/api/stats/agents?to=nan",
                                   "/api/stats/agents?format=%0A",
                                   "/api/stats/agents?format=%00",
                                   "/api/agents?page=nan",
                                   "/api/sessions/s1/messages?before=%00",
                                   "/api/sessions/s1/messages?limit=nan",
                                   "/api/health?anything=%00"})
            QTest::newRow(target) << QByteArray(target);
    }
    void queriesAreReadByOneReader()
    {
        QFETCH(QByteArray, target);
        HttpClient http = m_server->client();
        http.setToken(m_token);
        const Answer answer = http.get(target);
        QVERIFY2(answer.status == 422, answer.body.constData());
        QCOMPARE(answer.json().value(u"code").toString(), QStringLiteral("VALIDATION_ERROR"));
    }

    void strangeRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<int>>("statuses");
        const QByteArray head = "POST /api/manual/escalate HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("absurd length")
            << QByteArray(head + "Content-Length: 99999999999999999999\r\n\r\n{}")
            << QList<int>{400, 413};
        QTest::newRow("negative length")
            << QByteArray(head + "Content-Length: -5\r\n\r\n{}") << QList<int>{400};
        QTest::newRow("two lengths")
            << QByteArray(head + "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}")
            << QList<int>{400};
        QTest::newRow("length and chunks")
            << QByteArray(head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            << QList<int>{400};
        QTest::newRow("chunked")
            << QByteArray(
                   head +
                   "Transfer-Encoding: chunked\r\n\r\n15\r\n{\"session_name\":\"s1\"}\r\n0\r\n\r\n")
            << QList<int>{200};
        QTest::newRow("no type, other type")
            << QByteArray(head + "Content-Type: text/plain\r\nContent-Length: "
                                 "21\r\n\r\n{\"session_name\":\"s1\"}")
            << QList<int>{200};
        QTest::newRow("two authorizations")
            << QByteArray("GET /api/sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                          "a\r\nAuthorization: Bearer "
                          "b\r\n\r\n")
            << QList<int>{400, 401};
        QTest::newRow("long header")
            << QByteArray("GET /api/health HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(20000, 'x') +
                          "\r\n\r\n")
            << QList<int>{431};
        QTest::newRow("unknown method")
            << QByteArray("BREW /api/health HTTP/1.1\r\nHost: x\r\n\r\n")
            << QList<int>{400, 405, 501};
        QTest::newRow("wrong method")
            << QByteArray("DELETE /api/health HTTP/1.1\r\nHost: x\r\n\r\n") << QList<int>{405};
        QTest::newRow("unknown path")
            << QByteArray("GET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n") << QList<int>{404};
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QList<int>{0, 400};
    }
    void strangeRequests()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<int>, statuses);
        const QByteArray answer = raw(m_server->port(), bytes);
        QVERIFY2(statuses.contains(statusOf(answer)), answer.left(300).constData());
    }

    void authorizationForms_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("status");
        QTest::newRow("basic") << QByteArray("Basic YWRtaW46YWRtaW4xMjM=") << 401;
        QTest::newRow("no scheme") << QByteArray("token") << 401;
        QTest::newRow("empty bearer") << QByteArray("Bearer ") << 401;
        QTest::newRow("bearer of blanks") << QByteArray("Bearer    ") << 401;
        QTest::newRow("long") << QByteArray("Bearer " + QByteArray(12000, 'a')) << 401;
    }
    void authorizationForms()
    {
        QFETCH(QByteArray, value);
        HttpClient http = m_server->client();
        const Answer answer = http.request("GET", "/api/sessions", {}, {{"Authorization", value}});
        QTEST(answer.status, "status");
    }

    void methodNotAllowedNamesTheOthers()
    {
        HttpClient http = m_server->client();
        const Answer answer = http.request("PATCH", "/api/agent/profile", "{}");
        QCOMPARE(answer.status, 405);
        QVERIFY(answer.headers.value("allow").contains("GET") &&
                answer.headers.value("allow").contains("PUT"));
        QCOMPARE(answer.json().value(u"code").toString(), QStringLiteral("METHOD_NOT_ALLOWED"));
    }

    void requestIds()
    {
        HttpClient http = m_server->client();
        QCOMPARE(http.request("GET", "/api/health", {}, {{"X-Request-Id", "abc-123"}})
                     .headers.value("x-request-id"),
                 QByteArray("abc-123"));
        QVERIFY(!http.get("/api/nothing").headers.value("x-request-id").isEmpty());
    }

    void publicInformation()
    {
        HttpClient http = m_server->client();
        const Answer health = http.get("/api/health");
        QCOMPARE(health.json().keys(),
                 QStringList({QStringLiteral("app_id"), QStringLiteral("auth_mode"),
                              QStringLiteral("coze_connected"), QStringLiteral("database"),
                              QStringLiteral("session_isolation"), QStringLiteral("status"),
                              QStringLiteral("uptime_seconds"), QStringLiteral("version"),
                              QStringLiteral("workflow_id")}));
        QCOMPARE(health.json().value(u"status").toString(), QStringLiteral("healthy"));
        QCOMPARE(health.json().value(u"coze_connected").toBool(true),
                 false); // nothing is configured here
        const QByteArray metrics = http.get("/metrics").body;
        for (const char *name :
             {"handoff_http_requests_total{", "handoff_http_request_duration_seconds_bucket{",
              "handoff_sse_connections{", "handoff_sse_dropped_total", "handoff_sessions{",
              "handoff_db_queue_depth", "handoff_db_round_trips_total", "handoff_db_reruns_total",
              "handoff_db_transaction_seconds", "handoff_build_info{",
              "manual_escalation_total{reason=\"manual\"}"})
            QVERIFY2(metrics.contains(name), name);
        const Answer shift = http.get("/api/shift/config");
        QCOMPARE(shift.data().value(u"timezone").toString(), QStringLiteral("Asia/Shanghai"));
        QCOMPARE(
            http.get("/api/shift/status").body,
            QByteArray(
                "{\"success\":true,\"data\":{\"is_in_shift\":true,\"message\":\"人工客服在线\","
                "\"shift_hours\":\"00:00 - 23:59\"}}"));
        const Answer page = http.get("/");
        QVERIFY(page.headers.value("content-type").startsWith("text/html"));
        QVERIFY(page.headers.contains("content-security-policy"));
        QCOMPARE(http.get("/widget.js").status, 200);
    }

    void logHoldsNoTexts()
    {
        HttpClient http = m_server->client();
        http.post("/api/manual/escalate", R"({"session_name":"s_log"})");
        http.setToken(m_token);
        QCOMPARE(http.post("/api/sessions/s_log/takeover", "{}").status, 200);
        http.post("/api/manual/messages",
                  R"({"session_name":"s_log","role":"agent","content":"TOP-SECRET-TEXT"})");
        http.post("/api/sessions/s_log/release", R"({"reason":"resolved"})");
        QFile file(m_server->dataDir() + QStringLiteral("/backend.log"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray log;
        QTRY_VERIFY((log += file.readAll()).contains("session_released"));
        QVERIFY(!log.contains("TOP-SECRET-TEXT") && !log.contains("admin123") &&
                !log.contains(m_token));
        QStringList events;
        for (const QByteArray &line : log.split('\n')) {
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            if (entry.value(u"session_name").toString() != u"s_log")
                continue;
            events.append(entry.value(u"event").toString());
            QCOMPARE(entry.value(u"timestamp").toDouble(),
                     qFloor(entry.value(u"timestamp").toDouble()));
        }
        QCOMPARE(
            events,
            QStringList({QStringLiteral("manual_escalate"), QStringLiteral("agent_takeover"),
                         QStringLiteral("manual_message"), QStringLiteral("session_released")}));
        QVERIFY(
            log.contains("{\"event\":\"agent_takeover\",\"session_name\":\"s_log\",\"status_from\":"
                         "\"pending_manual\",\"status_to\":\"manual_live\",\"operator\":\"admin\","
                         "\"timestamp\":"));
    }

private:
    std::unique_ptr<TestServer> m_server;
    QByteArray m_token;
};

QTEST_GUILESS_MAIN(TestInput)
#include "tst_input.moc"
