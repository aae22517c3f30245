#include "tests/contract/chatfixture.h"

#include "shared/contract/event.h"

#include <QTest>

using namespace handoff;
using namespace handoff::test;

namespace {

/// Who listens while something happens to a session.
enum Listener : quint32 {
    CustomerStream = 1, ///< GET …/events as the customer
    Listen = 2,         ///< POST /api/chat/stream with a blank message
    Turn = 4,           ///< POST /api/chat/stream while the AI answers
    SessionTwo = 8,     ///< GET …/events as agent002
    SessionAdmin = 16,  ///< GET …/events as admin
    DeskOne = 32,       ///< GET /api/agent/events as agent001, who acts
    DeskTwo = 64,       ///< the same as agent002
    DeskAdmin = 128,    ///< the same as admin
};
constexpr quint32 nobody = 0;
constexpr quint32 customers = CustomerStream | Listen | Turn;
constexpr quint32 sessions = SessionTwo | SessionAdmin;
constexpr quint32 desks = DeskOne | DeskTwo | DeskAdmin;

const std::pair<Listener, const char *> names[] = {
    {CustomerStream, "customer stream"},
    {Listen, "listen mode"},
    {Turn, "AI turn"},
    {SessionTwo, "agent002 on the session"},
    {SessionAdmin, "admin on the session"},
    {DeskOne, "desk of agent001"},
    {DeskTwo, "desk of agent002"},
    {DeskAdmin, "desk of admin"},
};

QString told(quint32 listeners)
{
    QStringList all;
    for (const auto &[listener, name] : names) {
        if (listeners & listener)
            all.append(QString::fromLatin1(name));
    }
    return all.join(QStringLiteral(", "));
}

/// One row of events.md, Event types: who hears of `type` when agent001 (or the customer) does
/// this. `before` is done before anybody listens; `role` narrows messages to those of one role.
struct Row
{
    const char *type;
    const char *what;
    quint32 heardBy;
    const char *trigger; ///< `by METHOD path body`, `$s` is the session; empty: the AI writes
    const char *before = "";
    const char *role = "";
};

const char takeOver[] = "one POST /api/sessions/$s/takeover {}";

const Row rows[] = {
    {"status_change", "takeover", customers | sessions | desks, takeOver},
    {"status_change", "escalation", customers | sessions | desks,
     R"(customer POST /api/manual/escalate {"session_name":"$s"})"},
    {"manual_message", "system text", customers | sessions | desks, takeOver, "", "system"},
    {"manual_message", "of the agent", CustomerStream | Listen | sessions | desks,
     R"(one POST /api/manual/messages {"session_name":"$s","role":"agent","content":"hi"})",
     takeOver, "agent"},
    {"manual_message", "of the customer", sessions | desks,
     R"(customer POST /api/manual/messages {"session_name":"$s","role":"user","content":"hi"})",
     takeOver, "user"},
    {"message_added", "any role", sessions | desks, takeOver},
    {"session_updated", "", sessions | desks, takeOver},
    {"ai_delta", "", sessions, ""},
    {"typing", "of an agent", customers | sessions | desks,
     R"(one POST /api/sessions/$s/typing {"active":true})", "", "agent"},
    {"typing", "of the customer", sessions | desks,
     R"(customer POST /api/sessions/$s/typing {"active":true})", "", "user"},
    {"viewing", "", sessions | desks, "one POST /api/sessions/$s/viewing {}"},
    {"agent_updated", "", desks, R"(one PUT /api/agent/status {"status":"busy"})"},
    // Transfers from agent001 to agent002: only these two.
    {"transfer_request", "", SessionTwo | DeskOne | DeskTwo,
     R"(one POST /api/sessions/$s/transfer {"to_agent_id":"agent002","reason":"x"})", takeOver},
    {"transfer_result", "", SessionTwo | DeskOne | DeskTwo,
     R"(two POST /api/transfer-requests/$transfer/respond {"action":"decline"})",
     R"(one POST /api/sessions/$s/takeover {}
        one POST /api/sessions/$s/transfer {"to_agent_id":"agent002","reason":"x"})"},
    {"mention", "in a note", SessionTwo | DeskTwo,
     R"(one POST /api/sessions/$s/notes {"content":"look","mentions":["agent002"]})"},
    {"ticket_updated", "", sessions | desks,
     R"(one POST /api/tickets {"title":"t","description":"d","category":"technical",
        "customer_id":"c","department":"technical","session_id":"$s"})"},
    {"ticket_sla", "", desks, "the clock"},
    {"catalog_changed", "", desks, R"(one POST /api/tags {"name":"$s","color":"#AA3300"})"},
    {"ready", "", nobody, "the start of a stream"},
    {"resync", "", nobody, "the start of a stream"},
};

/// Types with a test of their own below, or elsewhere (`ticket_sla`: the clock of tst_tickets).
const char *const specially[] = {"ready", "resync", "ticket_sla"};

template<size_t N>
bool isIn(const char *const (&list)[N], QLatin1String type)
{
    return std::any_of(std::begin(list), std::end(list),
                       [type](const char *one) { return type == QLatin1String(one); });
}

QJsonObject dataOf(const SseEvent &event)
{
    return QJsonDocument::fromJson(event.data).object();
}

} // namespace

