#include "tests/contract/chatfixture.h"

#include <QDate>
#include <QFile>
#include <QTest>

#include <cmath>

using namespace handoff;
using test::Desk;
using test::HttpClient;

namespace {

/// backend.log so far, by event; the last line of each kind.
QMap<QString, QJsonObject> logged(const Desk &desk)
{
    QFile file(desk.server->dataDir() + QStringLiteral("/backend.log"));
    QMap<QString, QJsonObject> events;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            if (!entry.isEmpty())
                events.insert(entry.value(u"event").toString(), entry);
        }
    }
    return events;
}

/// The number behind `series` (with its labels) in the text of /metrics; -1: not there.
double number(const QByteArray &metrics, const QByteArray &series)
{
    for (const QByteArray &line : metrics.split('\n')) {
        if (line.startsWith(series) && line.size() > series.size() && line.at(series.size()) == ' ')
            return line.mid(series.size() + 1).toDouble();
    }
    return -1;
}

/// A customer who asks the AI, then a human, and a human who comes, writes and goes; a second one
/// who waits; somebody with a wrong password; Coze that fails once.
void course(Desk &desk)
{
    HttpClient stranger(desk.server->port());
    QCOMPARE(stranger.post("/api/agent/login", R"({"username":"agent001","password":"no"})").status,
             401);
    QCOMPARE(desk.chat("s1", "你好").status, 200);
    QCOMPARE(desk.chat("s1", "转人工").status, 200);
    QCOMPARE(desk.takeOver("s1").status, 200);
    QCOMPARE(desk.agentSays("s1", "hello").status, 200);
    QCOMPARE(desk.agent->post("/api/sessions/s1/release").status, 200);
    QCOMPARE(desk.customer->post("/api/manual/escalate", R"({"session_name":"s2"})").status, 200);
    QCOMPARE(desk.takeOver("s2").status, 200);
    QCOMPARE(desk.agent->post("/api/sessions/s2/requeue").status, 200);
    QCOMPARE(desk.takeOver("s2").status, 200);
    QCOMPARE(desk.agent->post("/api/sessions/s2/release", R"({"close":true})").status, 200);
    QCOMPARE(desk.customer->post("/api/manual/escalate", R"({"session_name":"s3"})").status, 200);
    desk.sim.fault("chat", "http=403");
    QVERIFY(desk.chat("s4", "你好").status >= 200);
    QCOMPARE(desk.customer->get("/nowhere").status, 404);
}

} // namespace

