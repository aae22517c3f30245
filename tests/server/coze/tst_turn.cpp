#include "tests/server/coze/testkey.h"
#include "tests/server/coze/turnprobe.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using handoff::test::bodyOf;
using handoff::test::FakeCoze;
using handoff::test::Probe;

namespace {
QStringList *logged = nullptr;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged->append(text);
}
} // namespace

/// One AI turn over real sockets, against Coze in bytes: requests, endings, life time.
class TestTurn : public QObject
{
    Q_OBJECT

private slots:
    void wholeTurn();
    void requestsAsCozeWantsThem();
    void endings_data();
    void endings();
    void makesConversation();
    void conversationOnly();
    void notConfigured();
    void cancel();
    void deleteInSlots();
    void background();
    void doneDoesNotWaitForEof();
    void clientGoesFirst();
    void logHoldsNoSecrets();
};

void TestTurn::wholeTurn()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::stream(FakeCoze::answer({"你", "好"}))};
    CozeClient client(coze.settings());
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    QSignalSpy first(&client, &CozeClient::firstToken);
    QVERIFY(client.connected());
    Probe p(client);
    QVERIFY(p.run());
    QCOMPARE(p.deltas, (QStringList{QStringLiteral("你"), QStringLiteral("好")}));
    QVERIFY(p.outcome.good);
    QCOMPARE(p.outcome.text, QStringLiteral("你好"));
    QCOMPARE(p.outcome.conversationId, QStringLiteral("1001"));
    QVERIFY(p.conversations.isEmpty()); // nothing new to store
    QCOMPARE(coze.conversationRequests(), 0);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.at(0).at(0).toString(), QStringLiteral("ok"));
    QCOMPARE(first.size(), 1);
    QTest::qWait(0);
    QCOMPARE(p.ends, 1);
}

void TestTurn::requestsAsCozeWantsThem()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    Probe p(client, QStringLiteral("你好"), QStringLiteral("7574"), QStringLiteral("会话_1"),
            {{QStringLiteral("lang"), QStringLiteral("en")},
             {QStringLiteral("USER_INPUT"), QStringLiteral("forged")}});
    QVERIFY(p.run());

    const FakeCoze::Request token = coze.requestsTo(FakeCoze::tokenPath).constFirst();
    QCOMPARE(token.method, QByteArray("POST"));
    QVERIFY(token.headers.value("authorization").startsWith("Bearer "));
    const std::optional<test::VerifiedJwt> jwt =
        test::verifyJwt(token.headers.value("authorization").sliced(7));
    QVERIFY(jwt);
    QCOMPARE(jwt->header, (QJsonObject{{QStringLiteral("alg"), QStringLiteral("RS256")},
                                       {QStringLiteral("kid"), QStringLiteral("kid")},
                                       {QStringLiteral("typ"), QStringLiteral("JWT")}}));
    QCOMPARE(jwt->claims.value(QStringLiteral("session_name")).toString(),
             QStringLiteral("会话_1"));
    QCOMPARE(jwt->claims.value(QStringLiteral("aud")).toString(),
             QStringLiteral("127.0.0.1:%1").arg(coze.serverPort()));
    QCOMPARE(bodyOf(token),
             (QJsonObject{{QStringLiteral("grant_type"),
                           QStringLiteral("urn:ietf:params:oauth:grant-type:jwt-bearer")},
                          {QStringLiteral("duration_seconds"), 3600}}));

    const FakeCoze::Request chat = coze.chatRequests().constFirst();
    QCOMPARE(chat.headers.value("authorization"), QByteArray("Bearer tok1"));
    QCOMPARE(chat.headers.value("accept-encoding"), QByteArray("identity"));
    QCOMPARE(chat.headers.value("content-type"), QByteArray("application/json"));
    QVERIFY(!chat.headers.contains("expect"));
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("user")},
                              {QStringLiteral("type"), QStringLiteral("question")},
                              {QStringLiteral("content_type"), QStringLiteral("text")},
                              {QStringLiteral("content"), QStringLiteral("你好")}};
    QCOMPARE(bodyOf(chat),
             (QJsonObject{{QStringLiteral("workflow_id"), QStringLiteral("wf")},
                          {QStringLiteral("app_id"), QStringLiteral("app")},
                          {QStringLiteral("session_name"), QStringLiteral("会话_1")},
                          {QStringLiteral("conversation_id"), QStringLiteral("7574")},
                          {QStringLiteral("parameters"),
                           QJsonObject{{QStringLiteral("lang"), QStringLiteral("en")},
                                       {QStringLiteral("USER_INPUT"), QStringLiteral("你好")}}},
                          {QStringLiteral("additional_messages"), QJsonArray{message}}}));
}

