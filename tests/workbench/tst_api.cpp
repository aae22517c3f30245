#include "tests/support/scriptedserver.h"
#include "workbench/api/agentapi.h"
#include "workbench/api/noteapi.h"
#include "workbench/api/sessionapi.h"

#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using handoff::test::ScriptedServer;
using K = ErrorKind;

namespace {

/// Keeps the result of a call for QTRY_*.
template<typename T>
struct Caught
{
    explicit Caught(Later<T> future)
    {
        future.then(&context, [this](const Result<T> &r) { result = r; });
    }
    QString code() const { return result && !result->ok() ? result->error().code : QString(); }
    QObject context;
    std::optional<Result<T>> result;
};

QByteArray agentJson()
{
    return R"({"success":true,"agent":{"id":"agent_1","username":"a","name":"王","role":"admin"}})";
}
QByteArray refused()
{
    return R"({"success":false,"error":"Token 无效或已过期","code":"INVALID_TOKEN","detail":"Token 无效或已过期"})";
}

struct Bench
{
    Bench()
    {
        api.setServer(QUrl(server.url()));
        api.setTokens(QStringLiteral("old"), QStringLiteral("refresh"));
    }
    ScriptedServer server;
    ApiClient api;
    QSignalSpy signInRequired{&api, &ApiClient::signInRequired};
};

} // namespace

