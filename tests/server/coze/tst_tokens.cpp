#include "tests/server/coze/testkey.h"
#include "tests/server/coze/turnprobe.h"

#include <QSignalSpy>
#include <QTest>
#include <algorithm>

using namespace handoff;
using handoff::test::FakeCoze;
using handoff::test::Probe;

/// Tokens, connections and many turns at once, over real sockets.
class TestTokens : public QObject
{
    Q_OBJECT

private slots:
    void tokenCache();
    void tokenInFlightIsShared();
    void tokensExpire();
    void tokenRefused();
    void connectionsAreReused();
    void hundredTurnsAtOnce();
    void oneTurnAtATimePerSession();
};

void TestTokens::tokenCache()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    for (const char *session : {"a", "b", "a", "b"}) {
        Probe p(client, QStringLiteral("hi"), QStringLiteral("1001"), QString::fromLatin1(session));
        QVERIFY(p.run());
    }
    QCOMPARE(coze.tokenRequests(), 2);
    QList<QByteArray> used;
    const QList<FakeCoze::Request> chats = coze.chatRequests();
    for (const FakeCoze::Request &chat : chats)
        used += chat.headers.value("authorization");
    QCOMPARE(used, (QList<QByteArray>{"Bearer tok1", "Bearer tok2", "Bearer tok1", "Bearer tok2"}));
}

