#include "server/observe/logfile.h"
#include "server/observe/metrics.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LogEntry entry(const QString &session)
{
    return {QStringLiteral("session_closed"), session,
            SessionStatus::BotActive,         SessionStatus::Closed,
            QStringLiteral("system"),         {{QStringLiteral("reason"), QStringLiteral("idle")}},
            Timestamp{1764126450848}};
}

} // namespace

class TestObserve : public QObject
{
    Q_OBJECT

private slots:
    void linesAreAsTheContractSays()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("sub/backend.log"));
        {
            LogFile log(path);
            QVERIFY(log.open());
            log.add(entry(QStringLiteral("会话\n1")));
            log.add({QStringLiteral("login"),
                     {},
                     {},
                     {},
                     QStringLiteral("alice"),
                     {},
                     Timestamp{1764126450848}});
        } // the destructor writes what waits
        const QList<QByteArray> lines = contents(path).split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines.at(0),
                 QByteArray(
                     "{\"event\":\"session_closed\",\"session_name\":\"会话\\n1\",\"status_from\":"
                     "\"bot_active\",\"status_to\":\"closed\",\"operator\":\"system\","
                     "\"timestamp\":1764126450,\"reason\":\"idle\"}"));
        QCOMPARE(lines.at(1),
                 QByteArray("{\"event\":\"login\",\"session_name\":null,\"status_from\":null,"
                            "\"status_to\":null,\"operator\":\"alice\",\"timestamp\":1764126450}"));
    }

    void rotates()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("backend.log"));
        constexpr int lines = 200;
        {
            LogFile log(path, 2000);
            QVERIFY(log.open());
            for (int i = 0; i < lines; ++i)
                log.add(entry(QString::number(i)));
        }
        const QStringList files = QDir(dir.path()).entryList(QDir::Files);
        QCOMPARE(files.size(), 1 + LogFile::generations);
        for (const QString &file : files)
            QVERIFY(QFileInfo(dir.filePath(file)).size() <= 2000);
        QVERIFY(contents(path).contains("\"session_name\":\"199\""));
        // Newest first: .1 ends where the current file begins.
        const QByteArray current = contents(path).split('\n').constFirst();
        const QByteArray before =
            contents(path + QStringLiteral(".1")).chopped(1).split('\n').constLast();
        const auto number = [](const QByteArray &line) {
            return QJsonDocument::fromJson(line).object().value(u"session_name").toString().toInt();
        };
        QCOMPARE(number(before) + 1, number(current));
    }

    void appendsAfterARestart()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("backend.log"));
        for (int i = 0; i < 2; ++i) {
            LogFile log(path);
            QVERIFY(log.open());
            log.add(entry(QString::number(i)));
        }
        QCOMPARE(contents(path).count('\n'), 2);
    }

    void unwritablePathIsAnError()
    {
        LogFile log(QStringLiteral("/proc/nowhere/backend.log"));
        const auto opened = log.open();
        QVERIFY(!opened);
        QVERIFY(opened.error().message.contains(u"/proc/nowhere/backend.log"));
        log.add(entry(QStringLiteral("s"))); // harmless
        LogFile none({});
        QVERIFY(none.open());
        none.add(entry(QStringLiteral("s")));
    }

    void metricsText()
    {
        Metrics metrics;
        for (int i = 0; i < 3; ++i)
            metrics.requestDone("GET", "/api/sessions/{session_name}", 200, 0.002);
        metrics.requestDone("GET", {}, 404, 0.001);
        metrics.requestDone("BREW", "/api/health", 405, 0.001);
        metrics.escalated(QStringLiteral("keyword"));
        metrics.takenOver(12);
        metrics.sseDropped(5);
        metrics.setSessions(QStringLiteral("pending_manual"), 4);
        metrics.cozeRequest(QStringLiteral("ok"));
        const QByteArray text = metrics.text();
        for (const char *line :
             {"handoff_http_requests_total{method=\"GET\",route=\"/api/sessions/"
              "{session_name}\",status=\"200\"} 3\n",
              "handoff_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1\n",
              "handoff_http_requests_total{method=\"other\",route=\"/api/health\",status=\"405\"} "
              "1\n",
              "handoff_http_request_duration_seconds_count{method=\"GET\",route=\"/api/sessions/"
              "{session_name}\"} 3\n",
              "manual_escalation_total{reason=\"keyword\"} 1\n", "manual_takeover_total 1\n",
              "handoff_queue_wait_seconds_sum 12\n", "handoff_sse_dropped_total 5\n",
              "handoff_sessions{status=\"pending_manual\"} 4\n",
              "coze_requests_total{result=\"ok\"} 1\n", "mail_failure_total 0\n",
              "after_hours_email_total 0\n"})
            QVERIFY2(text.contains(line), line);
        QVERIFY(text.contains("handoff_build_info{"));
    }
};

QTEST_GUILESS_MAIN(TestObserve)
#include "tst_observe.moc"
