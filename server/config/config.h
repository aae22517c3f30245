#pragma once

#include "server/config/commandline.h"
#include "server/coze/settings.h"
#include "server/domain/policy.h"
#include "server/mail/escalationmail.h"
#include "server/mail/smtpsender.h"

#include <QMap>
#include <QProcessEnvironment>
#include <QStringList>

namespace handoff {

/// Every setting of the server, typed and checked (operations.md, Settings), with its default.
/// Names, limits and help are in settings.cpp. What a part of the server obeys is that part's own
/// struct. A plain value.
struct Config
{
    // server
    QString host = QStringLiteral("0.0.0.0");
    int port = 8000;
    QString environment = QStringLiteral("development");
    QString dataDir = QStringLiteral("data");
    QString databaseUrl; ///< never empty after load
    int databaseWriters = 8;
    int databaseReaders = 2;
    QString logFile = QStringLiteral("backend.log"); ///< relative to the data directory; `-`: none
    QString logLevel = QStringLiteral("info");
    QString tlsCertFile;
    QString tlsKeyFile;
    QStringList trustedProxies;
    QStringList corsAllowedOrigins{QStringLiteral("*")};
    QStringList frameAncestors{QStringLiteral("*")};
    QString workbenchUrl;

    // accounts
    QString jwtSecretKey; ///< never shorter than 32 bytes after load
    int agentTokenExpireMinutes = 60;
    int agentRefreshTokenExpireDays = 7;
    bool sessionTokenRequired = false;
    QString identitySecret;

    // limits
    int rateLimitSessionPerMin = 20;
    int rateLimitVipPerMin = 100;
    int rateLimitAddressPerMin = 120;
    int rateLimitCreatePerMin = 60;
    int rateLimitMessagesPerMin = 60;
    int sseMaxConnections = 1000;
    int sseMaxPerAddress = 100;
    int eventRetentionHours = 24;
    int attachmentMaxMb = 20;

    // the parts
    DeskPolicy desk;
    CozeSettings coze; ///< after load its key is a PEM, also when it came from a file
    mail::SmtpSettings smtp;
    bool smtpUseTls = true; ///< with the port it decides on `smtp.security`
    mail::Letterhead letterhead;

    /// A limit per client address, or 0 (none) when RATE_LIMIT_ADDRESS_PER_MIN switches all off.
    int perAddress(int limit) const { return rateLimitAddressPerMin == 0 ? 0 : limit; }
    bool isProduction() const { return environment == u"production"; }
    /// The path of backend.log, or empty when there is none.
    QString logPath() const;
    /// The folder of attachments.
    QString attachmentsDir() const;
};

/// Where a setting's value came from; later ones win.
enum class Origin { Default, Generated, File, Environment, Flag };

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
} // namespace handoff
