#include "server/coze/client.h"
#include "tests/server/coze/turnprobe.h"
#include "tests/simulator/simulator.h"

#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using handoff::test::Probe;

namespace {

CozeSettings settingsOf(const sim::CozeSimulator &sim)
{
    const QMap<QString, QString> env = sim.settingsEnv();
    CozeSettings s;
    s.apiBase = env.value(QStringLiteral("COZE_API_BASE"));
    s.workflowId = env.value(QStringLiteral("COZE_WORKFLOW_ID"));
    s.appId = env.value(QStringLiteral("COZE_APP_ID"));
    s.clientId = env.value(QStringLiteral("COZE_OAUTH_CLIENT_ID"));
    s.publicKeyId = env.value(QStringLiteral("COZE_OAUTH_PUBLIC_KEY_ID"));
    s.privateKey = env.value(QStringLiteral("COZE_OAUTH_PRIVATE_KEY"));
    s.timings.retry = {20, 40, 60};
    s.timings.firstByte = 3000;
    s.timings.gap = 3000;
    return s;
}

} // namespace

/// The relay against coze-simulator, which is as strict as Coze: every fault it knows.
class TestRelay : public QObject
{
    Q_OBJECT

private slots:
    void faults_data();
    void faults();
    void queuedFaults_data();
    void queuedFaults();
    void remembersPerSession();
    void revokedTokens();
    void simulatorRestarts();
    void hundredTurns();
};

void TestRelay::faults_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("good");
    QTest::addColumn<bool>("wholeText");
    QTest::addColumn<int>("requests");
    const auto row = [](const char *words, bool good, bool wholeText, int requests = 1) {
        QTest::newRow(words) << QString::fromLatin1(words) << good << wholeText << requests;
    };
    for (const char *words :
         {"", "slow=2", "ttfb=50", "chunks=30", "split=1", "split=7", "coalesce", "crlf", "ping",
          "garbage", "badjson", "card", "multi", "action", "nodone",
          "crlf split=1 garbage ping badjson", "multi coalesce garbage"})
        row(words, true, true);
    row("failed", false, false);
    row("failedshort", false, false);
    row("error", false, false);
    row("errorstr", false, false);
    row("errortext", false, false);
    row("failed=4200 after=2 chunks=5", false, false);
    row("eof chunks=4", false, false);
    row("cut chunks=4", false, false);
    row("reset chunks=4", false, false);
    row("hangmid chunks=4", false, false);
    row("hang", false, false);
    row("json=4200", false, false);
    row("json=4000 http=400", false, false);
    row("http=404", false, false);
    row("json=4009", false, false, 3);
    row("json=5000", false, false, 3);
    row("error=4013", false, false, 3);
    row("failed=4020", false, false, 3);
    row("http=429", false, false, 3);
    row("http=502", false, false, 3);
    row("expire", true, true, 2);
    row("json=4100 http=401", false, false, 2);
    row("json=4002", false, false, 2);
    row("http=503 retryafter=60", false, false, 1);
}

void TestRelay::faults()
{
    QFETCH(QString, words);
    QFETCH(bool, good);
    QFETCH(bool, wholeText);
    const QString question = QStringLiteral("早上好, how far does it go 🚲 with one charge?");
    QString text = QStringLiteral("@sim:echo ");
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
        text += QStringLiteral("@sim:") + word + u' ';
    text += question;

    sim::CozeSimulator sim;
    QVERIFY(sim.start());
    CozeClient client(settingsOf(sim));
    Probe p(client, text, {});
    QVERIFY(p.run());
    QCOMPARE(p.outcome.good, good);
    QCOMPARE(p.deltas.join(QString()), p.outcome.text);
    QCOMPARE(p.outcome.customerText.isEmpty(), good);
    if (wholeText)
        QVERIFY2(p.outcome.text.contains(question), qPrintable(p.outcome.text));
    if (words.isEmpty())
        QCOMPARE(p.outcome.text, question);
    QVERIFY(!p.outcome.text.contains(QStringLiteral("generate_answer_finish")));
    QTEST(static_cast<int>(sim.journal(QStringLiteral("chat")).size()), "requests");

    // The next turn works, whatever happened to this one.
    QTRY_COMPARE(sim.runningChats(), 0);
    Probe next(client, QStringLiteral("@sim:echo again"), p.outcome.conversationId);
    QVERIFY(next.run());
    QVERIFY(next.outcome.good);
    QCOMPARE(next.outcome.text, QStringLiteral("again"));
}

