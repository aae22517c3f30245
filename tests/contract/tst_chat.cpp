#include "tests/contract/chatfixture.h"

#include <QRegularExpression>
#include <QSemaphore>
#include <QTest>

#include <future>

using namespace handoff;
using namespace handoff::test;

/// `/api/chat` and `/api/chat/stream` over the wire: answers, refusals, failures, hand-over.
class TestChat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_desk = std::make_unique<Desk>(); }
    void cleanupTestCase() { m_desk.reset(); }
    void cleanup()
    {
        m_desk->agent->post("/api/sessions/" + m_name + "/release");
    } // gives his capacity back
    void init() { m_name = "session_" + QByteArray::number(++m_count); }

    void wholeAnswer();
    void serverNamesTheSession();
    void streamedAnswer();
    void longAndChineseText();
    void badRequests_data();
    void badRequests();
    void refusedWhileManual();
    void cozeFails_data();
    void cozeFails();
    void userMessageIsStoredWhenCozeFails();
    void threeFailuresEscalate();
    void keywordEscalatesBeforeDone();
    void takeoverStopsTheAnswer();
    void takeoverOfAWholeAnswer();
    void noAiTextAfterTheHuman();
    void customerLeaves();
    void closedSessionOpensAgain();
    void foreignConversationIsIgnored();
    void sessionsAreIsolated();
    void watchingAgentSeesTheWords();
    void twoQuestionsAtOnce();

private:
    std::unique_ptr<Desk> m_desk;
    QByteArray m_name;
    int m_count = 0;
};

namespace {
QString u8(const char *text)
{
    return QString::fromUtf8(text);
}
} // namespace

void TestChat::wholeAnswer()
{
    const Answer answer = m_desk->chat(m_name, "@sim:echo 你好");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("{\"success\":true,\"message\":\"你好\",\"error\":null}"));
    QCOMPARE(m_desk->history(m_name),
             (QStringList{u8("user:@sim:echo 你好"), u8("assistant:你好")}));
    const QJsonArray history = m_desk->session(m_name).value(u"history").toArray();
    QVERIFY(history.at(0).toObject().value(u"timestamp").toDouble() <
            history.at(1).toObject().value(u"timestamp").toDouble());
    QVERIFY(!m_desk->session(m_name).value(u"conversation_id").toString().isEmpty());
}

void TestChat::serverNamesTheSession()
{
    const Answer answer = m_desk->customer->post("/api/chat", R"({"message":"@sim:echo hi"})");
    QCOMPARE(answer.json().value(u"message").toString(), u8("hi"));
    const QString name = answer.json().value(u"session_name").toString();
    QVERIFY(QRegularExpression(u8("^user_[0-9a-f]{32}$")).match(name).hasMatch());
    QCOMPARE(m_desk->history(name.toLatin1()).size(), 2);

    StreamClient stream(m_desk->server->port(), "/api/chat/stream",
                        R"({"message":"@sim:echo hi","user_id":null})");
    QCOMPARE(stream.rest().last(), u8("done:"));
    QCOMPARE(m_desk->history(stream.header("x-session-name")).size(), 2);
}

void TestChat::streamedAnswer()
{
    StreamClient stream = m_desk->stream(m_name, "@sim:echo @sim:chunks=2 你好");
    QCOMPARE(stream.status(), 200);
    QCOMPARE(stream.header("content-type"), QByteArray("text/event-stream; charset=utf-8"));
    QCOMPARE(stream.header("cache-control"), QByteArray("no-cache"));
    QCOMPARE(stream.header("x-accel-buffering"), QByteArray("no"));
    QCOMPARE(stream.header("access-control-allow-origin"), QByteArray("*"));
    QCOMPARE(stream.rest(), (QStringList{u8("message:你"), u8("message:好"), u8("done:")}));
    QVERIFY(stream.ended());
    // data-only, exactly these fields
    QCOMPARE(stream.body(), QByteArray("data: {\"type\":\"message\",\"content\":\"你\"}\n\n"
                                       "data: {\"type\":\"message\",\"content\":\"好\"}\n\n"
                                       "data: {\"type\":\"done\",\"content\":\"\"}\n\n"));
    // stored before done
    QCOMPARE(m_desk->history(m_name).last(), u8("assistant:你好"));
}

void TestChat::longAndChineseText()
{
    const QByteArray text = "@sim:echo " + QByteArray("電").repeated(3990);
    QCOMPARE(m_desk->chat(m_name, text).json().value(u"message").toString().size(), 3990);
    QCOMPARE(m_desk->chat(m_name, text + "x").status, 422);
    // A pair of surrogates is one character.
    QCOMPARE(m_desk->chat(m_name, "@sim:echo " + QByteArray("🚲").repeated(3990)).status, 200);
}

