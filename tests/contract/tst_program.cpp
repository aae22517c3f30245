#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace handoff;
using test::Answer;
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

    void knownPasswordsKeepProductionDown()
    {
        const QMap<QString, QString> production{
            {u("ENVIRONMENT"), u("production")},
            {u("JWT_SECRET_KEY"), u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7")}};
        Program development;
        development.start(quick);
        HttpClient http(development.port());
        const Answer in =
            http.post("/api/agent/login", R"({"username":"admin","password":"admin123"})");
        http.setToken(in.json().value(u"token").toString().toLatin1());
        // Another account with one of these passwords, and one of its own with a good one.
        QCOMPARE(
            http.post("/api/agents", R"({"username":"careless","password":"agent123","name":"x"})")
                .status,
            200);
        QCOMPARE(http.post("/api/agents/agent002/reset-password", R"({"new_password":"Kx7nuf2w"})")
                     .status,
                 200);
        ::kill(static_cast<pid_t>(development.process.processId()), SIGTERM);
        QCOMPARE(development.exitCode(), 0);

        const QStringList here =
            quick + QStringList{u("--data-dir"), development.dir.filePath(u("data"))};
        const auto refused = [&] {
            Program program;
            program.start(here, production);
            return program.exitCode() == 1 ? program.err() : QByteArray();
        };
        const QByteArray err = refused();
        QVERIFY2(err.contains("these accounts: admin, agent001, careless."), err.constData());
        QByteArray password;
        for (const char *account : {"admin", "agent001", "careless"}) {
            QVERIFY(refused().contains(account));
            Program set;
            set.start({u("set-password"), u(account), u("--data-dir"),
                       development.dir.filePath(u("data"))},
                      production);
            QCOMPARE(set.exitCode(), 0);
            if (password.isEmpty())
                password = set.out().split(' ').value(6);
        }
        Program good;
        good.start(here, production);
        HttpClient next(good.port());
        const Answer again = next.post(
            "/api/agent/login", "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
        QCOMPARE(again.status, 200);
        // Nor may one become well known later.
        next.setToken(again.json().value(u"token").toString().toLatin1());
        QCOMPARE(next.post("/api/agents/agent001/reset-password", R"({"new_password":"agent123"})")
                     .status,
                 400);
        ::kill(static_cast<pid_t>(good.process.processId()), SIGTERM);
        QCOMPARE(good.exitCode(), 0);
    }

    void setPasswordOfNobody()
    {
        Program program;
        QVERIFY(QDir(program.dir.path()).mkpath(u("data")));
        program.start({u("set-password"), u("nobody")});
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.err().contains("nobody"));
        Program none;
        none.start({u("set-password")});
        QCOMPARE(none.exitCode(), 2);
    }

    void oneServerPerFile()
    {
        Program first;
        first.start(quick);
        QVERIFY(first.port() > 0);
        const QString data = first.dir.filePath(u("data"));
        // By whatever name: of the folder, or of the file in another folder.
        const QString link = first.dir.filePath(u("link.db"));
        QVERIFY(QFile::link(data + u("/handoff.db"), link));
        for (const QString &url : {QString(), QString(u("sqlite:") + link)}) {
            Program second;
            if (url.isEmpty())
                second.start(quick + QStringList{u("--data-dir"), data});
            else
                second.start(quick, {{u("DATABASE_URL"), url}});
            QCOMPARE(second.exitCode(), 1);
            const QByteArray err = second.err();
            QVERIFY2(err.contains(QByteArray("in use by another handoff-server (process " +
                                             QByteArray::number(first.process.processId()))),
                     err.constData());
        }
        // A lock does not outlive its server, however that ended.
        ::kill(static_cast<pid_t>(first.process.processId()), SIGKILL);
        first.process.waitForFinished();
        Program third;
        third.start(quick + QStringList{u("--data-dir"), data});
        QVERIFY2(third.port() > 0, third.err().constData());
    }

    void filesAreForThisUserAlone()
    {
        Program program;
        QVERIFY(QDir(program.dir.path()).mkpath(u("data/attachments")));
        const auto openToAll = [&program](const char *path) {
            QFile file(program.dir.filePath(u(path)));
            return file.open(QIODevice::WriteOnly) &&
                   file.setPermissions(QFile::Permissions(0x7777));
        };
        QVERIFY(openToAll("data/backend.log") && openToAll("data/handoff.db")); // from before
        program.start(quick);
        const quint16 port = program.port();
        QVERIFY2(port > 0, program.err().constData());
        HttpClient http(port);
        QCOMPARE(http.post("/api/manual/escalate", R"({"session_name":"s1"})").status, 200);
        Program backup;
        backup.start({u("backup"), program.dir.filePath(u("copy")), u("--data-dir"),
                      program.dir.filePath(u("data"))});
        QCOMPARE(backup.exitCode(), 0);
        const QFile::Permissions others = QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                          QFile::WriteOther | QFile::ExeOther;
        int seen = 0;
        QDirIterator it(program.dir.path(), QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
        while (it.hasNext()) {
            it.next();
            ++seen;
            QVERIFY2(!(it.fileInfo().permissions() & others), qPrintable(it.filePath()));
        }
        QVERIFY(seen >= 6); // database, its log and index, lock, backend.log, secret, copy
        ::kill(static_cast<pid_t>(program.process.processId()), SIGTERM);
        QCOMPARE(program.exitCode(), 0);
    }

    void passwordsOfUrlsAreNeverShown_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url :
             {"mysql://desk:hunter22@db/desk", "postgresql//desk:hunter22@db", "desk:hunter22@db",
              "postgres:desk:hunter22@db", "postgresql://desk:hunter22",
              "postgresql://desk:hun%zzter22@db/desk", "mysql://desk:hun@ter22@db",
              "postgresql://desk:hun@ter22@127.0.0.1:1/desk",
              "postgresql://desk:hun@ter22/@127.0.0.1:1/desk",
              "postgresql://desk:hun/ter22@127.0.0.1:1/desk",
              "postgresql://desk:hun#ter22@127.0.0.1:1/desk",
              "host=db user=desk password=hunter22 dbname=desk",
              "mysql://db/desk?password=hunter22"})
            QTest::newRow(url) << u(url);
    }
    void passwordsOfUrlsAreNeverShown()
    {
        QFETCH(QString, url);
        for (const QStringList &arguments : {QStringList(), QStringList{u("--print-config")},
                                             QStringList{u("--database-url"), url}}) {
            Program program;
            program.start(arguments, {{u("DATABASE_URL"), url}});
            QVERIFY(program.exitCode() >= 0);
            const QByteArray said = program.err() + program.out();
            QVERIFY2(!said.contains("ter22"), said.constData());
        }
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
        QTest::newRow("nobody answers, # in the password")
            << QStringList() << u("postgresql://x:#:y@127.0.0.1:1/z")
            << QByteArray("DATABASE_URL: postgresql://127.0.0.1:1/z: ");
        QTest::newRow("@ in the password")
            << QStringList() << u("postgresql://x:@:y@127.0.0.1:1/z")
            << QByteArray("DATABASE_URL: this is no address of a PostgreSQL: correct "
                          "DATABASE_URL; in user and password write @ as %40");
        QTest::newRow("/ in the password")
            << QStringList() << u("postgresql://x:/:y@127.0.0.1:1/z")
            << QByteArray("DATABASE_URL: this is no address of a PostgreSQL: correct "
                          "DATABASE_URL; in user and password write @ as %40");
        QTest::newRow("no such directory")
            << QStringList() << u("sqlite:/does/not/exist/handoff.db")
            << QByteArray("DATABASE_URL: /does/not/exist");
        QTest::newRow("no database") << QStringList() << u("sqlite:garbage.db")
                                     << QByteArray("garbage.db: file is not a database; this is no "
                                                   "database of Handoff: name another file");
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
        QFile garbage(program.dir.filePath(u("garbage.db")));
        QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write(QByteArray(9000, 'g')) == 9000);
        garbage.close();
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
    }

    /// Somebody in front says who his clients are, and is not heard.
    void aProxyThatIsNotHeard_data()
    {
        QTest::addColumn<QString>("trusted");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("warning"); // empty: none
        QTest::newRow("trusted") << u("127.0.0.1") << QByteArray("X-Forwarded-For") << QString();
        QTest::newRow("nobody trusted, X-Real-IP")
            << QString() << QByteArray("X-Real-IP")
            << u("A proxy sends X-Real-IP, but TRUSTED_PROXIES is empty: all its clients count");
        QTest::newRow("nobody trusted, Forwarded")
            << QString() << QByteArray("Forwarded")
            << u("A proxy sends Forwarded, but TRUSTED_PROXIES is empty: all its clients count");
        QTest::newRow("another one trusted")
            << u("10.0.0.0/8") << QByteArray("X-Forwarded-For")
            << u("A proxy sends X-Forwarded-For, but TRUSTED_PROXIES does not name it: all its ");
        QTest::newRow("another one trusted, X-Real-IP")
            << u("10.0.0.0/8") << QByteArray("X-Real-IP")
            << u("A proxy sends X-Real-IP, but TRUSTED_PROXIES does not name it: all its clients ");
        QTest::newRow("trusted, X-Real-IP alone")
            << u("127.0.0.0/8") << QByteArray("X-Real-IP")
            << u("A proxy sends X-Real-IP, but no X-Forwarded-For: all its clients count as one ");
        QTest::newRow("trusted, Forwarded alone")
            << u("127.0.0.1") << QByteArray("Forwarded")
            << u("A proxy sends Forwarded, but no X-Forwarded-For: all its clients count as one ");
        QTest::newRow("trusted, no word of clients")
            << u("127.0.0.1") << QByteArray("X-Request-Id") << QString();
    }
    void aProxyThatIsNotHeard()
    {
        QFETCH(QString, trusted);
        QFETCH(QByteArray, header);
        QFETCH(QString, warning);
        Program program;
        program.start(quick, {{u("TRUSTED_PROXIES"), trusted}});
        HttpClient http(program.port());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(http.request("GET", "/healthz", {}, {{header, "203.0.113.7"}}).status, 200);
        const QJsonArray warnings = http.get("/api/health").json().value(u"warnings").toArray();
        QCOMPARE(warnings.size(), warning.isEmpty() ? 0 : 1);
        QVERIFY2(warnings.first().toString().startsWith(warning),
                 qPrintable(warnings.first().toString()));
        program.process.terminate();
        QCOMPARE(program.exitCode(), 0);
        const QByteArray err = program.err();
        QVERIFY2(err.count("TRUSTED_PROXIES") == (warning.isEmpty() ? 0 : 1), err.constData());
        QVERIFY(err.contains(warning.toUtf8()));
    }

    void aTrustedProxyIsHeard()
    {

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
