#include "server/config/config.h"

#include "server/auth/tokens.h"
#include "server/config/envfile.h"
#include "server/config/secretstrength.h"
#include "server/config/settings.h"
#include "server/config/settingvalues.h"
#include "shared/core/ids.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace handoff {

namespace {

QByteArray readFile(const QString &path, QString *problem)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *problem = QStringLiteral("%1: %2").arg(path, file.errorString());
        return {};
    }
    return file.readAll();
}

/// The secret of a development server: kept, so that logins survive a restart.
QString developmentSecret(const QString &dataDir, bool mayWrite, QString *problem)
{
    const QString path = QDir(dataDir).filePath(QStringLiteral("jwt_secret"));
    if (QFile kept(path); kept.open(QIODevice::ReadOnly)) {
        const QByteArray secret = kept.readAll().trimmed();
        if (secret.size() >= Tokens::minSecretLength)
            return QString::fromUtf8(secret);
    }
    const QString secret = newId(u"", 64);
    if (!mayWrite)
        return secret;
    QFile file(path);
    if (!QDir().mkpath(dataDir) || !file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(secret.toUtf8()) < 0) {
        *problem = QStringLiteral("DATA_DIR: %1 is not writable: give this user the right to write "
                                  "there, or name another folder")
                       .arg(QDir(dataDir).absolutePath());
        return {};
    }
    return secret;
}

QString originName(Origin origin)
{
    switch (origin) {
    case Origin::Flag:
        return QStringLiteral("flag");
    case Origin::Environment:
        return QStringLiteral("environment");
    case Origin::File:
        return QStringLiteral("file");
    case Origin::Generated:
        return QStringLiteral("generated");
    case Origin::Default:
        break;
    }
    return QStringLiteral("default");
}

/// Secrets that production must not run with.
void checkSecrets(const Config &config, QStringList *problems)
{
    const QString remedy = QStringLiteral(": a well-known or guessable secret is refused in "
                                          "production; make one with: openssl rand -hex 32");
    if (config.jwtSecretKey.isEmpty())
        problems->append(
            QStringLiteral("JWT_SECRET_KEY: required in production, at least 32 characters; make "
                           "one with: openssl rand -hex 32"));
    else if (isGuessable(config.jwtSecretKey))
        problems->append(QStringLiteral("JWT_SECRET_KEY") + remedy);
    if (!config.identitySecret.isEmpty() && isGuessable(config.identitySecret))
        problems->append(QStringLiteral("IDENTITY_SECRET") + remedy);
}

/// The account when it is an address, else the account at the mail server.
QString senderOf(const mail::SmtpSettings &smtp)
{
    if (mail::isAddress(smtp.username))
        return smtp.username;
    const QString name = smtp.username.isEmpty() ? QStringLiteral("handoff") : smtp.username;
    return name + u'@' + (smtp.host.isEmpty() ? QStringLiteral("localhost") : smtp.host);
}