void TestChat::badRequests_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    for (const char *path : {"/api/chat", "/api/chat/stream"}) {
        const auto row = [path](const char *name, const char *body, const char *code) {
            QTest::addRow("%s %s", path, name)
                << QByteArray(path) << QByteArray(body) << QString::fromLatin1(code);
        };
        row("no JSON", "{", "INVALID_JSON");
        row("message no text", R"({"message":5})", "VALIDATION_ERROR");
        row("parameters no object", R"({"message":"x","parameters":[]})", "VALIDATION_ERROR");
    }
    QTest::newRow("missing") << QByteArray("/api/chat") << QByteArray(R"({"user_id":"x"})")
                             << u8("VALIDATION_ERROR");
    QTest::newRow("blank") << QByteArray("/api/chat") << QByteArray(R"({"message":" \n"})")
                           << u8("VALIDATION_ERROR");
}

void TestChat::badRequests()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const Answer answer = m_desk->customer->post(path, body);
    QCOMPARE(answer.status, 422);
    QTEST(answer.json().value(u"code").toString(), "code");
}

void TestChat::refusedWhileManual()
{
    QCOMPARE(m_desk->customer->post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}")
                 .status,
             200);
    const qsizetype asked = m_desk->sim.journal("chat").size();
    Answer answer = m_desk->chat(m_name, "hello?");
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.json().value(u"code").toString(), u8("MANUAL_IN_PROGRESS"));
    QCOMPARE(answer.json().value(u"error").toString(), u8("MANUAL_IN_PROGRESS"));
    QCOMPARE(answer.detail(), u8("SESSION_IN_MANUAL_MODE: pending_manual"));
    {
        StreamClient stream = m_desk->stream(m_name, "hello?");
        QCOMPARE(stream.status(), 200);
        QCOMPARE(stream.rest(), QStringList{u8("error:SESSION_IN_MANUAL_MODE: pending_manual")});
        QVERIFY(stream.ended());
    }
    const QJsonArray queue =
        m_desk->agent->get("/api/sessions/queue").data().value(u"queue").toArray();
    const auto mine = std::find_if(queue.begin(), queue.end(), [this](const QJsonValue &item) {
        return item.toObject().value(u"session_name") == QString::fromLatin1(m_name);
    });
    QVERIFY(mine != queue.end());
    QCOMPARE(mine->toObject().value(u"last_message").toObject().value(u"content").toString(),
             u8("hello?"));
    QCOMPARE(m_desk->takeOver(m_name).status, 200);
    answer = m_desk->chat(m_name, "hello?");
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.detail(), u8("SESSION_IN_MANUAL_MODE: manual_live"));
    QCOMPARE(m_desk->stream(m_name, "hello?").rest(), QStringList{u8("error:MANUAL_IN_PROGRESS")});
    QCOMPARE(m_desk->sim.journal("chat").size(), asked); // Coze was never asked
    // What came by the stream is for the human, who sees it in the queue, too.
    QCOMPARE(m_desk->history(m_name).count(u8("user:hello?")), 2);
}

void TestChat::cozeFails_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("JSON refusal, 200") << QByteArray("@sim:json=4200") << 200;
    QTest::newRow("failed") << QByteArray("@sim:failed") << 200;
    QTest::newRow("error") << QByteArray("@sim:errortext") << 200;
    QTest::newRow("truncated") << QByteArray("@sim:eof") << 200;
    QTest::newRow("404") << QByteArray("@sim:http=404") << 502;
    QTest::newRow("503") << QByteArray("@sim:http=503") << 502;
}

void TestChat::cozeFails()
{
    QFETCH(QByteArray, words);
    QFETCH(int, status);
    Desk desk; // its own breaker
    const Answer answer = desk.chat(m_name, words + " 你好吗");
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json().value(u"success"), QJsonValue(false));
    const QString error = answer.json().value(u"error").toString();
    QVERIFY(!error.isEmpty());
    if (status == 200)
        QCOMPARE(answer.body, QByteArray("{\"success\":false,\"message\":null,\"error\":\"" +
                                         error.toUtf8() + "\"}"));
    else
        QCOMPARE(answer.json().value(u"code").toString(), u8("COZE_ERROR"));

    StreamClient stream = desk.stream(m_name + "s", words + " @sim:echo @sim:chunks=4 abcdefgh");
    QCOMPARE(stream.status(), 200);
    const QStringList told = stream.rest();
    QCOMPARE(told.last(), QString(u8("error:") + error));
    QVERIFY(stream.ended());
    QVERIFY(!told.contains(u8("done:")));
    QString seen;
    for (const QString &one : told.first(told.size() - 1))
        seen += one.mid(8);
    const QStringList history = desk.history(m_name + "s");
    QCOMPARE(history.contains(QString(u8("assistant:") + seen)), !seen.isEmpty());
}

