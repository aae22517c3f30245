#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace handoff;
using test::HttpClient;
using test::Program;
using test::quick;
using test::u;

/// The program as operators meet it: its line, its errors, its end (operations.md).
class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void servesAndStopsGracefully()
    {
        Program program;
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY2(port > 0, program.err().constData());
        QCOMPARE(program.out(),
                 QByteArray("listening on http://127.0.0.1:" + QByteArray::number(port) + '\n'));
        HttpClient http(port);
        QCOMPARE(http.get("/healthz").status, 200);
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        ::kill(static_cast<pid_t>(program.process.processId()), SIGTERM);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.out().count('\n'), 1); // nothing else on stdout
        QVERIFY(QFile::exists(program.dir.filePath(u("data/handoff.db"))));
        QVERIFY(QFile::exists(program.dir.filePath(u("data/backend.log"))));

        // What was acknowledged is there after a restart.
        Program again;
        again.start(quick + QStringList{u("--data-dir"), program.dir.filePath(u("data"))});
        HttpClient next(again.port());
        QCOMPARE(next.get("/api/sessions/s1").status, 200);
        ::kill(static_cast<pid_t>(again.process.processId()), SIGTERM);
        QCOMPARE(again.exitCode(), 0);
    }

    void information()
    {
        Program version;
        version.start({u("--version")});
        QCOMPARE(version.exitCode(), 0);
        QVERIFY(version.out().startsWith("handoff-server "));
        Program help;
        help.start({u("--help")});
        QCOMPARE(help.exitCode(), 0);
        QVERIFY(help.out().contains("--print-config"));
        Program config;
        config.start({u("--print-config"), u("--port"), u("9999")},
                     {{u("SMTP_PASSWORD"), u("hunter22")}});
        QCOMPARE(config.exitCode(), 0);
        const QByteArray printed = config.out();
        QVERIFY(printed.contains("PORT=9999  # flag\n"));
        QVERIFY(printed.contains("SMTP_PASSWORD=***  # environment\n"));
        QVERIFY(!printed.contains("hunter22"));
        QVERIFY(!QFile::exists(config.dir.filePath(u("data")))); // looking changes nothing
    }

    void allBadValuesInOneList()
    {
        Program program;
        program.start({u("--port"), u("http")},
                      {{u("TIMEZONE"), u("Mars")}, {u("SMTP_PORT"), u("0")}});
        QCOMPARE(program.exitCode(), 2);
        const QByteArray err = program.err();
        for (const char *name : {"PORT: ", "TIMEZONE: ", "SMTP_PORT: "})
            QVERIFY2(err.contains(name), err.constData());
        QVERIFY(program.out().isEmpty());
    }

    void productionNeedsASecret()
    {
        Program program;
        program.start(quick, {{u("ENVIRONMENT"), u("production")}});
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.err().contains("JWT_SECRET_KEY"));
    }

    void productionMakesOneAdmin()
    {
        Program program;
        program.start(quick, {{u("ENVIRONMENT"), u("production")},
                              {u("JWT_SECRET_KEY"), u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7")}});
        const quint16 port = program.port();
        QVERIFY(port > 0);
        HttpClient http(port);
        QCOMPARE(
            http.post("/api/agent/login", R"({"username":"admin","password":"admin123"})").status,
            401);
        QCOMPARE(http.post("/api/agent/login", R"({"username":"agent001","password":"agent123"})")
                     .status,
                 401);
        const QByteArray err = program.err();
        const qsizetype at = err.indexOf("with the password ");
        QVERIFY2(at > 0, err.constData());
        const QByteArray password = err.mid(at + 18).split(' ').constFirst();
        QCOMPARE(http.post("/api/agent/login",
                           "{\"username\":\"admin\",\"password\":\"" + password + "\"}")
                     .status,
                 200);
        ::kill(static_cast<pid_t>(program.process.processId()), SIGTERM);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(!QFile::exists(program.dir.filePath(u("data/jwt_secret"))));
    }

    void clearErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QByteArray>("needle");
        QTest::newRow("data dir is a file")
            << QStringList{u("--data-dir"), u("/dev/null")} << QString()
            << QByteArray("DATA_DIR: /dev/null is not writable");
        QTest::newRow("nobody answers")
            << QStringList() << u("postgresql://x:y@127.0.0.1:1/z") << QByteArray("DATABASE_URL: ");
        QTest::newRow("no such directory")
            << QStringList() << u("sqlite:/does/not/exist/handoff.db")
            << QByteArray("DATABASE_URL: ");
    }
    void clearErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, database);
        QFETCH(QByteArray, needle);
        Program program;
        QMap<QString, QString> variables{
            {u("JWT_SECRET_KEY"), u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7")}};
        if (!database.isEmpty())
            variables.insert(u("DATABASE_URL"), database);
        program.start(quick + arguments, variables);
        QVERIFY(program.exitCode() > 0);
        const QByteArray err = program.err();
        QVERIFY2(err.contains(needle), err.constData());
        QVERIFY2(!err.contains(":y@"), err.constData()); // no password of a URL
        QVERIFY(program.out().isEmpty());
    }

    /// Behind a proxy that nobody told us of, all customers are one: said in the log, in health,
    /// and by check-config.
    void aProxyNobodyTrusts()
    {
        Program program;
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY(port > 0);
        HttpClient http(port);
        const auto warnings = [&] {
            return http.get("/api/health").json().value(u"warnings").toArray();
        };
        QVERIFY(warnings().isEmpty());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(
                http.request("GET", "/healthz", {}, {{"X-Forwarded-For", "203.0.113.7"}}).status,
                200);
        QCOMPARE(warnings().size(), 1);
        QVERIFY(warnings().first().toString().contains(u"TRUSTED_PROXIES"));
        program.process.terminate();
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.err().count("TRUSTED_PROXIES"), 1);

        Program check;
        check.start({u("check-config")});
        QCOMPARE(check.exitCode(), 0);
        QVERIFY(check.out().contains("TRUSTED_PROXIES"));

        const QMap<QString, QString> trusted{{u("TRUSTED_PROXIES"), u("127.0.0.1")}};
        Program told;
        told.start(quick, trusted);
        HttpClient behind(told.port());
        QCOMPARE(behind.request("GET", "/healthz", {}, {{"X-Forwarded-For", "203.0.113.7"}}).status,
                 200);
        QVERIFY(!behind.get("/api/health").body.contains("warnings"));
        Program fine;
        fine.start({u("check-config")}, trusted);
        QCOMPARE(fine.exitCode(), 0);
        QVERIFY(!fine.out().contains("TRUSTED_PROXIES"));
    }

    void portTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Program program;
        program.start(
            {u("--host"), u("127.0.0.1"), u("--port"), QString::number(other.serverPort())});
        QCOMPARE(program.exitCode(), 1);
        const QByteArray err = program.err();
        QVERIFY2(err.contains(QByteArray("cannot listen on 127.0.0.1:" +
                                         QByteArray::number(other.serverPort()))),
                 err.constData());
    }

    void openStreamsEndAtTheStop()
    {
        Program program;
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY(port > 0);
        HttpClient http(port);
        http.post("/api/manual/escalate", R"({"session_name":"s1"})");
        HttpClient stream(port);
        const pid_t pid = static_cast<pid_t>(program.process.processId());
        const int status = stream.stream("/api/sessions/s1/events", {}, [pid](const SseEvent &) {
            ::kill(pid, SIGTERM);
            return true; // read on until the server ends the stream
        });
        QCOMPARE(status, 200);
        QCOMPARE(program.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
