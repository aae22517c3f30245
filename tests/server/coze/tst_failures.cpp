#include "shared/core/clock.h"
#include "tests/server/coze/testkey.h"
#include "tests/server/coze/turnprobe.h"

#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

using namespace handoff;
using handoff::test::bodyOf;
using handoff::test::FakeCoze;
using handoff::test::Probe;

/// What coze.md, Failures, says about failures, over real sockets.
class TestFailures : public QObject
{
    Q_OBJECT

private slots:
    void retries_data();
    void retries();
    void honoursRetryAfter();
    void noRetryAfterADelta();
    void newTokenOnce_data();
    void newTokenOnce();
    void newConversationOnce();
    void connectErrors();
    void timeouts_data();
    void timeouts();
    void tlsIsChecked();
    void busyConversationIsWaitedOut();
    void breakerOpensAndRecovers();
    void requestErrorsLeaveTheBreaker();
    void tooLarge();
};

void TestFailures::retries_data()
{
    QTest::addColumn<FakeCoze::Reply>("bad");
    using F = FakeCoze;
    for (const int status : {408, 429, 500, 503})
        QTest::newRow(qPrintable(QString::number(status))) << F::json(status, "{}");
    QTest::newRow("no JSON") << F::bytes(test::ScriptedServer::answer(502, "<html>", "text/html"));
    QTest::newRow("reset") << F::reset();
    QTest::newRow("close without an answer") << F::bytesThenClose({});
    for (const char *code : {"4009", "4013", "4020", "5000"}) {
        QTest::addRow("%s as JSON", code)
            << F::json(200, "{\"code\":" + QByteArray(code) + ",\"msg\":\"m\"}");
        QTest::addRow("%s as error", code) << F::stream(F::error(code));
        QTest::addRow("%s as failed", code)
            << F::stream(F::created("1001") + F::failed(code) + F::done());
    }
}

void TestFailures::retries()
{
    QFETCH(FakeCoze::Reply, bad);
    {
        FakeCoze coze;
        coze.chats = {bad, bad, FakeCoze::stream(FakeCoze::answer({"ok"}))};
        CozeClient client(coze.settings());
        Probe p(client);
        QVERIFY(p.run());
        QVERIFY(p.outcome.good);
        QCOMPARE(p.outcome.text, QStringLiteral("ok"));
        QCOMPARE(coze.chatRequests().size(), 3);
    }
    {
        FakeCoze coze;
        coze.chats = {bad};
        CozeClient client(coze.settings());
        Probe p(client);
        QVERIFY(p.run());
        QVERIFY(!p.outcome.good);
        QVERIFY(p.deltas.isEmpty());
        // At most 3 tries; libcurl itself replaces a kept connection that turns out to be dead.
        const bool dead = QByteArray(QTest::currentDataTag()).contains("reset") ||
                          QByteArray(QTest::currentDataTag()).contains("close");
        QCOMPARE(coze.chatRequests().size(), dead ? 4 : 3);
    }
    if (!QByteArray(QTest::currentDataTag()).contains("as error") &&
        !QByteArray(QTest::currentDataTag()).contains("as failed")) {
        FakeCoze coze;
        coze.tokens = {bad};
        coze.conversations = {bad};
        CozeClient client(coze.settings());
        Probe p(client, QStringLiteral("hi"), {});
        QVERIFY(p.run());
        QVERIFY(p.outcome.good);
    }
}

void TestFailures::honoursRetryAfter()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::json(429, "{}", "Retry-After: 1\r\n"),
                  FakeCoze::stream(FakeCoze::answer({"ok"}))};
    CozeClient client(coze.settings());
    const qint64 before = monotonicMs();
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);
    QVERIFY(monotonicMs() - before >= 990);

    coze.chats = {FakeCoze::json(429, "{}", "Retry-After: 3600\r\n")};
    Probe late(client); // nobody waits an hour
    QVERIFY(late.run());
    QVERIFY(!late.outcome.good);
    QCOMPARE(late.outcome.refusedStatus, 429);
    QCOMPARE(coze.chatRequests().size(), 3);
}

void TestFailures::noRetryAfterADelta()
{
    FakeCoze coze;
    for (const FakeCoze::Reply &reply :
         {FakeCoze::stream(FakeCoze::delta("a") + FakeCoze::error("5000")),
          FakeCoze::stream(FakeCoze::delta("a") + FakeCoze::error("4100")),
          FakeCoze::stream(FakeCoze::delta("a") + FakeCoze::error("4002"))}) {
        const qsizetype before = coze.chatRequests().size();
        coze.chats = {reply};
        CozeClient client(coze.settings());
        Probe p(client);
        QVERIFY(p.run());
        QVERIFY(p.outcome.incomplete());
        QCOMPARE(p.deltas, QStringList{QStringLiteral("a")});
        QCOMPARE(coze.chatRequests().size(), before + 1);
    }
}

