#include "tests/simulator/simfixture.h"

using namespace handoff;
using namespace handoff::sim;

class TestStreams : public QObject, private SimFixture
{
    Q_OBJECT

private slots:
    void init()
    {
        sim = std::make_unique<CozeSimulator>();
        QVERIFY(sim->start());
    }
    void cleanup() { sim.reset(); }

    void streamsEveryShape_data()
    {
        QTest::addColumn<QString>("words");
        for (const char *words :
             {"", "slow=1", "ttfb=30", "chunks=7", "split=1", "split=2 crlf", "coalesce", "crlf",
              "ping", "garbage", "badjson", "multi", "action", "big=100"})
            QTest::newRow(*words ? words : "plain") << s(words);
    }
    void streamsEveryShape()
    {
        QFETCH(QString, words);
        const QString text = s("电池续航 90 公里 🚲");
        QString asked = s("@sim:echo ");
        for (const QString &word : words.split(u' ', Qt::SkipEmptyParts))
            asked += s("@sim:") + word + u' ';
        const QByteArray token = tokenFor(s("a"));
        auto c = ask(token, conversationFor(token), asked + text);
        QVERIFY(c->wait());
        QCOMPARE(c->status(), 200);
        QVERIFY(c->header("Content-Type").startsWith("text/event-stream"));
        bool ended = false;
        c->body(&ended);
        QVERIFY(ended || !c->chunked());
        QCOMPARE(c->lastType(), QByteArray("done"));
        const QString wanted = words == u"multi" ? QString(s("好的，我查一下。\n") + text) : text;
        if (words.startsWith(u"big"))
            QVERIFY(c->said().toUtf8().size() >= 100 * 1024);
        else
            QCOMPARE(c->said(), wanted);
        QCOMPARE(sim->runningChats(), 0);
    }

    void speaksACardWithoutDeltas()
    {
        const QByteArray token = tokenFor(s("a"));
        auto c = ask(token, conversationFor(token), s("@sim:card @sim:echo 卡片"));
        QVERIFY(c->wait());
        QVERIFY(c->said().isEmpty());
        QVERIFY(c->body().contains("\\\"response_for_model\\\":\\\"卡片\\\""));
        QCOMPARE(c->lastType(), QByteArray("done"));
    }

    void endsBadly_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QByteArray>("lastType");
        QTest::addColumn<bool>("ended"); // with the last chunk
        const auto row = [](const char *word, const char *type, bool ended) {
            QTest::newRow(word) << s(word) << QByteArray(type) << ended;
        };
        row("nodone", "conversation.chat.completed", true);
        row("eof=2", "conversation.message.delta", true);
        row("cut=2", "conversation.message.delta", false);
        row("failed", "done", true);
        row("failedshort", "done", true);
        row("error", "error", true);
        row("errorstr", "error", true);
        row("errortext", "error", true);
    }
    void endsBadly()
    {
        QFETCH(QString, word);
        const QByteArray token = tokenFor(s("a"));
        auto c = ask(token, conversationFor(token), s("@sim:chunks=6 @sim:") + word + s(" 你好"));
        QVERIFY(c->wait());
        QTEST(c->lastType(), "lastType");
        bool ended = false;
        c->body(&ended);
        QVERIFY(c->chunked());
        QTEST(ended, "ended");
        QTRY_COMPARE_WITH_TIMEOUT(sim->runningChats(), 0, kPatienceMs);
    }

    void resets()
    {
        const QByteArray token = tokenFor(s("a"));
        for (const char *word : {"@sim:reset=0 hi", "@sim:reset hi"}) {
            auto c = ask(token, conversationFor(token), s(word));
            QVERIFY(c->wait());
            bool ended = true;
            c->body(&ended);
            QVERIFY(!ended);
            QVERIFY(c->lastType() != "done");
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QJsonValue>("code");
        QTest::addColumn<QByteArray>("type");
        const QByteArray json = "application/json; charset=utf-8";
        QTest::newRow("json") << s("json=4009") << 200 << QJsonValue(4009) << json;
        QTest::newRow("json text") << s("json=E_1") << 200 << QJsonValue(s("E_1")) << json;
        QTest::newRow("json http")
            << s("json=4013 http=429 retryafter=1") << 429 << QJsonValue(4013) << json;
        QTest::newRow("http") << s("http=503") << 503 << QJsonValue(QJsonValue::Undefined)
                              << QByteArray("text/html");
        QTest::newRow("expire") << s("expire") << 401 << QJsonValue(4100) << json;
    }
    void refuses()
    {
        QFETCH(QString, words);
        QByteArray token = tokenFor(s("a"));
        const QString id = conversationFor(token);
        QVERIFY(sim->addFault(s("chat"), words));
        auto c = ask(token, id, s("你好"));
        QVERIFY(c->wait());
        QTEST(c->status(), "status");
        QTEST(c->json().value(s("code")), "code");
        QTEST(c->header("Content-Type"), "type");
        QCOMPARE(c->header("Retry-After"),
                 words.contains(u"retryafter") ? QByteArray("1") : QByteArray());
        token = tokenFor(s("a"));
        QVERIFY(!answer(token, id, s("你好")).isEmpty()); // once only
    }

    void expiresOnceFromText()
    {
        QByteArray token = tokenFor(s("a"));
        const QString id = conversationFor(token);
        const QString text = s("@sim:expire @sim:echo 好");
        auto c = ask(token, id, text);
        QVERIFY(c->wait());
        QCOMPARE(c->status(), 401);
        QCOMPARE(done("POST", "/v1/conversation/create", token, {})->status(),
                 401); // it is really over
        QCOMPARE(answer(tokenFor(s("a")), id, text), s("好"));
    }

    void hangs()
    {
        const QByteArray token = tokenFor(s("a"));
        auto c = ask(token, conversationFor(token), s("@sim:hang hi"));
        QTRY_COMPARE_WITH_TIMEOUT(sim->journal(s("chat")).size(), 1, kPatienceMs);
        QVERIFY(!answer(token, conversationFor(token), s("hi")).isEmpty()); // others go on
        QVERIFY(c->bytes().isEmpty());
        c->hangUp();
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