void TestRelay::queuedFaults_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *endpoint, const char *words, int count, bool good) {
        QTest::addRow("%s %s %d", endpoint, words, count)
            << QString::fromLatin1(endpoint) << QString::fromLatin1(words) << count << good;
    };
    for (const char *endpoint : {"token", "conversation", "chat"}) {
        row(endpoint, "http=503", 2, true);
        row(endpoint, "http=503", 3, false);
        row(endpoint, "http=429 retryafter=1", 1, true);
        row(endpoint, "ttfb=50 echo", 1, true);
        row(endpoint, "hang", 1, false);
    }
    row("conversation", "json=4100", 1, true);
    row("conversation", "json=700012006", 1, true);
    row("chat", "json=4100", 1, true);
    row("chat", "json=4002", 1, true);
    row("chat", "json=720702204", 1, true);
    row("chat", "json=4016", 3, true);
}

void TestRelay::queuedFaults()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, words);
    QFETCH(int, count);
    QFETCH(bool, good);
    sim::CozeSimulator sim;
    QVERIFY(sim.start());
    QVERIFY(sim.addFault(endpoint, words, count));
    CozeClient client(settingsOf(sim));
    Probe p(client, QStringLiteral("@sim:echo hello"), {});
    QVERIFY(p.run());
    QCOMPARE(p.outcome.good, good);
    QCOMPARE(p.outcome.text, good ? QStringLiteral("hello") : QString());
}

void TestRelay::remembersPerSession()
{
    sim::CozeSimulator sim;
    QVERIFY(sim.start());
    CozeClient client(settingsOf(sim));
    const auto say = [&client](const char *session, const QString &conversation, const char *text) {
        Probe p(client, QString::fromUtf8(text), conversation, QString::fromLatin1(session));
        return p.run() ? p.outcome : CozeOutcome();
    };
    const CozeOutcome anna = say("s1", {}, "my name is Anna");
    const CozeOutcome other = say("s2", {}, "who am I");
    QVERIFY(anna.good && other.good);
    QVERIFY(anna.conversationId != other.conversationId);
    QVERIFY(!other.text.contains(QStringLiteral("Anna")));
    QVERIFY(say("s1", anna.conversationId, "who am I").text.contains(QStringLiteral("Anna")));

    // A stranger who names Anna's conversation gets one of his own.
    const CozeOutcome stranger = say("s3", anna.conversationId, "who am I");
    QVERIFY(stranger.good);
    QVERIFY(stranger.conversationId != anna.conversationId);
    QVERIFY(!stranger.text.contains(QStringLiteral("Anna")));
}

void TestRelay::revokedTokens()
{
    sim::CozeSimulator sim;
    QVERIFY(sim.start());
    CozeClient client(settingsOf(sim));
    Probe first(client, QStringLiteral("@sim:echo a"), {});
    QVERIFY(first.run());
    sim.state().revokeSession({});
    Probe second(client, QStringLiteral("@sim:echo b"), first.outcome.conversationId);
    QVERIFY(second.run());
    QVERIFY(second.outcome.good);
    QCOMPARE(sim.journal(QStringLiteral("token")).size(), 2);
}

void TestRelay::simulatorRestarts()
{
    sim::CozeSimulator sim;
    QVERIFY(sim.start());
    CozeClient client(settingsOf(sim));
    Probe first(client, QStringLiteral("@sim:echo a"), {});
    QVERIFY(first.run());
    const quint16 port = sim.port();
    sim.stop();
    Probe away(client, QStringLiteral("@sim:echo b"), first.outcome.conversationId);
    QVERIFY(away.run());
    QVERIFY(!away.outcome.good);
    QVERIFY(sim.start(port));
    Probe back(client, QStringLiteral("@sim:echo c"), first.outcome.conversationId);
    QVERIFY(back.run());
    QVERIFY(back.outcome.good);
}

void TestRelay::hundredTurns()
{
    constexpr int count = 100;
    sim::CozeSimulator sim({20, 0});
    QVERIFY(sim.start());
    CozeClient client(settingsOf(sim));
    std::vector<std::unique_ptr<Probe>> probes;
    for (int i = 0; i < count; ++i) {
        probes.push_back(std::make_unique<Probe>(
            client, QStringLiteral("@sim:echo @sim:chunks=50 %1 hello").arg(i), QString(),
            QStringLiteral("s%1").arg(i)));
        probes.back()->turn->start();
    }
    const auto ended = [&probes] {
        return std::count_if(probes.begin(), probes.end(),
                             [](const auto &p) { return p->ends == 1; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(ended(), count, 60'000);
    for (const auto &p : probes)
        QVERIFY(p->outcome.good);
    QVERIFY2(sim.mostRunningChats() > 6, qPrintable(QString::number(sim.mostRunningChats())));
}

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