void TestTurn::endings_data()
{
    QTest::addColumn<FakeCoze::Reply>("reply");
    QTest::addColumn<bool>("good");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("refusedStatus");
    QTest::addColumn<QString>("code");
    using F = FakeCoze;
    const QByteArray head = F::streamHead();
    const QByteArray ab = F::delta("a") + F::delta("b");
    const auto row = [](const char *name, const F::Reply &reply, bool good, const char *text,
                        int status = 0, const char *code = "") {
        QTest::newRow(name) << reply << good << QString::fromUtf8(text) << status
                            << QString::fromLatin1(code);
    };
    row("completed without delta",
        F::stream(F::completed("whole") + F::chatCompleted() + F::done()), true, "whole");
    row("done alone", F::stream(ab + F::done()), true, "ab");
    row("completed alone", F::stream(ab + F::chatCompleted()), true, "ab");
    row("no text at all", F::stream(F::chatCompleted() + F::done()), true, "");
    row("EOF without done", F::stream(ab), false, "ab");
    row("EOF without anything", F::stream({}), false, "");
    row("cut in a chunk", F::bytesThenClose(head + F::chunk(ab) + "ff\r\nevent"), false, "ab");
    row("EOF by close",
        F::bytesThenClose("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + ab), false,
        "ab");
    row("done by close",
        F::bytesThenClose("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + ab +
                          F::done()),
        true, "ab");
    row("failed", F::stream(F::failed("720701013") + F::done()), false, "", 0, "720701013");
    row("failed after text", F::stream(ab + F::failed("720701013") + F::done()), false, "ab", 0,
        "720701013");
    row("error", F::stream(F::error("4000")), false, "", 0, "4000");
    row("error as string", F::stream(F::error("\"4000\"")), false, "", 0, "4000");
    row("error without JSON", F::stream("event: error\ndata: boom\n\n"), false, "");
    row("JSON refusal, HTTP 200",
        F::json(200, R"({"code":4200,"msg":"no workflow","detail":{"logid":"L"}})"), false, "", 0,
        "4200");
    row("JSON refusal, HTTP 403", F::json(403, R"({"code":4101000,"msg":"no"})"), false, "", 403,
        "4101000");
    row("JSON that is no refusal", F::json(200, R"({"code":0,"data":{}})"), false, "");
    row("HTML", F::bytes(test::ScriptedServer::answer(404, "<html>", "text/html")), false, "", 404);
    row("content type first",
        F::bytes(test::ScriptedServer::answer(200, ab + F::done(), "text/plain")), false, "");
    row("content type in capitals",
        F::bytes(
            test::ScriptedServer::answer(200, ab + F::done(), "Text/Event-Stream; charset=UTF-8")),
        true, "ab");
}

void TestTurn::endings()
{
    QFETCH(FakeCoze::Reply, reply);
    QFETCH(bool, good);
    FakeCoze coze;
    coze.chats = {reply};
    CozeClient client(coze.settings());
    Probe p(client);
    QVERIFY(p.run());
    QCOMPARE(p.outcome.good, good);
    QTEST(p.outcome.text, "text");
    QTEST(p.deltas.join(QString()), "text");
    QTEST(p.outcome.refusedStatus, "refusedStatus");
    QTEST(p.outcome.code, "code");
    QCOMPARE(p.outcome.customerText.isEmpty(), good);
    QCOMPARE(p.outcome.incomplete(), !good && !p.outcome.text.isEmpty());
    QVERIFY(!p.outcome.customerText.contains(QStringLiteral("secret")));
    QCOMPARE(coze.chatRequests().size(), 1); // none of these is tried again
}

void TestTurn::makesConversation()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    Probe p(client, QStringLiteral("hi"), {});
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);
    QCOMPARE(p.conversations, QStringList{QStringLiteral("1001")});
    const FakeCoze::Request request = coze.requestsTo(FakeCoze::conversationPath).constFirst();
    QCOMPARE(request.body, QByteArray("{}"));
    QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer tok1"));
    QCOMPARE(bodyOf(coze.chatRequests().at(0)).value(QStringLiteral("conversation_id")).toString(),
             QStringLiteral("1001"));
}

void TestTurn::conversationOnly()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    Probe p(client, {});
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);
    QCOMPARE(p.outcome.conversationId, QStringLiteral("1001"));
    QCOMPARE(coze.chatRequests().size(), 0);

    coze.conversations = {FakeCoze::json(200, R"({"code":4200,"msg":"m"})")};
    Probe refused(client, {});
    QVERIFY(refused.run());
    QVERIFY(!refused.outcome.good);
    QVERIFY(!refused.outcome.customerText.isEmpty());
}

void TestTurn::notConfigured()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("COZE_WORKFLOW_ID")));
    CozeClient client{CozeSettings()};
    QVERIFY(!client.connected());
    QVERIFY(client.problems().contains(QStringLiteral("COZE_APP_ID")));
    Probe p(client);
    p.turn->start();
    QCOMPARE(p.ends, 1);
    QVERIFY(!p.outcome.good);
    QVERIFY(!p.outcome.customerText.isEmpty());

    FakeCoze coze;
    CozeSettings settings = coze.settings();
    settings.privateKey = QStringLiteral("no key");
    CozeClient badKey(settings);
    QCOMPARE(badKey.problems().size(), 1);
    QVERIFY(!badKey.connected());
}

