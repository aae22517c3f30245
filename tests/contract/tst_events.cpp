#include "tests/contract/eventstream.h"
#include "tests/contract/testserver.h"

#include <QTest>

using namespace handoff;
using test::Answer;
using Stream = test::EventStream;
using test::HttpClient;
using test::TestServer;

namespace {

} // namespace

/// Event streams over real sockets (events.md).
class TestEvents : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        ServerAppOptions options;
        options.timers.presenceMs = 50;
        options.timers.aliveMs = 50;
        m_server = std::make_unique<TestServer>(
            QMap<QString, QString>{{QStringLiteral("SSE_MAX_CONNECTIONS"), QStringLiteral("6")}},
            options);
        QVERIFY2(m_server->port() > 0, qPrintable(m_server->startProblem()));
        m_agent = m_server->login("agent001", "agent123");
        m_other = m_server->login("agent002", "agent123");
        m_http = std::make_unique<HttpClient>(m_server->port());
        m_http->setToken(m_agent);
    }
    void init()
    {
        m_name = "session_ev_" + QByteArray::number(++m_count);
        QCOMPARE(escalate().status, 200);
    }

    void customerSeesTheHandOver()
    {
        Stream stream(m_server->port(), path("/events"));
        QVERIFY(stream.ready());
        QVERIFY(stream.head().toLower().contains("content-type: text/event-stream; charset=utf-8"));
        QVERIFY(stream.head().toLower().contains("cache-control: no-cache"));
        QVERIFY(stream.head().toLower().contains("x-accel-buffering: no"));
        QVERIFY(stream.head().toLower().contains("access-control-allow-origin"));
        QVERIFY(stream.first("ready").value(u"session_version").toInteger() > 0);
        takeOverAndTalk();
        QVERIFY(stream.readUntil([&] { return stream.count("status_change") == 2; }));
        const QJsonObject live = stream.first("status_change");
        QCOMPARE(live.value(u"status").toString(), QStringLiteral("manual_live"));
        QCOMPARE(live.value(u"reason").toString(), QStringLiteral("agent_takeover"));
        QCOMPARE(live.value(u"agent_info").toObject().value(u"agent_name").toString(),
                 QStringLiteral("客服小王"));
        QCOMPARE(live.value(u"session_name").toString(), QString::fromLatin1(m_name));
        for (const SseEvent &event : stream.events()) {
            QVERIFY2(event.type == "ready" || event.type == "status_change" ||
                         event.type == "manual_message" || event.type == "typing",
                     event.type.constData());
            QVERIFY(event.type != "manual_message" || !event.data.contains("\"role\":\"user\""));
        }
        const QJsonObject said = stream.first("manual_message");
        QVERIFY(said.value(u"role").toString() == u"system" ||
                said.value(u"role").toString() == u"agent");
    }

    void agentsSeeEverything()
    {
        Stream desk(m_server->port(), "/api/agent/events", m_other);
        Stream session(m_server->port(), path("/events"), m_other);
        QVERIFY(desk.ready());
        QVERIFY(session.ready());
        takeOverAndTalk();
        for (Stream *stream : {&desk, &session}) {
            QVERIFY(stream->readUntil([&] { return stream->count("status_change") == 2; }));
            QVERIFY(stream->count("message_added") >= 3);
            QVERIFY(stream->count("session_updated") >= 1);
            bool user = false;
            for (const SseEvent &event : stream->events())
                user = user ||
                       (event.type == "manual_message" && event.data.contains("\"role\":\"user\""));
            QVERIFY(user);
        }
    }

    void resumesAtEveryId()
    {
        takeOverAndTalk();
        Stream now(m_server->port(), "/api/agent/events", m_other);
        QVERIFY(now.ready());
        const QByteArray last =
            QByteArray::number(now.first("ready").value(u"last_event_id").toInteger());
        Stream whole(m_server->port(), "/api/agent/events", m_other, "0");
        QVERIFY(whole.readUntil([&] {
            return !whole.events().isEmpty() &&
                   whole.events().constLast().id.toLongLong() >= last.toLongLong();
        }));
        const QStringList all = whole.seen();
        QVERIFY(all.size() >= 8);
        now.abort();
        whole.abort();
        for (qsizetype i = 0; i < all.size(); ++i) {
            Stream part(m_server->port(),
                        "/api/agent/events?last_event_id=" + all.at(i).section(u' ', 1).toLatin1(),
                        m_other);
            QVERIFY(part.ready());
            QVERIFY(part.readUntil([&] { return part.seen().size() >= all.size() - i - 1; }));
            QCOMPARE(part.seen().first(all.size() - i - 1), all.sliced(i + 1));
        }
    }

    void garbageCursorsGetAResync()
    {
        for (const char *id : {"abc", "-1", "999999999"}) {
            Stream stream(m_server->port(), "/api/agent/events", m_agent, id);
            QVERIFY(stream.readUntil([&] { return stream.count("resync") == 1; }));
        }
    }

    void customerLimits()
    {
        std::vector<std::unique_ptr<Stream>> streams;
        for (int i = 0; i < 3; ++i) {
            streams.push_back(std::make_unique<Stream>(m_server->port(), path("/events")));
            QVERIFY(streams.back()->ready());
        }
        const Answer fourth = HttpClient(m_server->port()).get(path("/events"));
        QCOMPARE(fourth.status, 429);
        QCOMPARE(fourth.json().value(u"code").toString(), QStringLiteral("TOO_MANY_CONNECTIONS"));
        QCOMPARE(fourth.detail(), QStringLiteral("Too many concurrent connections"));
        Stream agent(m_server->port(), path("/events"), m_agent); // agents do not count
        QVERIFY(agent.ready());

        const QByteArray first = m_name;
        m_name += "_b";
        escalate();
        for (int i = 0; i < 3; ++i) {
            streams.push_back(std::make_unique<Stream>(m_server->port(), path("/events")));
            QVERIFY(streams.back()->ready());
        }
        m_name += "_c";
        escalate();
        const Answer full = HttpClient(m_server->port()).get(path("/events"));
        QCOMPARE(full.status, 503);
        QCOMPARE(full.json().value(u"code").toString(), QStringLiteral("SSE_CAPACITY"));

        // A place is free as soon as a socket closes.
        streams.front()->abort();
        m_name = first;
        QTRY_VERIFY(Stream(m_server->port(), path("/events")).ready());
    }

    void agentLimit()
    {
        std::vector<std::unique_ptr<Stream>> streams;
        const QByteArray token = m_server->login("admin", "admin123");
        for (int i = 0; i < 5; ++i) {
            streams.push_back(
                std::make_unique<Stream>(m_server->port(), "/api/agent/events", token));
            QVERIFY(streams.back()->ready());
        }
        HttpClient http(m_server->port());
        http.setToken(token);
        QCOMPARE(http.get("/api/agent/events").status, 429);
    }

    void typingAndViewing()
    {
        Stream customer(m_server->port(), path("/events"));
        Stream desk(m_server->port(), "/api/agent/events", m_other);
        QVERIFY(customer.ready());
        QVERIFY(desk.ready());
        QCOMPARE(m_http->post(path("/typing"), R"({"active":true})").status, 200);
        QCOMPARE(HttpClient(m_server->port()).post(path("/typing"), R"({"active":true})").status,
                 200);
        const Answer viewing = m_http->post(path("/viewing"), "{}");
        QCOMPARE(viewing.status, 200);
        QVERIFY(viewing.body.contains("客服小王"));
        QVERIFY(desk.readUntil(
            [&] { return desk.count("typing") == 2 && desk.count("viewing") == 1; }));
        QVERIFY(customer.readUntil([&] { return customer.count("typing") == 1; }));
        QCOMPARE(customer.first("typing").value(u"who").toObject().value(u"role").toString(),
                 QStringLiteral("agent"));
        QCOMPARE(customer.count("viewing"), 0);
    }

    void slowReaderDoesNotHurtTheOthers()
    {
        QCOMPARE(m_http->post(path("/takeover"), "{}").status, 200);
        Stream slow(m_server->port(), "/api/agent/events", m_other, {}, 4096);
        Stream quick(m_server->port(), path("/events"));
        QVERIFY(quick.ready());
        QVERIFY(slow.ready());
        const QByteArray text = QByteArray("\xe5\xad\x97").repeated(4000); // 12 KB
        for (int i = 1; i <= 400; ++i) {
            QCOMPARE(m_http
                         ->post("/api/manual/messages", "{\"session_name\":\"" + m_name +
                                                            "\",\"role\":\"agent\",\"content\":\"" +
                                                            text + "\"}")
                         .status,
                     200);
            QVERIFY(quick.readUntil([&] { return quick.count("manual_message") >= i; }));
        }
        // Now the slow one reads on: it lost events and is told so once, or was cut off.
        slow.hurry();
        const bool told =
            slow.readUntil([&] { return slow.count("resync") > 0 || slow.isClosed(); });
        QVERIFY2(told, QByteArray::number(slow.count("manual_message")).constData());
        QVERIFY(slow.count("manual_message") < 400);
        QVERIFY(slow.count("resync") <= 1);
        m_http->post(path("/release"), "{}");
    }

    void presenceFollowsTheStream()
    {
        ServerAppOptions options;
        options.timers.presenceMs = 50;
        options.timers.aliveMs = 50;
        TestServer server({{QStringLiteral("AGENT_OFFLINE_SECONDS"), QStringLiteral("1")},
                           {QStringLiteral("AGENT_LOST_GRACE_SECONDS"), QStringLiteral("1")}},
                          options);
        const QByteArray token = server.login("agent001", "agent123");
        HttpClient http = server.client();
        http.setToken(token);
        http.post("/api/manual/escalate", R"({"session_name":"p1"})");
        QCOMPARE(http.post("/api/sessions/p1/takeover", "{}").status, 200);
        Stream customer(server.port(), "/api/sessions/p1/events");
        QVERIFY(customer.ready());
        {
            Stream desk(server.port(), "/api/agent/events", token);
            QVERIFY(desk.ready());
        } // the workbench is gone
        QVERIFY(customer.readUntil([&] { return customer.count("status_change") == 1; }));
        QCOMPARE(customer.first("status_change").value(u"status").toString(),
                 QStringLiteral("pending_manual"));
        QCOMPARE(customer.first("status_change").value(u"reason").toString(),
                 QStringLiteral("agent_lost"));
        QCOMPARE(http.get("/api/agent/status").data().value(u"status").toString(),
                 QStringLiteral("offline"));
        Stream back(server.port(), "/api/agent/events", token);
        QTRY_COMPARE(http.get("/api/agent/status").data().value(u"status").toString(),
                     QStringLiteral("online"));
    }

    void streamsEndWithTheServer()
    {
        TestServer server;
        HttpClient http = server.client();
        http.post("/api/manual/escalate", R"({"session_name":"e1"})");
        Stream stream(server.port(), "/api/sessions/e1/events");
        QVERIFY(stream.ready());
        server.run([](ServerApp &app) { app.stop(1000); });
        QVERIFY(stream.ended());
    }

private:
    QByteArray path(const QByteArray &rest) const { return "/api/sessions/" + m_name + rest; }
    Answer escalate()
    {
        return HttpClient(m_server->port())
            .post("/api/manual/escalate", "{\"session_name\":\"" + m_name + "\"}");
    }
    void takeOverAndTalk()
    {
        HttpClient customer(m_server->port());
        QCOMPARE(m_http->post(path("/takeover"), "{}").status, 200);
        const QByteArray to = "{\"session_name\":\"" + m_name + "\",\"role\":";
        QCOMPARE(
            customer.post("/api/manual/messages", to + "\"user\",\"content\":\"hello\"}").status,
            200);
        QCOMPARE(m_http->post("/api/manual/messages", to + "\"agent\",\"content\":\"hi\"}").status,
                 200);
        QCOMPARE(m_http->post(path("/release"), "{}").status, 200);
    }

    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<HttpClient> m_http;
    QByteArray m_agent;
    QByteArray m_other;
    QByteArray m_name;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
