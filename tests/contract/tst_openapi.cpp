#include "tests/contract/chatfixture.h"
#include "tests/contract/course.h"
#include "tests/contract/openapi.h"

#include "server/store/ticket/ticketstore.h"
#include "shared/contract/event.h"

#include <QTest>

Q_DECLARE_METATYPE(handoff::test::Step)

using namespace handoff;
using namespace handoff::test;

namespace {

/// Events that only something rare announces (`resync`: a reader too slow, tst_events).
const char *const notYetSent[] = {"resync"};

/// Operations without a success in the course, and why.
const char *const neverSucceed[] = {
    "POST /api/sessions/{session_name}/email", // needs a mail server: contract_mail
};

template<size_t N>
bool isIn(const char *const (&list)[N], const QByteArray &operation)
{
    return std::find(std::begin(list), std::end(list), operation) != std::end(list);
}

bool isPage(const QByteArray &route)
{
    return route == "GET /" || route == "GET /widget.js" || route == "GET /docs" ||
           route == "GET /docs/guide" || route.startsWith("GET /web/");
}

QByteArray levelName(http::Level level)
{
    switch (level) {
    case http::Level::None:
        return "none";
    case http::Level::Customer:
        return "customer";
    case http::Level::Agent:
        return "agent";
    case http::Level::Admin:
        return "admin";
    }
    return {};
}

/// `data.items.0.id` of an answer.
QString valueAt(QJsonValue value, const QString &path)
{
    const QStringList steps = path.split(u'.');
    for (const QString &step : steps)
        value = value.isArray() ? value.toArray().at(step.toInt()) : value.toObject().value(step);
    return value.isDouble() ? QString::number(value.toDouble()) : value.toString();
}

QByteArray shown(const Answer &answer)
{
    return QByteArray::number(answer.status) + ' ' + answer.body;
}

QJsonObject dataOf(const SseEvent &event)
{
    return QJsonDocument::fromJson(event.data).object();
}

} // namespace

/// The OpenAPI file against the running server: same routes, same levels, and every answer and
/// event is what the file says.
class TestOpenApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { world(World::Usual); }
    void cleanupTestCase() { m_worlds.clear(); }

    void fileIsSound();
    void sameRoutesAndLevels();
    void course_data();
    void course();
    void refusals_data();
    void refusals();
    void streamOfATurn();
    void listenMode();
    void liveEvents();
    void eventsOfTheClock();
    void storedEvents();
    void tooManyStreams();
    void everyOperationWasSeen();
    void everyEventWasSeen();

private:
    Desk &world(World which);
    QByteArray filledIn(QByteArray text) const;
    QByteArray tokenOf(By by, World which);
    void seen(const OpenApi::Operation &operation, const QByteArray &status)
    {
        m_seen[operation.name()].insert(status);
    }
    /// Is this frame as the stream's operation promises?
    void frame(const char *operation, const SseEvent &event);

    OpenApi m_api;
    QMap<World, std::shared_ptr<Desk>> m_worlds;
    QMap<QPair<World, By>, QByteArray> m_tokens;
    QMap<QByteArray, QString> m_kept;
    QMap<QByteArray, QSet<QByteArray>> m_seen;
    QSet<QString> m_events;
    QStringList m_badFrames;
};

Desk &TestOpenApi::world(World which)
{
    auto &desk = m_worlds[which];
    if (!desk) {
        QMap<QString, QString> settings;
        if (which == World::Strict)
            settings = {{QStringLiteral("SESSION_TOKEN_REQUIRED"), QStringLiteral("true")}};
        if (which == World::Limited) {
            const QDate today = QDate::currentDate();
            QStringList holidays;
            for (int day = -1; day <= 1; ++day)
                holidays.append(today.addDays(day).toString(Qt::ISODate));
            settings = {{QStringLiteral("RATE_LIMIT_SESSION_PER_MIN"), QStringLiteral("1")},
                        {QStringLiteral("HOLIDAYS"), holidays.join(u',')}};
        }
        desk = std::make_shared<Desk>(settings);
    }
    return *desk;
}

