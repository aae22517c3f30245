#include "tests/contract/chatfixture.h"
#include "tests/contract/eventstream.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>
#include <QUrl>

#include <future>

using namespace handoff;
using namespace handoff::test;
using Stream = test::EventStream;

/// Two servers on one PostgreSQL: what is committed at one reaches who listens at the other
/// (operations.md, Reliability; events.md, Guarantees 1, 2, 7, 8).
class TestServers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup() { m_a->agent->post(path("/release")); } // gives his capacity back

    void everythingReachesBothOnceAndInOrder();
    void resumesAtTheOtherServer();
    void takeoverEndsTheAiAtTheOther();
    void manyTakeoversOneWinner();
    void deletedAgentLosesHisStreamsAtTheOther();
    void typingAndViewingReachTheOther();
    void nothingIsMissedWhenConnectionsBreak();
    void nothingIsLostOrDoubledWhileConnectionsBreak();

private:
    QByteArray path(const char *rest) const { return "/api/sessions/" + m_name + rest; }
    QByteArray message(const char *role, const QByteArray &content, const QByteArray &id = {}) const
    {
        return "{\"session_name\":\"" + m_name + "\",\"role\":\"" + role + "\",\"content\":\"" +
               content + "\"" +
               (id.isEmpty() ? QByteArray() : ",\"client_message_id\":\"" + id + "\"") + "}";
    }
    quint16 portA() const { return m_a->server->port(); }
    quint16 portB() const { return m_b->port(); }
    /// Ends all connections of both servers, as a restart of PostgreSQL does.
    void breakConnections() const;

    std::unique_ptr<Desk> m_a;
    std::unique_ptr<TestServer> m_b;
    QByteArray m_agent; ///< agent001
    QByteArray m_other; ///< agent002
    QByteArray m_admin;
    QByteArray m_name;
    int m_count = 0;
};

namespace {

/// `type id` of what came from the log after `from`, a manual_message with its content.
QStringList logged(const Stream &stream, qint64 from)
{
    QStringList list;
    for (const SseEvent &event : stream.events()) {
        if (event.type == "ready" || event.id.toLongLong() <= from)
            continue;
        const QJsonObject json = QJsonDocument::fromJson(event.data).object();
        list.append(QString::fromLatin1(event.id + ' ' + event.type + ' ') +
                    json.value(u"content").toString());
    }
    return list;
}

bool growing(const QStringList &list)
{
    qint64 before = 0;
    for (const QString &one : list) {
        const qint64 id = one.section(u' ', 0, 0).toLongLong();
        if (id <= before)
            return false;
        before = id;
    }
    return true;
}

/// Reads up to the end of what the tests compare.
bool released(Stream &stream)
{
    return stream.readUntil([&stream] {
        return std::any_of(
            stream.events().begin(), stream.events().end(), [](const SseEvent &event) {
                return event.type == "status_change" && event.data.contains("\"released\"");
            });
    });
}

qint64 start(const Stream &stream)
{
    return stream.first("ready").value(u"last_event_id").toInteger();
}

} // namespace

void TestServers::initTestCase()
{
    if (!TestDatabase::isPostgres())
        QSKIP("several servers need PostgreSQL");
    const QMap<QString, QString> settings{
        {QStringLiteral("RATE_LIMIT_SESSION_PER_MIN"), QStringLiteral("0")},
        {QStringLiteral("RATE_LIMIT_ADDRESS_PER_MIN"), QStringLiteral("0")}};
    m_a = std::make_unique<Desk>(settings);
    QMap<QString, QString> shared = m_a->sim.settings();
    shared.insert(settings);
    shared.insert(QStringLiteral("DATABASE_URL"), m_a->server->databaseUrl());
    m_b = std::make_unique<TestServer>(shared);
    QVERIFY2(m_b->port() > 0, qPrintable(m_b->startProblem()));
    m_agent = m_a->server->login("agent001", "agent123");
    m_other = m_b->login("agent002", "agent123");
    m_admin = m_b->login("admin", "admin123");
    QVERIFY(!m_agent.isEmpty() && !m_other.isEmpty() && !m_admin.isEmpty());
}

void TestServers::cleanupTestCase()
{
    m_b.reset();
    m_a.reset();
}

void TestServers::init()
{
    m_name = "session_two_" + QByteArray::number(++m_count);
    QCOMPARE(
        m_a->customer->post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}").status,
        200);
}