/// What operators see of a known course of events (operations.md, Log, Metrics).
class TestObserved : public QObject
{
    Q_OBJECT

private slots:
    void metrics()
    {
        Desk desk;
        course(desk);
        HttpClient http(desk.server->port());
        int ready = 0;
        HttpClient listening(desk.server->port(), 2000);
        QByteArray text;
        (void)listening.stream("/api/sessions/s3/events", {}, [&](const SseEvent &) {
            ++ready;
            text = http.get("/metrics").body; // while one stream is open
            return false;
        });
        QCOMPARE(ready, 1);
        const QList<QPair<QByteArray, double>> exact{
            {"handoff_http_requests_total{method=\"POST\",route=\"/api/manual/"
             "escalate\",status=\"200\"}",
             2},
            {"handoff_http_requests_total{method=\"POST\",route=\"/api/agent/"
             "login\",status=\"401\"}",
             1},
            {"handoff_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"}", 1},
            {"handoff_http_request_duration_seconds_count{method=\"POST\",route=\"/api/sessions/"
             "{session_name}/takeover\"}",
             3},
            {"handoff_sse_connections{kind=\"customer_stream\"}", 1},
            {"handoff_sse_connections{kind=\"agent_desk\"}", 0},
            {"handoff_sse_dropped_total", 0},
            {"handoff_sessions{status=\"bot_active\"}", 2},
            {"handoff_sessions{status=\"pending_manual\"}", 1},
            {"handoff_sessions{status=\"manual_live\"}", 0},
            {"handoff_sessions{status=\"after_hours_email\"}", 0},
            {"handoff_sessions{status=\"closed\"}", 1},
            {"handoff_queue_wait_seconds_count", 3},
            {"manual_escalation_total{reason=\"keyword\"}", 1},
            {"manual_escalation_total{reason=\"manual\"}", 2},
            {"manual_takeover_total", 3},
            {"manual_duration_seconds_count", 2},
            {"after_hours_email_total", 0},
            {"mail_failure_total", 0},
            {"coze_requests_total{result=\"ok\"}", 2},
            {"coze_first_token_seconds_count", 2},
            {"handoff_db_queue_depth", 0}};
        for (const auto &[series, value] : exact)
            QVERIFY2(number(text, series) == value, QByteArray(series + '\n' + text).constData());
        QVERIFY(text.count("coze_requests_total{") >= 2); // ok and the failure
        QVERIFY(text.contains("handoff_build_info{"));
        // The process itself, under the names everybody's dashboards know.
        QVERIFY(number(text, "process_cpu_seconds_total") > 0);
        QVERIFY(number(text, "process_resident_memory_bytes") > 1e6);
        QVERIFY(number(text, "process_virtual_memory_bytes") >=
                number(text, "process_resident_memory_bytes"));
        QVERIFY(number(text, "process_open_fds") > 3);
        QVERIFY(number(text, "process_max_fds") >= number(text, "process_open_fds"));
        const double started = number(text, "process_start_time_seconds");
        const double now = Timestamp::now().seconds();
        QVERIFY(started > now - 24 * 3600 && started <= now + 1);
        QVERIFY(text.contains("# TYPE process_cpu_seconds_total counter"));
        QVERIFY(number(text, "handoff_db_transaction_seconds_count") > 5);
        QVERIFY(number(text, "handoff_event_delivery_seconds_count") >= 0);
        QVERIFY(!text.contains("session_name=\"s1\"") && !text.contains("/api/sessions/s1"));
    }

