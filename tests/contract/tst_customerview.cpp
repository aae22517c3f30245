#include "tests/contract/chatfixture.h"
#include "tests/support/smtpserver.h"

#include <QTest>

using namespace handoff;
using namespace handoff::test;

/// What a customer learns of his session, whatever he asks (server/domain/session/customerview.h):
/// one session in which everything happened that is none of his business.
class TestCustomerView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_desk.reset(); }

    void answers_data();
    void answers();
    void streams_data();
    void streams();
    void whatIsHis();
    void agentsSeeAll();

private:
    void act(HttpClient &who, const char *method, const QByteArray &path, const QByteArray &body);
    /// The words of the house that stand in `text`.
    static QStringList leaked(const QByteArray &text);

    SmtpServer m_smtp;
    QByteArray m_whole; ///< what an agent gets of the session
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<StreamClient> m_stream;
    std::unique_ptr<StreamClient> m_listening;
};

namespace {

/// Words that stay in the house, and that an agent finds in the session's answers.
const char *const house[] = {"a@example.com", "agent001", "\"admin\"",  "tag_vip",
                             "bought-twice",  "rude-man", "AI 未能回答"};

} // namespace

void TestCustomerView::act(HttpClient &who, const char *method, const QByteArray &path,
                           const QByteArray &body)
{
    const Answer answer = who.request(method, path, body);
    QVERIFY2(answer.status == 200, QByteArray(path + ' ' + answer.body).constData());
}

QStringList TestCustomerView::leaked(const QByteArray &text)
{
    QStringList found;
    for (const char *word : house) {
        if (text.contains(word))
            found.append(QString::fromLatin1(word));
    }
    return found;
}

void TestCustomerView::initTestCase()
{
    m_smtp.refuse("550 mailbox of a@example.com is full"); // its words go nowhere
    m_desk = std::make_unique<Desk>(m_smtp.closedToday());
    HttpClient &agent = *m_desk->agent;
    const auto admin = m_desk->server->signedIn("admin");

    QCOMPARE(m_desk->chat("s", "我要退款 @sim:failed").status, 200); // a note for agents
    m_stream = std::make_unique<StreamClient>(m_desk->server->port(), "/api/sessions/s/events",
                                              QByteArray());
    QVERIFY(m_stream->next());
    m_listening = std::make_unique<StreamClient>(m_desk->server->port(), "/api/chat/stream",
                                                 Desk::ask("s", " "));
    act(*m_desk->customer, "POST", "/api/manual/escalate", R"({"session_name":"s"})");
    QTRY_VERIFY_WITH_TIMEOUT(
        !m_desk->session("s").value(u"mail").toObject().value(u"error").isNull(), 30000);
    act(agent, "POST", "/api/sessions/s/takeover", "{}");
    act(agent, "POST", "/api/manual/messages",
        R"({"session_name":"s","role":"agent","content":"你好"})");
    act(agent, "POST", "/api/sessions/s/typing", R"({"active":true})");
    act(agent, "POST", "/api/sessions/s/viewing", "{}");
    act(agent, "POST", "/api/sessions/s/notes", R"({"content":"rude-man","mentions":["admin"]})");
    act(agent, "POST", "/api/sessions/s/tags", R"({"tag_id":"tag_vip"})");
    act(agent, "PATCH", "/api/sessions/s/profile", R"({"metadata":{"hint":"bought-twice"}})");
    act(agent, "POST", "/api/sessions/s/requeue", R"({"reason":"rude-man"})");
    act(*admin, "POST", "/api/sessions/s/takeover", "{}");
    act(*admin, "POST", "/api/sessions/s/transfer",
        R"({"to_agent_id":"agent001","reason":"rude-man","force":true})");
    m_whole = agent.get("/api/sessions/s").body;
}

