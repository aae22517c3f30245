#include "server/app/setup.h"

#include "server/app/asownerof.h"
#include "server/app/process.h"
#include "server/app/terminal.h"
#include "server/auth/password.h"
#include "server/config/envfile.h"
#include "server/domain/account/agentadmin.h"
#include "server/store/database.h"
#include "server/store/databaselock.h"
#include "shared/core/ids.h"
#include "shared/rules/accountrules.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace handoff {

namespace {

constexpr int secretDigits = 64;
constexpr auto fileMode =
    QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup; // 0640

/// What a setting is before setup changes it: by the flag, else in the file.
QString valueNow(const CommandLine &line, const EnvFile &file, const char *name)
{
    const QString key = QLatin1String(name);
    return line.flags.value(key, file.values.value(key));
}

void ask(CommandLine &line, const EnvFile &file, const char *name, const QString &question,
         const QString &otherwise = {})
{
    const QString key = QLatin1String(name);
    if (line.flags.contains(key))
        return;
    const QString before = file.values.value(key);
    const QString answer = terminal::ask(question, before.isEmpty() ? otherwise : before);
    if (answer != before)
        line.flags.insert(key, answer);
}

/// The questions whose answers the command line did not give.
void askWhatIsMissing(CommandLine &line, const EnvFile &file)
{
    if (valueNow(line, file, "DATA_DIR").isEmpty())
        ask(line, file, "DATA_DIR", QStringLiteral("Folder of the data"), QStringLiteral("data"));
    ask(line, file, "DATABASE_URL",
        QStringLiteral(
            "Database: postgresql://user:password@host:port/name, or nothing for SQLite"));
    const bool tlsNamed = line.flags.contains(QStringLiteral("TLS_CERT_FILE"));
    if (!tlsNamed && !line.flags.contains(QStringLiteral("TRUSTED_PROXIES"))) {
        const QString proxy = QStringLiteral("proxy");
        const QString way = terminal::ask(
            QStringLiteral("Who speaks TLS: a proxy in front (proxy) or this server (server)"),
            valueNow(line, file, "TLS_CERT_FILE").isEmpty() ? proxy : QStringLiteral("server"));
        if (way == proxy) {
            ask(line, file, "TRUSTED_PROXIES", QStringLiteral("Addresses or nets of the proxy"),
                QStringLiteral("127.0.0.1,::1"));
        } else {
            ask(line, file, "TLS_CERT_FILE", QStringLiteral("Certificate chain (PEM file)"));
            ask(line, file, "TLS_KEY_FILE", QStringLiteral("Private key (PEM file)"));
        }
    }
}

/// What follows from the answers, unless somebody said otherwise.
void addConsequences(CommandLine &line, const EnvFile &file)
{
    const auto otherwise = [&line, &file](const char *name, const QString &value) {
        if (valueNow(line, file, name).isEmpty())
            line.flags.insert(QLatin1String(name), value);
    };
    line.flags.insert(QStringLiteral("ENVIRONMENT"), QStringLiteral("production"));
    otherwise("JWT_SECRET_KEY", newId(u"", secretDigits));
    if (!valueNow(line, file, "TLS_CERT_FILE").isEmpty()) {
        otherwise("PORT", QStringLiteral("443"));
        return;
    }
    const QStringList proxies = valueNow(line, file, "TRUSTED_PROXIES").split(u',');
    const bool here = std::all_of(proxies.begin(), proxies.end(), [](const QString &proxy) {
        return QHostAddress(proxy.trimmed()).isLoopback();
    });
    if (here)
        otherwise("HOST", QStringLiteral("127.0.0.1")); // nobody else has business there
}

/// Everything that can be seen to be wrong before anything is tried.
QStringList problemsOf(const CommandLine &line, const EnvFile &file)
{
    QStringList problems = line.problems;
    if (line.envFile.isEmpty())
        problems.append(QStringLiteral(
            "setup: --env-file FILE expected, where the settings are to be written"));
    else if (!line.force && !file.values.value(QStringLiteral("JWT_SECRET_KEY")).isEmpty())
        problems.append(QStringLiteral("%1: this desk is set up already (JWT_SECRET_KEY is there); "
                                       "--force changes what is named and keeps its secrets")
                            .arg(line.envFile));
    for (const QString &problem : file.problems)
        problems.append(line.envFile + QStringLiteral(": ") + problem);
    return problems;
}

struct FirstAdmin
{
    bool made = false; ///< false: there were accounts already
    QString username;
    QString shown; ///< the password, when it was made here
};

Result<FirstAdmin> makeFirstAdmin(const Config &config, const QString &named)
{
    if (!QDir().mkpath(config.dataDir))
        return Error::plain(ErrorKind::Unavailable, QStringLiteral("DATA_DIR"),
                            QStringLiteral("DATA_DIR: cannot make %1").arg(config.dataDir));
    HANDOFF_TRY(const DatabaseLock lock, DatabaseLock::take(config.databaseUrl));
    DatabaseOptions options;
    options.url = config.databaseUrl;
    options.readers = 1;
    HANDOFF_TRY(const auto database, Database::open(options));
    const auto asked = database->read([](Tx &tx) { return Agents::none(tx); });
    HANDOFF_TRY(const bool empty, database->waitFor(asked));
    FirstAdmin admin;
    if (!empty)
        return admin;

    admin.username = named;
    QString password;
    if (terminal::isThere()) {
        if (named.isEmpty())
            admin.username =
                terminal::ask(QStringLiteral("First administrator"), QStringLiteral("admin"));
        password =
            terminal::askSecret(QStringLiteral("His password (nothing: one is made and shown)"));
        if (!password.isEmpty() && terminal::askSecret(QStringLiteral("Once more")) != password)
            return Error::plain(ErrorKind::Invalid, QStringLiteral("PASSWORD"),
                                QStringLiteral("the two passwords differ"));
    }
    if (admin.username.isEmpty())
        return Error::plain(
            ErrorKind::Invalid, QStringLiteral("ADMIN"),
            QStringLiteral("setup: --admin NAME expected, the first administrator"));
    if (password.isEmpty())
        password = admin.shown = newId(u"", 20) + QStringLiteral("a1");
    if (!AccountRules::isPassword(password) || Password::isWellKnown(password))
        return Error::plain(ErrorKind::Invalid, QStringLiteral("PASSWORD"),
                            QStringLiteral("the password needs at least 8 characters with a letter "
                                           "and a digit, and must not be one of the demo's"));
    CreateAgentRequest request;
    request.username = request.name = admin.username;
    request.role = AgentRole::Admin;
    const Agents::NewPassword hashed{Password::hash(password)};
    HANDOFF_CHECK(database->waitFor(database->write([request, hashed](Tx &tx) -> Result<void> {
        HANDOFF_CHECK(AgentAdmin::create(tx, request, hashed, Actor::system()));
        return {};
    })));
    admin.made = true;
    return admin;
}

/// Mode 0640, of the user and group that had the file, or else of the group that has the data:
/// as that user the server reads it.
Result<void> writeSettings(const CommandLine &line, const QByteArray &before,
                           [[maybe_unused]] const QString &dataDir)
{
    QSaveFile file(line.envFile);
    const QByteArray text = withSettings(before, line.flags);
    bool good = file.open(QIODevice::WriteOnly) && file.setPermissions(fileMode) &&
                file.write(text) == text.size();
#ifdef Q_OS_UNIX
    struct stat model
    {
    };
    if (good && ::stat(QFile::encodeName(line.envFile).constData(), &model) == 0)
        good = ::fchown(file.handle(), model.st_uid, model.st_gid) == 0;
    else if (good && ::geteuid() == 0 &&
             ::stat(QFile::encodeName(dataDir).constData(), &model) == 0)
        good = ::fchown(file.handle(), 0, model.st_gid) == 0;
#endif
    if (!good || !file.commit())
        return Error::plain(ErrorKind::Unavailable, QStringLiteral("ENV_FILE"),
                            QStringLiteral("%1: %2").arg(line.envFile, file.errorString()));
    return {};
}

int failed(const QStringList &problems, int code)
{
    for (const QString &problem : problems)
        std::fprintf(stderr, "handoff-server: %s\n", qUtf8Printable(problem));
    return code;
}

} // namespace

