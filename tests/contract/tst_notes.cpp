#include "tests/contract/eventstream.h"
#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::EventStream;
using test::HttpClient;
using test::TestServer;

namespace {

QString outcome(const Answer &answer)
{
    return QString::number(answer.status) + u' ' + answer.json().value(u"code").toString();
}

} // namespace

/// Notes, mentions, read cursors and profiles, over the wire.
class TestNotes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_server = std::make_unique<TestServer>();
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        for (auto *who : {&m_wang, &m_li, &m_admin, &m_customer})
            *who = std::make_unique<HttpClient>(m_server->port());
        m_wang->setToken(m_server->login("agent001", "agent123"));
        m_liToken = m_server->login("agent002", "agent123");
        m_li->setToken(m_liToken);
        m_adminToken = m_server->login("admin", "admin123");
        m_admin->setToken(m_adminToken);
        m_customer->post("/api/manual/escalate", R"({"session_name":"s"})");
        QCOMPARE(m_wang->post("/api/sessions/s/takeover").status, 200);
    }

    void notesAndMentions()
    {
        EventStream li(m_server->port(), "/api/agent/events", m_liToken);
        EventStream admin(m_server->port(), "/api/agent/events", m_adminToken);
        EventStream customer(m_server->port(), "/api/sessions/s/events");
        EventStream watching(m_server->port(), "/api/sessions/s/events", m_adminToken);
        for (EventStream *stream : {&li, &admin, &customer, &watching})
            QVERIFY(stream->ready());

        const Answer added =
            m_wang->post("/api/sessions/s/notes",
                         R"({"content":"@agent002 机密","mentions":["agent002","ghost"]})");
        QCOMPARE(added.status, 200);
        const QJsonObject note = added.data();
        QCOMPARE(note.value(u"created_by").toString(), QStringLiteral("agent001"));
        QCOMPARE(note.value(u"created_by_name").toString(), QStringLiteral("客服小王"));
        QCOMPARE(note.value(u"mentions").toArray(),
                 (QJsonArray{QStringLiteral("agent002"), QStringLiteral("ghost")}));
        QVERIFY(li.readUntil([&] { return li.count("mention") == 1; }));
        const QJsonObject mention = li.first("mention");
        QCOMPARE(mention.value(u"source").toString(), QStringLiteral("note"));
        QCOMPARE(mention.value(u"session_name").toString(), QStringLiteral("s"));
        QCOMPARE(mention.value(u"from").toObject().value(u"name").toString(),
                 QStringLiteral("客服小王"));
        QCOMPARE(mention.value(u"content").toString(), QStringLiteral("@agent002 机密"));

        const QByteArray path = "/api/sessions/s/notes/" + note.value(u"id").toString().toLatin1();
        QCOMPARE(outcome(m_li->request("PUT", path, R"({"content":"neu"})")),
                 QStringLiteral("403 PERMISSION_DENIED"));
        QCOMPARE(outcome(m_li->request("DELETE", path)), QStringLiteral("403 PERMISSION_DENIED"));
        const Answer changed = m_admin->request("PUT", path, R"({"content":"新的"})");
        QCOMPARE(changed.data().value(u"content").toString(), QStringLiteral("新的"));
        QCOMPARE(m_li->get("/api/sessions/s/notes").json().value(u"data").toArray(),
                 QJsonArray{changed.data()});

        // The next thing the others hear of is the message: no note, no mention in between.
        m_wang->post("/api/manual/messages",
                     R"({"session_name":"s","role":"agent","content":"您好"})");
        for (EventStream *stream : {&customer, &admin, &watching}) {
            QVERIFY(stream->readUntil([&] { return stream->count("manual_message") == 1; }));
            QCOMPARE(stream->count("mention"), 0);
        }
        QVERIFY(!m_customer->get("/api/sessions/s").body.contains("机密"));
        QCOMPARE(outcome(m_customer->get("/api/sessions/s/notes")),
                 QStringLiteral("403 NOT_AUTHENTICATED"));

        QCOMPARE(m_wang->request("DELETE", path).body, QByteArray("{\"success\":true}"));
        QCOMPARE(outcome(m_wang->request("DELETE", path)), QStringLiteral("404 NOTE_NOT_FOUND"));
        QCOMPARE(m_li->get("/api/sessions/s/notes").json().value(u"data").toArray(), QJsonArray());
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const char *method, const char *path,
                            const QByteArray &body, const char *expected) {
            QTest::newRow(what) << QByteArray(method) << QByteArray(path) << body
                                << QString::fromLatin1(expected);
        };
        const char *notes = "/api/sessions/s/notes";
        const char *one = "/api/sessions/s/notes/note_x";
        const char *profile = "/api/sessions/s/profile";
        const char *read = "/api/sessions/s/read";
        row("no content", "POST", notes, "{}", "422 VALIDATION_ERROR");
        row("blank content", "POST", notes, R"({"content":" \n"})", "422 VALIDATION_ERROR");
        row("long content", "POST", notes, "{\"content\":\"" + QByteArray(2001, 'x') + "\"}",
            "422 VALIDATION_ERROR");
        row("number as content", "POST", notes, R"({"content":5})", "422 VALIDATION_ERROR");
        row("text as mentions", "POST", notes, R"({"content":"x","mentions":"agent002"})",
            "422 VALIDATION_ERROR");
        row("number as mention", "POST", notes, R"({"content":"x","mentions":[5]})",
            "422 VALIDATION_ERROR");
        row("unknown session", "POST", "/api/sessions/none/notes", R"({"content":"x"})",
            "404 SESSION_NOT_FOUND");
        row("notes of nobody", "GET", "/api/sessions/none/notes", {}, "404 SESSION_NOT_FOUND");
        row("change unknown", "PUT", one, R"({"content":"x"})", "404 NOTE_NOT_FOUND");
        row("delete unknown", "DELETE", one, {}, "404 NOTE_NOT_FOUND");
        row("profile of nobody", "PATCH", "/api/sessions/none/profile", "{}",
            "404 SESSION_NOT_FOUND");
        row("number as name", "PATCH", profile, R"({"nickname":5})", "422 VALIDATION_ERROR");
        row("text as bool", "PATCH", profile, R"({"gdpr_consent":"yes"})", "422 VALIDATION_ERROR");
        row("list as metadata", "PATCH", profile, R"({"metadata":[1]})", "422 VALIDATION_ERROR");
        row("long city", "PATCH", profile, "{\"city\":\"" + QByteArray(201, 'x') + "\"}",
            "422 VALIDATION_ERROR");
        row("much metadata", "PATCH", profile,
            "{\"metadata\":{\"a\":\"" + QByteArray(16384, 'x') + "\"}}", "422 VALIDATION_ERROR");
        row("vip by an agent", "PATCH", profile, R"({"vip":true,"city":"x"})",
            "403 ADMIN_REQUIRED");
        row("read nothing", "POST", read, "{}", "422 VALIDATION_ERROR");
        row("read a stranger's", "POST", read, R"({"message_id":"msg_000000000001"})",
            "422 VALIDATION_ERROR");
        row("read in nobody", "POST", "/api/sessions/none/read", R"({"message_id":"x"})",
            "404 SESSION_NOT_FOUND");
    }
    void refused()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        const QByteArray before = m_wang->get("/api/sessions/s").body;
        QCOMPARE(outcome(m_wang->request(method, path, body)), expected);
        QCOMPARE(m_wang->get("/api/sessions/s").body, before);
        QCOMPARE(m_wang->get("/api/sessions/s/notes").body,
                 QByteArray("{\"success\":true,\"data\":[]}"));
    }

    void profile()
    {
        const Answer changed = m_wang->request(
            "PATCH", "/api/sessions/s/profile",
            R"({"nickname":"Anna","country":"DE","metadata":{"bike":"D4S"},"unknown":1})");
        QCOMPARE(changed.status, 200);
        const QJsonObject profile = changed.data().value(u"user_profile").toObject();
        QCOMPARE(profile.value(u"nickname").toString(), QStringLiteral("Anna"));
        QCOMPARE(profile.value(u"language").toString(), QStringLiteral("en")); // untouched
        QCOMPARE(profile.value(u"metadata").toObject().value(u"bike").toString(),
                 QStringLiteral("D4S"));
        QVERIFY(m_admin->request("PATCH", "/api/sessions/s/profile", R"({"vip":true})")
                    .data()
                    .value(u"user_profile")
                    .toObject()
                    .value(u"vip")
                    .toBool());
        QCOMPARE(
            m_admin->get("/api/audit?action=vip_changed&object=s").data().value(u"total").toInt(),
            1);
    }

    void unread()
    {
        QStringList ids;
        for (const char *text : {"1", "2", "3"}) {
            ids.append(m_customer
                           ->post("/api/manual/messages",
                                  "{\"session_name\":\"s\",\"role\":\"user\",\"content\":\"" +
                                      QByteArray(text) + "\"}")
                           .data()
                           .value(u"message_id")
                           .toString());
        }
        QCOMPARE(unreadOf(*m_wang), 3);
        const Answer read = m_wang->post("/api/sessions/s/read",
                                         "{\"message_id\":\"" + ids.at(1).toLatin1() + "\"}");
        QCOMPARE(read.data(), (QJsonObject{{QStringLiteral("message_id"), ids.at(1)},
                                           {QStringLiteral("unread"), 1}}));
        QCOMPARE(unreadOf(*m_wang), 1);
        QCOMPARE(unreadOf(*m_li), 3);
        m_wang->post("/api/sessions/s/read", "{\"message_id\":\"" + ids.at(0).toLatin1() + "\"}");
        QCOMPARE(unreadOf(*m_wang), 1);
    }

private:
    static int unreadOf(HttpClient &http)
    {
        return http.get("/api/sessions?agent=all")
            .data()
            .value(u"items")
            .toArray()
            .at(0)
            .toObject()
            .value(u"unread")
            .toInt(-1);
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_wang;
    std::unique_ptr<HttpClient> m_li;
    std::unique_ptr<HttpClient> m_admin;
    std::unique_ptr<HttpClient> m_customer;
    QByteArray m_liToken;
    QByteArray m_adminToken;
};

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