void TestChat::userMessageIsStoredWhenCozeFails()
{
    m_desk->chat(m_name, "@sim:json=4200 help");
    const QStringList agentSees = m_desk->history(m_name);
    QCOMPARE(agentSees.size(), 2);
    QCOMPARE(agentSees.at(0), u8("user:@sim:json=4200 help"));
    QVERIFY(agentSees.at(1).startsWith(u8("system:")));
    QVERIFY(agentSees.at(1).contains(u8("4200")));
    QCOMPARE(m_desk->customerHistory(m_name), QStringList{u8("user:@sim:json=4200 help")});
    QCOMPARE(m_desk->session(m_name).value(u"ai_fail_count").toInt(), 1);
}

void TestChat::threeFailuresEscalate()
{
    Desk desk;
    for (int i = 0; i < 2; ++i)
        desk.chat(m_name, "@sim:json=4200 x");
    StreamClient stream = desk.stream(m_name, "@sim:json=4200 x");
    const QStringList told = stream.rest();
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.at(0), u8("status_change:pending_manual"));
    QVERIFY(told.at(1).startsWith(u8("error:")));
    QCOMPARE(desk.session(m_name).value(u"escalation").toObject().value(u"reason").toString(),
             u8("fail_loop"));
}

void TestChat::keywordEscalatesBeforeDone()
{
    StreamClient stream = m_desk->stream(m_name, "@sim:echo @sim:chunks=1 转人工");
    QCOMPARE(stream.rest(),
             (QStringList{u8("message:转人工"), u8("status_change:pending_manual"), u8("done:")}));
    QCOMPARE(m_desk->status(m_name), u8("pending_manual"));
}

void TestChat::takeoverStopsTheAnswer()
{
    StreamClient stream = m_desk->stream(m_name, "@sim:echo @sim:chunks=200 @sim:slow=100 x");
    QCOMPARE(stream.told(), u8("message:x"));
    QCOMPARE(m_desk->takeOver(m_name).status, 200);
    QStringList told = stream.rest();
    QVERIFY(stream.ended());
    while (told.first().startsWith(u8("message:")))
        told.removeFirst(); // what was on its way
    QCOMPARE(told.first(), u8("status_change:pending_manual"));
    QCOMPARE(told.at(1), u8("status_change:manual_live"));
    QCOMPARE(told.last(), u8("done:"));
    for (const QString &one : told)
        QVERIFY2(!one.startsWith(u8("message:")), qPrintable(told.join(u' ')));
    // The question and what was seen of the answer are in the history.
    const QStringList history = m_desk->history(m_name);
    QVERIFY(history.contains(u8("user:@sim:echo @sim:chunks=200 @sim:slow=100 x")));
    QVERIFY(history.filter(QRegularExpression(u8("^assistant:"))).size() == 1);
}