class TestApi : public QObject
{
    Q_OBJECT

private slots:
    void answersBecomeResults_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("network");
        QTest::addColumn<int>("kind"); // -1: success
        QTest::addColumn<QString>("code");
        const auto row = [](const char *tag, int status, const char *body,
                            QNetworkReply::NetworkError network, int kind, const char *code) {
            QTest::newRow(tag) << status << QByteArray(body) << int(network) << kind
                               << QString::fromLatin1(code);
        };
        constexpr auto none = QNetworkReply::NoError;
        constexpr auto other = QNetworkReply::UnknownContentError;
        const char *error = R"({"success":false,"error":"e","code":"THE_CODE","detail":"d"})";
        row("success", 200, R"({"success":true,"data":1})", none, -1, "");
        row("400", 400, error, other, int(K::Invalid), "THE_CODE");
        row("401", 401, error, other, int(K::Unauthorized), "THE_CODE");
        row("403", 403, error, other, int(K::Forbidden), "THE_CODE");
        row("404", 404, error, other, int(K::NotFound), "THE_CODE");
        row("409", 409, error, other, int(K::Conflict), "THE_CODE");
        row("413", 413, error, other, int(K::Invalid), "THE_CODE");
        row("422", 422, error, other, int(K::Invalid), "THE_CODE");
        row("429", 429, error, other, int(K::TooMany), "THE_CODE");
        row("500", 500, error, other, int(K::Internal), "THE_CODE");
        row("502", 502, error, other, int(K::Upstream), "THE_CODE");
        row("503", 503, error, other, int(K::Unavailable), "THE_CODE");
        row("error in a 200", 200, error, none, int(K::Upstream), "THE_CODE");
        row("proxy 502", 502, "<html>Bad Gateway</html>", other, int(K::Unavailable),
            "PROXY_ERROR");
        row("proxy 503", 503, "", other, int(K::Unavailable), "PROXY_ERROR");
        row("proxy 504", 504, "<html>", other, int(K::Unavailable), "PROXY_ERROR");
        row("web page", 200, "<html>Welcome</html>", none, int(K::Unavailable), "NOT_HANDOFF");
        row("web page 404", 404, "<html>Not found</html>", other, int(K::Unavailable),
            "NOT_HANDOFF");
        row("proxy wants a password", 401, "<html>", other, int(K::Unavailable), "NOT_HANDOFF");
        row("redirect", 302, "", none, int(K::Unavailable), "NOT_HANDOFF");
        row("empty", 200, "", none, int(K::Unavailable), "NOT_HANDOFF");
        row("foreign JSON", 200, R"({"hello":1})", none, int(K::Unavailable), "NOT_HANDOFF");
        row("array", 200, "[]", none, int(K::Unavailable), "NOT_HANDOFF");
        row("truncated JSON", 200, "{\"success\":true,\"da", none, int(K::Upstream), "BAD_ANSWER");
        row("cut in the body", 200, "{\"succ", QNetworkReply::RemoteHostClosedError,
            int(K::Upstream), "BAD_ANSWER");
        row("cut before the body", 200, "", QNetworkReply::RemoteHostClosedError,
            int(K::Unavailable), "UNREACHABLE");
        row("refused", 0, "", QNetworkReply::ConnectionRefusedError, int(K::Unavailable),
            "UNREACHABLE");
        row("no such host", 0, "", QNetworkReply::HostNotFoundError, int(K::Unavailable),
            "UNREACHABLE");
        row("timeout", 0, "", QNetworkReply::OperationCanceledError, int(K::Unavailable),
            "TIMED_OUT");
        row("certificate", 0, "", QNetworkReply::SslHandshakeFailedError, int(K::Unavailable),
            "TLS_ERROR");
        row("no HTTP", 0, "", QNetworkReply::ProtocolFailure, int(K::Unavailable), "NOT_HANDOFF");
    }
    void answersBecomeResults()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, network);
        QFETCH(int, kind);
        QFETCH(QString, code);
        const auto result = readAnswer(
            {status, body, QNetworkReply::NetworkError(network), QStringLiteral("text"), 7});
        QCOMPARE(result.ok(), kind < 0);
        if (result.ok())
            return;
        QCOMPARE(int(result.error().kind), kind);
        QCOMPARE(result.error().code, code);
        QVERIFY(!result.error().message.isEmpty());
        if (code == u"THE_CODE") {
            QCOMPARE(result.error().detail, QStringLiteral("d"));
            QCOMPARE(result.error().retryAfterSeconds, 7);
        }
    }

    void aBareAnswerNeedsNoSuccess()
    {
        const HttpAnswer health{200, R"({"status":"healthy"})", {}, {}, 0};
        QVERIFY(readAnswer(health, true).ok());
        QVERIFY(!readAnswer(health, false).ok());
    }

    void requestsAreWhatTheContractSays()
    {
        Bench b;
        b.server.setHandler([](const auto &, QTcpSocket *socket) {
            socket->write(ScriptedServer::answer(200, R"({"success":true,"data":{}})"));
        });
        const QString name = QStringLiteral("会话/ä?b");
        SessionApi::detail(b.api, name);
        QTRY_COMPARE(b.server.requests().size(), 1);
        QCOMPARE(b.server.requests().at(0).path,
                 QByteArray("/api/sessions/%E4%BC%9A%E8%AF%9D%2F%C3%A4%3Fb"));
        QCOMPARE(b.server.requests().at(0).headers.value("authorization"),
                 QByteArray("Bearer old"));
        SessionQuery query;
        query.status = QStringLiteral("pending_manual");
        query.keyword = QStringLiteral("a+b&c 退");
        SessionApi::list(b.api, query);
        QTRY_COMPARE(b.server.requests().size(), 2);
        QCOMPARE(b.server.requests().at(1).path,
                 QByteArray("/api/sessions?status=pending_manual&keyword=a%2Bb%26c%20%E9%80%80"
                            "&page_size=100"));
        SessionApi::send(b.api, name, QStringLiteral("你好"), QStringLiteral("u-1"));
        QTRY_COMPARE(b.server.requests().size(), 3);
        QCOMPARE(
            b.server.requests().at(2).body,
            QByteArray("{\"session_name\":\"会话/ä?b\",\"role\":\"agent\",\"content\":\"你好\","
                       "\"client_message_id\":\"u-1\"}"));
        SessionApi::release(b.api, name, QString(), true);
        QTRY_COMPARE(b.server.requests().size(), 4);
        QCOMPARE(b.server.requests().at(3).body,
                 QByteArray("{\"agent_id\":null,\"reason\":null,\"close\":true}"));
    }

    void somethingNewIsOrderedOnce()
    {
        Bench b;
        bool lost = true;
        b.server.setHandler([&](const ScriptedServer::Request &, QTcpSocket *socket) {
            if (lost)
                socket->write(ScriptedServer::answer(503, "<html>proxy</html>", "text/html"));
            else
                socket->write(ScriptedServer::answer(200, R"({"success":true,"data":{}})"));
        });
        const auto keyOf = [&](auto order) {
            const qsizetype before = b.server.requests().size();
            Caught call(order());
            [&] { QTRY_VERIFY(call.result); }();
            return b.server.requests().value(before).headers.value("idempotency-key");
        };
        const auto note = [&](const char *text) {
            return keyOf([&] {
                return NoteApi::add(b.api, QStringLiteral("s"), {QString::fromLatin1(text), {}});
            });
        };
        const auto takeover = [&] {
            return keyOf([&] { return SessionApi::takeOver(b.api, QStringLiteral("s")); });
        };
        // Whose answer got lost, is the same when asked for again …
        const QByteArray first = note("a");
        QVERIFY(!first.isEmpty());
        QVERIFY(note("b") != first);
        QCOMPARE(note("a"), first);
        lost = false;
        QCOMPARE(note("a"), first);
        // … and after the answer it is another one.
        QVERIFY(note("a") != first);
        // What changes how something stands is a new order each time: it may have changed since.
        QCOMPARE(takeover(), QByteArray());
    }

    void aRepeatedPostHasTheSameKey()
    {
        Bench b;
        b.server.setHandler([&](const ScriptedServer::Request &r, QTcpSocket *socket) {
            if (r.path == "/api/agent/refresh")
                socket->write(ScriptedServer::answer(
                    200, R"({"success":true,"token":"new","expires_in":3600})"));
            else if (r.headers.value("authorization") == "Bearer new")
                socket->write(ScriptedServer::answer(200, R"({"success":true,"data":{}})"));
            else
                socket->write(ScriptedServer::answer(401, refused()));
        });
        Caught call(NoteApi::add(b.api, QStringLiteral("s"), {QStringLiteral("a"), {}}));
        QTRY_VERIFY(call.result);
        const auto sent = b.server.requestsTo("/api/sessions/s/notes");
        QCOMPARE(sent.size(), 2);
        QVERIFY(!sent.at(0).headers.value("idempotency-key").isEmpty());
        QCOMPARE(sent.at(1).headers.value("idempotency-key"),
                 sent.at(0).headers.value("idempotency-key"));
    }

    void wrongTypesAreABadAnswer()
    {
        Bench b;
        b.server.setHandler([](const auto &, QTcpSocket *socket) {
            socket->write(ScriptedServer::answer(200, R"({"success":true,"data":[]})"));
        });
        Caught<SessionDetail> call(SessionApi::detail(b.api, QStringLiteral("a")));
        QTRY_COMPARE(call.code(), QString(clienterror::badAnswer));
    }

    void oneRefreshServesAllAndRepeats()
    {
        Bench b;
        b.server.setHandler([](const ScriptedServer::Request &r, QTcpSocket *socket) {
            if (r.path == "/api/agent/refresh")
                socket->write(ScriptedServer::answer(
                    200, R"({"success":true,"token":"new","expires_in":3600})"));
            else if (r.headers.value("authorization") == "Bearer new")
                socket->write(ScriptedServer::answer(200, agentJson()));
            else
                socket->write(ScriptedServer::answer(401, refused()));
        });
        QSignalSpy renewed(&b.api, &ApiClient::accessRenewed);
        std::vector<std::unique_ptr<Caught<Agent>>> calls;
        for (int i = 0; i < 4; ++i)
            calls.push_back(
                std::make_unique<Caught<Agent>>(AgentApi::profile(b.api, QStringLiteral("a"))));
        for (const auto &call : calls) {
            QTRY_VERIFY(call->result);
            QVERIFY(call->result->ok());
            QCOMPARE((*call->result)->name, QStringLiteral("王"));
        }
        QCOMPARE(b.server.requestsTo("/api/agent/refresh").size(), 1);
        QCOMPARE(renewed.size(), 1);
        QCOMPARE(b.signInRequired.size(), 0);
        QCOMPARE(b.api.accessToken(), QStringLiteral("new"));
    }

    void aRefusedRefreshAsksToSignInOnce()
    {
        Bench b;
        b.server.setHandler([](const auto &, QTcpSocket *socket) {
            socket->write(ScriptedServer::answer(401, refused()));
        });
        Caught<Agent> one(AgentApi::profile(b.api, QStringLiteral("a")));
        Caught<Agent> two(AgentApi::profile(b.api, QStringLiteral("a")));
        QTRY_COMPARE(one.code(), QStringLiteral("INVALID_TOKEN"));
        QTRY_COMPARE(two.code(), QStringLiteral("INVALID_TOKEN"));
        QCOMPARE(b.signInRequired.size(), 1);
        QVERIFY(b.api.refreshToken().isEmpty());
        Caught<Agent> three(AgentApi::profile(b.api, QStringLiteral("a"))); // asks nobody any more
        QCOMPARE(three.code(), QString(clienterror::signedOut));
        QCOMPARE(b.signInRequired.size(), 1);
    }

    void aFreshTokenThatIsRefusedAsksToSignIn()
    {
        Bench b;
        b.server.setHandler([](const ScriptedServer::Request &r, QTcpSocket *socket) {
            const bool refresh = r.path == "/api/agent/refresh";
            socket->write(refresh ? ScriptedServer::answer(200, R"({"success":true,"token":"new"})")
                                  : ScriptedServer::answer(401, refused()));
        });
        Caught<Agent> call(AgentApi::profile(b.api, QStringLiteral("a")));
        QTRY_COMPARE(call.code(), QStringLiteral("INVALID_TOKEN"));
        QTRY_COMPARE(b.signInRequired.size(), 1);
        QCOMPARE(b.server.requestsTo("/api/agent/profile?username=a").size(), 2);
        QCOMPARE(b.server.requestsTo("/api/agent/refresh").size(), 1);
    }

    void networkTroubleWhileRefreshingKeepsTheTokens()
    {
        Bench b;
        b.server.setHandler([](const ScriptedServer::Request &r, QTcpSocket *socket) {
            const bool refresh = r.path == "/api/agent/refresh";
            socket->write(refresh ? ScriptedServer::answer(502, "<html>", "text/html")
                                  : ScriptedServer::answer(401, refused()));
        });
        Caught<Agent> call(AgentApi::profile(b.api, QStringLiteral("a")));
        QTRY_COMPARE(call.code(), QString(clienterror::proxy));
        QCOMPARE(b.signInRequired.size(), 0);
        QCOMPARE(b.api.refreshToken(), QStringLiteral("refresh"));
    }

    void aWrongPasswordRefreshesNothing()
    {
        Bench b;
        b.server.setHandler([](const auto &, QTcpSocket *socket) {
            socket->write(ScriptedServer::answer(401, refused()));
        });
        Caught<LoginAnswer> call(
            AgentApi::login(b.api, {QStringLiteral("a"), QStringLiteral("b")}));
        QTRY_COMPARE(call.code(), QStringLiteral("INVALID_TOKEN"));
        QCOMPARE(b.server.requests().size(), 1);
        QVERIFY(!b.server.requests().at(0).headers.contains("authorization"));
        QCOMPARE(b.signInRequired.size(), 0);
    }

    void callsOfTheUserBeforeAreNotRepeatedForTheNext()
    {
        Bench b;
        QPointer<QTcpSocket> waiting;
        b.server.setHandler([&waiting](const auto &, QTcpSocket *socket) { waiting = socket; });
        Caught<SessionState> call(SessionApi::takeOver(b.api, QStringLiteral("a")));
        QTRY_VERIFY(waiting);
        b.api.setTokens(QStringLiteral("other"), QStringLiteral("other refresh"));
        waiting->write(ScriptedServer::answer(401, refused()));
        QTRY_COMPARE(call.code(), QStringLiteral("INVALID_TOKEN"));
        QCOMPARE(b.server.requests().size(), 1);
        QCOMPARE(b.signInRequired.size(), 0);
    }

    void silenceIsATimeout()
    {
        Bench b;
        ApiRequest request;
        request.path = QStringLiteral("/api/slow");
        request.timeoutMs = 100;
        Caught<QJsonObject> call(b.api.call<QJsonObject>(request));
        QTRY_COMPARE(call.code(), QString(clienterror::timedOut));
    }

    void everyCutOfAnAnswerIsAnErrorNotAHang()
    {
        Bench b;
        const QByteArray whole = ScriptedServer::answer(200, agentJson());
        qsizetype cut = 0;
        b.server.setHandler([&](const auto &, QTcpSocket *socket) {
            socket->write(whole.first(cut));
            socket->disconnectFromHost();
        });
        for (cut = 0; cut < whole.size(); cut += 3) {
            Caught<Agent> call(AgentApi::profile(b.api, QStringLiteral("a")));
            QTRY_VERIFY(call.result);
            QVERIFY2(!call.result->ok(), qPrintable(QString::number(cut)));
        }
    }

    void aDeadContextDropsTheAnswer()
    {
        Bench b;
        QPointer<QTcpSocket> waiting;
        b.server.setHandler([&waiting](const auto &, QTcpSocket *socket) { waiting = socket; });
        auto context = std::make_unique<QObject>();
        bool called = false;
        AgentApi::profile(b.api, QStringLiteral("a"))
            .then(context.get(), [&called](const Result<Agent> &) { called = true; });
        Caught<Agent> second(AgentApi::profile(b.api, QStringLiteral("a")));
        QTRY_COMPARE(b.server.requests().size(), 2);
        context.reset();
        b.server.setHandler({});
        for (QTcpSocket *socket : b.server.findChildren<QTcpSocket *>())
            socket->write(ScriptedServer::answer(200, agentJson()));
        QTRY_VERIFY(second.result);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