int runSetup(CommandLine line, const QProcessEnvironment &environment)
{
    QByteArray before;
    QFile existing(line.envFile);
    if (!line.envFile.isEmpty() && existing.exists()) {
        if (!existing.open(QIODevice::ReadOnly))
            return failed({line.envFile + QStringLiteral(": ") + existing.errorString()}, 2);
        before = existing.readAll();
    }
    const EnvFile file = parseEnvFile(before);
    if (const QStringList problems = problemsOf(line, file); !problems.isEmpty())
        return failed(problems, 2);
    if (terminal::isThere())
        askWhatIsMissing(line, file);
    if (valueNow(line, file, "TLS_CERT_FILE").isEmpty() &&
        valueNow(line, file, "TRUSTED_PROXIES").isEmpty())
        return failed({QStringLiteral("setup: --tls-cert and --tls-key expected, or "
                                      "--trusted-proxies with the proxy that speaks TLS: passwords "
                                      "do not cross the net in the clear")},
                      2);
    addConsequences(line, file);

    CommandLine meant = line;
    if (!existing.exists())
        meant.envFile.clear(); // all that counts is in the flags
    const QString dataDir = loadConfig(meant, environment, false).config.dataDir;
    FirstAdmin admin;
    {
        const AsOwnerOf owner(dataDir);
        if (!owner.good())
            return failed({QStringLiteral("setup: cannot act as the owner of %1").arg(dataDir)}, 1);
        const LoadedConfig loaded = loadConfig(meant, environment, false);
        if (!loaded.problems.isEmpty())
            return failed(loaded.problems, 2);
        process::setUpLogging(loaded.config.logLevel);
        const auto made = makeFirstAdmin(loaded.config, line.admin);
        if (!made)
            return failed({made.error().message}, 1);
        admin = *made;
    }
    // Last: what is written here has worked.
    if (const auto written = writeSettings(line, before, dataDir); !written)
        return failed({written.error().message}, 1);
    std::printf("wrote %s\n", qUtf8Printable(line.envFile));
    if (!admin.made)
        std::printf("there are accounts already, none was made\n");
    else if (admin.shown.isEmpty())
        std::printf("made the account %s\n", qUtf8Printable(admin.username));
    else
        std::printf("made the account %s with the password %s - it is shown only now, change it "
                    "after the first login\n",
                    qUtf8Printable(admin.username), qUtf8Printable(admin.shown));
    return 0;
}

} // namespace handoff