void deriveValues(LoadedConfig &loaded, bool mayWrite)
{
    Config &config = loaded.config;
    const auto problem = [&loaded](const QString &text) { loaded.problems.append(text); };

    if (config.databaseUrl.isEmpty())
        config.databaseUrl =
            QStringLiteral("sqlite:") + QDir(config.dataDir).filePath(QStringLiteral("handoff.db"));
    if (config.tlsCertFile.isEmpty() != config.tlsKeyFile.isEmpty())
        problem(QStringLiteral("TLS_CERT_FILE, TLS_KEY_FILE: set both or none"));
    for (const auto &[name, path] : {std::pair{"TLS_CERT_FILE", config.tlsCertFile},
                                     std::pair{"TLS_KEY_FILE", config.tlsKeyFile}}) {
        if (!path.isEmpty() && !QFileInfo(path).isReadable())
            problem(QStringLiteral("%1: %2 is not readable").arg(QLatin1String(name), path));
    }
    if (!config.coze.privateKeyFile.isEmpty()) {
        QString unreadable;
        const QByteArray pem = readFile(config.coze.privateKeyFile, &unreadable);
        if (!unreadable.isEmpty())
            problem(QStringLiteral("COZE_OAUTH_PRIVATE_KEY_FILE: ") + unreadable);
        else if (pem.trimmed().isEmpty())
            problem(QStringLiteral("COZE_OAUTH_PRIVATE_KEY_FILE: the file is empty"));
        else if (config.coze.privateKey.isEmpty())
            config.coze.privateKey = QString::fromUtf8(pem);
    }
    config.coze.privateKey.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    if (!config.coze.privateKey.isEmpty() && !config.coze.privateKey.contains(u"PRIVATE KEY-----"))
        problem(QStringLiteral("COZE_OAUTH_PRIVATE_KEY: a PEM private key expected"));
    while (config.coze.apiBase.endsWith(u'/'))
        config.coze.apiBase.chop(1);

    config.smtp.security = mail::securityOf(config.smtpUseTls, config.smtp.port);
    config.letterhead.from = senderOf(config.smtp);
    config.letterhead.zone = config.desk.shift.zone;
    config.desk.mail.hasServer = !config.smtp.host.isEmpty();
    config.desk.mail.domain = config.letterhead.from.section(u'@', 1);
    config.desk.queueMaxPerClient = config.perAddress(config.desk.queueMaxPerClient);

    if (config.isProduction()) {
        checkSecrets(config, &loaded.problems);
    } else if (config.jwtSecretKey.isEmpty()) {
        QString unwritable;
        config.jwtSecretKey = developmentSecret(config.dataDir, mayWrite, &unwritable);
        if (!unwritable.isEmpty())
            problem(unwritable);
        loaded.origins[QStringLiteral("JWT_SECRET_KEY")] = Origin::Generated;
    }
}

} // namespace

QString Config::logPath() const
{
    return logFile == u"-" || logFile.isEmpty() ? QString() : QDir(dataDir).filePath(logFile);
}

QString Config::attachmentsDir() const
{
    return QDir(dataDir).absoluteFilePath(QStringLiteral("attachments"));
}

LoadedConfig loadConfig(const CommandLine &commandLine, const QProcessEnvironment &environment,
                        bool mayWrite)
{
    LoadedConfig loaded;
    loaded.problems = commandLine.problems;

    EnvFile file;
    const bool fileNamed = !commandLine.envFile.isEmpty();
    const QString path = fileNamed ? commandLine.envFile : QStringLiteral(".env");
    if (fileNamed || QFile::exists(path)) {
        QString unreadable;
        file = parseEnvFile(readFile(path, &unreadable));
        if (!unreadable.isEmpty())
            loaded.problems.append(unreadable);
        for (const QString &problem : file.problems)
            loaded.problems.append(path + QStringLiteral(": ") + problem);
    }

    for (const Setting &setting : settings()) {
        const QString name = QLatin1String(setting.name);
        QString text;
        Origin origin = Origin::Default;
        if (commandLine.flags.contains(name)) {
            text = commandLine.flags.value(name);
            origin = Origin::Flag;
        } else if (environment.contains(name)) {
            text = environment.value(name);
            origin = Origin::Environment;
        } else if (file.values.contains(name)) {
            text = file.values.value(name);
            origin = Origin::File;
        }
        loaded.origins.insert(name, origin);
        if (origin == Origin::Default)
            continue; // it is in the member
        if (const QString problem = assign(loaded.config, setting, text); !problem.isEmpty()) {
            loaded.problems.append(
                QStringLiteral("%1: %2, not \"%3\" (from %4)")
                    .arg(name, problem, shownValue(setting, text).left(60), originName(origin)));
        }
    }
    deriveValues(loaded, mayWrite && loaded.problems.isEmpty());
    return loaded;
}

QString LoadedConfig::printed() const
{
    QString out;
    for (const Setting &setting : settings()) {
        const QString name = QLatin1String(setting.name);
        const QString value = shownValue(setting, valueText(config, setting));
        out +=
            name + u'=' + value + QStringLiteral("  # ") + originName(origins.value(name)) + u'\n';
    }
    return out;
}

} // namespace handoff