void TestServers::everythingReachesBothOnceAndInOrder()
{
    constexpr int each = 40;
    Stream customerA(portA(), path("/events"));
    Stream customerB(portB(), path("/events"));
    Stream sessionA(portA(), path("/events"), m_other);
    Stream sessionB(portB(), path("/events"), m_other);
    Stream deskA(portA(), "/api/agent/events", m_other);
    Stream deskB(portB(), "/api/agent/events", m_other);
    qint64 from = 0;
    for (Stream *stream : {&customerA, &customerB, &sessionA, &sessionB, &deskA, &deskB}) {
        QVERIFY(stream->ready());
        from = qMax(from, start(*stream));
    }
    QCOMPARE(m_a->takeOver(m_name).status, 200);

    const auto talk = [](quint16 port, const QByteArray &token, const QList<QByteArray> &bodies) {
        HttpClient http(port);
        http.setToken(token);
        int said = 0;
        for (const QByteArray &body : bodies)
            said += http.post("/api/manual/messages", body).status == 200 ? 1 : 0;
        return said;
    };
    QList<QByteArray> answers;
    QList<QByteArray> questions;
    for (int i = 0; i < each; ++i) {
        answers.append(message("agent", "answer " + QByteArray::number(i)));
        questions.append(message("user", "question " + QByteArray::number(i)));
    }
    auto atA = std::async(std::launch::async, talk, portA(), m_agent, answers);
    auto atB = std::async(std::launch::async, talk, portB(), QByteArray(), questions);
    QCOMPARE(atA.get(), each);
    QCOMPARE(atB.get(), each);
    QCOMPARE(m_a->agent->post(path("/release")).status, 200); // the end of what is compared

    const std::pair<Stream *, Stream *> pairs[] = {
        {&customerA, &customerB}, {&sessionA, &sessionB}, {&deskA, &deskB}};
    for (const auto &[a, b] : pairs) {
        QVERIFY(released(*a));
        QVERIFY(released(*b));
        // Behind `released` more events of the same commit may follow or be on their way.
        QStringList seenA = logged(*a, from);
        QStringList seenB = logged(*b, from);
        const qsizetype common = qMin(seenA.size(), seenB.size());
        QVERIFY(common > each);
        QCOMPARE(seenA.first(common), seenB.first(common));
        QVERIFY(growing(seenA));
        QVERIFY(growing(seenB));
        QCOMPARE(seenA.filter(QStringLiteral("manual_message answer ")).size(), each);
    }
    QCOMPARE(logged(sessionB, from).filter(QStringLiteral("manual_message question ")).size(),
             each);
    QCOMPARE(logged(customerB, from).filter(QStringLiteral("question")).size(), 0);
    for (int i = 1; i < each; ++i) { // each side's own order
        const QStringList seen = logged(deskB, from);
        const auto at = [&seen](const QString &text) {
            for (qsizetype k = 0; k < seen.size(); ++k) {
                if (seen.at(k).endsWith(text))
                    return k;
            }
            return qsizetype(-1);
        };
        for (const char *side : {"answer %1", "question %1"}) {
            const QString text = QString::fromLatin1(side);
            QVERIFY(at(text.arg(i - 1)) >= 0);
            QVERIFY(at(text.arg(i - 1)) < at(text.arg(i)));
        }
    }
}

void TestServers::resumesAtTheOtherServer()
{
    Stream live(portA(), path("/events"), m_other);
    QVERIFY(live.ready());
    QCOMPARE(m_a->takeOver(m_name).status, 200);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_a->agentSays(m_name, "word " + QByteArray::number(i)).status, 200);
    const auto words = [](const Stream &stream) { return stream.count("manual_message"); };
    QVERIFY(live.readUntil([&] { return words(live) >= 6; })); // with the greeting
    const QStringList all = logged(live, start(live));
    for (qsizetype i = 0; i + 1 < all.size(); ++i) {
        const QString id = all.at(i).section(u' ', 0, 0);
        Stream part(portB(), path("/events"), m_other, id.toLatin1());
        QVERIFY(part.ready());
        QVERIFY(part.readUntil(
            [&] { return logged(part, id.toLongLong()).size() >= all.size() - i - 1; }));
        QCOMPARE(logged(part, id.toLongLong()).first(all.size() - i - 1), all.sliced(i + 1));
    }
}