/// Every type of event × every kind of subscriber (operations.md, Security; events.md, Event
/// types), over the wire.
class TestEventWalk : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_desk.reset(); }

    void everyTypeHasARow();
    void whoHears_data();
    void whoHears();
    void lostRights_data();
    void lostRights();
    void readyAndResync_data();
    void readyAndResync();

private:
    QByteArray filledIn(QByteArray text) const;
    Answer act(const QByteArray &line);
    /// Listens, and waits for `ready`.
    std::unique_ptr<StreamClient> listen(Listener who) const;
    /// Everybody hears this; what came before it has come.
    void mark();
    QList<QJsonObject> heard(StreamClient &stream) const;

    std::unique_ptr<Desk> m_desk;
    QMap<QByteArray, QByteArray> m_tokens; ///< by account
    QByteArray m_session;
    QByteArray m_transfer;
    int m_count = 0;
};

void TestEventWalk::initTestCase()
{
    m_desk = std::make_unique<Desk>();
    m_tokens = {{"one", m_desk->server->login("agent001", "agent123")},
                {"two", m_desk->server->login("agent002", "agent123")},
                {"admin", m_desk->server->login("admin", "admin123")}};
}

QByteArray TestEventWalk::filledIn(QByteArray text) const
{
    return text.replace("$transfer", m_transfer).replace("$s", m_session);
}

Answer TestEventWalk::act(const QByteArray &line)
{
    const QByteArray text = filledIn(line.simplified());
    const QList<QByteArray> words = text.split(' ');
    HttpClient http(m_desk->server->port());
    http.setToken(m_tokens.value(words.at(0)));
    const Answer answer = http.request(words.at(1), words.at(2), words.sliced(3).join(' '));
    if (words.at(2).endsWith("/transfer"))
        m_transfer = answer.data().value(u"id").toString().toLatin1();
    return answer;
}

std::unique_ptr<StreamClient> TestEventWalk::listen(Listener who) const
{
    const quint16 port = m_desk->server->port();
    const QByteArray events = "/api/sessions/" + m_session + "/events";
    const auto as = [this](const char *account) {
        return QList<QPair<QByteArray, QByteArray>>{
            {"Authorization", "Bearer " + m_tokens.value(account)}};
    };
    std::unique_ptr<StreamClient> stream;
    switch (who) {
    case CustomerStream:
        stream = std::make_unique<StreamClient>(port, events, QByteArray());
        break;
    case Listen:
        return std::make_unique<StreamClient>(port, "/api/chat/stream", Desk::ask(m_session, " "));
    case Turn:
        return std::make_unique<StreamClient>(
            port, "/api/chat/stream", Desk::ask(m_session, "tell me @sim:slow=20 @sim:chunks=500"));
    case SessionTwo:
        stream = std::make_unique<StreamClient>(port, events, QByteArray(), as("two"));
        break;
    case SessionAdmin:
        stream = std::make_unique<StreamClient>(port, events, QByteArray(), as("admin"));
        break;
    case DeskOne:
        stream = std::make_unique<StreamClient>(port, "/api/agent/events", QByteArray(), as("one"));
        break;
    case DeskTwo:
        stream = std::make_unique<StreamClient>(port, "/api/agent/events", QByteArray(), as("two"));
        break;
    case DeskAdmin:
        stream =
            std::make_unique<StreamClient>(port, "/api/agent/events", QByteArray(), as("admin"));
        break;
    }
    const auto first = stream->next();
    if (!first || first->type != "ready")
        return nullptr;
    return stream;
}

void TestEventWalk::mark()
{
    m_desk->server->run([name = QString::fromLatin1(m_session)](ServerApp &app) {
        TypingEvent typing;
        typing.sessionName = name;
        typing.who = {QStringLiteral("agent"), {}, QStringLiteral("the mark")};
        StoredEvent event;
        event.type = typing.type;
        event.sessionName = name;
        event.audience = Audience::CustomerAndAgents;
        event.json = json::toJson(typing);
        event.at = Timestamp::now();
        app.hub().sendEphemeral(event);
    });
}

QList<QJsonObject> TestEventWalk::heard(StreamClient &stream) const
{
    QList<QJsonObject> all;
    while (const auto event = stream.next()) {
        const QJsonObject data = dataOf(*event);
        if (data.value(u"who").toObject().value(u"name").toString() == u"the mark" &&
            data.value(u"session_name").toString() == QString::fromLatin1(m_session))
            return all;
        all.append(data);
    }
    return all; // ended: a turn that a human took over
}

