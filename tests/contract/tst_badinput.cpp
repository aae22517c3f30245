#include "tests/contract/badinput.h"
#include "tests/contract/openapi.h"
#include "tests/contract/testserver.h"

#include "server/store/rows.h"
#include "server/store/search/searchindex.h"
#include "server/store/sql.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::BadInputException;
using test::badInputExceptions;
using test::goodBodies;
using test::GoodBody;
using test::HttpClient;
using test::OpenApi;
using test::TestServer;

namespace {

QSet<QString> typesOf(const QJsonObject &schema)
{
    QSet<QString> all;
    const QJsonValue type = schema.value(u"type");
    if (type.isString())
        all.insert(type.toString());
    const QJsonArray several = type.toArray();
    for (const QJsonValue &one : several)
        all.insert(one.toString());
    return all;
}

/// `{"anyOf":[schema,null]}` is the schema, and null too.
QJsonObject notNull(const OpenApi &api, const QJsonObject &schema, bool *nullable)
{
    const QJsonArray choices = schema.value(u"anyOf").toArray();
    *nullable = !choices.isEmpty() || typesOf(schema).contains(QStringLiteral("null"));
    return api.resolved(choices.isEmpty() ? schema : choices.first().toObject());
}

/// Every value that the field must not have, by name.
QList<QPair<QString, QJsonValue>> badOnes(const OpenApi &api, const QJsonObject &given)
{
    bool nullable = false;
    const QJsonObject schema = notNull(api, given, &nullable);
    const QSet<QString> types = typesOf(schema);
    QList<QPair<QString, QJsonValue>> bad;
    const QPair<const char *, QJsonValue> values[] = {
        {"string", QStringLiteral("x")}, {"number", 7.5},           {"boolean", true},
        {"object", QJsonObject()},       {"array", QJsonArray{{}}},
    };
    for (const auto &[type, value] : values) {
        const QString name = QString::fromLatin1(type);
        if (!types.contains(name))
            bad.append({name, value});
    }
    if (!nullable)
        bad.append({QStringLiteral("null"), QJsonValue::Null});
    if (schema.contains(u"enum") || schema.contains(u"pattern"))
        bad.append({QStringLiteral("unknown"), QStringLiteral("no such value")});
    if (schema.contains(u"maxLength"))
        bad.append({QStringLiteral("too long"),
                    QString(schema.value(u"maxLength").toInt() + 1, QChar(u'长'))});
    if (schema.value(u"minLength").toInt() > 0)
        bad.append({QStringLiteral("too short"), QString()});
    if (schema.contains(u"maximum"))
        bad.append({QStringLiteral("too large"), schema.value(u"maximum").toInt() + 1});
    if (schema.contains(u"minimum"))
        bad.append({QStringLiteral("too small"), schema.value(u"minimum").toInt() - 1});
    if (types.contains(QStringLiteral("array")) &&
        typesOf(schema.value(u"items").toObject()).contains(QStringLiteral("string")))
        bad.append({QStringLiteral("item of another type"), QJsonArray{7}});
    if (schema.contains(u"maxItems")) {
        QJsonArray many;
        for (int i = 0; i <= schema.value(u"maxItems").toInt(); ++i)
            many.append(QStringLiteral("x"));
        bad.append({QStringLiteral("too many"), many});
    }
    return bad;
}

using Prints = QMap<QString, quint64>;

/// Everything that is in the store, as one number per table: rows in any order.
Later<Prints> fingerprint(ServerApp &app)
{
    return app.database().read([](Tx &tx) -> Result<Prints> {
        const bool postgres = tx.connection().isPostgres();
        const auto listed = [&tx](const QString &statement) {
            QStringList all;
            Rows &rows = sql::run(tx, statement);
            while (rows.next())
                all.append(rows.value(0).toString());
            return all;
        };
        const QStringList tables = listed(
            postgres ? QStringLiteral("SELECT CAST(tablename AS TEXT) FROM pg_tables "
                                      "WHERE schemaname = 'public'")
                     : QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"));
        const QString columnsOf =
            postgres ? QStringLiteral("SELECT CAST(column_name AS TEXT) FROM "
                                      "information_schema.columns WHERE table_name = '%1'")
                     : QStringLiteral("SELECT name FROM pragma_table_info('%1')");
        Prints prints;
        for (const QString &table : tables) {
            quint64 &print = prints[table];
            const qsizetype columns = listed(columnsOf.arg(table)).size();
            Rows &rows = sql::run(tx, QStringLiteral("SELECT * FROM \"%1\"").arg(table));
            while (rows.next()) {
                QString row;
                for (int i = 0; i < columns; ++i)
                    row += rows.value(i).toString() + QChar(u'\x1f');
                print += qHash(row, 1) | (1ULL << 63);
            }
        }
        return prints;
    });
}

} // namespace

/// One field wrong at a time, for every field of every JSON body of the OpenAPI file: the
/// documented error in the documented form, and nothing in the store has changed.
class TestBadInput : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyBodyHasAGoodOne();
    void walk_data();
    void walk();
    void goodOnesAreSeen();

private:
    bool isServed(const OpenApi::Operation &operation) const
    {
        return m_served.contains(OpenApi::normalised(operation.name()));
    }
    const GoodBody *goodBody(const QString &operation) const;
    QByteArray filledIn(QByteArray text) const;
    void keep(const char *name, const char *path, const char *body);
    Prints print();

