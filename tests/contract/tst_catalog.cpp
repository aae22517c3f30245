#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

QString code(const Answer &answer)
{
    return answer.json().value(u"code").toString();
}

QStringList texts(const QJsonValue &list)
{
    QStringList out;
    for (const QJsonValue &value : list.toArray())
        out.append(value.toString());
    return out;
}

} // namespace

/// Quick replies and presets over the wire, with the literals of api.md.
class TestCatalog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_agent = m_server->signedIn("agent001");
        m_admin = m_server->signedIn("admin");
    }

    void presets()
    {
        const QJsonObject list = m_agent->get("/api/quick-replies").data();
        QCOMPARE(list.keys(), (QStringList{QStringLiteral("categories"), QStringLiteral("items"),
                                           QStringLiteral("total"), QStringLiteral("variables")}));
        QCOMPARE(texts(list.value(u"categories")),
                 (QStringList{QStringLiteral("pre_sales"), QStringLiteral("after_sales"),
                              QStringLiteral("logistics"), QStringLiteral("technical"),
                              QStringLiteral("policy")}));
        QCOMPARE(
            texts(list.value(u"variables")),
            (QStringList{QStringLiteral("{customer_name}"), QStringLiteral("{customer_email}"),
                         QStringLiteral("{customer_country}"), QStringLiteral("{agent_name}"),
                         QStringLiteral("{current_date}"), QStringLiteral("{current_time}"),
                         QStringLiteral("{session_name}"), QStringLiteral("{ticket_number}")}));
        const QJsonArray items = list.value(u"items").toArray();
        QCOMPARE(items.size(), 12);
        QCOMPARE(list.value(u"total").toInt(), 12);
        const QStringList fields{QStringLiteral("category"),    QStringLiteral("content"),
                                 QStringLiteral("created_at"),  QStringLiteral("created_by"),
                                 QStringLiteral("id"),          QStringLiteral("is_shared"),
                                 QStringLiteral("is_system"),   QStringLiteral("shortcut"),
                                 QStringLiteral("title"),       QStringLiteral("updated_at"),
                                 QStringLiteral("usage_count"), QStringLiteral("variables")};
        QSet<QString> categories;
        for (const QJsonValue &item : items) {
            const QJsonObject reply = item.toObject();
            QCOMPARE(reply.keys(), fields);
            QVERIFY(reply.value(u"is_system").toBool() && reply.value(u"is_shared").toBool());
            QCOMPARE(reply.value(u"created_by").toString(), QStringLiteral("system"));
            categories.insert(reply.value(u"category").toString());
            const Answer gone = m_admin->request(
                "DELETE", "/api/quick-replies/" + reply.value(u"id").toString().toLatin1());
            QCOMPARE(gone.status, 400);
            QCOMPARE(gone.detail(), QStringLiteral("SYSTEM_REPLY: 系统预设回复不可删除"));
        }
        QCOMPARE(categories.size(), 5);
    }

    void quickReplyLives()
    {
        const Answer made =
            m_admin->post("/api/quick-replies",
                          R"({"category":"policy","title":"T","content":"{customer_name} {x}",)"
                          R"("shortcut":"Ctrl+1","variables":[]})");
        QCOMPARE(made.status, 200);
        const QJsonObject reply = made.data();
        QCOMPARE(texts(reply.value(u"variables")),
                 (QStringList{QStringLiteral("{customer_name}"), QStringLiteral("{x}")}));
        QVERIFY(reply.value(u"is_shared").toBool() && !reply.value(u"is_system").toBool());
        const QByteArray path = "/api/quick-replies/" + reply.value(u"id").toString().toLatin1();

        const Answer used = m_agent->post(path + "/use", {});
        QCOMPARE(used.data(), (QJsonObject{{QStringLiteral("id"), reply.value(u"id")},
                                           {QStringLiteral("usage_count"), 1}}));
        const QJsonArray items =
            m_agent->get("/api/quick-replies").data().value(u"items").toArray();
        QCOMPARE(items.first().toObject().value(u"id"), reply.value(u"id")); // most used

        const Answer changed = m_admin->request(
            "PUT", path, R"({"category":"policy","title":"T2","content":"c","shortcut":null})");
        QCOMPARE(changed.status, 200);
        QVERIFY(changed.data().value(u"shortcut").isNull());
        QCOMPARE(changed.data().value(u"usage_count").toInt(), 1);

        // Any subset of the fields; null empties what can be empty.
        const Answer titled =
            m_admin->request("PUT", path, R"({"title":"T3","shortcut":"Ctrl+2"})");
        QCOMPARE(titled.status, 200);
        QJsonObject expected = changed.data();
        expected.insert(QStringLiteral("title"), QStringLiteral("T3"));
        expected.insert(QStringLiteral("shortcut"), QStringLiteral("Ctrl+2"));
        expected.insert(QStringLiteral("updated_at"), titled.data().value(u"updated_at"));
        QCOMPARE(titled.data(), expected);
        QVERIFY(m_admin->request("PUT", path, R"({"shortcut":null,"is_shared":null})")
                    .data()
                    .value(u"shortcut")
                    .isNull());
        QCOMPARE(m_admin->request("PUT", path, R"({"title":""})").status, 422);

        const Answer deleted = m_admin->request("DELETE", path);
        QCOMPARE(deleted.status, 200);
        QCOMPARE(deleted.json(),
                 (QJsonObject{{QStringLiteral("success"), true},
                              {QStringLiteral("message"), QStringLiteral("快捷回复已删除")}}));
        const QString detail = QStringLiteral("快捷回复不存在: ") + reply.value(u"id").toString();
        for (const Answer &gone :
             {m_admin->request("DELETE", path), m_agent->post(path + "/use", {}),
              m_admin->request("PUT", path,
                               "{\"category\":\"policy\",\"title\":\"x\",\"content\":\"c\"}")}) {
            QCOMPARE(gone.status, 404);
            QCOMPARE(gone.detail(), detail);
        }
    }

    void whatRarelyChangesHasATag()
    {
        const auto asked = [this](const char *path, const QByteArray &known) {
            return m_admin->request("GET", path, {}, {{"If-None-Match", known}});
        };
        for (const char *path :
             {"/api/quick-replies", "/api/tags", "/api/auto-reply-rules", "/api/sla-policies",
              "/api/bot/info", "/api/config", "/api/shift/config", "/api/openapi.json"}) {
            const Answer first = m_admin->get(path);
            QCOMPARE(first.status, 200);
            const QByteArray tag = first.headers.value("etag");
            QVERIFY2(tag.startsWith('"') && tag.endsWith('"'), path);
            const Answer again = asked(path, "\"other\", W/" + tag);
            QCOMPARE(again.status, 304);
            QVERIFY(again.body.isEmpty());
            QCOMPARE(again.headers.value("etag"), tag);
            QCOMPARE(asked(path, "\"other\"").body, first.body);
        }
        const QByteArray before = m_agent->get("/api/tags").headers.value("etag");
        QCOMPARE(m_agent->post("/api/tags", R"({"name":"etag","color":"#112233"})").status, 200);
        QCOMPARE(asked("/api/tags", before).status, 200);
        QVERIFY(m_agent->get("/api/tags").headers.value("etag") != before);
        HttpClient nobody(m_server->port()); // a tag is no key
        QCOMPARE(nobody.request("GET", "/api/tags", {}, {{"If-None-Match", before}}).status, 403);
    }

    void filters()
    {
        const auto total = [&](const char *query) {
            return m_agent->get(QByteArray("/api/quick-replies?") + query)
                .data()
                .value(u"total")
                .toInt();
        };
        QCOMPARE(total("category=logistics"), 2);
        QCOMPARE(total("category=logistics&keyword=order"), 1);
        QCOMPARE(total("keyword=%E9%80%80%E6%8D%A2"), 1);
        QCOMPARE(total("keyword=nothing_has_this"), 0);
        QCOMPARE(m_agent->get("/api/quick-replies?category=nonsense").status, 422);
    }

    void twoAdminsOneShortcut()
    {
        HttpClient second = m_server->client();
        second.setToken(m_server->login("admin", "admin123"));
        const QByteArray body =
            R"({"category":"policy","title":"T","content":"c","shortcut":"Ctrl+7"})";
        // Both on their way before either is answered.
        QThread *thread =
            QThread::create([&] { m_first = second.post("/api/quick-replies", body); });
        thread->start();
        const Answer mine = m_admin->post("/api/quick-replies", body);
        thread->wait();
        delete thread;
        QCOMPARE(qMin(mine.status, m_first.status), 200);
        const Answer &loser = mine.status == 200 ? m_first : mine;
        QCOMPARE(loser.status, 400);
        QCOMPARE(loser.detail(), QStringLiteral("SHORTCUT_CONFLICT: 快捷键 Ctrl+7 已被占用"));
    }

    void badBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const QByteArray &body, const char *error) {
            QTest::newRow(name) << body << QString::fromUtf8(error);
        };
        row("empty", "{}", "/category: required");
        row("unknown category", "{\"category\":\"x\",\"title\":\"t\",\"content\":\"c\"}",
            "/category: one of pre_sales, after_sales, logistics, technical, policy expected");
        row("no title", "{\"category\":\"policy\",\"content\":\"c\"}", "/title: required");
        row("title null", "{\"category\":\"policy\",\"title\":null,\"content\":\"c\"}",
            "/title: string expected");
        row("empty title", "{\"category\":\"policy\",\"title\":\"\",\"content\":\"c\"}",
            "/title: 1 to 100 characters expected");
        row("no content", R"({"category":"policy","title":"t"})", "/content: required");
        row("content a list", R"({"category":"policy","title":"t","content":["c"]})",
            "/content: string expected");
        row("long content",
            "{\"category\":\"policy\",\"title\":\"t\",\"content\":\"" + QByteArray(2001, 'c') +
                "\"}",
            "/content: 1 to 2000 characters expected");
        row("bad shortcut", R"({"category":"policy","title":"t","content":"c","shortcut":"F1"})",
            "/shortcut: Ctrl+1 to Ctrl+9 expected");
        row("empty shortcut", R"({"category":"policy","title":"t","content":"c","shortcut":""})",
            "/shortcut: Ctrl+1 to Ctrl+9 expected");
        row("shared a text", R"({"category":"policy","title":"t","content":"c","is_shared":"yes"})",
            "/is_shared: boolean expected");
        row("variables a text",
            R"({"category":"policy","title":"t","content":"c","variables":"x"})",
            "/variables: array expected");
        row("variables of numbers",
            R"({"category":"policy","title":"t","content":"c","variables":[1]})",
            "/variables/0: string expected");
    }
    void badBodies()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, error);
        const Answer before = m_agent->get("/api/quick-replies");
        for (const auto &[method, path] :
             {std::pair<QByteArray, QByteArray>{"POST", "/api/quick-replies"},
              {"PUT", "/api/quick-replies/qr_system_greeting_en"}}) {
            if (method == "PUT" && error.endsWith(u"required"))
                continue; // it takes any subset
            const Answer answer = m_admin->request(method, path, body);
            QCOMPARE(answer.status, 422);
            QCOMPARE(code(answer), QStringLiteral("VALIDATION_ERROR"));
            QCOMPARE(answer.json().value(u"error").toString(), error);
        }
        QCOMPARE(m_agent->get("/api/quick-replies").body, before.body); // nothing changed
    }

    void agentsAreTold()
    {
        QStringList told;
        HttpClient listener = m_server->client();
        listener.setToken(m_server->login("agent002", "agent123"));
        HttpClient writer = m_server->client();
        writer.setToken(m_server->login("admin", "admin123"));
        listener.stream("/api/agent/events", {}, [&](const SseEvent &event) {
            if (event.type == "ready") {
                writer.post("/api/quick-replies",
                            "{\"category\":\"policy\",\"title\":\"n\",\"content\":\"c\"}");
                writer.post("/api/tags", "{\"name\":\"told\",\"color\":\"#112233\"}");
                writer.post("/api/auto-reply-rules",
                            R"({"type":"busy","trigger_condition":{},"reply_content":"b",)"
                            R"("enabled":false,"delay_seconds":0})");
            }
            if (event.type == "catalog_changed")
                told.append(QString::fromUtf8(event.data));
            return told.size() < 3;
        });
        QCOMPARE(told,
                 (QStringList{
                     QStringLiteral(R"({"type":"catalog_changed","what":"quick_replies"})"),
                     QStringLiteral(R"({"type":"catalog_changed","what":"tags"})"),
                     QStringLiteral(R"({"type":"catalog_changed","what":"auto_reply_rules"})")}));
    }

private:
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_agent;
    std::unique_ptr<HttpClient> m_admin;
    Answer m_first; ///< of the other thread
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
