#include "server/config/envfile.h"
#include "tests/contract/program.h"
#include "tests/support/httpclient.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace handoff;
using test::HttpClient;
using test::Program;
using test::quick;
using test::u;

namespace {

const QStringList behindProxy{u("--trusted-proxies"), u("127.0.0.1")};

struct Setup : Program
{
    QString file = dir.filePath(u("server.env"));

    void run(const QStringList &arguments, const QString &env = {})
    {
        start(QStringList{u("setup"), u("--env-file"), env.isEmpty() ? file : env} + arguments);
    }
    QByteArray text() const
    {
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    }
    QMap<QString, QString> values() const { return parseEnvFile(text()).values; }
    void write(const QByteArray &bytes) const
    {
        QFile given(file);
        QVERIFY(given.open(QIODevice::WriteOnly));
        given.write(bytes);
    }
};

} // namespace

/// `handoff-server setup` as operators meet it: what it writes, makes and refuses.
class TestSetup : public QObject
{
    Q_OBJECT

private slots:
    void makesADeskThatStarts()
    {
        Setup setup;
        setup.write("# mine\nDATA_DIR=desk\nCOZE_BOT_NAME=\"Anna # 1\"\n#HOST=0.0.0.0\n");
        setup.run(behindProxy + QStringList{u("--admin"), u("anna")});
        QCOMPARE(setup.exitCode(), 0);
        const auto values = setup.values();
        QCOMPARE(values.value(u("ENVIRONMENT")), u("production"));
        QCOMPARE(values.value(u("TRUSTED_PROXIES")), u("127.0.0.1"));
        QCOMPARE(values.value(u("HOST")), u("127.0.0.1")); // a proxy on this machine is enough
        QVERIFY(values.value(u("JWT_SECRET_KEY")).size() >= 32);
        QCOMPARE(values.value(u("COZE_BOT_NAME")), u("Anna # 1"));
        QVERIFY(setup.text().startsWith("# mine\nDATA_DIR=desk\n"));
        QVERIFY(!setup.text().contains("#HOST"));
        QCOMPARE(QFile::permissions(setup.file) &
                     (QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner),
                 QFile::Permissions());
        QVERIFY(QFile::permissions(setup.file) & QFile::ReadGroup);

        const QByteArray out = setup.out();
        const qsizetype at = out.indexOf("anna with the password ");
        QVERIFY2(at > 0, out.constData());
        const QByteArray password = out.mid(at + 23).split(' ').constFirst();
        Program server;
        server.process.setWorkingDirectory(setup.dir.path());
        server.start(quick + QStringList{u("--env-file"), setup.file, u("--data-dir"),
                                         setup.dir.filePath(u("desk"))});
        HttpClient http(server.port());
        const test::Answer in = http.post(
            "/api/agent/login", "{\"username\":\"anna\",\"password\":\"" + password + "\"}");
        QCOMPARE(in.status, 200);
        QCOMPARE(in.json().value(u"agent").toObject().value(u"role").toString(), u("admin"));
        // Nobody else was made.
        QCOMPARE(
            http.post("/api/agent/login", R"({"username":"admin","password":"admin123"})").status,
            401);
        ::kill(static_cast<pid_t>(server.process.processId()), SIGTERM);
        QCOMPARE(server.exitCode(), 0);
    }

    void asksForWhatItCannotKnow()
    {
        Setup nobody;
        nobody.run(behindProxy);
        QCOMPARE(nobody.exitCode(), 1);
        QVERIFY(nobody.err().contains("--admin"));
        QVERIFY(!QFile::exists(nobody.file)); // nothing is written when something is wrong

        Setup clear;
        clear.run({u("--admin"), u("anna")});
        QCOMPARE(clear.exitCode(), 2);
        const QByteArray err = clear.err();
        QVERIFY2(err.contains("--tls-cert") && err.contains("--trusted-proxies"), err.constData());

        Program nowhere;
        nowhere.start(QStringList{u("setup"), u("--admin"), u("anna")} + behindProxy);
        QCOMPARE(nowhere.exitCode(), 2);
        QVERIFY(nowhere.err().contains("--env-file"));
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("address") << QStringList{u("--host"), u("desk")} << 2 << QByteArray("HOST");
        QTest::newRow("certificate")
            << QStringList{u("--tls-cert"), u("no.pem"), u("--tls-key"), u("no.key")} << 2
            << QByteArray("TLS_CERT_FILE: no.pem is not readable");
        QTest::newRow("half of TLS")
            << QStringList{u("--tls-cert"), u("no.pem")} << 2 << QByteArray("set both or none");
        QTest::newRow("database") << QStringList{u("--database"), u("mysql://x")} << 2
                                  << QByteArray("DATABASE_URL");
        QTest::newRow("no such database")
            << QStringList{u("--database"), u("postgresql://me@127.0.0.1:1/x")} << 1
            << QByteArray("127.0.0.1");
        QTest::newRow("name") << QStringList{u("--admin"), u("a b")} << 1
                              << QByteArray("/username");
        QTest::newRow("option") << QStringList{u("--nonsense")} << 2 << QByteArray("--nonsense");
    }
    void namesWhatIsWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, says);
        Setup setup;
        QStringList all = behindProxy + arguments;
        if (!arguments.contains(u("--admin")))
            all += QStringList{u("--admin"), u("anna")};
        setup.run(all);
        QCOMPARE(setup.exitCode(), code);
        const QByteArray err = setup.err();
        QVERIFY2(err.contains(says), err.constData());
        QVERIFY(!QFile::exists(setup.file));
    }

    void isDoneOnce()
    {
        Setup first;
        first.run(behindProxy + QStringList{u("--admin"), u("anna")});
        QCOMPARE(first.exitCode(), 0);
        const QByteArray text = first.text();
        const QString data = first.dir.filePath(u("data"));

        Setup again;
        again.run(behindProxy + QStringList{u("--admin"), u("otto"), u("--data-dir"), data},
                  first.file);
        QCOMPARE(again.exitCode(), 2);
        QVERIFY(again.err().contains("--force"));
        QCOMPARE(first.text(), text);

        // Otherwise it changes what is named, and no secret, which would sign everybody out.
        Setup forced;
        forced.run(behindProxy + QStringList{u("--admin"), u("otto"), u("--data-dir"), data,
                                             u("--port"), u("8010"), u("--force")},
                   first.file);
        QCOMPARE(forced.exitCode(), 0);
        QVERIFY(forced.out().contains("accounts already"));
        QCOMPARE(first.values().value(u("PORT")), u("8010"));
        QCOMPARE(first.values().value(u("JWT_SECRET_KEY")),
                 parseEnvFile(text).values.value(u("JWT_SECRET_KEY")));
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
