#include "shared/core/ids.h"
#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

#include <future>
#include <vector>

using namespace handoff;
using namespace handoff::test;

namespace {

QString outcome(const Answer &answer)
{
    return QString::number(answer.status) + u' ' + answer.json().value(u"code").toString();
}

} // namespace

/// A POST with an `Idempotency-Key` changes something once, however often it comes (api.md,
/// Conventions).
class TestOnce : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.port() > 0, qPrintable(m_server.startProblem()));
        m_wang = m_server.signedIn("agent001");
        m_li = m_server.signedIn("agent002");
        m_admin = m_server.signedIn("admin");
        HttpClient customer = m_server.client();
        customer.post("/api/manual/escalate", R"({"session_name":"s"})");
        QCOMPARE(m_wang->post("/api/sessions/s/takeover").status, 200);
        m_ticket =
            m_wang->post("/api/tickets", ticket("first")).data().value(u"ticket_id").toString();
        QVERIFY(!m_ticket.isEmpty());
    }

    void isAnsweredAlikeAndDoneOnce_data() // every one that makes something new
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("listPath"); ///< where what was made stands …
        QTest::addColumn<QString>("list");        ///< … in this field of the answer
        QTest::newRow("note") << QByteArray("/api/sessions/s/notes")
                              << QByteArray(R"({"content":"两次 twice"})")
                              << QByteArray("/api/sessions/s/notes") << QStringLiteral("data");
        QTest::newRow("ticket") << QByteArray("/api/tickets") << ticket("again")
                                << QByteArray("/api/tickets") << QStringLiteral("data/total");
        QTest::newRow("comment") << QByteArray("/api/tickets/" + m_ticket.toLatin1() + "/comments")
                                 << QByteArray(R"({"content":"seen"})")
                                 << QByteArray("/api/tickets/" + m_ticket.toLatin1())
                                 << QStringLiteral("data/comments");
        QTest::newRow("quick reply")
            << QByteArray("/api/quick-replies")
            << QByteArray(R"({"title":"t","content":"c","category":"logistics"})")
            << QByteArray("/api/quick-replies") << QStringLiteral("data/items");
        const QByteArray rule = "{\"type\":\"keyword\",\"reply_content\":\"c\","
                                "\"trigger_condition\":{\"keywords\":[\"k\"]}}";
        QTest::newRow("rule of auto-reply")
            << QByteArray("/api/auto-reply-rules") << rule << QByteArray("/api/auto-reply-rules")
            << QStringLiteral("data/items");
    }
    void isAnsweredAlikeAndDoneOnce()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, listPath);
        QFETCH(QString, list);
        const auto count = [&] {
            QJsonValue value = m_admin->get(listPath).json();
            for (const QString &name : list.split(u'/'))
                value = value.toObject().value(name);
            return value.isArray() ? static_cast<int>(value.toArray().size()) : value.toInt(-1);
        };
        const int before = count();
        QVERIFY(before >= 0);
        const QByteArray key = newKey();
        const Answer first = send(*m_admin, path, body, key);
        QCOMPARE(first.status, 200);
        QCOMPARE(count(), before + 1);
        const Answer again = send(*m_admin, path, body, key);
        QCOMPARE(again.body, first.body);
        QCOMPARE(count(), before + 1);
        // Another order, and the same one without a key, are new.
        QCOMPARE(send(*m_admin, path, body, newKey()).status, 200);
        QCOMPARE(m_admin->post(path, body).status, 200);
        QCOMPARE(count(), before + 3);
        // A key is one account's own.
        if (path.startsWith("/api/sessions")) {
            QCOMPARE(send(*m_wang, path, body, key).status, 200);
            QCOMPARE(count(), before + 4);
        }
    }

    void aKeyBelongsToOneRequest()
    {
        const QByteArray key = newKey();
        const int before = notes();
        QCOMPARE(send(*m_wang, notesPath, R"({"content":"a"})", key).status, 200);
        QCOMPARE(outcome(send(*m_wang, notesPath, R"({"content":"b"})", key)),
                 QStringLiteral("422 IDEMPOTENCY_KEY_USED"));
        QCOMPARE(outcome(send(*m_wang, "/api/sessions/t/notes", R"({"content":"a"})", key)),
                 QStringLiteral("422 IDEMPOTENCY_KEY_USED"));
        QCOMPARE(notes(), before + 1);
        QCOMPARE(outcome(send(*m_wang, notesPath, R"({"content":"a"})", QByteArray(256, 'k'))),
                 QStringLiteral("422 VALIDATION_ERROR"));
        QCOMPARE(send(*m_wang, notesPath, R"({"content":"a"})", QByteArray(255, 'k')).status, 200);
    }

    void whatFailedMayBeTriedAgain()
    {
        const QByteArray key = newKey();
        const QByteArray path = "/api/sessions/later/notes";
        QCOMPARE(send(*m_wang, path, R"({"content":"a"})", key).status, 404);
        HttpClient customer = m_server.client();
        customer.post("/api/manual/escalate", R"({"session_name":"later"})");
        QCOMPARE(send(*m_wang, path, R"({"content":"a"})", key).status, 200);
    }

    void manyAtOnceAreOne()
    {
        constexpr int clients = 12;
        const QByteArray key = newKey();
        const int before = notes();
        std::vector<std::unique_ptr<HttpClient>> all;
        for (int i = 0; i < clients; ++i)
            all.push_back(m_server.signedIn("agent001"));
        std::vector<std::future<QByteArray>> answers;
        for (auto &client : all)
            answers.push_back(std::async(std::launch::async, [&] {
                return send(*client, notesPath, R"({"content":"at once"})", key).body;
            }));
        QSet<QByteArray> different;
        for (auto &answer : answers)
            different.insert(answer.get());
        QCOMPARE(different.size(), 1);
        QVERIFY(different.values().constFirst().startsWith("{\"success\":true"));
        QCOMPARE(notes(), before + 1);
    }

private:
    static constexpr const char *notesPath = "/api/sessions/s/notes";

    static QByteArray ticket(const QByteArray &title)
    {
        return "{\"title\":\"" + title +
               "\",\"description\":\"d\",\"category\":\"technical\","
               "\"customer_id\":\"c_1\",\"department\":\"technical\"}";
    }
    static QByteArray newKey() { return newUuid().toLatin1(); }
    static Answer send(HttpClient &client, const QByteArray &path, const QByteArray &body,
                       const QByteArray &key)
    {
        return client.request("POST", path, body, {{"Idempotency-Key", key}});
    }
    int notes()
    {
        return static_cast<int>(m_wang->get(notesPath).json().value(u"data").toArray().size());
    }
    TestServer m_server;
    std::unique_ptr<HttpClient> m_wang;
    std::unique_ptr<HttpClient> m_li;
    std::unique_ptr<HttpClient> m_admin;
    QString m_ticket;
};

QTEST_GUILESS_MAIN(TestOnce)
#include "tst_once.moc"
