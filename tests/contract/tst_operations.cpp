#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QDir>
#include <QFile>
#include <QSslSocket>

using namespace handoff;
using test::HttpClient;
using test::Program;
using test::quick;
using test::u;

namespace {

QByteArray escalation(int i)
{
    return "{\"session_name\":\"s" + QByteArray::number(i) + "\"}";
}

/// Runs a subcommand on the data of `data` and returns its exit code.
int run(Program &program, const QStringList &arguments, const QString &data)
{
    program.start(arguments + QStringList{u("--data-dir"), data});
    return program.exitCode();
}

void stop(Program &program)
{
    ::kill(static_cast<pid_t>(program.process.processId()), SIGTERM);
    QCOMPARE(program.exitCode(), 0);
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

qint64 sessionsOf(quint16 port)
{
    HttpClient http(port);
    const auto login =
        http.post("/api/agent/login", R"({"username":"admin","password":"admin123"})");
    http.setToken(login.json().value(u"token").toString().toLatin1());
    return http.get("/api/sessions?page_size=1").data().value(u"total").toInteger(-1);
}

} // namespace

/// What operators do beside serving (operations.md, Reliability).
class TestOperations : public QObject
{
    Q_OBJECT

private slots:
    void backupWhileItWrites()
    {
        Program server;
        server.start(quick, {{u("RATE_LIMIT_ADDRESS_PER_MIN"), u("0")}});
        const quint16 port = server.port();
        QVERIFY2(port > 0, server.err().constData());
        const QString data = server.dir.filePath(u("data"));
        const QString file = server.dir.filePath(u("it's a backup.db"));
        HttpClient http(port);
        int made = 0;
        for (; made < 30; ++made)
            QCOMPARE(http.post("/api/manual/escalate", escalation(made)).status, 200);
        const int before = made;
        Program backup;
        backup.start({u("backup"), file, u("--data-dir"), data});
        while (backup.process.state() != QProcess::NotRunning && made < 5000) {
            QCOMPARE(http.post("/api/manual/escalate", escalation(made++)).status, 200);
            backup.process.waitForFinished(1);
        }
        QCOMPARE(backup.exitCode(), 0);
        QCOMPARE(backup.out(), QByteArray("wrote " + file.toUtf8() + '\n'));
        QVERIFY(made > before);
        QVERIFY(!QFile::exists(file + u(".part")));

        // A second one does not overwrite the first.
        Program again;
        QCOMPARE(run(again, {u("backup"), file}, data), 1);
        QVERIFY(again.err().contains("exists already"));

        // Into an empty place: all that was acknowledged before the backup began.
        Program restore;
        const QString other = restore.dir.filePath(u("other"));
        QCOMPARE(run(restore, {u("restore"), file}, other), 0);
        QCOMPARE(restore.out(), QByteArray("restored\n"));
        Program second;
        second.start(quick + QStringList{u("--data-dir"), other});
        const quint16 restored = second.port();
        QVERIFY2(restored > 0, second.err().constData());
        const qint64 sessions = sessionsOf(restored);
        QVERIFY2(sessions >= before && sessions <= made, qPrintable(QString::number(sessions)));
        HttpClient copy(restored);
        for (int i = 0; i < before; ++i) {
            const QByteArray path = "/api/sessions/s" + QByteArray::number(i);
            const QJsonObject was = http.get(path).data();
            const QJsonObject is = copy.get(path).data();
            for (const char *part : {"history", "status", "escalation", "version", "created_at"})
                QCOMPARE(is.value(u"session").toObject().value(QLatin1String(part)),
                         was.value(u"session").toObject().value(QLatin1String(part)));
            QCOMPARE(is.value(u"audit_trail"), was.value(u"audit_trail"));
        }
        QCOMPARE(copy.post("/api/manual/escalate", R"({"session_name":"new"})").status, 200);
        stop(second);
        stop(server);
    }

    void restoreIsCareful()
    {
        Program server;
        server.start(quick);
        HttpClient http(server.port());
        const QString data = server.dir.filePath(u("data"));
        const QString file = server.dir.filePath(u("backup.db"));
        QCOMPARE(http.post("/api/manual/escalate", escalation(1)).status, 200);
        Program backup;
        QCOMPARE(run(backup, {u("backup"), file}, data), 0);
        QCOMPARE(http.post("/api/manual/escalate", escalation(2)).status, 200);

        Program running;
        QCOMPARE(run(running, {u("restore"), file, u("--force")}, data), 1);
        const QByteArray inUse = running.err();
        QVERIFY2(inUse.contains("in use, stop the server first"), inUse.constData());
        QCOMPARE(http.get("/api/sessions/s2").status, 200); // and it goes on
        QCOMPARE(http.post("/api/manual/escalate", escalation(3)).status, 200);
        stop(server);

        Program careless;
        QCOMPARE(run(careless, {u("restore"), file}, data), 1);
        QVERIFY(careless.err().contains("there are data; --force puts them aside"));
        Program forced;
        QCOMPARE(run(forced, {u("restore"), file, u("--force")}, data), 0);
        const QByteArray told = forced.out();
        QVERIFY2(told.startsWith("restored; the data from before are in "), told.constData());
        QVERIFY(QFile::exists(QString::fromUtf8(told.mid(38).trimmed())));
        Program next;
        next.start(quick + QStringList{u("--data-dir"), data});
        HttpClient after(next.port());
        QCOMPARE(after.get("/api/sessions/s1").status, 200);
        QCOMPARE(after.get("/api/sessions/s2").status, 404);
        stop(next);
    }