void TestServers::takeoverEndsTheAiAtTheOther()
{
    const QByteArray name = "session_ai_" + QByteArray::number(m_count);
    StreamClient turn(portB(), "/api/chat/stream",
                      Desk::ask(name, "@sim:echo @sim:chunks=200 @sim:slow=100 x"));
    QCOMPARE(turn.told(), QStringLiteral("message:x"));
    QCOMPARE(m_a->takeOver(name).status, 200);
    QStringList told = turn.rest();
    QVERIFY(turn.ended());
    while (!told.isEmpty() && told.first().startsWith(QStringLiteral("message:")))
        told.removeFirst(); // what was on its way
    QVERIFY(told.size() >= 3);
    QCOMPARE(told.at(0), QStringLiteral("status_change:pending_manual"));
    QCOMPARE(told.at(1), QStringLiteral("status_change:manual_live"));
    QCOMPARE(told.last(), QStringLiteral("done:"));
    QVERIFY2(told.filter(QRegularExpression(QStringLiteral("^message:"))).isEmpty(),
             qPrintable(told.join(u' ')));
    QCOMPARE(m_a->agent->post("/api/sessions/" + name + "/release").status, 200);
}

void TestServers::manyTakeoversOneWinner()
{
    constexpr int racers = 50;
    QList<std::shared_ptr<std::future<int>>> answers;
    for (int i = 0; i < racers; ++i) {
        const auto take = [port = i % 2 ? portA() : portB(), token = i % 4 < 2 ? m_agent : m_other,
                           target = path("/takeover")] {
            HttpClient http(port);
            http.setToken(token);
            return http.post(target).status;
        };
        answers.append(std::make_shared<std::future<int>>(std::async(std::launch::async, take)));
    }
    int won = 0;
    int refused = 0;
    for (const auto &answer : answers) {
        const int status = answer->get();
        won += status == 200 ? 1 : 0;
        refused += status == 409 ? 1 : 0;
    }
    QCOMPARE(won, 1);
    QCOMPARE(refused, racers - 1);
    HttpClient admin(portB());
    admin.setToken(m_admin);
    QCOMPARE(admin.post(path("/release")).status, 200);
}

void TestServers::deletedAgentLosesHisStreamsAtTheOther()
{
    HttpClient admin(portA());
    admin.setToken(m_admin); // a token is good at every server
    QCOMPARE(
        admin
            .post("/api/agents",
                  R"({"username":"leaver","password":"Passw0rd1","name":"Leaver","role":"agent"})")
            .status,
        200);
    const QByteArray token = m_b->login("leaver", "Passw0rd1");
    Stream desk(portB(), "/api/agent/events", token);
    Stream session(portB(), path("/events"), token);
    QVERIFY(desk.ready());
    QVERIFY(session.ready());
    QCOMPARE(admin.request("DELETE", "/api/agents/leaver").status, 200);
    QVERIFY(desk.ended()); // within 20 s; the sweep for what was missed comes every 30 s only
    QVERIFY(session.ended());
}

void TestServers::typingAndViewingReachTheOther()
{
    Stream customer(portB(), path("/events"));
    Stream session(portB(), path("/events"), m_other);
    QVERIFY(customer.ready());
    QVERIFY(session.ready());
    QCOMPARE(m_a->agent->post(path("/typing"), R"({"active":true})").status, 200);
    QVERIFY(customer.readUntil([&] { return customer.count("typing") == 1; }));
    QCOMPARE(customer.first("typing").value(u"who").toObject().value(u"role").toString(),
             QStringLiteral("agent"));
    QCOMPARE(m_a->agent->post(path("/viewing")).status, 200);
    QVERIFY(session.readUntil([&] { return session.count("viewing") == 1; }));
    HttpClient other(portB()); // who asks at one server is told of the viewers at all
    other.setToken(m_other);
    QCOMPARE(other.post(path("/viewing")).data().value(u"viewers").toArray().size(), 2);
}

void TestServers::breakConnections() const
{
    const QUrl url(m_a->server->databaseUrl());
    {
        QSqlDatabase db =
            QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), QStringLiteral("breaker"));
        db.setHostName(url.host());
        db.setPort(url.port(5432));
        db.setDatabaseName(url.path().mid(1));
        db.setUserName(url.userName());
        db.setPassword(url.password());
        QVERIFY(db.open());
        QSqlQuery query(db);
        QVERIFY(query.exec(
            QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                           "WHERE datname = current_database() AND pid <> pg_backend_pid()")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("breaker"));
}