void TestTurn::cancel()
{
    FakeCoze coze;
    bool closed = false;
    coze.chats = {[&closed](const FakeCoze::Request &, QTcpSocket *socket) {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, [&closed] { closed = true; });
        socket->write(FakeCoze::streamHead() + FakeCoze::chunk(FakeCoze::delta("a")));
    }};
    CozeClient client(coze.settings());
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    Probe p(client);
    p.turn->start();
    QTRY_COMPARE(p.deltas.size(), 1);
    p.turn->cancel();
    QTRY_VERIFY(closed);
    QCOMPARE(p.ends, 0);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.at(0).at(0).toString(), QStringLiteral("cancelled"));

    Probe early(client); // while its token is fetched, and before it began
    early.turn->start();
    early.turn.reset();
    Probe never(client);
    never.turn.reset();
    QCOMPARE(ended.size(), 2);
}

void TestTurn::deleteInSlots()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::stream(FakeCoze::answer({"a", "b"}))};
    CozeClient client(coze.settings());
    const auto run = [&](auto signal) {
        int calls = 0;
        auto *turn = client.chat({QStringLiteral("s"), {}, QStringLiteral("hi"), {}}, this);
        connect(turn, signal, this, [&calls, turn] {
            ++calls;
            delete turn;
        });
        turn->start();
        return QTest::qWaitFor([&calls] { return calls > 0; }, 20'000);
    };
    QVERIFY(run(&CozeTurn::deltas));
    QVERIFY(run(&CozeTurn::conversation));
    QVERIFY(run(&CozeTurn::finished));
    Probe after(client);
    QVERIFY(after.run());
    QVERIFY(after.outcome.good);
}

void TestTurn::background()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::bytes(FakeCoze::streamHead() + FakeCoze::chunk(FakeCoze::delta("a")))};
    CozeSettings settings = coze.settings();
    settings.timings.background = 300;
    CozeClient client(settings);
    Probe p(client);
    p.turn->start();
    QTRY_COMPARE(p.deltas.size(), 1);
    p.turn->goOnInBackground();
    QTRY_COMPARE(p.ends, 1);
    QVERIFY(p.outcome.incomplete());
}

void TestTurn::doneDoesNotWaitForEof()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::bytes(FakeCoze::streamHead() +
                                  FakeCoze::chunk(FakeCoze::delta("a") + FakeCoze::done()))};
    CozeSettings settings = coze.settings();
    settings.timings.drain = 100;
    CozeClient client(settings);
    Probe p(client);
    QVERIFY(p.run()); // the gap would be 30 s
    QVERIFY(p.outcome.good);
    QTRY_VERIFY(coze.findChildren<QTcpSocket *>().size() <=
                1); // what drains for too long is closed
}

void TestTurn::clientGoesFirst()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::bytes(FakeCoze::streamHead() + FakeCoze::chunk(FakeCoze::delta("a")))};
    auto client = std::make_unique<CozeClient>(coze.settings());
    Probe running(*client);
    Probe waiting(*client);
    Probe signing(*client, QStringLiteral("hi"), {}, QStringLiteral("other"));
    running.turn->start();
    waiting.turn->start();
    QTRY_COMPARE(running.deltas.size(), 1);
    signing.turn->start();
    Probe conversation(*client, {});
    conversation.turn->start();
    CozeTurn *childOfClient = client->newConversation(QStringLiteral("third"), client.get());
    childOfClient->start();
    client.reset();
    QCOMPARE(conversation.ends, 0);
    QCOMPARE(running.ends + waiting.ends + signing.ends, 0);
}

void TestTurn::logHoldsNoSecrets()
{
    QStringList lines;
    logged = &lines;
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    FakeCoze coze;
    coze.chats = {FakeCoze::json(200, R"({"code":4009,"msg":"busy"})"),
                  FakeCoze::stream(FakeCoze::delta("answer-text") +
                                   "event: conversation.message.delta\ndata: {bad-text\n\n" +
                                   FakeCoze::failed("4200") + FakeCoze::done())};
    {
        CozeClient client(coze.settings());
        QSignalSpy failed(&client, &CozeClient::failed);
        Probe p(client, QStringLiteral("question-text"));
        const bool ran = p.run();
        qInstallMessageHandler(before);
        QVERIFY(ran);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.at(0), (QVariantList{QStringLiteral("4200"), QStringLiteral("log-head"),
                                             QStringLiteral("session_1")}));
    }
    const QString all = lines.join(u'\n');
    QVERIFY(all.contains(QStringLiteral("code=4200")));
    QVERIFY(all.contains(QStringLiteral("logid=log-head")));
    QVERIFY(all.contains(QStringLiteral("session=session_1")));
    QVERIFY(all.contains(QStringLiteral("conversation=1001")));
    const QString jwt = QString::fromLatin1(
        coze.requestsTo(FakeCoze::tokenPath).constFirst().headers.value("authorization").sliced(7));
    for (const QString &secret :
         {QStringLiteral("tok1"), jwt, QStringLiteral("debug_url"), QStringLiteral("question-text"),
          QStringLiteral("answer-text"), QStringLiteral("bad-text"), QStringLiteral("PRIVATE KEY")})
        QVERIFY2(!all.contains(secret), qPrintable(secret));
}

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
