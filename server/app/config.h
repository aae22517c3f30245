#pragma once

#include "shared/core/result.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>

namespace handoff {

/// Every setting of the server, typed and checked (operations.md, Settings). Members are in the
/// order of the table in settings.cpp, which gives names, defaults and limits. A plain value.
struct Config
{
    // server
    QString host;
    int port = 0;
    QString environment;
    QString dataDir;
    QString databaseUrl; ///< never empty after load
    int databaseWriters = 0;
    int databaseReaders = 0;
    QString logFile; ///< absolute, or relative to the data directory; `-`: none
    QString logLevel;
    QString tlsCertFile;
    QString tlsKeyFile;
    QStringList trustedProxies;
    QStringList corsAllowedOrigins;
    QStringList frameAncestors;

    // accounts
    QString jwtSecretKey; ///< never shorter than 32 bytes after load
    int agentTokenExpireMinutes = 0;
    int agentRefreshTokenExpireDays = 0;
    bool sessionTokenRequired = false;
    QString identitySecret;
    int agentOfflineSeconds = 0;
    int agentLostGraceSeconds = 0;

    // limits
    int rateLimitSessionPerMin = 0;
    int rateLimitVipPerMin = 0;
    int rateLimitAddressPerMin = 0;
    int rateLimitCreatePerMin = 0;
    int rateLimitMessagesPerMin = 0;
    int queueMaxPerAddress = 0;
    int sseMaxConnections = 0;
    int sseMaxPerAddress = 0;
    int eventRetentionHours = 0;
    int sessionIdleCloseHours = 0;
    int transferAcceptSeconds = 0;
    int attachmentMaxMb = 0;

    // shift
    QString humanShiftStart;
    QString humanShiftEnd;
    QString timezone;
    bool weekendsDisabled = false;
    QStringList holidays; ///< ISO dates

    // regulator
    QStringList regulatorKeywords;
    QStringList regulatorAiFailKeywords;
    int regulatorFailThreshold = 0;
    bool regulatorVipAutoEscalate = false;
    QStringList urgentKeywords;

    // texts written into the history
    QString textTakenOver;
    QString textReleased;
    QString textTransferred;
    QString textAgentLost;
    QString textAfterHours;
    QString textAfterHoursNoMail;
    QString textClosed;
    QString textWaitEnded;
    QString textCustomerLeft;
    QString textNoAnswer;

    // Coze
    QString cozeApiBase;
    QString cozeWorkflowId;
    QString cozeAppId;
    QString cozeOauthClientId;
    QString cozeOauthPublicKeyId;
    QString cozeOauthPrivateKeyFile;
    QString cozeOauthPrivateKey; ///< PEM; after load also when it came from the file
    QString cozeJwtAudience;
    QString cozeBotName;
    QString cozeBotIconUrl;
    QString cozeBotDescription;
    QString cozeBotWelcome;

    // mail
    QString smtpHost;
    int smtpPort = 0;
    bool smtpUseTls = false;
    QString smtpUsername;
    QString smtpPassword;
    QString emailFromName;
    QStringList emailRecipients;
    int emailDigestSeconds = 0;
    QString emailSessionUrl; ///< `<session>` is replaced

    /// A limit per client address, or 0 (none) when RATE_LIMIT_ADDRESS_PER_MIN switches all off.
    int perAddress(int limit) const { return rateLimitAddressPerMin == 0 ? 0 : limit; }
    bool isProduction() const { return environment == u"production"; }
    /// What is missing for the AI to answer, by setting name; empty when Coze is configured.
    QStringList missingForCoze() const;
    /// The path of backend.log, or empty when there is none.
    QString logPath() const;
    /// The folder of attachments.
    QString attachmentsDir() const;
};

/// What is wrong when a proxy says who its clients are and TRUSTED_PROXIES is empty.
QString untrustedProxyText();

/// Where a setting's value came from; later ones win.
enum class Origin { Default, Generated, File, Environment, Flag };

/// What the command line asked for.
struct CommandLine
{
    enum class Action {
        Run,
        PrintConfig,
        Version,
        Help,
        Backup,
        Restore,
        Migrate,
        CheckConfig,
        SetPassword
    };
    Action action = Action::Run;
    QString argument;             ///< file of backup and restore, account of set-password
    bool force = false;           ///< restore: although there are data
    QString envFile;              ///< empty: ./.env if it is there
    QMap<QString, QString> flags; ///< by setting name
    QStringList problems;         ///< unknown flags, missing values
};
/// `arguments` without the program's name.
CommandLine parseCommandLine(const QStringList &arguments);
/// The text of `--help`.
QString helpText();

/// The lines of an `.env` file: `NAME=value`, optional `export`, quotes ('…' as it is, "…" with
/// \n \" \\), `#` comments. Problems name the line.
struct EnvFile
{
    QMap<QString, QString> values;
    QStringList problems;
};
EnvFile parseEnvFile(const QByteArray &bytes);

/// A loaded configuration and where each value is from.
struct LoadedConfig
{
    Config config;
    QMap<QString, Origin> origins;
    QStringList problems; ///< not empty: the server must not start (exit 2)

    /// `NAME=value  # origin`, one per line, secrets masked.
    QString printed() const;
};
/// Flag > environment > file > default; all problems at once. Reads files (blocking, at start), and
/// in development makes the data directory's `jwt_secret` when no secret is set, if `mayWrite`.
LoadedConfig loadConfig(const CommandLine &commandLine, const QProcessEnvironment &environment,
                        bool mayWrite = true);
/// All defaults, for tests and for programs that embed the server.
Config defaultConfig();

} // namespace handoff