void TestFailures::newTokenOnce_data()
{
    QTest::addColumn<FakeCoze::Reply>("bad");
    using F = FakeCoze;
    QTest::newRow("401") << F::json(401, R"({"code":4100,"msg":"authentication is invalid"})");
    QTest::newRow("401 without code") << F::json(401, "{}");
    for (const char *code : {"4100", "4101", "700012006"})
        QTest::newRow(code) << F::json(200, "{\"code\":" + QByteArray(code) + ",\"msg\":\"m\"}");
}

void TestFailures::newTokenOnce()
{
    QFETCH(FakeCoze::Reply, bad);
    FakeCoze coze;
    coze.chats = {bad, FakeCoze::stream(FakeCoze::answer({"ok"}))};
    CozeClient client(coze.settings());
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);
    QCOMPARE(coze.chatRequests().at(1).headers.value("authorization"), QByteArray("Bearer tok2"));

    coze.chats = {bad};
    Probe again(client);
    QVERIFY(again.run());
    QVERIFY(!again.outcome.good);
    QCOMPARE(coze.chatRequests().size(), 4);
    QCOMPARE(coze.tokenRequests(), 3);

    coze.conversations = {bad};
    Probe creating(client, {});
    QVERIFY(creating.run());
    QVERIFY(creating.outcome.good);
}

void TestFailures::newConversationOnce()
{
    FakeCoze coze;
    const FakeCoze::Reply gone = FakeCoze::json(200, R"({"code":4002,"msg":"m"})");
    coze.chats = {gone, FakeCoze::stream(FakeCoze::answer({"ok"}))};
    CozeClient client(coze.settings());
    Probe p(client, QStringLiteral("hi"), QStringLiteral("77"));
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);
    QCOMPARE(p.conversations, QStringList{QStringLiteral("1001")});
    QCOMPARE(p.outcome.conversationId, QStringLiteral("1001"));
    QCOMPARE(bodyOf(coze.chatRequests().at(1)).value(QStringLiteral("conversation_id")).toString(),
             QStringLiteral("1001"));

    coze.chats = {gone};
    Probe again(client, QStringLiteral("hi"), QStringLiteral("77"));
    QVERIFY(again.run());
    QVERIFY(!again.outcome.good);
    QCOMPARE(coze.chatRequests().size(), 4);
    QCOMPARE(again.outcome.conversationId, QStringLiteral("1002")); // still worth keeping
}

void TestFailures::connectErrors()
{
    CozeSettings settings;
    {
        FakeCoze coze;
        settings = coze.settings();
    } // nobody listens there any more
    CozeClient client(settings);
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(!p.outcome.good);
    QCOMPARE(ended.at(0).at(0).toString(), QStringLiteral("connect"));
}

void TestFailures::timeouts_data()
{
    QTest::addColumn<FakeCoze::Reply>("reply");
    QTest::addColumn<QString>("which");
    QTest::addColumn<QString>("text");
    using F = FakeCoze;
    QTest::newRow("first byte") << F::silence() << "firstByte"
                                << "";
    QTest::newRow("gap after the head") << F::bytes(F::streamHead()) << "gap"
                                        << "";
    QTest::newRow("gap in the middle")
        << F::bytes(F::streamHead() + F::chunk(F::delta("a"))) << "gap"
        << "a";
    QTest::newRow("whole turn, silent") << F::silence() << "turn"
                                        << "";
    QTest::newRow("whole turn, text")
        << F::bytes(F::streamHead() + F::chunk(F::delta("a"))) << "turn"
        << "a";
}

void TestFailures::timeouts()
{
    QFETCH(FakeCoze::Reply, reply);
    QFETCH(QString, which);
    FakeCoze coze;
    coze.chats = {reply};
    CozeSettings settings = coze.settings();
    if (which == u"firstByte")
        settings.timings.firstByte = 1000;
    else if (which == u"gap")
        settings.timings.gap = 1000;
    else
        settings.timings.turn = 1000;
    CozeClient client(settings);
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(!p.outcome.good);
    QTEST(p.outcome.text, "text");
    QCOMPARE(ended.at(0).at(0).toString(),
             p.outcome.incomplete() ? QStringLiteral("incomplete") : QStringLiteral("timeout"));
    QCOMPARE(coze.chatRequests().size(), 1);
}