    OpenApi m_api;
    std::unique_ptr<TestServer> m_server;
    QSet<QByteArray> m_served;
    QByteArray m_token;
    QMap<QByteArray, QByteArray> m_kept;
    Prints m_before;
};

void TestBadInput::initTestCase()
{
    m_server = std::make_unique<TestServer>();
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
    const QStringList routes = m_server->routes();
    for (const QString &route : routes)
        m_served.insert(OpenApi::normalised(route.toUtf8()));
    m_server->login("agent002", "agent123"); // online, to be transferred to
    m_token = m_server->login("admin", "admin123");
    HttpClient http = m_server->client();
    http.setToken(m_token);
    for (const char *name : {"live", "waits", "offered"})
        QCOMPARE(
            http.post("/api/manual/escalate", QByteArray("{\"session_name\":\"") + name + "\"}")
                .status,
            200);
    QCOMPARE(http.post("/api/sessions/live/takeover").status, 200);
    HttpClient other = m_server->client();
    other.setToken(m_server->login("agent001", "agent123"));
    QCOMPARE(other.post("/api/sessions/offered/takeover").status, 200);
    m_kept.insert(
        "transfer",
        other.post("/api/sessions/offered/transfer", R"({"to_agent_id":"admin","reason":"x"})")
            .data()
            .value(u"id")
            .toString()
            .toLatin1());
    keep("message", "/api/manual/messages",
         R"({"session_name":"live","role":"user","content":"x"})");
    keep("note", "/api/sessions/live/notes", R"({"content":"x"})");
    keep("ticket", "/api/tickets",
         R"({"title":"x","description":"x","category":"technical","customer_id":"c",
             "department":"technical"})");
    keep("reply", "/api/quick-replies", R"({"category":"logistics","title":"x","content":"x"})");
    keep("tag", "/api/tags", R"({"name":"tag","color":"#AA3300"})");
    keep("rule", "/api/auto-reply-rules",
         R"({"type":"keyword","trigger_condition":{"keywords":["x"]},"reply_content":"x",
             "enabled":true,"delay_seconds":0})");
    // The index of keywords is written behind the changes: let it catch up first.
    for (bool more = true; more;) {
        Result<bool> done = false;
        m_server->run([&done](ServerApp &app) {
            done = app.database().waitFor(app.database().write(
                [](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); }));
        });
        QVERIFY(done.ok());
        more = *done;
    }
    m_before = print();
    QVERIFY(m_before.size() > 5);
    QCOMPARE(print(), m_before); // nothing changes by itself
}

/// Makes something and keeps its id.
void TestBadInput::keep(const char *name, const char *path, const char *body)
{
    HttpClient http = m_server->client();
    http.setToken(m_token);
    const Answer answer = http.post(path, body);
    if (!m_served.contains(
            OpenApi::normalised(QByteArray("POST ") + QByteArray(path).replace("/live/", "/{}/"))))
        return;
    QVERIFY2(answer.status == 200, answer.body.constData());
    const QJsonObject data = answer.data();
    for (const char *id : {"id", "message_id", "ticket_id"}) {
        if (data.contains(QLatin1String(id)))
            m_kept.insert(name, data.value(QLatin1String(id)).toString().toLatin1());
    }
    QVERIFY(m_kept.contains(name));
}

Prints TestBadInput::print()
{
    Result<Prints> result = Prints();
    m_server->run([&result](ServerApp &app) { result = app.database().waitFor(fingerprint(app)); });
    if (!result)
        qFatal("no fingerprint: %s", qPrintable(result.error().message));
    return *result;
}

const GoodBody *TestBadInput::goodBody(const QString &operation) const
{
    static const QList<GoodBody> all = goodBodies();
    for (const GoodBody &good : all) {
        if (operation == QLatin1String(good.operation))
            return &good;
    }
    return nullptr;
}