void TestServers::nothingIsMissedWhenConnectionsBreak()
{
    QCOMPARE(m_a->takeOver(m_name).status, 200);
    Stream live(portB(), path("/events"), m_other);
    QVERIFY(live.ready());
    const qint64 from = start(live);
    for (int round = 0; round < 3; ++round) {
        breakConnections();
        const QByteArray id = "message-" + QByteArray::number(round);
        // Sent again until acknowledged, as a client does.
        QTRY_COMPARE(
            m_a->agent->post("/api/manual/messages", message("agent", "word " + id, id)).status,
            200);
    }
    QVERIFY(live.readUntil([&] { return live.count("manual_message") >= 3; }));
    const QStringList seen = logged(live, from);
    QVERIFY(growing(seen));
    QCOMPARE(live.count("manual_message"), 3);
    Stream again(portA(), path("/events"), m_other, QByteArray::number(from));
    QVERIFY(again.readUntil([&] { return logged(again, from).size() >= seen.size(); }));
    QCOMPARE(logged(again, from).first(seen.size()), seen);
}

/// In the middle of writes from both sides; their clients send again until they are acknowledged.
void TestServers::nothingIsLostOrDoubledWhileConnectionsBreak()
{
    constexpr int each = 30;
    constexpr int breaks = 6;
    Stream listenA(portA(), path("/events"), m_other);
    Stream listenB(portB(), path("/events"), m_other);
    QVERIFY(listenA.ready());
    QVERIFY(listenB.ready());
    const qint64 from = qMax(start(listenA), start(listenB));
    QCOMPARE(m_a->takeOver(m_name).status, 200);

    std::atomic<int> acknowledged = 0;
    const auto talk = [this, &acknowledged](quint16 port, const char *role, const QByteArray &who) {
        HttpClient http(port);
        http.setToken(qstrcmp(role, "agent") == 0 ? m_agent : QByteArray());
        for (int i = 0; i < each;) {
            const QByteArray text = who + ' ' + QByteArray::number(i);
            const Answer answer = http.post("/api/manual/messages", message(role, text, text));
            if (answer.status == 200) {
                ++acknowledged;
                ++i;
            } else if (answer.status != 503 || !answer.body.contains("\"code\":\"UNAVAILABLE\"")) {
                return QByteArray(QByteArray::number(answer.status) + answer.body);
            }
        }
        return QByteArray();
    };
    std::future<QByteArray> talkers[] = {
        std::async(std::launch::async, talk, portA(), "agent", "agent at A"),
        std::async(std::launch::async, talk, portB(), "agent", "agent at B"),
        std::async(std::launch::async, talk, portA(), "user", "customer at A"),
        std::async(std::launch::async, talk, portB(), "user", "customer at B")};
    constexpr int all = 4 * each;
    for (int i = 1; i <= breaks; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(acknowledged >= i * all / (breaks + 1), 60000);
        breakConnections();
    }
    for (auto &talker : talkers)
        QCOMPARE(talker.get(), QByteArray());
    QCOMPARE(m_a->agent->post(path("/release")).status, 200);

    QVERIFY(released(listenA));
    QVERIFY(released(listenB));
    const QStringList seenA = logged(listenA, from);
    const QStringList seenB = logged(listenB, from);
    const qsizetype common = qMin(seenA.size(), seenB.size());
    QCOMPARE(seenA.first(common), seenB.first(common));
    QVERIFY(growing(seenA));
    QVERIFY(growing(seenB));
    for (const char *who : {"agent at A", "agent at B", "customer at A", "customer at B"}) {
        for (int i = 0; i < each; ++i) {
            const QString end =
                QStringLiteral(" manual_message %1 %2").arg(QLatin1String(who)).arg(i);
            const auto count =
                std::count_if(seenB.begin(), seenB.end(),
                              [&end](const QString &one) { return one.endsWith(end); });
            QVERIFY2(count == 1, qPrintable(QString::number(count) + end));
        }
    }
}

QTEST_GUILESS_MAIN(TestServers)
#include "tst_servers.moc"