QByteArray TestOpenApi::tokenOf(By by, World which)
{
    if (by == By::Nobody)
        return {};
    QByteArray &token = m_tokens[{which, by}];
    if (token.isEmpty()) {
        const TestServer &server = *world(which).server;
        token = by == By::Admin
                    ? server.login("admin", "admin123")
                    : server.login(by == By::Agent ? "agent001" : "agent002", "agent123");
    }
    return token;
}

QByteArray TestOpenApi::filledIn(QByteArray text) const
{
    for (auto it = m_kept.begin(); it != m_kept.end(); ++it)
        text.replace(QByteArray("${" + it.key() + '}'), it->toUtf8());
    return text;
}

void TestOpenApi::frame(const char *operation, const SseEvent &event)
{
    const OpenApi::Operation *known = m_api.find(operation);
    const QJsonObject data = dataOf(event);
    const QString type = data.value(u"type").toString();
    if (!event.type.isEmpty() && event.type != type.toLatin1())
        m_badFrames.append(QStringLiteral("event: and type differ: ") + type);
    const QString problem =
        known ? m_api.eventProblem(*known, data) : QStringLiteral("no such stream");
    if (!problem.isEmpty())
        m_badFrames.append(type + QStringLiteral(": ") + problem + QLatin1Char(' ') +
                           QString::fromUtf8(event.data));
    m_events.insert(type);
    if (known)
        seen(*known, "200");
}

void TestOpenApi::fileIsSound()
{
    QCOMPARE(m_api.json().value(u"openapi").toString(), QStringLiteral("3.1.0"));
    QSet<QString> ids;
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QByteArray name = operation.name();
        QVERIFY2(!operation.id.isEmpty() && !ids.contains(operation.id), name.constData());
        ids.insert(operation.id);
        const bool asksCoze = operation.path == "/api/chat" ||
                              operation.path == "/api/chat/stream" ||
                              operation.path.startsWith("/api/conversation/");
        QVERIFY2(operation.json.value(u"x-calls-coze") == QJsonValue(asksCoze), name.constData());
        QVERIFY2(!operation.json.value(u"summary").toString().isEmpty(), name.constData());
        // Every name in the path is a parameter, and no other is said to be in the path.
        QSet<QString> named;
        const QJsonArray parameters = operation.json.value(u"parameters").toArray();
        for (const QJsonValue &given : parameters) {
            const QJsonObject parameter = m_api.resolved(given.toObject());
            QVERIFY2(!parameter.isEmpty(), name.constData());
            if (parameter.value(u"in").toString() == u"path")
                named.insert(parameter.value(u"name").toString());
        }
        QCOMPARE(named.size(), operation.path.count('{'));
        for (const QString &one : std::as_const(named))
            QVERIFY2(operation.path.contains(QByteArray('{' + one.toLatin1() + '}')),
                     name.constData());
        // Examples are examples of what they stand beside.
        const QJsonObject body = m_api.requestSchema(operation);
        if (body.contains(u"example"))
            QCOMPARE(m_api.problem(body, body.value(u"example")), QString());
        const QJsonObject responses = operation.json.value(u"responses").toObject();
        for (const QJsonValue &given : responses) {
            const QJsonObject response = m_api.resolved(given.toObject());
            QVERIFY2(!response.value(u"description").toString().isEmpty(), name.constData());
            const QJsonObject media =
                response.value(u"content").toObject().value(u"application/json").toObject();
            if (media.contains(u"example"))
                QCOMPARE(m_api.problem(media.value(u"schema").toObject(), media.value(u"example")),
                         QString());
        }
    }
    // A name that is required and not described would refuse everything.
    const QJsonObject schemas =
        m_api.json().value(u"components").toObject().value(u"schemas").toObject();
    for (auto it = schemas.begin(); it != schemas.end(); ++it) {
        const QJsonObject schema = it->toObject();
        const QJsonArray required = schema.value(u"required").toArray();
        for (const QJsonValue &field : required)
            QVERIFY2(schema.value(u"properties").toObject().contains(field.toString()),
                     qPrintable(QString(it.key() + u'/' + field.toString())));
    }
}