void TestFailures::tlsIsChecked()
{
    QSslServer server;
    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(test::testCertificate()));
    tls.setPrivateKey(QSslKey(test::testKeyPkcs8(), QSsl::Rsa));
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy handshakes(&server, &QTcpServer::pendingConnectionAvailable);

    FakeCoze coze;
    CozeSettings settings = coze.settings();
    settings.apiBase = QStringLiteral("https://127.0.0.1:%1").arg(server.serverPort());
    CozeClient client(settings);
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(!p.outcome.good);
    QCOMPARE(ended.at(0).at(0).toString(), QStringLiteral("connect"));
    QCOMPARE(handshakes.size(), 0); // no CA knows the certificate, so not even the JWT went out
}

void TestFailures::busyConversationIsWaitedOut()
{
    FakeCoze coze;
    const FakeCoze::Reply busy = FakeCoze::json(200, R"({"code":4016,"msg":"busy"})");
    coze.chats = {busy, busy, busy, busy, FakeCoze::stream(FakeCoze::answer({"ok"}))};
    CozeClient client(coze.settings());
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(p.outcome.good);

    coze.chats = {busy};
    CozeSettings settings = coze.settings();
    settings.timings.busy = 100;
    CozeClient impatient(settings);
    Probe late(impatient);
    QVERIFY(late.run());
    QVERIFY(!late.outcome.good);
    QCOMPARE(late.outcome.code, QStringLiteral("4016"));
}

void TestFailures::breakerOpensAndRecovers()
{
    FakeCoze coze;
    coze.chats = {FakeCoze::json(503, R"({"code":4200,"msg":"m"})")};
    CozeSettings settings = coze.settings();
    settings.timings.breakerOpen = 300;
    CozeClient client(settings);
    QSignalSpy ended(&client, &CozeClient::turnEnded);
    for (int i = 0; i < 5; ++i) {
        QVERIFY(client.connected());
        Probe p(client, QStringLiteral("hi"), QStringLiteral("1001"), QString::number(i));
        QVERIFY(p.run());
    }
    QVERIFY(!client.connected());
    const auto asked = coze.chatRequests().size();
    Probe refused(client);
    refused.turn->start();
    QCOMPARE(refused.ends, 1); // at once, and nothing was sent
    QVERIFY(!refused.outcome.good);
    QVERIFY(!refused.outcome.customerText.isEmpty());
    QCOMPARE(ended.last().at(0).toString(), QStringLiteral("breaker"));
    QCOMPARE(coze.chatRequests().size(), asked);

    coze.chats = {FakeCoze::stream(FakeCoze::answer({"ok"}))};
    const auto tryAgain = [&client] {
        Probe probe(client); // the first one after the pause gets through
        return probe.run() && probe.outcome.good;
    };
    QTRY_VERIFY_WITH_TIMEOUT(tryAgain(), 30'000);
    QVERIFY(client.connected());
}

void TestFailures::requestErrorsLeaveTheBreaker()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    const auto fails = [&](const FakeCoze::Reply &reply, bool sameSession) {
        coze.chats = {reply};
        for (int i = 0; i < 6; ++i) {
            Probe p(client, QStringLiteral("hi"), QStringLiteral("1001"),
                    QString::number(sameSession ? 0 : i));
            if (!p.run() || p.outcome.good)
                return false;
        }
        return client.connected();
    };
    QVERIFY(fails(FakeCoze::json(200, R"({"code":4000,"msg":"bad parameters"})"), false));
    QVERIFY(fails(FakeCoze::json(200, R"({"code":4015,"msg":"m"})"), false));
    QVERIFY(fails(FakeCoze::stream("event: error\ndata: {\"code\":5000}\n\n"), false));
    // Nor does what only one customer meets.
    QVERIFY(fails(FakeCoze::json(503, R"({"code":5000,"msg":"m"})"), true));
}

void TestFailures::tooLarge()
{
    FakeCoze coze;
    const QByteArray piece = FakeCoze::delta(QByteArray(512 << 10, 'x'));
    QByteArray sse;
    for (int i = 0; i < 33; ++i)
        sse += piece;
    coze.chats = {FakeCoze::stream(sse + FakeCoze::done())};
    CozeClient client(coze.settings());
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(p.outcome.incomplete());
    QVERIFY(p.outcome.text.size() <= 16 << 20);

    coze.chats = {FakeCoze::stream("data: " + QByteArray(2 << 20, 'x'))};
    Probe line(client);
    QVERIFY(line.run());
    QVERIFY(!line.outcome.good);

    coze.chats = {FakeCoze::json(200, QByteArray(2 << 20, ' '))};
    Probe json(client);
    QVERIFY(json.run());
    QVERIFY(!json.outcome.good);
}

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