void TestCustomerView::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *method, const char *path, const char *body,
                        int status) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(body) << status;
    };
    row("session", "GET", "/api/sessions/s", "", 200);
    row("message", "POST", "/api/manual/messages",
        R"({"session_name":"s","role":"user","content":"hi"})", 200);
    row("typing", "POST", "/api/sessions/s/typing", R"({"active":true})", 200);
    row("new conversation", "POST", "/api/conversation/new", R"({"session_id":"s"})", 200);
    row("chat", "POST", "/api/chat", R"({"user_id":"s","message":"hi"})", 409);
    row("escalate live", "POST", "/api/manual/escalate", R"({"session_name":"s"})", 409);
    row("cancel live", "POST", "/api/sessions/s/cancel", "{}", 409);
    row("release", "agent POST", "/api/sessions/s/release", R"({"reason":"rude-man"})", 200);
    row("escalate", "POST", "/api/manual/escalate", R"({"session_name":"s"})", 200);
    row("session again", "GET", "/api/sessions/s", "", 200);
    row("takeover", "agent POST", "/api/sessions/s/takeover", "{}", 200);
    row("requeue", "agent POST", "/api/sessions/s/requeue", R"({"reason":"rude-man"})", 200);
    row("cancel", "POST", "/api/sessions/s/cancel", "{}", 200);
    row("session in the end", "GET", "/api/sessions/s", "", 200);
}

void TestCustomerView::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const bool byAgent = method.startsWith("agent ");
    HttpClient &http = byAgent ? *m_desk->agent : *m_desk->customer;
    const Answer answer = http.request(method.split(' ').constLast(), path, body);
    QTEST(answer.status, "status");
    if (!byAgent)
        QCOMPARE(leaked(answer.body), QStringList());
}

void TestCustomerView::streams_data()
{
    QTest::addColumn<bool>("listening");
    QTest::newRow("events") << false;
    QTest::newRow("listen mode") << true;
}

void TestCustomerView::streams()
{
    QFETCH(bool, listening);
    StreamClient &stream = listening ? *m_listening : *m_stream;
    while (const auto event = stream.next()) {
        if (event->data.contains("cancelled"))
            break;
    }
    QVERIFY(stream.body().contains("你好"));
    QCOMPARE(leaked(stream.body()), QStringList());
}

void TestCustomerView::whatIsHis()
{
    HttpClient &http = *m_desk->customer;
    act(http, "POST", "/api/conversation/new",
        R"({"session_id":"s2","profile":{"nickname":"Ann","email":"ann@example.org"}})");
    act(http, "POST", "/api/manual/escalate", R"({"session_name":"s2","reason":"keyword"})");
    act(*m_desk->agent, "POST", "/api/sessions/s2/takeover", "{}");
    const QJsonObject data = http.get("/api/sessions/s2").data();
    const QJsonObject mine = data.value(u"session").toObject();
    const QJsonObject whole = m_desk->session("s2");
    QCOMPARE(mine.keys(), whole.keys()); // the shape of SessionState
    for (const char *part : {"session_name", "status", "conversation_id", "escalation",
                             "assigned_agent", "created_at"})
        QCOMPARE(mine.value(QLatin1String(part)), whole.value(QLatin1String(part)));
    QCOMPARE(mine.value(u"assigned_agent").toObject().value(u"name").toString(),
             QStringLiteral("客服小王"));
    QCOMPARE(mine.value(u"user_profile").toObject().value(u"email").toString(),
             QStringLiteral("ann@example.org"));
    QCOMPARE(mine.value(u"tags"), QJsonValue(QJsonArray()));
    for (const char *part : {"mail", "priority", "user_profile"})
        QCOMPARE(mine.value(QLatin1String(part)).toObject().keys(),
                 whole.value(QLatin1String(part)).toObject().keys());
    // What he did himself stands with its reason, what the staff did without.
    QStringList trail;
    for (const QJsonValue &entry : data.value(u"audit_trail").toArray())
        trail.append(entry.toObject().value(u"operator").toString() + u' ' +
                     entry.toObject().value(u"reason").toString());
    QCOMPARE(trail,
             (QStringList{QStringLiteral("customer keyword"), QStringLiteral("system after_hours"),
                          QStringLiteral("agent "), QStringLiteral("agent ")}));
}

void TestCustomerView::agentsSeeAll()
{
    for (const char *word : house)
        QVERIFY2(m_whole.contains(word), word);
}

QTEST_GUILESS_MAIN(TestCustomerView)
#include "tst_customerview.moc"
