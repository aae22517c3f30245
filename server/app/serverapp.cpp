#include "server/app/serverapp.h"

#include "server/api/routes.h"
#include "server/api/session/chatroutes.h"
#include "server/app/presets.h"
#include "server/app/process.h"
#include "server/coze/client.h"
#include "server/http/server.h"
#include "server/http/staticpages.h"
#include "server/jobs/mailoutbox.h"
#include "server/store/databaselock.h"
#include "server/store/files/filestore.h"
#include "shared/core/ids.h"
#include "shared/core/privatefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <algorithm>

namespace handoff {

namespace {

Q_LOGGING_CATEGORY(appLog, "handoff.app")
Q_LOGGING_CATEGORY(accessLog, "handoff.access", QtInfoMsg)

constexpr double slowRequestMs = 1000;

QHostAddress addressFrom(const QString &host)
{
    if (host == u"localhost")
        return QHostAddress(QHostAddress::LocalHost);
    return host == u"0.0.0.0" ? QHostAddress(QHostAddress::AnyIPv4) : QHostAddress(host);
}

Error startError(const QString &what)
{
    return Error::plain(ErrorKind::Unavailable, QStringLiteral("START_FAILED"), what);
}

QString unwritable(const QString &setting, const QString &dir)
{
    return QStringLiteral(
               "%1: %2 is not writable: give this user the right to write there, or name "
               "another folder")
        .arg(setting, dir);
}

} // namespace

ServerApp::ServerApp(const Config &config, const ServerAppOptions &options)
    : m_config(config), m_options(options)
{
}

ServerApp::~ServerApp()
{
    if (!m_context)
        return;
    // What became of the mail that was under way is stored before the database closes.
    m_mail->close();
    m_database->close();
    m_passwords->close();
    m_files->close();
    QCoreApplication::sendPostedEvents(); // results go to who still waits for them
    m_http.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_timers.reset();
    m_ticketTimers.reset();
    m_indexer.reset();
    m_context.reset();
    m_mail.reset();
    m_coze.reset();
    m_hub.reset();
}

Result<quint16> ServerApp::start()
{
    HANDOFF_CHECK(openStore());

    EventHubOptions events = m_options.events;
    events.customerStreams = m_config.sseMaxConnections;
    events.customerStreamsPerAddress = m_config.perAddress(m_config.sseMaxPerAddress);
    m_metrics = std::make_unique<Metrics>();
    m_hub = std::make_unique<EventHub>(*m_database, events);
    CozeSettings coze = m_config.coze;
    coze.timings = m_options.coze;
    m_coze = std::make_unique<CozeClient>(coze);
    m_tokens = std::make_unique<Tokens>(Tokens::Options{m_config.jwtSecretKey.toUtf8(),
                                                        m_config.agentTokenExpireMinutes,
                                                        m_config.agentRefreshTokenExpireDays});
    m_passwords = std::make_unique<PasswordPool>(m_options.bcryptCost);
    m_throttle = std::make_unique<LoginThrottle>();
    m_files = std::make_unique<FileStore>(m_config.attachmentsDir());
    m_mail = std::make_unique<MailOutbox>(*m_database, m_config.desk, m_config.smtp,
                                          m_config.letterhead, *m_metrics, m_options.mailSweepMs);
    m_limits = std::make_unique<api::ClientLimits>(m_config, *m_metrics);
    m_context.reset(new api::ApiContext{m_config, m_config.desk, *m_database, *m_hub, *m_tokens,
                                        *m_passwords, *m_throttle, *m_log, *m_metrics, *m_coze,
                                        *m_files, *m_mail, *m_limits, m_warnings});
    HANDOFF_CHECK(seedAccounts());
    HANDOFF_CHECK(refuseKnownPasswords());
    HANDOFF_TRY(const Presets presets, loadPresets());
    HANDOFF_CHECK(m_database->waitFor(
        m_database->writeBehind([presets](Tx &tx) { return seedPresets(tx, presets); })));

    http::ServerOptions options;
    options.corsOrigins = m_config.corsAllowedOrigins;
    options.trustedProxies = http::TrustedProxies(m_config.trustedProxies);
    options.tlsCertFile = m_config.tlsCertFile;
    options.tlsKeyFile = m_config.tlsKeyFile;
    limitConnections(options);
    m_http = std::make_unique<http::HttpServer>(options);
    connect(m_http.get(), &http::HttpServer::stopped, this, [this] {
        m_httpStopped = true;
        reportStopped();
    });
    // Turns whose customer has left hold no connection.
    connect(m_coze.get(), &CozeClient::allEnded, this, &ServerApp::reportStopped);
    m_http->setObserver([this](const http::Finished &request) { requestFinished(request); });
    connect(m_http.get(), &http::HttpServer::proxyNotHeard, this, &ServerApp::warnOfProxy);
    addRoutes();
    connectMetrics();
    m_timers = std::make_unique<DeskTimers>(*m_database, *m_hub, m_config.desk,
                                            m_config.eventRetentionHours, m_options.timers);
    // Nobody else writes to a file: whatever turn is open there was ours.
    m_timers->endAbandonedTurns(m_database->isPostgres() ? Timestamp::now() : Timestamp::latest());
    m_ticketTimers = std::make_unique<TicketTimers>(*m_database, *m_files, m_options.tickets);
    m_indexer = std::make_unique<SearchIndexer>(*m_database);

    const auto port =
        m_http->listen(addressFrom(m_config.host), static_cast<quint16>(m_config.port));
    if (!port)
        return startError(QStringLiteral("cannot listen on %1:%2: %3; is another server running? "
                                         "HOST and PORT say where to listen")
                              .arg(m_config.host)
                              .arg(m_config.port)
                              .arg(port.error().message));
    m_port = *port;
    qCInfo(appLog).noquote() << "handoff-server" << HANDOFF_VERSION << "serves" << url();
    return m_port;
}

void ServerApp::warnOfProxy(const QHostAddress &proxy, const QString &header)
{
    const QStringList &named = m_config.trustedProxies;
    const bool trusted = http::TrustedProxies(named).contains(proxy);
    const QString text =
        QStringLiteral("A proxy sends %1, but %2: all its clients count as one in every limit, and "
                       "five wrong passwords lock out everybody. %3, see packaging/PROXY.md.")
            .arg(header,
                 trusted           ? QStringLiteral("no X-Forwarded-For")
                 : named.isEmpty() ? QStringLiteral("TRUSTED_PROXIES is empty")
                                   : QStringLiteral("TRUSTED_PROXIES does not name it"),
                 trusted ? QStringLiteral("Nothing else is believed of TRUSTED_PROXIES")
                         : QStringLiteral("Name the proxy there"));
    m_warnings.add(QStringLiteral("proxy"), text);
    qCWarning(appLog).noquote() << text << "It is at" << proxy.toString();
}

/// Clients must leave descriptors for the database, Coze, files and whoever is to be refused.
void ServerApp::limitConnections(http::ServerOptions &options) const
{
    const int descriptors = process::raiseDescriptorLimit();
    if (descriptors <= 0)
        return;
    const int room = descriptors - std::clamp(descriptors / 4, 64, 8192);
    if (room >= options.maxConnections)
        return;
    options.maxConnections = std::max(room, 1);
    options.maxConnectionsPerAddress =
        std::clamp(options.maxConnections / 4, 1, options.maxConnectionsPerAddress);
    qCWarning(appLog) << "the system allows" << descriptors << "open files: at most"
                      << options.maxConnections << "connections,"
                      << options.maxConnectionsPerAddress
                      << "per address; raise the limit (LimitNOFILE, ulimit -n) for more";
}

void ServerApp::stop(int graceMs)
{
    if (m_http) {
        // What is left of the grace is for storing what has come, and telling the customer.
        m_coze->stop(graceMs - graceMs / 5);
        m_http->stop(graceMs);
    } else {
        QMetaObject::invokeMethod(this, &ServerApp::stopped, Qt::QueuedConnection);
    }
}

void ServerApp::reportStopped()
{
    if (m_httpStopped && m_coze->isIdle())
        emit stopped();
}

QString ServerApp::url() const
{
    const bool any =
        m_config.host == u"0.0.0.0" || m_config.host == u"::" || m_config.host == u"localhost";
    const QString host =
        m_config.host.contains(u':') ? QString(u'[' + m_config.host + u']') : m_config.host;
    return (m_config.tlsCertFile.isEmpty() ? QStringLiteral("http://")
                                           : QStringLiteral("https://")) +
           (any ? QStringLiteral("127.0.0.1") : host) + u':' + QString::number(m_port);
}

const http::Router &ServerApp::router() const
{
    return m_http->router();
}

Result<void> ServerApp::openStore()
{
    const QString dir = QDir(m_config.dataDir).absolutePath();
    if (!QDir().mkpath(dir) || !QFileInfo(dir).isDir() || !QFileInfo(dir).isWritable())
        return startError(unwritable(QStringLiteral("DATA_DIR"), dir));
    const QString files = m_config.attachmentsDir();
    keepPrivate(files);
    if (QFileInfo::exists(files) && !QFileInfo(files).isWritable())
        return startError(unwritable(QStringLiteral("DATA_DIR"), files));
    m_log = std::make_unique<LogFile>(m_config.logPath());
    if (const auto opened = m_log->open(); !opened)
        return startError(QStringLiteral("LOG_FILE: ") + opened.error().message);
    auto lock = DatabaseLock::take(m_config.databaseUrl);
    if (!lock)
        return startError(QStringLiteral("DATABASE_URL: ") + lock.error().message);
    m_databaseLock = std::make_unique<DatabaseLock>(std::move(*lock));
    DatabaseOptions options;
    options.url = m_config.databaseUrl;
    options.readers = m_config.databaseReaders;
    options.writers = m_config.databaseWriters;
    auto database = Database::open(options);
    if (!database)
        return startError(QStringLiteral("DATABASE_URL: ") + database.error().message);
    m_database = std::move(*database);
    return {};
}

Result<void> ServerApp::seedAccounts()
{
    // Blocks: nobody is served before there is somebody who may log in.
    const auto none = m_database->read([](Tx &tx) { return Agents::none(tx); });
    HANDOFF_TRY(const bool empty, m_database->waitFor(none));
    if (!empty)
        return {};
    struct Account
    {
        const char *username;
        QString password;
        QString name;
        AgentRole role;
        int maxSessions;
    };
    QList<Account> accounts{
        {"admin", QStringLiteral("admin123"), QStringLiteral("系统管理员"), AgentRole::Admin, 10}};
    if (m_config.isProduction())
        accounts.first().password = newId(u"", 20) + QStringLiteral("a1");
    else
        accounts += {{"agent001", QStringLiteral("agent123"), QStringLiteral("客服小王"),
                      AgentRole::Agent, 5},
                     {"agent002", QStringLiteral("agent123"), QStringLiteral("客服小李"),
                      AgentRole::Agent, 5}};
    QList<Agents::Seed> seeds;
    for (const Account &account : accounts) {
        const QString hash = Password::hash(account.password, m_options.bcryptCost);
        if (hash.isEmpty())
            return startError(QStringLiteral("bcrypt is not available"));
        seeds.append({QString::fromLatin1(account.username),
                      account.name,
                      account.role,
                      account.maxSessions,
                      {hash, Password::isWellKnown(account.password)}});
    }
    HANDOFF_TRY(const int made, m_database->waitFor(m_database->write(
                                    [seeds](Tx &tx) { return Agents::seed(tx, seeds); })));
    if (made > 0 && m_config.isProduction())
        qCWarning(appLog).noquote().nospace()
            << "Made the account admin with the password " << accounts.constFirst().password
            << " - it is shown only now, change it after the first login";
    else if (made > 0)
        qCWarning(appLog) << "Made demo accounts with well-known passwords (admin/admin123, …): "
                             "not for production";
    return {};
}

Result<void> ServerApp::refuseKnownPasswords()
{
    if (!m_config.isProduction())
        return {};
    const auto asked = m_database->read([](Tx &tx) { return Agents::doubtful(tx); });
    HANDOFF_TRY(const QList<Agents::Doubtful> accounts, m_database->waitFor(asked));
    QStringList known;
    for (const Agents::Doubtful &account : accounts) {
        bool is = account.known;
        if (!account.known) { // once in the life of a password that an older version has set
            const QStringList &all = Password::wellKnown();
            is = std::any_of(all.begin(), all.end(), [&account](const QString &password) {
                return Password::verify(password, account.passwordHash);
            });
            HANDOFF_CHECK(m_database->waitFor(m_database->write(
                [account, is](Tx &tx) { return Agents::judged(tx, account, is); })));
        }
        if (is)
            known.append(account.username);
    }
    if (known.isEmpty())
        return {};
    return startError(
        QStringLiteral("ENVIRONMENT=production: everybody knows the passwords of these accounts: "
                       "%1. Give each a new one with: handoff-server set-password <account>")
            .arg(known.join(u", ")));
}

void ServerApp::addRoutes()
{
    http::Router &router = m_http->router();
    router.setGuard(api::guard(*m_context));
    router.setHeadGuard(api::headGuard(*m_context));
    api::addSystemRoutes(router, *m_context);
    api::addSessionRoutes(router, *m_context);
    api::addMessageRoutes(router, *m_context);
    api::addAgentRoutes(router, *m_context);
    api::addMailRoutes(router, *m_context);
    api::addStatsRoutes(router, *m_context);
    api::addAdminRoutes(router, *m_context);
    api::addTransferRoutes(router, *m_context);
    api::addNoteRoutes(router, *m_context);
    api::addQuickReplyRoutes(router, *m_context);
    api::addTagRoutes(router, *m_context);
    api::addAutoReplyRoutes(router, *m_context);
    api::addStreamRoutes(router, *m_context);
    api::addTicketRoutes(router, *m_context);
    api::addAttachmentRoutes(router, *m_context);
    api::addSlaRoutes(router, *m_context);
    api::addChatRoutes(router, *m_context);
    api::addConversationRoutes(router, *m_context);

    http::StaticPages pages(router, m_config.frameAncestors.join(u' ').toUtf8());
    pages.addTree("/web/", QStringLiteral(":/web"));
    pages.addFile("/", QStringLiteral(":/web/index.html"));
    pages.addFile("/widget.js", QStringLiteral(":/web/widget.js"));
    pages.addFile("/api/openapi.json", QStringLiteral(":/openapi/openapi.json"));
    pages.addFile("/docs", QStringLiteral(":/web/docs/index.html"));
    pages.addFile("/docs/guide", QStringLiteral(":/web/docs/guide.html"));
}

void ServerApp::connectMetrics()
{
    Metrics *metrics = m_metrics.get();
    connect(m_http.get(), &http::HttpServer::acceptError, this,
            [metrics] { metrics->acceptFailed(); });
    connect(m_http.get(), &http::HttpServer::connectionRefused, this,
            [metrics](bool) { metrics->refused(QStringLiteral("connections")); });
    connect(m_hub.get(), &EventHub::delivered, this,
            [metrics](double s) { metrics->eventDelivered(s); });
    connect(m_hub.get(), &EventHub::dropped, this, [metrics](int n) { metrics->sseDropped(n); });
    connect(m_database.get(), &Database::logged, this, [this](const QList<LogEntry> &lines) {
        for (const LogEntry &line : lines)
            m_log->add(line);
    });
    connect(m_database.get(), &Database::groupCommitted, this,
            [metrics](int, double ms) { metrics->transactionDone(ms / 1000.0); });
    connect(m_coze.get(), &CozeClient::turnEnded, this,
            [metrics](const QString &result) { metrics->cozeRequest(result); });
    connect(m_coze.get(), &CozeClient::firstToken, this,
            [metrics](double s) { metrics->cozeFirstToken(s); });
    connect(m_coze.get(), &CozeClient::failed, this,
            [this](const QString &code, const QString &logId, const QString &sessionName) {
                m_log->add({QStringLiteral("coze_error"),
                            sessionName,
                            {},
                            {},
                            QStringLiteral("system"),
                            {{QStringLiteral("code"), code}, {QStringLiteral("logid"), logId}}});
            });
}

void ServerApp::requestFinished(const http::Finished &request)
{
    m_metrics->requestDone(request.method, request.route, request.status, request.ms / 1000.0);
    qCInfo(accessLog).noquote().nospace()
        << request.method << ' ' << request.route << ' ' << request.status << ' ' << request.bytes
        << " bytes " << request.ms << " ms " << request.requestId;
    if (request.ms <= slowRequestMs)
        return;
    qCWarning(appLog).noquote() << "slow_request" << request.method << request.route << request.ms
                                << "ms" << request.requestId;
    m_log->add({QStringLiteral("slow_request"),
                {},
                {},
                {},
                {},
                {{QStringLiteral("route"), QString::fromUtf8(request.route)},
                 {QStringLiteral("method"), QString::fromUtf8(request.method.left(16))},
                 {QStringLiteral("ms"), qRound64(request.ms)}}});
}

} // namespace handoff
