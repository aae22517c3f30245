#include "server/app/settings.h"

#include <QDate>
#include <QHostAddress>
#include <QTime>
#include <QTimeZone>
#include <QUrl>

namespace handoff {

namespace {

QString oneOf(const QString &value, std::initializer_list<const char *> allowed)
{
    QStringList names;
    for (const char *name : allowed) {
        if (value == QLatin1String(name))
            return {};
        names.append(QLatin1String(name));
    }
    return QStringLiteral("one of %1 expected").arg(names.join(u", "));
}
QString environmentName(const QString &value)
{
    return oneOf(value, {"development", "production"});
}
QString logLevelName(const QString &value)
{
    return oneOf(value, {"debug", "info", "warning", "critical"});
}
QString address(const QString &value)
{
    return QHostAddress(value).isNull() && value != u"localhost"
               ? QStringLiteral("an IP address expected")
               : QString();
}
QString addressOrNet(const QString &value)
{
    return QHostAddress(value).isNull() && QHostAddress::parseSubnet(value).first.isNull()
               ? QStringLiteral("an IP address or net (10.0.0.0/8) expected")
               : QString();
}
QString databaseUrl(const QString &value)
{
    if (value.isEmpty() || (value.startsWith(u"sqlite:") && value.size() > 7) ||
        value.startsWith(u"postgresql://") || value.startsWith(u"postgres://"))
        return {};
    return QStringLiteral("sqlite:<file> or postgresql://user:password@host:port/name expected");
}
QString httpUrl(const QString &value)
{
    const QUrl url(value);
    const bool good = url.isValid() && !url.host().isEmpty() &&
                      (url.scheme() == u"http" || url.scheme() == u"https");
    return good ? QString() : QStringLiteral("http:// or https:// URL expected");
}
QString httpUrlOrEmpty(const QString &value)
{
    return value.isEmpty() ? QString() : httpUrl(value);
}
QString origin(const QString &value)
{
    return value == u"*" ? QString() : httpUrl(value);
}
QString clockTime(const QString &value)
{
    return QTime::fromString(value, QStringLiteral("HH:mm")).isValid()
               ? QString()
               : QStringLiteral("a time like 09:00 expected");
}
QString zone(const QString &value)
{
    return QTimeZone::isTimeZoneIdAvailable(value.toUtf8())
               ? QString()
               : QStringLiteral("an IANA time zone expected");
}
QString isoDate(const QString &value)
{
    return QDate::fromString(value, Qt::ISODate).isValid()
               ? QString()
               : QStringLiteral("dates like 2026-10-01 expected");
}
QString mailAddress(const QString &value)
{
    const qsizetype at = value.indexOf(u'@');
    return at > 0 && at < value.size() - 1 && !value.contains(u' ')
               ? QString()
               : QStringLiteral("mail addresses expected");
}
QString atLeast32(const QString &value)
{
    return value.isEmpty() || value.toUtf8().size() >= 32
               ? QString()
               : QStringLiteral("at least 32 characters expected");
}

using C = Config;
const Setting table[] = {
    {.name = "HOST",
     .member = &C::host,
     .defaultValue = "0.0.0.0",
     .help = "address to listen on",
     .check = address,
     .flag = "host",
     .section = "Server"},
    {.name = "PORT",
     .member = &C::port,
     .defaultValue = "8000",
     .help = "port to listen on; 0 picks a free one",
     .min = 0,
     .max = 65535,
     .flag = "port"},
    {.name = "ENVIRONMENT",
     .member = &C::environment,
     .defaultValue = "development",
     .help = "development or production (which refuses weak secrets and makes no demo accounts)",
     .check = environmentName},
    {.name = "DATA_DIR",
     .member = &C::dataDir,
     .defaultValue = "data",
     .help = "directory of the database, log, attachments and generated secret",
     .flag = "data-dir"},
    {.name = "DATABASE_URL",
     .member = &C::databaseUrl,
     .defaultValue = "",
     .help = "sqlite:<file> or postgresql://user:password@host:port/name; empty: handoff.db in "
             "DATA_DIR",
     .check = databaseUrl},
    {.name = "LOG_FILE",
     .member = &C::logFile,
     .defaultValue = "backend.log",
     .help = "log of events, one JSON object per line; relative to DATA_DIR; - for none"},
    {.name = "LOG_LEVEL",
     .member = &C::logLevel,
     .defaultValue = "info",
     .help = "debug, info, warning or critical, for the log on stderr",
     .check = logLevelName,
     .flag = "log-level"},
    {.name = "TLS_CERT_FILE",
     .member = &C::tlsCertFile,
     .defaultValue = "",
     .help = "PEM certificate chain; with TLS_KEY_FILE the server speaks HTTPS"},
    {.name = "TLS_KEY_FILE",
     .member = &C::tlsKeyFile,
     .defaultValue = "",
     .help = "PEM private key"},
    {.name = "TRUSTED_PROXIES",
     .member = &C::trustedProxies,
     .defaultValue = "",
     .help = "addresses or nets whose X-Forwarded-For is believed, comma list",
     .check = addressOrNet},
    {.name = "CORS_ALLOWED_ORIGINS",
     .member = &C::corsAllowedOrigins,
     .defaultValue = "*",
     .help = "origins that may call the API from a browser, comma list or *",
     .check = origin},
    {.name = "FRAME_ANCESTORS",
     .member = &C::frameAncestors,
     .defaultValue = "*",
     .help = "sites that may show the chat page in a frame (Content-Security-Policy), comma list"},

    {.name = "JWT_SECRET_KEY",
     .member = &C::jwtSecretKey,
     .defaultValue = "",
     .help = "signs agents' tokens, at least 32 characters; in development one is generated",
     .check = atLeast32,
     .secret = true,
     .section = "Accounts"},
    {.name = "AGENT_TOKEN_EXPIRE_MINUTES",
     .member = &C::agentTokenExpireMinutes,
     .defaultValue = "60",
     .help = "life of an access token",
     .min = 1,
     .max = 120},
    {.name = "AGENT_REFRESH_TOKEN_EXPIRE_DAYS",
     .member = &C::agentRefreshTokenExpireDays,
     .defaultValue = "7",
     .help = "life of a refresh token",
     .min = 1,
     .max = 30},
    {.name = "SESSION_TOKEN_REQUIRED",
     .member = &C::sessionTokenRequired,
     .defaultValue = "false",
     .help = "true: customers must send the session_token of their session"},
    {.name = "IDENTITY_SECRET",
     .member = &C::identitySecret,
     .defaultValue = "",
     .help = "signs the shop's identity_token (HS256), at least 32 characters",
     .check = atLeast32,
     .secret = true},
    {.name = "AGENT_OFFLINE_SECONDS",
     .member = &C::agentOfflineSeconds,
     .defaultValue = "90",
     .help = "an agent without event stream goes offline after",
     .min = 1,
     .max = 86400},
    {.name = "AGENT_LOST_GRACE_SECONDS",
     .member = &C::agentLostGraceSeconds,
     .defaultValue = "120",
     .help = "a lost agent's live sessions go back to the queue after",
     .min = 1,
     .max = 86400},

    {.name = "RATE_LIMIT_SESSION_PER_MIN",
     .member = &C::rateLimitSessionPerMin,
     .defaultValue = "20",
     .help = "chats per minute and session; 0: no limit",
     .min = 0,
     .max = 1000000,
     .section = "Limits"},
    {.name = "RATE_LIMIT_VIP_PER_MIN",
     .member = &C::rateLimitVipPerMin,
     .defaultValue = "100",
     .help = "the same for VIP customers",
     .min = 0,
     .max = 1000000},
    {.name = "RATE_LIMIT_ADDRESS_PER_MIN",
     .member = &C::rateLimitAddressPerMin,
     .defaultValue = "120",
     .help = "chats per minute and client address; 0: no limit",
     .min = 0,
     .max = 1000000},
    {.name = "SSE_MAX_CONNECTIONS",
     .member = &C::sseMaxConnections,
     .defaultValue = "1000",
     .help = "customers' event streams in all",
     .min = 1,
     .max = 100000},
    {.name = "EVENT_RETENTION_HOURS",
     .member = &C::eventRetentionHours,
     .defaultValue = "24",
     .help = "how long a stream can be resumed",
     .min = 1,
     .max = 8760},
    {.name = "SESSION_IDLE_CLOSE_HOURS",
     .member = &C::sessionIdleCloseHours,
     .defaultValue = "24",
     .help = "sessions without activity are closed after",
     .min = 1,
     .max = 87600},
    {.name = "TRANSFER_ACCEPT_SECONDS",
     .member = &C::transferAcceptSeconds,
     .defaultValue = "60",
     .help = "a transfer nobody answers expires after",
     .min = 5,
     .max = 3600},
    {.name = "ATTACHMENT_MAX_MB",
     .member = &C::attachmentMaxMb,
     .defaultValue = "20",
     .help = "largest attachment of a ticket",
     .min = 1,
     .max = 1024},

    {.name = "HUMAN_SHIFT_START",
     .member = &C::humanShiftStart,
     .defaultValue = "09:00",
     .help = "first minute with humans",
     .check = clockTime,
     .section = "Shift"},
    {.name = "HUMAN_SHIFT_END",
     .member = &C::humanShiftEnd,
     .defaultValue = "18:00",
     .help = "last minute with humans; before the start: over midnight",
     .check = clockTime},
    {.name = "TIMEZONE",
     .member = &C::timezone,
     .defaultValue = "Asia/Shanghai",
     .help = "IANA zone of the shift and of reports",
     .check = zone},
    {.name = "WEEKENDS_DISABLED",
     .member = &C::weekendsDisabled,
     .defaultValue = "true",
     .help = "no humans on Saturday and Sunday"},
    {.name = "HOLIDAYS",
     .member = &C::holidays,
     .defaultValue = "",
     .help = "days without humans, comma list of dates",
     .check = isoDate},

    {.name = "REGULATOR_KEYWORDS",
     .member = &C::regulatorKeywords,
     .defaultValue = "人工,真人,客服,投诉,无法解决,转人工,接人工",
     .help = "customers' words that call a human, comma list",
     .section = "Regulator"},
    {.name = "REGULATOR_AI_FAIL_KEYWORDS",
     .member = &C::regulatorAiFailKeywords,
     .defaultValue = "抱歉,很抱歉,无法,不清楚,不太清楚,无法回答,不能确定",
     .help = "words in the AI's answer that count as a failure, comma list"},
    {.name = "REGULATOR_FAIL_THRESHOLD",
     .member = &C::regulatorFailThreshold,
     .defaultValue = "3",
     .help = "failures in a row that call a human",
     .min = 1,
     .max = 100},
    {.name = "REGULATOR_VIP_AUTO_ESCALATE",
     .member = &C::regulatorVipAutoEscalate,
     .defaultValue = "true",
     .help = "VIP customers get a human at once"},
    {.name = "URGENT_KEYWORDS",
     .member = &C::urgentKeywords,
     .defaultValue = "投诉,退款,质量问题,差评,赔偿",
     .help = "customers' words that raise the priority, comma list"},

    {.name = "TEXT_TAKEN_OVER",
     .member = &C::textTakenOver,
     .defaultValue = "客服【<name>】已接入，正在为您服务",
     .help = "a human took over",
     .section = "Texts that the system writes to the customer"},
    {.name = "TEXT_RELEASED",
     .member = &C::textReleased,
     .defaultValue = "人工结束，AI 已接管",
     .help = "back to the AI"},
    {.name = "TEXT_TRANSFERRED",
     .member = &C::textTransferred,
     .defaultValue = "会话已从【<old>】转接至【<new>】",
     .help = "passed to another human"},
    {.name = "TEXT_AGENT_LOST",
     .member = &C::textAgentLost,
     .defaultValue = "客服暂时离线，正在为您重新安排人工客服",
     .help = "the human is gone"},
    {.name = "TEXT_AFTER_HOURS",
     .member = &C::textAfterHours,
     .defaultValue = "当前为非工作时间，您的问题已邮件转交客服，我们会尽快回复",
     .help = "escalated out of shift"},
    {.name = "TEXT_CLOSED",
     .member = &C::textClosed,
     .defaultValue = "会话已结束，如需帮助请继续留言",
     .help = "the session was closed"},

    {.name = "COZE_API_BASE",
     .member = &C::cozeApiBase,
     .defaultValue = "https://api.coze.com",
     .help = "https://api.coze.com or https://api.coze.cn",
     .check = httpUrl,
     .section = "Coze"},
    {.name = "COZE_WORKFLOW_ID",
     .member = &C::cozeWorkflowId,
     .defaultValue = "",
     .help = "the workflow that answers"},
    {.name = "COZE_APP_ID",
     .member = &C::cozeAppId,
     .defaultValue = "",
     .help = "the app the workflow belongs to"},
    {.name = "COZE_OAUTH_CLIENT_ID",
     .member = &C::cozeOauthClientId,
     .defaultValue = "",
     .help = "OAuth app of type JWT: client id"},
    {.name = "COZE_OAUTH_PUBLIC_KEY_ID",
     .member = &C::cozeOauthPublicKeyId,
     .defaultValue = "",
     .help = "id of the public key uploaded there"},
    {.name = "COZE_OAUTH_PRIVATE_KEY_FILE",
     .member = &C::cozeOauthPrivateKeyFile,
     .defaultValue = "",
     .help = "PEM file of the private key (PKCS#8 or PKCS#1)"},
    {.name = "COZE_OAUTH_PRIVATE_KEY",
     .member = &C::cozeOauthPrivateKey,
     .defaultValue = "",
     .help = "or the PEM itself, \\n for line ends",
     .secret = true},
    {.name = "COZE_JWT_AUDIENCE",
     .member = &C::cozeJwtAudience,
     .defaultValue = "",
     .help = "`aud` of the JWT; empty: host of COZE_API_BASE"},
    {.name = "COZE_BOT_NAME",
     .member = &C::cozeBotName,
     .defaultValue = "Fiido 客服",
     .help = "name shown to customers"},
    {.name = "COZE_BOT_ICON_URL",
     .member = &C::cozeBotIconUrl,
     .defaultValue = "",
     .help = "avatar shown to customers",
     .check = httpUrlOrEmpty},
    {.name = "COZE_BOT_DESCRIPTION",
     .member = &C::cozeBotDescription,
     .defaultValue = "",
     .help = "one line below the name"},
    {.name = "COZE_BOT_WELCOME",
     .member = &C::cozeBotWelcome,
     .defaultValue = "",
     .help = "first text the customer sees"},

    {.name = "SMTP_HOST",
     .member = &C::smtpHost,
     .defaultValue = "",
     .help = "mail server; empty: no mail",
     .section = "Mail"},
    {.name = "SMTP_PORT",
     .member = &C::smtpPort,
     .defaultValue = "465",
     .help = "its port",
     .min = 1,
     .max = 65535},
    {.name = "SMTP_USE_TLS",
     .member = &C::smtpUseTls,
     .defaultValue = "true",
     .help = "TLS from the first byte (465) or STARTTLS (other ports)"},
    {.name = "SMTP_USERNAME",
     .member = &C::smtpUsername,
     .defaultValue = "",
     .help = "account, also the sender's address"},
    {.name = "SMTP_PASSWORD",
     .member = &C::smtpPassword,
     .defaultValue = "",
     .help = "its password",
     .secret = true},
    {.name = "EMAIL_FROM_NAME",
     .member = &C::emailFromName,
     .defaultValue = "",
     .help = "sender's name"},
    {.name = "EMAIL_RECIPIENTS",
     .member = &C::emailRecipients,
     .defaultValue = "",
     .help = "staff who get after-hours mail, comma list",
     .check = mailAddress},
};

} // namespace

std::span<const Setting> settings()
{
    return table;
}

const Setting *findSetting(QStringView name)
{
    for (const Setting &setting : table) {
        if (name == QLatin1String(setting.name))
            return &setting;
    }
    return nullptr;
}

} // namespace handoff