    void onlyBackupsAreRestored_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("not a database");
        QTest::newRow("damaged") << QByteArray("SQLite format 3\0", 16) + QByteArray(5000, 'x');
    }
    void onlyBackupsAreRestored()
    {
        QFETCH(QByteArray, bytes);
        Program program;
        const QString file = program.dir.filePath(u("file"));
        const QString data = program.dir.filePath(u("data"));
        writeFile(file, bytes);
        QCOMPARE(run(program, {u("restore"), file}, data), 1);
        const QByteArray err = program.err();
        QVERIFY2(err.contains(": damaged, or no backup") || err.contains(": no backup of Handoff"),
                 err.constData());
        QVERIFY(QDir(data).entryList(QDir::Files).isEmpty());
        Program missing;
        QCOMPARE(run(missing, {u("restore"), file + u(".no")}, data), 1);
        QVERIFY(missing.err().contains("cannot be read"));
    }

    void nothingToBackUp()
    {
        Program program;
        QCOMPARE(run(program, {u("backup"), program.dir.filePath(u("b.db"))},
                     program.dir.filePath(u("data"))),
                 1);
        QVERIFY(program.err().contains("no such database"));
        QVERIFY(!QFile::exists(program.dir.filePath(u("b.db"))));
        Program postgres;
        postgres.start({u("backup"), u("b.db")},
                       {{u("DATABASE_URL"), u("postgresql://a:secret@localhost/x")}});
        QCOMPARE(postgres.exitCode(), 1);
        const QByteArray err = postgres.err();
        QVERIFY2(err.contains("pg_dump") && !err.contains("secret"), err.constData());
    }

    void migrates()
    {
        Program program;
        const QString data = program.dir.filePath(u("data"));
        QVERIFY(QDir().mkpath(data));
        QCOMPARE(run(program, {u("migrate")}, data), 0);
        QCOMPARE(program.out(), QByteArray("the schema is up to date\n"));
        QVERIFY(QFile::exists(data + u("/handoff.db")));
        Program again;
        QCOMPARE(run(again, {u("migrate")}, data), 0);
        // Not under a server that runs: what it has prepared would meet another schema.
        Program server;
        server.start(quick + QStringList{u("--data-dir"), data});
        HttpClient http(server.port());
        Program busy;
        QCOMPARE(run(busy, {u("migrate")}, data), 1);
        const QByteArray inUse = busy.err();
        QVERIFY2(inUse.contains("is in use by another handoff-server (process "),
                 inUse.constData());
        QCOMPARE(http.get("/healthz").status, 200);
        stop(server);
        // What it made is a backup like any other.
        Program backup;
        QCOMPARE(run(backup, {u("backup"), program.dir.filePath(u("b.db"))}, data), 0);
    }

    void checksTheConfiguration()
    {
        Program good;
        QCOMPARE(run(good, {u("check-config")}, good.dir.filePath(u("data"))), 0);
        QVERIFY(good.out().startsWith("TRUSTED_PROXIES is empty"));
        QVERIFY(good.out().endsWith("\nthe configuration is good\n"));
        QVERIFY(!QFile::exists(good.dir.filePath(u("data"))));
        Program bad;
        bad.start({u("check-config")}, {{u("TIMEZONE"), u("Mars")}, {u("SMTP_PORT"), u("0")}});
        QCOMPARE(bad.exitCode(), 2);
        const QByteArray err = bad.err();
        QVERIFY2(err.contains("TIMEZONE: ") && err.contains("SMTP_PORT: "), err.constData());
        QVERIFY(bad.out().isEmpty());
    }

    void servesTls()
    {
        Program program;
        const QString cert = program.dir.filePath(u("cert.pem"));
        const QString key = program.dir.filePath(u("key.pem"));
        QProcess openssl;
        openssl.start(u("openssl"),
                      {u("req"), u("-x509"), u("-newkey"), u("rsa:2048"), u("-nodes"), u("-keyout"),
                       key, u("-out"), cert, u("-days"), u("2"), u("-subj"), u("/CN=localhost")});
        QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
        program.start(quick, {{u("TLS_CERT_FILE"), cert}, {u("TLS_KEY_FILE"), key}});
        const quint16 port = program.port();
        QVERIFY2(port > 0, program.err().constData());
        QVERIFY(program.out().startsWith("listening on https://127.0.0.1:"));
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.connectToHostEncrypted(u("127.0.0.1"), port);
        QVERIFY(socket.waitForEncrypted(30000));
        QVERIFY(socket.sessionProtocol() >= QSsl::TlsV1_2);
        socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        QVERIFY(socket.waitForReadyRead(30000));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
        stop(program);

        Program half;
        half.start(quick, {{u("TLS_CERT_FILE"), cert}});
        QCOMPARE(half.exitCode(), 2);
        QVERIFY(half.err().contains("TLS_CERT_FILE, TLS_KEY_FILE: set both or none"));
    }

    void commandsAreUnderstoodOrRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("needle");
        QTest::newRow("unknown") << QStringList{u("fly")} << QByteArray("fly: unknown command");
        QTest::newRow("two") << QStringList{u("migrate"), u("backup")}
                             << QByteArray("backup: unknown command");
        QTest::newRow("no file") << QStringList{u("backup")}
                                 << QByteArray("name of a file expected");
        QTest::newRow("two files")
            << QStringList{u("backup"), u("a"), u("b")} << QByteArray("b: unknown command");
        QTest::newRow("force") << QStringList{u("--force")}
                               << QByteArray("--force: only with restore");
    }
    void commandsAreUnderstoodOrRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, needle);
        Program program;
        program.start(arguments);
        QCOMPARE(program.exitCode(), 2);
        const QByteArray err = program.err();
        QVERIFY2(err.contains(needle), err.constData());
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
