#include "server/config/envfile.h"
#include "server/config/settings.h"
#include "server/config/settingvalues.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace handoff;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

/// A configuration of the given environment variables, in a directory of its own.
LoadedConfig load(const QMap<QString, QString> &variables, const CommandLine &commandLine = {},
                  bool mayWrite = false)
{
    QProcessEnvironment environment;
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value());
    return loadConfig(commandLine, environment, mayWrite);
}

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir::setCurrent(m_dir->path())); // no ./.env of the developer
    }

    void defaultsAreGood()
    {
        const LoadedConfig loaded = load({});
        QCOMPARE(loaded.problems, QStringList());
        QCOMPARE(loaded.config.port, 8000);
        QCOMPARE(loaded.config.host, u("0.0.0.0"));
        QCOMPARE(loaded.config.databaseUrl, u("sqlite:data/handoff.db"));
        QCOMPARE(loaded.config.desk.regulator.keywords.size(), 7);
        QVERIFY(loaded.config.jwtSecretKey.size() >= 32);
        QCOMPARE(loaded.origins.value(u("JWT_SECRET_KEY")), Origin::Generated);
        QCOMPARE(loaded.config.coze.missing().size(), 5);
        QVERIFY(!loaded.config.isProduction());
    }

    void exampleFileAgreesWithTheTable()
    {
        QFile file(u(EXAMPLE_ENV_FILE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray committed = file.readAll();
        if (committed != exampleEnvFile()) {
            QFile written(u(EXAMPLE_ENV_FILE ".new"));
            if (written.open(QIODevice::WriteOnly))
                written.write(exampleEnvFile());
            QFAIL("handoff.env.example is out of date; the right text was written to …example.new");
        }
        // Uncommented, the file is read without problems and changes nothing.
        QByteArray active = committed;
        for (const Setting &setting : settings()) {
            const QByteArray line = QByteArray(setting.name) + '=';
            active.replace(QByteArray("\n#" + line), QByteArray('\n' + line));
        }
        const EnvFile parsed = parseEnvFile(active);
        QCOMPARE(parsed.problems, QStringList());
        QCOMPARE(parsed.values.size(), qsizetype(settings().size()));
        for (const Setting &setting : settings())
            QCOMPARE(parsed.values.value(u(setting.name)), valueText(Config(), setting));
    }

    void everySettingIsListedOnce()
    {
        QStringList names;
        for (const Setting &setting : settings()) {
            QVERIFY2(!names.contains(u(setting.name)), setting.name);
            names.append(u(setting.name));
            Config config;
            const QString text = valueText(config, setting);
            QCOMPARE(assign(config, setting, text), QString());
            QCOMPARE(valueText(config, setting), text);
        }
    }

    void precedence()
    {
        QFile file(QStringLiteral(".env"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PORT=8001\nHOST=127.0.0.1\nLOG_LEVEL=debug\n");
        file.close();
        CommandLine line = parseCommandLine({u("--port"), u("8003")});
        const LoadedConfig loaded =
            load({{u("PORT"), u("8002")}, {u("HOST"), u("127.0.0.2")}}, line);
        QCOMPARE(loaded.problems, QStringList());
        QCOMPARE(loaded.config.port, 8003);
        QCOMPARE(loaded.config.host, u("127.0.0.2"));
        QCOMPARE(loaded.config.logLevel, u("debug"));
        QCOMPARE(loaded.origins.value(u("PORT")), Origin::Flag);
        QCOMPARE(loaded.origins.value(u("HOST")), Origin::Environment);
        QCOMPARE(loaded.origins.value(u("LOG_LEVEL")), Origin::File);
        QCOMPARE(loaded.origins.value(u("TIMEZONE")), Origin::Default);
    }

    void badValuesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *value) {
            QTest::addRow("%s=%s", name, value) << u(name) << u(value);
        };
        row("PORT", "65536");
        row("PORT", "-1");
        row("PORT", "http");
        row("PORT", "");
        row("HOST", "everywhere");
        row("ENVIRONMENT", "prod");
        row("LOG_LEVEL", "loud");
        row("DATABASE_URL", "mysql://localhost/x");
        row("DATABASE_URL", "sqlite:");
        row("JWT_SECRET_KEY", "short");
        row("IDENTITY_SECRET", "short");
        row("AGENT_TOKEN_EXPIRE_MINUTES", "121");
        row("AGENT_TOKEN_EXPIRE_MINUTES", "0");
        row("AGENT_REFRESH_TOKEN_EXPIRE_DAYS", "31");
        row("SESSION_TOKEN_REQUIRED", "maybe");
        row("TRUSTED_PROXIES", "10.0.0.0/8,proxy");
        row("CORS_ALLOWED_ORIGINS", "fiido.com");
        row("HUMAN_SHIFT_START", "9 o'clock");
        row("HUMAN_SHIFT_END", "24:01");
        row("TIMEZONE", "Asia/Shenzhen City");
        row("HOLIDAYS", "2026-02-30");
        row("COZE_API_BASE", "api.coze.com");
        row("COZE_OAUTH_PRIVATE_KEY", "no pem");
        row("COZE_OAUTH_PRIVATE_KEY_FILE", "/does/not/exist.pem");
        row("COZE_OAUTH_PRIVATE_KEY_FILE", "/dev/null"); // empty
        row("TLS_CERT_FILE", "/does/not/exist.pem");
        row("SMTP_PORT", "0");
        row("EMAIL_RECIPIENTS", "staff");
    }
    void badValuesAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const LoadedConfig loaded = load({{name, value}});
        QVERIFY(!loaded.problems.isEmpty());
        QVERIFY2(loaded.problems.first().contains(name), qPrintable(loaded.problems.first()));
        if (name == u"JWT_SECRET_KEY")
            QVERIFY(!loaded.problems.first().contains(value));
    }

    void allProblemsAtOnce()
    {
        const LoadedConfig loaded =
            load({{u("PORT"), u("x")}, {u("TIMEZONE"), u("Mars")}, {u("SMTP_PORT"), u("0")}},
                 parseCommandLine({u("--nonsense")}));
        QCOMPARE(loaded.problems.size(), 4);
    }

    void productionRefusesWeakSecrets_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("missing") << QString() << false;
        QTest::newRow("short") << u("abc") << false;
        QTest::newRow("31") << u("k7Gq2Zr9Xw4Lm8Vt3Bn6Yc1Hd5Pf0Sj") << false;
        QTest::newRow("well known") << u("your-secret-key-change-in-production-please") << false;
        QTest::newRow("example") << u("this-is-the-example-of-the-readme-file!!") << false;
        QTest::newRow("repeated") << QString(64, u'a') << false;
        QTest::newRow("alphabet") << u("abcdefghijklmnopqrstuvwxyz123456") << false;
        QTest::newRow("alphabet back") << u("zyxwvutsrqponmlkjihgfedcba987654") << false;
        QTest::newRow("two rows") << u("a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6") << false;
        QTest::newRow("keyboard") << u("qwertyuiopasdfghjklzxcvbnm1234567") << false;
        QTest::newRow("hex row twice") << u("0123456789abcdef0123456789abcdef") << false;
        QTest::newRow("name again and again") << u("Fiido-desk!Fiido-desk!Fiido-desk!") << false;
        QTest::newRow("32 digits") << u("84019372650718294637105928364750") << true;
        QTest::newRow("base64") << u("Zk3+TqLx9aVu2/YbRw7NcPe5Hs0JmGdQ") << true;
        QTest::newRow("good") << u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7") << true;
    }
    void productionRefusesWeakSecrets()
    {
        QFETCH(QString, secret);
        QFETCH(bool, accepted);
        QMap<QString, QString> variables{{u("ENVIRONMENT"), u("production")}};
        if (!secret.isNull())
            variables.insert(u("JWT_SECRET_KEY"), secret);
        const LoadedConfig loaded = load(variables, {}, true);
        QCOMPARE(loaded.problems.isEmpty(), accepted);
        variables.insert(u("JWT_SECRET_KEY"), u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7"));
        variables.insert(u("IDENTITY_SECRET"), secret); // none at all is good
        QCOMPARE(load(variables, {}, true).problems.isEmpty(), accepted || secret.isEmpty());
        QVERIFY(!QFile::exists(QStringLiteral("data/jwt_secret")));
    }

    void developmentSecretIsKeptPrivate()
    {
        const QMap<QString, QString> variables{{u("DATA_DIR"), m_dir->filePath(u("d"))}};
        const QString first = load(variables, {}, true).config.jwtSecretKey;
        const QString second = load(variables, {}, true).config.jwtSecretKey;
        QVERIFY(first.size() >= 32);
        QCOMPARE(first, second);
        const QFile::Permissions permissions =
            QFile::permissions(m_dir->filePath(u("d/jwt_secret")));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void printedMasksSecrets()
    {
        const QString secret = u("9f2c47d1b8e6035a7c94de21f0b35868aa41c7");
        const LoadedConfig loaded =
            load({{u("JWT_SECRET_KEY"), secret},
                  {u("SMTP_PASSWORD"), u("hunter22")},
                  {u("DATABASE_URL"), u("postgresql://me:hunter22@localhost:5432/handoff")}});
        const QString printed = loaded.printed();
        QVERIFY(!printed.contains(secret));
        QVERIFY(!printed.contains(u"hunter22"));
        QVERIFY(printed.contains(u"JWT_SECRET_KEY=***  # environment\n"));
        QVERIFY(printed.contains(u"SMTP_PORT=465  # default\n"));
        QVERIFY(printed.contains(u"DATABASE_URL=postgresql://me:***@localhost:5432/handoff  # "));
        QCOMPARE(printed.count(u'\n'), qsizetype(settings().size()));
    }

    /// Of whatever setting, in print-config and in what is said of a bad value.
    void passwordsOfUrlsAreMasked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown"); // in full, where it is a good value
        const auto row = [](const char *name, const char *value, const char *shown = "") {
            QTest::addRow("%s=%s", name, value) << u(name) << u(value) << u(shown);
        };
        row("COZE_API_BASE", "https://me:hunter22@api.coze.com", "https://me:***@api.coze.com");
        row("COZE_API_BASE", "ftp://me:hunter22@api.coze.com");
        row("COZE_API_BASE", "https://me:hun/ter22@api.coze.com");
        row("COZE_API_BASE", "me:hunter22@api.coze.com");
        row("COZE_API_BASE", "https://hunter22@api.coze.com", "https://***@api.coze.com");
        row("WORKBENCH_URL", "https://me:hunter22@shop.example:8443/workbench?x=@",
            "https://me:***@");
        row("CORS_ALLOWED_ORIGINS", "https://a.example:8443,https://me:hunter22@b.example",
            "https://a.example:8443,https://me:***@b.example");
        row("CORS_ALLOWED_ORIGINS", "https://me:hun,ter22@b.example");
        row("FRAME_ANCESTORS", "https://a.example, https://me:hunter22@b.example:1",
            "https://a.example,https://me:***@b.example:1");
        row("EMAIL_SESSION_URL", "https://me:hunter22@x.example/<session>",
            "https://me:***@x.example/<session>");
        row("DATABASE_URL", "postgresql://me@localhost:5432/x",
            "postgresql://***@localhost:5432/x");
        row("DATABASE_URL", "postgresql://me:hun#ter22@localhost/x",
            "postgresql://me:***@localhost/x");
        row("SMTP_HOST", "smtp://me:hunter22@mail.example", "smtp://me:***@mail.example");
        // What is none stays as it is.
        row("EMAIL_RECIPIENTS", "staff@shop.example", "staff@shop.example");
        row("TEXT_CLOSED", "Bye: https://shop.example/@us, or call us.",
            "Bye: https://shop.example/@us, or call us.");
    }
    void passwordsOfUrlsAreMasked()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, shown);
        const LoadedConfig loaded = load({{name, value}});
        const QString said = loaded.printed() + loaded.problems.join(u'\n');
        QVERIFY2(!said.contains(u"ter22"), qPrintable(said));
        if (!shown.isEmpty()) {
            QCOMPARE(loaded.problems, QStringList());
            QVERIFY2(said.contains(QString(name + u'=' + shown)), qPrintable(said));
        }
    }

    void envFile()
    {
        const EnvFile file = parseEnvFile("\xef\xbb\xbf# comment\r\n"
                                          "A=1\r\n"
                                          "export B = two words # comment\n"
                                          "C='as it $is\\n' # comment\n"
                                          "D=\"line\\nbreak \\\"x\\\"\"\n"
                                          "E=\n"
                                          "F=a#b=c\n"
                                          "nonsense\n"
                                          "=x\n"
                                          "G=\"open\n");
        QCOMPARE(file.values.value(u("A")), u("1"));
        QCOMPARE(file.values.value(u("B")), u("two words"));
        QCOMPARE(file.values.value(u("C")), u("as it $is\\n"));
        QCOMPARE(file.values.value(u("D")), u("line\nbreak \"x\""));
        QVERIFY(file.values.contains(u("E")) && file.values.value(u("E")).isEmpty());
        QCOMPARE(file.values.value(u("F")), u("a#b=c"));
        QCOMPARE(file.problems.size(), 3);
        QVERIFY(file.problems.at(0).startsWith(u"line 8:"));
    }

    void settingsAreWrittenIntoAFile()
    {
        const QByteArray before = "# mine\n#A=1\nB=2 # old\n#B=0\nexport C=3\nC=4\n";
        const QByteArray after = withSettings(
            before,
            {{u("A"), u("x y")}, {u("B"), u("a # b \"c\\")}, {u("C"), u("5")}, {u("D"), u("6")}});
        QCOMPARE(after,
                 QByteArray("# mine\nA=x y\nB=\"a # b \\\"c\\\\\"\n#B=0\nexport C=3\nC=5\nD=6\n"));
        const EnvFile read = parseEnvFile(after);
        QCOMPARE(read.problems, QStringList());
        QCOMPARE(read.values.value(u("B")), u("a # b \"c\\"));
        QCOMPARE(read.values.value(u("C")), u("5"));
        QCOMPARE(withSettings({}, {{u("A"), u("1")}}), QByteArray("A=1\n"));
    }

    void commandLine()
    {
        const CommandLine line =
            parseCommandLine({u("--port=0"), u("--data-dir"), u("/tmp/x"), u("--env-file=e.env"),
                              u("--host"), u("::1"), u("--log-level"), u("debug")});
        QCOMPARE(line.problems, QStringList());
        QCOMPARE(line.envFile, u("e.env"));
        QCOMPARE(line.flags.value(u("PORT")), u("0"));
        QCOMPARE(line.flags.value(u("DATA_DIR")), u("/tmp/x"));
        QCOMPARE(line.flags.value(u("HOST")), u("::1"));
        QCOMPARE(parseCommandLine({u("--print-config")}).action, CommandLine::Action::PrintConfig);
        QCOMPARE(parseCommandLine({u("--version")}).action, CommandLine::Action::Version);
        QCOMPARE(parseCommandLine({u("--help")}).action, CommandLine::Action::Help);
        QCOMPARE(parseCommandLine({u("--port")}).problems.size(), 1);
        QCOMPARE(parseCommandLine({u("port")}).problems.size(), 1);
        QVERIFY(helpText().contains(u"--data-dir"));
        const CommandLine setup =
            parseCommandLine({u("setup"), u("--admin"), u("anna"), u("--force"),
                              u("--database=sqlite:a.db"), u("--trusted-proxies"), u("::1")});
        QCOMPARE(setup.problems, QStringList());
        QCOMPARE(setup.action, CommandLine::Action::Setup);
        QCOMPARE(setup.admin, u("anna"));
        QCOMPARE(setup.flags.value(u("DATABASE_URL")), u("sqlite:a.db"));
        QCOMPARE(parseCommandLine({u("--admin"), u("anna")}).problems.size(), 1);
    }

    void missingEnvFileIsAnError()
    {
        QVERIFY(
            !load({}, parseCommandLine({u("--env-file"), u("nowhere.env")})).problems.isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