void TestEventWalk::everyTypeHasARow()
{
    QStringList without;
    for (const QLatin1String type : eventtype::all) {
        if (std::none_of(std::begin(rows), std::end(rows),
                         [type](const Row &row) { return type == QLatin1String(row.type); }))
            without.append(type);
    }
    QCOMPARE(without, QStringList());
}

void TestEventWalk::whoHears_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < std::size(rows); ++i) {
        const QLatin1String type(rows[i].type);
        if (!isIn(specially, type))
            QTest::addRow("%s %s", rows[i].type, rows[i].what) << int(i);
    }
}

void TestEventWalk::whoHears()
{
    QFETCH(int, index);
    const Row &row = rows[index];
    m_session = "walk_" + QByteArray::number(++m_count);
    QCOMPARE(m_desk->chat(m_session, "hello").status, 200);
    for (const QByteArray &line : QByteArray(row.before).split('\n')) {
        if (!line.isEmpty())
            QCOMPARE(act(line).status, 200);
    }
    std::vector<std::pair<Listener, std::unique_ptr<StreamClient>>> streams;
    for (const auto &[listener, name] : names) {
        // While a human is in charge there is no turn.
        if (listener == Turn && *row.before)
            continue;
        streams.emplace_back(listener, listen(listener));
        QVERIFY2(streams.back().second && streams.back().second->status() == 200, name);
        if (listener == Turn)
            QVERIFY(streams.back().second->next()); // the AI has begun
    }
    if (*row.trigger) {
        const Answer done = act(row.trigger);
        QVERIFY2(done.status == 200, done.body.constData());
    } else {
        for (const auto &[listener, stream] : streams) { // two words more
            if (listener == Turn)
                QVERIFY(stream->next() && stream->next());
        }
    }
    mark();
    quint32 heardBy = 0;
    for (const auto &[listener, stream] : streams) {
        for (const QJsonObject &event : heard(*stream)) {
            const QString role = event.contains(u"who")
                                     ? event.value(u"who").toObject().value(u"role").toString()
                                     : event.value(u"role").toString();
            if (event.value(u"type").toString() == QLatin1String(row.type) &&
                (!*row.role || role == QLatin1String(row.role)))
                heardBy |= listener;
        }
    }
    act("one POST /api/sessions/$s/release {}"); // gives his capacity back
    act(R"(one PUT /api/agent/status {"status":"online"})");
    QCOMPARE(told(heardBy), told(row.heardBy));
}

void TestEventWalk::lostRights_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("afterwards");
    QTest::newRow("deleted") << QByteArray("admin DELETE /api/agents/leaver") << 401;
    QTest::newRow("demoted") << QByteArray(R"(admin PUT /api/agents/leaver {"role":"agent"})")
                             << 200;
}

void TestEventWalk::lostRights()
{
    // A deleted or demoted agent hears nothing more, of whatever type: his streams end.
    QFETCH(QByteArray, change);
    QFETCH(int, afterwards);
    m_session = "lost_" + QByteArray::number(++m_count);
    QCOMPARE(m_desk->chat(m_session, "hello").status, 200);
    QCOMPARE(act(R"(admin POST /api/agents {"username":"leaver","password":"Passw0rd1",)"
                 R"("name":"Leaver","role":"admin"})")
                 .status,
             200);
    const QList<QPair<QByteArray, QByteArray>> headers{
        {"Authorization", "Bearer " + m_desk->server->login("leaver", "Passw0rd1")}};
    const quint16 port = m_desk->server->port();
    StreamClient desk(port, "/api/agent/events", {}, headers);
    StreamClient session(port, "/api/sessions/" + m_session + "/events", {}, headers);
    QVERIFY(desk.next() && session.next()); // ready
    QCOMPARE(act(change).status, 200);
    for (StreamClient *stream : {&desk, &session}) {
        while (stream->next()) { // what was on its way before
        }
        QVERIFY(stream->ended());
    }
    QCOMPARE(StreamClient(port, "/api/agent/events", {}, headers).status(), afterwards);
    act("admin DELETE /api/agents/leaver");
}

void TestEventWalk::readyAndResync_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("account");
    QTest::newRow("customer") << QByteArray("/api/sessions/starts/events") << QByteArray();
    QTest::newRow("agent") << QByteArray("/api/sessions/starts/events") << QByteArray("two");
    QTest::newRow("desk") << QByteArray("/api/agent/events") << QByteArray("two");
}

void TestEventWalk::readyAndResync()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, account);
    QCOMPARE(m_desk->chat("starts", "hello").status, 200);
    QList<QPair<QByteArray, QByteArray>> headers{{"Last-Event-ID", "no number"}};
    if (!account.isEmpty())
        headers.emplaceBack("Authorization", "Bearer " + m_tokens.value(account));
    StreamClient stream(m_desk->server->port(), path, {}, headers);
    for (const char *type : {"ready", "resync"}) {
        const auto event = stream.next();
        QVERIFY(event);
        QCOMPARE(event->type, QByteArray(type));
    }
}

QTEST_GUILESS_MAIN(TestEventWalk)
#include "tst_eventwalk.moc"