void TestOpenApi::sameRoutesAndLevels()
{
    QMap<QByteArray, QByteArray> served;
    world(World::Usual).server->run([&served](ServerApp &app) {
        for (const http::Route *route : app.router().routes()) {
            const QByteArray name = route->method + ' ' + route->pattern;
            if (!isPage(name))
                served.insert(OpenApi::normalised(name), levelName(route->level));
        }
    });
    QStringList differences;
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QByteArray level = served.take(OpenApi::normalised(operation.name()));
        if (level.isEmpty())
            differences.append(QStringLiteral("not served: ") +
                               QString::fromUtf8(operation.name()));
        // Static files are served to everybody.
        if (!level.isEmpty() && level != operation.level)
            differences.append(QStringLiteral("other level: ") +
                               QString::fromUtf8(operation.name()));
    }
    for (auto it = served.begin(); it != served.end(); ++it)
        differences.append(QStringLiteral("not in the file: ") + QString::fromUtf8(it.key()));
    QCOMPARE(differences, QStringList());
}

void TestOpenApi::course_data()
{
    QTest::addColumn<Step>("step");
    int number = 0;
    for (const Step &step : chatSteps() + deskSteps() + ticketSteps() + catalogSteps() +
                                systemSteps() + accountSteps()) {
        ++number;
        QTest::addRow("%d %s %d %s", number, step.operation, step.status, step.code) << step;
    }
}

void TestOpenApi::course()
{
    QFETCH(Step, step);
    const OpenApi::Operation *operation = m_api.find(step.operation);
    QVERIFY2(operation, "not in the file");
    Desk &desk = world(step.world);
    if (*step.fault) {
        const QByteArray words(step.fault);
        desk.sim.fault(words.split(' ').constFirst().constData(),
                       words.mid(words.indexOf(' ') + 1).constData());
    }
    HttpClient http(desk.server->port());
    http.setToken(tokenOf(step.by, step.world));
    QList<QPair<QByteArray, QByteArray>> headers;
    if (*step.type)
        headers.emplaceBack("Content-Type", step.type);
    if (*step.range)
        headers.emplaceBack("Range", step.range);
    const QByteArray path = *step.path ? filledIn(step.path) : operation->path;
    const Answer answer = http.request(operation->method, path, filledIn(step.body), headers);

    QVERIFY2(answer.status == step.status, shown(answer).constData());
    QCOMPARE(answer.json().value(u"code").toString(), QString::fromLatin1(step.code));
    const QString problem = m_api.problem(*operation, answer);
    QVERIFY2(problem.isEmpty(),
             qPrintable(QString(problem + u'\n' + QString::fromUtf8(answer.body))));
    QVERIFY(!answer.headers.value("x-request-id").isEmpty());
    QVERIFY(answer.headers.contains("access-control-allow-origin"));
    seen(*operation, QByteArray::number(answer.status));

    for (const QByteArray &keep : QByteArray(step.keep).split(' ')) {
        const qsizetype equals = keep.indexOf('=');
        if (equals < 0)
            continue;
        const QString value = valueAt(answer.json(), QString::fromLatin1(keep.mid(equals + 1)));
        QVERIFY2(!value.isEmpty(), keep.constData());
        m_kept.insert(keep.left(equals), value);
    }
}

/// What every operation of a level and every one with a JSON body refuses.
void TestOpenApi::refusals_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const QByteArray admin = tokenOf(By::Admin, World::Usual);
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QByteArray name = operation.name();
        const auto row = [&](const char *what, const QByteArray &token, const QByteArray &body,
                             int status, const char *code) {
            QTest::addRow("%s %s", name.constData(), what)
                << name << token << body << status << QString::fromLatin1(code);
        };
        const bool guarded = operation.level == "agent" || operation.level == "admin";
        if (operation.level != "none")
            row("bad token", "garbage", "{}", 401, "INVALID_TOKEN");
        if (guarded)
            row("nobody", {}, "{}", 403, "NOT_AUTHENTICATED");
        if (operation.level == "admin") {
            const QJsonObject schema = m_api.requestSchema(operation);
            if (schema.isEmpty())
                row("agent", tokenOf(By::Other, World::Usual), {}, 403, "ADMIN_REQUIRED");
        }
        if (!m_api.requestSchema(operation).isEmpty()) {
            row("no JSON", admin, "{\"", 422, "INVALID_JSON");
            row("no object", admin, "[]", 422, "VALIDATION_ERROR");
        }
    }
}