void TestTokens::tokenInFlightIsShared()
{
    FakeCoze coze;
    coze::Transport transport({});
    coze::Tokens tokens(coze.settings(), *coze::SigningKey::fromPem(test::testKeyPkcs8()),
                        &transport, [] { return qint64(1'737'000'000); });
    QList<QByteArray> got;
    auto gone = std::make_unique<QObject>();
    const auto note = [&got](const QByteArray &token, const std::optional<coze::Failure> &) {
        got += token;
    };
    for (int i = 0; i < 3; ++i)
        tokens.get(QStringLiteral("a"), this, note);
    tokens.get(QStringLiteral("a"), gone.get(), note);
    tokens.get(QStringLiteral("b"), this, note);
    gone.reset();
    QTRY_COMPARE(got.size(), 4);
    QCOMPARE(coze.tokenRequests(), 2);
    std::sort(got.begin(), got.end());
    QVERIFY(got.at(0) != got.at(3));

    // Dropping what is not the current token does nothing.
    tokens.drop(QStringLiteral("a"), "other");
    tokens.get(QStringLiteral("a"), this, note);
    QCOMPARE(got.size(), 5); // from the cache, at once
    tokens.drop(QStringLiteral("a"), got.last());
    tokens.get(QStringLiteral("a"), this, note);
    QTRY_COMPARE(got.size(), 6);
    QCOMPARE(coze.tokenRequests(), 3);
}

void TestTokens::tokensExpire()
{
    FakeCoze coze;
    for (int i = 0; i < 3; ++i)
        coze.tokens += FakeCoze::json(200, R"({"access_token":"t","expires_in":1737003600})");
    coze::Transport transport({});
    qint64 now = 1'737'000'000;
    coze::Tokens tokens(coze.settings(), *coze::SigningKey::fromPem(test::testKeyPkcs8()),
                        &transport, [&now] { return now; });
    int got = 0;
    const auto count = [&got](const QByteArray &, const std::optional<coze::Failure> &) { ++got; };
    const auto get = [&] {
        const int before = got;
        tokens.get(QStringLiteral("a"), this, count);
        return QTest::qWaitFor([&] { return got > before; }, 20'000);
    };
    QVERIFY(get());
    now += 3239;
    QVERIFY(get());
    QCOMPARE(coze.tokenRequests(), 1);
    now += 1; // 10 % of an hour early
    QVERIFY(get());
    QCOMPARE(coze.tokenRequests(), 2);
}

void TestTokens::tokenRefused()
{
    FakeCoze coze;
    coze.tokens = {
        FakeCoze::json(401, R"({"error_code":"invalid_client","error_message":"jti used"})")};
    CozeClient client(coze.settings());
    Probe p(client);
    QVERIFY(p.run());
    QVERIFY(!p.outcome.good);
    QCOMPARE(p.outcome.refusedStatus, 401);
    QCOMPARE(p.outcome.code, QStringLiteral("invalid_client"));
    QCOMPARE(coze.tokenRequests(), 1);
    QCOMPARE(coze.chatRequests().size(), 0);
}

void TestTokens::connectionsAreReused()
{
    FakeCoze coze;
    CozeClient client(coze.settings());
    for (int i = 0; i < 10; ++i) {
        Probe p(client, QStringLiteral("hi"), {}, QStringLiteral("s%1").arg(i));
        QVERIFY(p.run());
        QVERIFY(p.outcome.good);
    }
    QCOMPARE(coze.requests().size(), 30);
    QVERIFY2(coze.connections() <= 2, qPrintable(QString::number(coze.connections())));
}

void TestTokens::hundredTurnsAtOnce()
{
    constexpr int count = 100;
    FakeCoze coze;
    QList<QTcpSocket *> open;
    coze.chats = {[&open](const FakeCoze::Request &, QTcpSocket *socket) {
        socket->write(FakeCoze::streamHead() + FakeCoze::chunk(FakeCoze::delta("a")));
        open += socket;
    }};
    CozeClient client(coze.settings());
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < count; ++i) {
        probes.push_back(std::make_unique<Probe>(client, QStringLiteral("hi"), QStringLiteral("1"),
                                                 QStringLiteral("s%1").arg(i)));
        probes.back()->turn->start();
    }
    // All of them speak before any of them ends: they do run at the same time.
    const auto speaking = [&probes] {
        return std::count_if(probes.begin(), probes.end(),
                             [](const auto &p) { return p->deltas.size() == 1; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(speaking(), count, 30'000);
    for (int i = 0; i < 49; ++i) {
        for (QTcpSocket *socket : open)
            socket->write(FakeCoze::chunk(FakeCoze::delta("b")));
        QCoreApplication::processEvents();
    }
    for (QTcpSocket *socket : open)
        socket->write(FakeCoze::chunk(FakeCoze::chatCompleted() + FakeCoze::done()) +
                      FakeCoze::lastChunk());
    const auto ended = [&probes] {
        return std::count_if(probes.begin(), probes.end(),
                             [](const auto &p) { return p->ends == 1; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(ended(), count, 30'000);
    for (const auto &p : probes) {
        QVERIFY(p->outcome.good);
        QCOMPARE(p->deltas.size(), 50);
    }
}

void TestTokens::oneTurnAtATimePerSession()
{
    FakeCoze coze;
    QTcpSocket *open = nullptr;
    coze.chats = {[&open](const FakeCoze::Request &, QTcpSocket *socket) {
                      socket->write(FakeCoze::streamHead() +
                                    FakeCoze::chunk(FakeCoze::delta("first")));
                      open = socket;
                  },
                  FakeCoze::stream(FakeCoze::answer({"second"}))};
    CozeClient client(coze.settings());
    Probe first(client, QStringLiteral("1"), {});
    Probe second(client, QStringLiteral("2"), {});
    Probe third(client, QStringLiteral("3"), {});
    first.turn->start();
    second.turn->start();
    third.turn->start();
    QTRY_COMPARE(first.deltas.size(), 1);
    QCOMPARE(coze.chatRequests().size(), 1);

    // Another session does not wait.
    Probe other(client, QStringLiteral("x"), QStringLiteral("5"), QStringLiteral("session_2"));
    QVERIFY(other.run());
    QCOMPARE(second.ends, 0);

    second.turn->cancel(); // leaves the line
    open->write(FakeCoze::chunk(FakeCoze::done()) + FakeCoze::lastChunk());
    QTRY_COMPARE(third.ends, 1);
    QCOMPARE(first.ends, 1);
    QCOMPARE(second.ends, 0);
    // The first one made the conversation, the others use it.
    QCOMPARE(coze.conversationRequests(), 1);
    QCOMPARE(third.outcome.conversationId, first.outcome.conversationId);
}

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