QByteArray TestBadInput::filledIn(QByteArray text) const
{
    for (auto it = m_kept.begin(); it != m_kept.end(); ++it)
        text.replace(QByteArray('$' + it.key()), it.value());
    return text;
}

void TestBadInput::everyBodyHasAGoodOne()
{
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QJsonObject schema = m_api.requestSchema(operation);
        if (schema.isEmpty())
            continue;
        const GoodBody *good = goodBody(operation.id);
        QVERIFY2(good, qPrintable(operation.id));
        const QJsonObject body = QJsonDocument::fromJson(good->body).object();
        QVERIFY2(!body.isEmpty(), good->body);
        QCOMPARE(m_api.problem(schema, body), QString());
    }
}

void TestBadInput::walk_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    for (const OpenApi::Operation &operation : m_api.operations()) {
        const QJsonObject schema = m_api.requestSchema(operation);
        const GoodBody *good = goodBody(operation.id);
        if (schema.isEmpty() || !good || !isServed(operation))
            continue;
        const QJsonObject body = QJsonDocument::fromJson(filledIn(good->body)).object();
        const auto row = [&](const QString &field, const QString &what, const QJsonObject &bad) {
            int status = 422;
            QString code = QStringLiteral("VALIDATION_ERROR");
            for (const BadInputException &e : badInputExceptions()) {
                if (operation.id == QLatin1String(e.operation) && field == QLatin1String(e.field) &&
                    what == QLatin1String(e.what)) {
                    status = e.status;
                    code = QString::fromLatin1(e.code);
                }
            }
            QTest::addRow("%s %s %s", qPrintable(operation.id), qPrintable(field), qPrintable(what))
                << operation.name() << bad << status << code;
        };
        const QJsonArray required = schema.value(u"required").toArray();
        for (const QJsonValue &field : required) {
            QJsonObject bad = body;
            bad.remove(field.toString());
            row(field.toString(), QStringLiteral("missing"), bad);
        }
        const QJsonObject fields = schema.value(u"properties").toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            const auto values = badOnes(m_api, it->toObject());
            for (const auto &[what, value] : values) {
                QJsonObject bad = body;
                bad.insert(it.key(), value);
                row(it.key(), what, bad);
            }
            bool nullable = false;
            const QJsonObject inner =
                notNull(m_api, it->toObject(), &nullable).value(u"properties").toObject();
            for (auto deep = inner.begin(); deep != inner.end(); ++deep) {
                const auto deepValues = badOnes(m_api, deep->toObject());
                for (const auto &[what, value] : deepValues) {
                    QJsonObject bad = body;
                    QJsonObject object = bad.value(it.key()).toObject();
                    object.insert(deep.key(), value);
                    bad.insert(it.key(), object);
                    row(it.key() + u'/' + deep.key(), what, bad);
                }
            }
        }
    }
}

void TestBadInput::walk()
{
    QFETCH(QByteArray, operation);
    QFETCH(QJsonObject, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    const OpenApi::Operation *known = m_api.find(operation);
    const GoodBody *good = goodBody(known->id);
    HttpClient http = m_server->client();
    http.setToken(m_token);
    const QByteArray path = *good->path ? filledIn(good->path) : known->path;
    const Answer answer =
        http.request(known->method, path, QJsonDocument(body).toJson(QJsonDocument::Compact));
    const QByteArray shown = QByteArray::number(answer.status) + ' ' + answer.body;
    QVERIFY2(answer.status == status, shown.constData());
    QCOMPARE(answer.json().value(u"code").toString(), code);
    const QString problem = m_api.problem(*known, answer);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const auto after = print();
    const auto before = std::exchange(m_before, after);
    QCOMPARE(after, before);
}

void TestBadInput::goodOnesAreSeen()
{
    // What is done changes the fingerprint: else the walk would prove nothing.
    HttpClient http = m_server->client();
    http.setToken(m_token);
    for (const char *operation : {"sendMessage", "changeProfile", "release"}) {
        const auto before = print();
        const OpenApi::Operation *known = nullptr;
        for (const OpenApi::Operation &one : m_api.operations()) {
            if (one.id == QLatin1String(operation))
                known = &one;
        }
        const GoodBody *good = goodBody(QLatin1String(operation));
        QVERIFY(known && good);
        QCOMPARE(http.request(known->method, *good->path ? filledIn(good->path) : known->path,
                              filledIn(good->body))
                     .status,
                 200);
        QVERIFY2(print() != before, operation);
    }
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