    void log_data()
    {
        QTest::addColumn<QString>("event");
        QTest::addColumn<QString>("session"); // empty: none
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("by");
        QTest::addColumn<QStringList>("fields");
        const auto row = [](const char *event, const char *session, const char *from,
                            const char *to, const char *by, const char *fields) {
            QTest::newRow(event) << QString::fromLatin1(event) << QString::fromLatin1(session)
                                 << QString::fromLatin1(from) << QString::fromLatin1(to)
                                 << QString::fromLatin1(by)
                                 << QString::fromUtf8(fields).split(u' ', Qt::SkipEmptyParts);
        };
        row("escalation_triggered", "s1", "bot_active", "pending_manual", "regulator",
            "reason=keyword severity=high");
        row("manual_escalate", "s3", "bot_active", "pending_manual", "customer", "reason=manual");
        row("agent_takeover", "s2", "pending_manual", "manual_live", "agent001",
            "agent_id agent_name=客服小王");
        row("manual_message", "s1", "", "", "agent001", "role=agent");
        row("session_released", "s1", "manual_live", "bot_active", "agent001",
            "agent_id reason=resolved");
        row("session_requeued", "s2", "manual_live", "pending_manual", "agent001", "");
        row("session_closed", "s2", "manual_live", "closed", "agent001",
            "agent_id reason=resolved");
        row("login", "", "", "", "agent001", "");
        row("login_failed", "", "", "", "", "");
        row("coze_error", "s4", "", "", "system", "code logid");
    }
    void log()
    {
        QFETCH(QString, event);
        QFETCH(QString, session);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, by);
        QFETCH(QStringList, fields);
        if (!m_desk) { // one course for all rows
            m_desk = std::make_unique<Desk>();
            course(*m_desk);
        }
        Desk *desk = m_desk.get();
        QTRY_VERIFY(logged(*desk).contains(event));
        const QJsonObject entry = logged(*desk).value(event);
        const QByteArray line = QJsonDocument(entry).toJson();
        QCOMPARE(entry.value(u"session_name").toString(), session);
        QCOMPARE(entry.value(u"status_from").toString(), from);
        QCOMPARE(entry.value(u"status_to").toString(), to);
        if (!by.isEmpty())
            QCOMPARE(entry.value(u"operator").toString(), by);
        const double at = entry.value(u"timestamp").toDouble();
        QVERIFY(at > 1.7e9 && at == std::floor(at)); // whole seconds
        for (const QString &field : fields) {
            const QString name = field.section(u'=', 0, 0);
            QVERIFY2(entry.contains(name), line.constData());
            if (field.contains(u'='))
                QCOMPARE(entry.value(name).toString(), field.section(u'=', 1));
        }
    }

    void cleanupTestCase() { m_desk.reset(); }

    /// No text of people, no token, no address in the log.
    void logKeepsSecrets()
    {
        Desk desk;
        course(desk);
        QTRY_VERIFY(logged(desk).contains(QStringLiteral("coze_error")));
        QFile file(desk.server->dataDir() + QStringLiteral("/backend.log"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        for (const char *secret : {"hello", "你好", "转人工", "eyJ", "agent123", "Bearer"})
            QVERIFY2(!text.contains(secret), secret);
    }

    void slowRequests()
    {
        Desk desk;
        desk.sim.fault("chat", "ttfb=1100");
        QCOMPARE(desk.chat("s1", "你好").status, 200);
        QTRY_VERIFY(logged(desk).contains(QStringLiteral("slow_request")));
        const QJsonObject entry = logged(desk).value(QStringLiteral("slow_request"));
        QCOMPARE(entry.value(u"route").toString(), QStringLiteral("/api/chat"));
        QCOMPARE(entry.value(u"method").toString(), QStringLiteral("POST"));
        QVERIFY(entry.value(u"ms").toInt() >= 1000);
    }

    /// X-Forwarded-For counts only from a proxy that is named.
    void limitsByAddressBehindProxies()
    {
        for (const bool trusted : {true, false}) {
            Desk desk({{QStringLiteral("RATE_LIMIT_ADDRESS_PER_MIN"), QStringLiteral("2")},
                       {QStringLiteral("TRUSTED_PROXIES"),
                        trusted ? QStringLiteral("127.0.0.1") : QString()}});
            const auto from = [&desk](const QByteArray &address) {
                return desk.customer
                    ->request("POST", "/api/chat", Desk::ask("s1", "@sim:echo x"),
                              {{"X-Forwarded-For", address}})
                    .status;
            };
            for (int i = 0; i < 2; ++i)
                QCOMPARE(from("203.0.113.1"), 200);
            QCOMPARE(from("203.0.113.1"), 429);
            QCOMPARE(from("203.0.113.2"), trusted ? 200 : 429);
        }
    }

    /// The regulator out of shift: both facts, each with its transition.
    void atNight()
    {
        QStringList days;
        for (int day = -1; day <= 1; ++day)
            days.append(QDate::currentDate().addDays(day).toString(Qt::ISODate));
        Desk desk({{QStringLiteral("HOLIDAYS"), days.join(u',')}});
        QCOMPARE(desk.chat("s1", "转人工").status, 200);
        QCOMPARE(desk.status("s1"), QStringLiteral("after_hours_email"));
        QTRY_VERIFY(logged(desk).contains(QStringLiteral("after_hours_escalate")));
        const auto events = logged(desk);
        const QJsonObject first = events.value(QStringLiteral("escalation_triggered"));
        QCOMPARE(first.value(u"status_to").toString(), QStringLiteral("pending_manual"));
        QCOMPARE(first.value(u"severity").toString(), QStringLiteral("high"));
        const QJsonObject second = events.value(QStringLiteral("after_hours_escalate"));
        QCOMPARE(second.value(u"status_to").toString(), QStringLiteral("after_hours_email"));
        QCOMPARE(second.value(u"reason").toString(), QStringLiteral("keyword"));
        QCOMPARE(second.value(u"email_sent"), QJsonValue(false)); // mail is not configured
    }

private:
    std::unique_ptr<Desk> m_desk;
};

QTEST_GUILESS_MAIN(TestObserved)
#include "tst_observed.moc"