void TestOpenApi::refusals()
{
    QFETCH(QByteArray, operation);
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    const OpenApi::Operation *known = m_api.find(operation);
    HttpClient http(world(World::Usual).server->port());
    http.setToken(token);
    QByteArray path = known->path;
    path.replace("{", "").replace("}", "");
    const Answer answer = http.request(known->method, path, body);
    QVERIFY2(answer.status == status, shown(answer).constData());
    QCOMPARE(answer.json().value(u"code").toString(), code);
    const QString problem = m_api.problem(*known, answer);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    seen(*known, QByteArray::number(answer.status));
}

void TestOpenApi::streamOfATurn()
{
    Desk &desk = world(World::Usual);
    m_badFrames.clear();
    for (const char *text : {"hello", "hello @sim:failed", "人工"}) {
        StreamClient stream = desk.stream("t1", text);
        QCOMPARE(stream.status(), 200);
        int frames = 0;
        while (const auto event = stream.next()) {
            ++frames;
            frame("POST /api/chat/stream", *event);
        }
        QVERIFY(frames > 0);
    }
    QCOMPARE(m_badFrames, QStringList());
}

void TestOpenApi::listenMode()
{
    Desk &desk = world(World::Usual);
    m_badFrames.clear();
    QCOMPARE(desk.chat("t2", "hello").status, 200); // it exists
    StreamClient stream = desk.stream("t2", "");
    QCOMPARE(stream.status(), 200);
    QCOMPARE(desk.customer->post("/api/manual/escalate", R"({"session_name":"t2"})").status, 200);
    desk.agent->setToken(tokenOf(By::Agent, World::Usual));
    QCOMPARE(desk.takeOver("t2").status, 200);
    QCOMPARE(desk.agentSays("t2", "hi").status, 200);
    QString content;
    while (content != u"hi") {
        const auto event = stream.next();
        QVERIFY(event);
        frame("POST /api/chat/stream", *event);
        content = dataOf(*event).value(u"content").toString();
    }
    QCOMPARE(m_badFrames, QStringList());
    QCOMPARE(desk.agent->post("/api/sessions/t2/release").status, 200);
}

void TestOpenApi::liveEvents()
{
    // What is not in the log: who types, who looks, what the AI is writing.
    Desk &desk = world(World::Usual);
    QCOMPARE(desk.chat("t3", "hello").status, 200);
    m_badFrames.clear();
    HttpClient listener(desk.server->port());
    listener.setToken(tokenOf(By::Agent, World::Usual));
    int answers = 0;
    const int status = listener.stream("/api/sessions/t3/events", {}, [&](const SseEvent &event) {
        frame("GET /api/sessions/{session_name}/events", event);
        if (event.type == "ready") {
            desk.customer->post("/api/sessions/t3/typing", R"({"active":true})");
            desk.agent->post("/api/sessions/t3/viewing");
            desk.chat("t3", "and again");
        }
        return event.type != "message_added" ||
               dataOf(event).value(u"message").toObject().value(u"role").toString() !=
                   u"assistant" ||
               ++answers < 1;
    });
    QCOMPARE(status, 200);
    QCOMPARE(m_badFrames, QStringList());
    QCOMPARE(answers, 1);
}

void TestOpenApi::eventsOfTheClock()
{
    Desk &desk = world(World::Usual);
    m_badFrames.clear();
    HttpClient http(desk.server->port());
    http.setToken(tokenOf(By::Agent, World::Usual));
    const QString id = http.post("/api/tickets", R"({"title":"late","description":"x",
        "category":"technical","customer_id":"c_1","department":"technical"})")
                           .data()
                           .value(u"ticket_id")
                           .toString();
    desk.server->run([id](ServerApp &app) {
        app.database().write([id](Tx &tx) -> Result<void> {
            auto row = TicketStore::findForChange(tx, id);
            row->slaResponseDeadline = tx.now().plusMs(-1);
            row->slaTurnsAt = tx.now();
            TicketStore::save(tx, *row);
            return {};
        });
    });
    QCOMPARE(http.stream("/api/agent/events", {{"Last-Event-ID", "0"}},
                         [&](const SseEvent &event) {
                             frame("GET /api/agent/events", event);
                             return event.type != "ticket_sla";
                         }),
             200);
    QCOMPARE(m_badFrames, QStringList());
}

