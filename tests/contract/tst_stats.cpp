#include "server/api/csv.h"
#include "server/store/session/episodestore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/stats.h"
#include "tests/contract/testserver.h"

#include <QJsonArray>
#include <QTest>

using namespace handoff;
using test::Answer;
using test::HttpClient;
using test::TestServer;

namespace {

struct Cells
{
    QString name;
    std::optional<double> value;
    qint64 count = 0;
    static constexpr auto fields(auto to)
    {
        return to(json::field("name", &Cells::name), json::field("value", &Cells::value),
                  json::field("count", &Cells::count));
    }
};

QList<QByteArray> linesOf(const QByteArray &csv)
{
    QList<QByteArray> lines;
    for (const QByteArray &line : csv.split('\n')) {
        if (!line.isEmpty())
            lines.append(line.endsWith('\r') ? line.chopped(1) : QByteArray("no CR: ") + line);
    }
    return lines;
}

} // namespace

/// Figures over the wire; what they mean is tested in domain_statistics.
class TestStats : public QObject
{
    Q_OBJECT

private slots:
    void statistics()
    {
        TestServer server;
        HttpClient http = server.client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        http.setToken(server.login("agent001", "agent123"));
        QCOMPARE(http.post("/api/sessions/s1/takeover").status, 200);

        const Answer answer = http.get("/api/sessions/stats");
        QCOMPARE(answer.status, 200);
        const QJsonObject data = answer.data();
        QCOMPARE(data.value(u"total_sessions").toInt(), 1);
        QCOMPARE(data.value(u"by_status").toObject().size(), 5);
        QCOMPARE(data.value(u"by_status").toObject().value(u"manual_live").toInt(), 1);
        QCOMPARE(data.value(u"active_sessions").toInt(), 1);
        QCOMPARE(data.value(u"active_agents").toInt(), 1);
        QCOMPARE(data.value(u"by_escalation_reason").toObject().value(u"manual").toInt(), 1);
        QCOMPARE(data.value(u"timezone").toString(), QStringLiteral("Asia/Shanghai"));
        const QJsonObject today = data.value(u"today").toObject();
        QCOMPARE(today.keys(),
                 (QStringList{QStringLiteral("escalations"), QStringLiteral("new_sessions"),
                              QStringLiteral("pending"), QStringLiteral("released"),
                              QStringLiteral("serving")}));
        QCOMPARE(today.value(u"serving").toInt(), 1);
        QCOMPARE(data.value(u"ai_quality").toObject().value(u"escalation_rate").toDouble(), 1.0);
        QCOMPARE(data.value(u"agent_efficiency").toObject().size(), 4);
        for (const char *name : {"avg_waiting_time", "max_waiting_time"})
            QVERIFY2(data.value(QLatin1String(name)).isDouble(), name);

        // Whatever was committed is in the next answer.
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s2"})").status, 200);
        for (const char *range : {"", "?range=7d"})
            QCOMPARE(http.get(QByteArray("/api/sessions/stats") + range)
                         .data()
                         .value(u"total_sessions")
                         .toInt(),
                     2);
    }

    void withoutARangeItIsEverything()
    {
        TestServer server;
        HttpClient http = server.client();
        // 40 days ago: too old for every named range.
        server.run([](ServerApp &app) {
            const Timestamp then = Timestamp::now().plusSeconds(-40 * 86400LL);
            const auto made = app.database().write([then](Tx &tx) -> Result<void> {
                SessionRow row;
                row.name = QStringLiteral("old");
                SessionStore::insert(tx, row);
                Escalation escalation;
                escalation.reason = EscalationReason::Keyword;
                escalation.triggerAt = then;
                EpisodeStore::begin(tx, row.id, escalation, 1);
                return {};
            });
            QVERIFY(app.database().waitFor(made).ok());
        });
        http.setToken(server.login("agent001", "agent123"));
        (void)server.login("agent002", "agent123");
        const auto figures = [&http](const char *query) {
            return http.get(QByteArray("/api/sessions/stats") + query).data();
        };
        const auto keywords = [](const QJsonObject &data) {
            return data.value(u"by_escalation_reason").toObject().value(u"keyword").toInt();
        };
        QCOMPARE(keywords(figures("")), 1);
        QCOMPARE(keywords(figures("?range=30d")), 0);
        // All sessions by the agents who are not offline.
        QCOMPARE(figures("")
                     .value(u"agent_efficiency")
                     .toObject()
                     .value(u"avg_sessions_per_agent")
                     .toDouble(),
                 0.5);
    }

    void whatHasNoValueIsNull()
    {
        TestServer server;
        HttpClient http = server.client();
        http.setToken(server.login("agent001", "agent123"));
        http.post("/api/manual/escalate", R"({"session_name":"s"})");
        QCOMPARE(http.post("/api/sessions/s/takeover").status, 200);
        const QJsonObject row =
            http.get("/api/stats/agents").data().value(u"items").toArray().first().toObject();
        QCOMPARE(row.value(u"handled").toInt(), 1);
        QVERIFY(row.value(u"avg_first_response_sec").isNull()); // nothing written
        QVERIFY(row.value(u"avg_service_sec").isNull());        // nothing released
        const QByteArray csv = http.get("/api/stats/agents?format=csv").body;
        QVERIFY2(csv.contains(",1,,,0,0\r\n"), csv.constData());
        QCOMPARE(http.get("/api/sessions/stats")
                     .data()
                     .value(u"agent_efficiency")
                     .toObject()
                     .value(u"avg_service_time_sec"),
                 QJsonValue(0)); // the overview says 0
    }

    /// What is kept is for who may see it, each time.
    void cacheAsksWhoItIs()
    {
        TestServer server;
        HttpClient http = server.client();
        http.setToken(server.login("agent001", "agent123"));
        QCOMPARE(http.get("/api/sessions/stats").status, 200);
        http.setToken(server.tokenFor(QStringLiteral("agent_gone"), QStringLiteral("gone"),
                                      AgentRole::Admin));
        QCOMPARE(http.get("/api/sessions/stats").status, 401);
        http.setToken({});
        QCOMPARE(http.get("/api/sessions/stats").status, 403);
    }

    void series()
    {
        TestServer server;
        HttpClient http = server.client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        http.setToken(server.login("agent001", "agent123"));
        for (const char *metric : json::EnumNames<StatsMetric>::names) {
            const QByteArray query = QByteArray("/api/stats/series?metric=") + metric;
            const QJsonObject days = http.get(query).data();
            QCOMPARE(days.value(u"metric").toString(), QLatin1String(metric));
            QCOMPARE(days.value(u"bucket").toString(), QStringLiteral("day"));
            QVERIFY(days.value(u"points").toArray().size() >= 30);
            const QJsonArray hours =
                http.get(query + "&bucket=hour").data().value(u"points").toArray();
            QCOMPARE(hours.size(), 25);
            const QJsonValue newest = hours.last().toObject().value(u"value");
            if (QByteArray(metric).startsWith("wait"))
                QVERIFY(newest.isNull());
            else
                QVERIFY(newest.isDouble());
        }
        const QByteArray week = "/api/stats/series?metric=escalations&range=7d";
        const QJsonArray points = http.get(week).data().value(u"points").toArray();
        const Answer csv = http.get(week + "&format=csv");
        QCOMPARE(csv.headers.value("content-type"), QByteArray("text/csv; charset=utf-8"));
        QCOMPARE(csv.headers.value("content-disposition"),
                 QByteArray("attachment; filename=\"escalations.csv\""));
        const auto lines = linesOf(csv.body);
        QCOMPARE(lines.size(), points.size() + 1);
        QCOMPARE(lines.at(0), QByteArray("\xef\xbb\xbfstart,label,value"));
        const QString label = points.last().toObject().value(u"label").toString();
        QVERIFY(lines.last().endsWith(QByteArray(',' + label.toLatin1() + ",1")));
    }

    /// Each table has what the JSON of the same question has, in the same order, value by value.
    void tablesEqualTheFigures()
    {
        TestServer server;
        HttpClient http = server.client();
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        http.setToken(server.login("agent001", "agent123"));
        QCOMPARE(http.post("/api/sessions/s1/takeover").status, 200);
        QCOMPARE(http.post("/api/manual/messages",
                           R"({"session_name":"s1","role":"agent","content":"hello"})")
                     .status,
                 200);
        QCOMPARE(http.post("/api/sessions/s1/release").status, 200);
        // Texts that come at once have times a little ahead of the clock (messagetimes.h), and
        // figures end now: both answers are about the same when the clock has passed them.
        const double newest = http.get("/api/sessions/s1/messages")
                                  .data()
                                  .value(u"items")
                                  .toArray()
                                  .last()
                                  .toObject()
                                  .value(u"timestamp")
                                  .toDouble();
        QVERIFY(newest > 0);
        QTRY_VERIFY(Timestamp::now().seconds() > newest);
        QList<QByteArray> questions{"/api/stats/agents?from=0&to=1", "/api/stats/agents?range=7d"};
        for (const char *metric : json::EnumNames<StatsMetric>::names) {
            for (const char *bucket : {"hour", "day"})
                questions.append(QByteArray("/api/stats/series?metric=") + metric +
                                 "&bucket=" + bucket);
        }
        for (const QByteArray &question : std::as_const(questions)) {
            const QJsonObject data = http.get(question).data();
            const QJsonArray rows =
                (data.contains(u"points") ? data.value(u"points") : data.value(u"items")).toArray();
            const Answer csv = http.get(question + "&format=csv");
            QCOMPARE(csv.status, 200);
            QCOMPARE(csv.headers.value("content-type"), QByteArray("text/csv; charset=utf-8"));
            QCOMPARE(csv.headers.value("x-content-type-options"), QByteArray("nosniff"));
            QVERIFY(csv.headers.value("content-disposition").startsWith("attachment; filename=\""));
            QVERIFY(csv.body.endsWith("\r\n"));
            QCOMPARE(csv.body.count("\xef\xbb\xbf"), 1);
            QList<QByteArray> lines = linesOf(csv.body);
            QCOMPARE(lines.size(), rows.size() + 1);
            const QList<QByteArray> names = lines.takeFirst().mid(3).split(',');
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const QList<QByteArray> cells = lines.at(i).split(',');
                const QJsonObject row = rows.at(i).toObject();
                QCOMPARE(cells.size(), row.size());
                for (qsizetype c = 0; c < cells.size(); ++c) {
                    const QJsonValue value = row.value(QString::fromUtf8(names.at(c)));
                    QVERIFY2(!value.isUndefined(), names.at(c).constData());
                    if (value.isString())
                        QCOMPARE(QString::fromUtf8(cells.at(c)), value.toString());
                    else if (value.isNull())
                        QCOMPARE(cells.at(c), QByteArray());
                    else
                        QCOMPARE(cells.at(c).toDouble(), value.toDouble());
                }
            }
        }
    }

    void agents()
    {
        TestServer server;
        HttpClient http = server.client();
        http.setToken(server.login("agent001", "agent123"));
        QCOMPARE(http.request("PUT", "/api/agent/profile", R"({"name":"=1+1"})").status, 200);
        const QJsonObject data = http.get("/api/stats/agents").data();
        QCOMPARE(data.value(u"total").toInt(), 3);
        const Answer csv = http.get("/api/stats/agents?format=csv");
        const auto lines = linesOf(csv.body);
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0), QByteArray("\xef\xbb\xbf"
                                         "agent_id,username,name,handled,avg_first_response_sec,"
                                         "avg_service_sec,messages,transferred"));
        QVERIFY(csv.body.contains(",agent001,'=1+1,0,,,0,0\r\n"));
        QVERIFY(csv.body.contains("系统管理员"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("field");
        for (const auto &[path, field] :
             {std::pair{"/api/sessions/stats?range=1y", "/range"},
              std::pair{"/api/sessions/stats?from=x", "/from"},
              std::pair{"/api/sessions/stats?from=2000&to=1000", "/from"},
              std::pair{"/api/sessions/stats?from=0&to=40000000", "/from"},
              std::pair{"/api/stats/series", "/metric"},
              std::pair{"/api/stats/series?metric=money", "/metric"},
              std::pair{"/api/stats/series?metric=sessions&bucket=minute", "/bucket"},
              std::pair{"/api/stats/series?metric=sessions&bucket=hour&from=10&to=1", "/from"},
              std::pair{"/api/stats/series?metric=sessions&bucket=hour&from=0&to=4000000", "/from"},
              std::pair{"/api/stats/series?metric=sessions&format=xls", "/format"},
              std::pair{"/api/stats/agents?to=-1", "/to"}})
            QTest::newRow(path) << QByteArray(path) << QString::fromLatin1(field);
    }
    void refusals()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, field);
        if (!m_server) // one for all rows
            m_server = std::make_unique<TestServer>();
        HttpClient http = m_server->client();
        http.setToken(m_server->login("agent001", "agent123"));
        const Answer answer = http.get(path);
        QCOMPARE(answer.status, 422);
        QVERIFY2(answer.detail().startsWith(field + u':'), qPrintable(answer.detail()));
    }

    void cleanupTestCase() { m_server.reset(); }

    void csvCells_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const char *text, const char *cell) {
            QTest::newRow(cell) << QString::fromUtf8(text) << QByteArray(cell);
        };
        row("", "");
        row("plain", "plain");
        row("客服", "客服");
        row("a,b", "\"a,b\"");
        row("say \"hi\"", "\"say \"\"hi\"\"\"");
        row("two\nlines", "\"two\nlines\"");
        row("=1+1", "'=1+1");
        row("+49", "'+49");
        row("-1", "'-1");
        row("@SUM(A1)", "'@SUM(A1)");
        row("\t=1", "'\t'=1");
        row("\r=1", "\"'\r'=1\"");
        row(" =1", "' =1");
        row("＝1+1", "'＝1+1");
        row("－1", "'－1");
        row("\u200b=1", "'\u200b=1");
        for (const char *blank : {"\u3000", "\u00a0", "\u2007", "\u2060", "\u3164", "\u2800",
                                  "\ufe0f", "\u034f", "\x01", "\u0085", "\U000e0020"}) {
            for (const char *sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
                row(QByteArray(QByteArray(blank) + sign + '1').constData(),
                    QByteArray('\'' + QByteArray(blank) + sign + '1').constData());
        }
        row("x;\ufeff=1", "x;'\ufeff=1"); // at the beginning the test would lose it
        row("﹣1", "'﹣1");
        row("x;\u00a0\u200b=1", "x;'\u00a0\u200b=1");
        row("x\t\t\u3000=1", "x\t'\t'\u3000=1");
        row("\u3000a=1", "\u3000a=1");
        row("\u3000", "\u3000");
        row("x;=1+1", "x;'=1+1");
        row("x;\"=1+1\"", "\"x;'\"\"=1+1\"\"\"");
        row("x\t@SUM", "x\t'@SUM");
        row("x\r\n+1", "\"x\r\n'+1\"");
        row("a; b; c", "a; b; c");
        row("=A1,\"x\"", "\"'=A1,\"\"x\"\"\"");
        row("a=1", "a=1");
    }
    void csvCells()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, cell);
        QCOMPARE(csv::cell(text), cell);
    }

    void csvTable()
    {
        QCOMPARE(csv::table(
                     QList<Cells>{{QStringLiteral("a"), -1.5, -3}, {QStringLiteral("-b"), {}, 0}}),
                 QByteArray("\xef\xbb\xbfname,value,count\r\na,-1.5,-3\r\n'-b,,0\r\n"));
        QCOMPARE(csv::table(QList<Cells>()), QByteArray("\xef\xbb\xbfname,value,count\r\n"));
    }

private:
    std::unique_ptr<TestServer> m_server;
};

QTEST_GUILESS_MAIN(TestStats)
#include "tst_stats.moc"