void TestChat::takeoverOfAWholeAnswer()
{
    // In a thread of its own: the answer is awaited while an agent acts.
    std::future<Answer> asking =
        std::async(std::launch::async, [port = m_desk->server->port(), name = m_name] {
            return HttpClient(port).post(
                "/api/chat", Desk::ask(name, "@sim:echo @sim:chunks=200 @sim:slow=100 x"));
        });
    const auto asked = [&] {
        const QList<sim::JournalEntry> chats = m_desk->sim.journal("chat");
        return !chats.isEmpty() && chats.last().session == QString::fromLatin1(m_name);
    };
    QTRY_VERIFY_WITH_TIMEOUT(asked(), 30'000);
    QCOMPARE(m_desk->takeOver(m_name).status, 200);
    const Answer answer = asking.get();
    QCOMPARE(answer.status, 409);
    QCOMPARE(answer.detail(), u8("SESSION_IN_MANUAL_MODE: manual_live"));
    QVERIFY(m_desk->history(m_name).filter(QRegularExpression(u8("^assistant:"))).isEmpty());
}

void TestChat::noAiTextAfterTheHuman()
{
    StreamClient stream = m_desk->stream(m_name, "@sim:echo @sim:chunks=200 @sim:slow=50 x");
    QCOMPARE(stream.told(), u8("message:x"));
    QCOMPARE(m_desk->takeOver(m_name).status, 200);
    QCOMPARE(m_desk->agentSays(m_name, "I am here").status, 200);
    bool human = false;
    const QStringList told = stream.rest();
    for (const QString &one : told) {
        human = human || one.startsWith(u8("manual_message:I am"));
        QVERIFY(!human || !one.startsWith(u8("message:")));
    }
    const QStringList history = m_desk->history(m_name);
    QVERIFY(history.contains(u8("agent:I am here")));
    QCOMPARE(history.filter(QRegularExpression(u8("^user:"))).size(), 1);
    for (const QString &one : history.sliced(history.indexOf(u8("agent:I am here"))))
        QVERIFY2(!one.startsWith(u8("assistant:")), qPrintable(history.join(u'\n')));
}

void TestChat::customerLeaves()
{
    {
        StreamClient stream =
            m_desk->stream(m_name, "@sim:echo @sim:chunks=20 @sim:slow=20 abcdefghijklmnopqrst");
        QCOMPARE(stream.told(), u8("message:a"));
        stream.leave();
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->history(m_name).value(1),
                              u8("assistant:abcdefghijklmnopqrst"), 30'000);
}

void TestChat::closedSessionOpensAgain()
{
    m_desk->chat(m_name, "@sim:echo 1");
    QCOMPARE(
        m_desk->agent->post("/api/sessions/" + m_name + "/release", R"({"close":true})").status,
        200);
    QCOMPARE(m_desk->status(m_name), u8("closed"));
    StreamClient stream = m_desk->stream(m_name, "@sim:echo @sim:chunks=1 2");
    QCOMPARE(stream.rest(),
             (QStringList{u8("status_change:bot_active"), u8("message:2"), u8("done:")}));
    QCOMPARE(m_desk->status(m_name), u8("bot_active"));
}

void TestChat::foreignConversationIsIgnored()
{
    m_desk->chat(m_name, "my name is Anna");
    const QString annas = m_desk->session(m_name).value(u"conversation_id").toString();
    const QByteArray other = m_name + "_other";
    const Answer answer = m_desk->customer->post(
        "/api/chat", "{\"user_id\":\"" + other +
                         "\",\"message\":\"who am I\",\"conversation_id\":\"" + annas.toLatin1() +
                         "\"}");
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.json().value(u"message").toString().contains(u8("Anna")));
    QVERIFY(m_desk->session(other).value(u"conversation_id").toString() != annas);
    QVERIFY(
        m_desk->chat(m_name, "who am I").json().value(u"message").toString().contains(u8("Anna")));
}

void TestChat::sessionsAreIsolated()
{
    m_desk->chat(m_name, "@sim:echo x");
    const QList<sim::JournalEntry> tokens = m_desk->sim.journal("token");
    QCOMPARE(tokens.last().session, QString::fromLatin1(m_name));
    QCOMPARE(m_desk->sim.journal("chat").last().session, QString::fromLatin1(m_name));
    QVERIFY(
        !m_desk->sim.journal("chat").last().body.value(u"conversation_id").toString().isEmpty());
}

void TestChat::watchingAgentSeesTheWords()
{
    m_desk->chat(m_name, "@sim:echo x"); // the session must exist
    const QByteArray token = m_desk->server->login("agent002", "agent123");
    QSemaphore watching;
    std::future<QStringList> watcher = std::async(std::launch::async, [&] {
        QStringList words;
        HttpClient agent(m_desk->server->port());
        agent.setToken(token);
        agent.stream("/api/sessions/" + m_name + "/events", {}, [&](const SseEvent &event) {
            if (event.type == "ready")
                watching.release();
            if (event.type != "ai_delta")
                return true;
            const QJsonObject data = QJsonDocument::fromJson(event.data).object();
            words +=
                data.value(u"session_name").toString() + u'|' + data.value(u"content").toString();
            return words.size() < 2;
        });
        return words;
    });
    QVERIFY(watching.tryAcquire(1, 30'000));
    m_desk->chat(m_name, "@sim:echo @sim:chunks=2 ab");
    const QString name = QString::fromLatin1(m_name);
    QCOMPARE(watcher.get(), (QStringList{QString(name + u"|a"), QString(name + u"|b")}));
}

void TestChat::twoQuestionsAtOnce()
{
    StreamClient first = m_desk->stream(m_name, "@sim:echo @sim:chunks=5 @sim:slow=50 aaaaa");
    StreamClient second = m_desk->stream(m_name, "@sim:echo @sim:chunks=1 b");
    QCOMPARE(second.rest(), (QStringList{u8("message:b"), u8("done:")}));
    QCOMPARE(first.rest().last(), u8("done:"));
    QCOMPARE(m_desk->history(m_name).filter(QRegularExpression(u8("^assistant:"))).size(), 2);
}

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