void TestOpenApi::storedEvents()
{
    // Everything that the course has announced, once more from the log, for every kind of listener.
    Desk &desk = world(World::Usual);
    m_badFrames.clear();
    const auto mark = [&desk](int n) {
        return desk.customer
            ->post("/api/manual/escalate",
                   "{\"session_name\":\"mark" + QByteArray::number(n) + "\"}")
            .status;
    };
    int n = 0;
    for (const By by : {By::Admin, By::Agent, By::Other}) {
        const QString last = QStringLiteral("mark") + QString::number(++n);
        QCOMPARE(mark(n), 200);
        HttpClient http(desk.server->port());
        http.setToken(tokenOf(by, World::Usual));
        QCOMPARE(http.stream("/api/agent/events", {{"Last-Event-ID", "0"}},
                             [&](const SseEvent &event) {
                                 frame("GET /api/agent/events", event);
                                 const QJsonObject data = dataOf(event);
                                 return event.type != "status_change" ||
                                        data.value(u"session_name").toString() != last;
                             }),
                 200);
    }
    for (const By by : {By::Nobody, By::Other}) {
        HttpClient http(desk.server->port());
        http.setToken(tokenOf(by, World::Usual));
        QCOMPARE(desk.customer->post("/api/manual/escalate", R"({"session_name":"h1"})").status,
                 200);
        qint64 version = desk.customer->get("/api/sessions/h1")
                             .data()
                             .value(u"session")
                             .toObject()
                             .value(u"version")
                             .toInteger();
        QCOMPARE(http.stream("/api/sessions/h1/events?last_event_id=0", {},
                             [&](const SseEvent &event) {
                                 frame("GET /api/sessions/{session_name}/events", event);
                                 return dataOf(event).value(u"version").toInteger() < version;
                             }),
                 200);
        QCOMPARE(desk.customer->post("/api/sessions/h1/cancel").status, 200);
    }
    QCOMPARE(m_badFrames, QStringList());
}

void TestOpenApi::tooManyStreams()
{
    Desk &desk = world(World::Usual);
    QCOMPARE(desk.chat("t4", "hello").status, 200);
    std::list<StreamClient> held;
    for (int i = 0; i < 3; ++i)
        QCOMPARE(held.emplace_back(desk.server->port(), "/api/chat/stream", Desk::ask("t4", ""))
                     .status(),
                 200);
    HttpClient http(desk.server->port());
    const Answer refused = http.get("/api/sessions/t4/events");
    QCOMPARE(refused.status, 429);
    QCOMPARE(m_api.problem(*m_api.find("GET /api/sessions/{session_name}/events"), refused),
             QString());
    const Answer listen = http.post("/api/chat/stream", Desk::ask("t4", ""));
    QCOMPARE(listen.status, 429);
    QCOMPARE(m_api.problem(*m_api.find("POST /api/chat/stream"), listen), QString());
}

void TestOpenApi::everyOperationWasSeen()
{
    QStringList missing;
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QByteArray name = operation.name();
        if (!isIn(neverSucceed, name) && !m_seen.value(name).contains("200"))
            missing.append(QString::fromUtf8(name));
    }
    QCOMPARE(missing, QStringList()); // give them a row in a course*.cpp
}

void TestOpenApi::everyEventWasSeen()
{
    QStringList missing;
    for (const QLatin1String type : eventtype::all) {
        if (!m_events.contains(type) && !isIn(notYetSent, type.data()))
            missing.append(type);
        if (m_events.contains(type) && isIn(notYetSent, type.data()))
            missing.append(QStringLiteral("sent by now: ") + type);
    }
    QCOMPARE(missing, QStringList());
}

QTEST_GUILESS_MAIN(TestOpenApi)
#include "tst_openapi.moc"
