#pragma once

#include "server/config/config.h"
#include "server/coze/settings.h"
#include "server/domain/policy.h"
#include "server/events/eventhub.h"
#include "server/jobs/desktimers.h"
#include "server/jobs/searchindexer.h"
#include "server/jobs/tickettimers.h"
#include "server/observe/warnings.h"
#include "shared/core/result.h"

#include <QHostAddress>
#include <QObject>

#include <memory>

namespace handoff {

class CozeClient;
class DatabaseLock;
class FileStore;
class LogFile;
class LoginThrottle;
class Metrics;
class MailOutbox;
class PasswordPool;
class Tokens;
namespace api {
struct ApiContext;
class ClientLimits;
} // namespace api
namespace http {
class HttpServer;
class Router;
struct Finished;
struct ServerOptions;
} // namespace http

/// Values that only tests change.
struct ServerAppOptions
{
    int bcryptCost = 12;
    CozeTimings coze;
    EventHubOptions events;
    DeskTimersOptions timers;
    TicketTimersOptions tickets;
    int mailSweepMs = 5'000; ///< between looks for mails that are due
};

/// The whole server: builds every part, connects them, and takes them down in order. `main` and the
/// tests use it alike. Event loop.
class ServerApp : public QObject
{
    Q_OBJECT

public:
    explicit ServerApp(const Config &config, const ServerAppOptions &options = {});
    ~ServerApp() override;

    /// Opens everything (blocking, once) and listens; returns the port. Errors are one line that
    /// names the setting or the remedy.
    Result<quint16> start();
    /// Stops accepting, lets requests and AI turns finish (≤ 10 s; turns that are not done 2 s
    /// before break off, and what has come is stored), ends streams; then stopped() is emitted.
    void stop(int graceMs = 10'000);

    /// `http://127.0.0.1:8000`: where a browser on this machine finds the server.
    QString url() const;
    const http::Router &router() const;
    const Config &config() const { return m_config; }
    Database &database() { return *m_database; }
    EventHub &hub() { return *m_hub; }

signals:
    void stopped();

private:
    Result<void> openStore();
    Result<void> seedAccounts();
    /// In production: fails while everybody knows the password of an account, and names them.
    Result<void> refuseKnownPasswords();
    void addRoutes();
    void connectMetrics();
    void warnOfProxy(const QHostAddress &proxy, const QString &header);
    void limitConnections(http::ServerOptions &options) const;
    void reportStopped();
    void requestFinished(const http::Finished &request);

    const Config m_config;
    const ServerAppOptions m_options;
    quint16 m_port = 0;
    bool m_httpStopped = false;
    std::unique_ptr<LogFile> m_log;
    std::unique_ptr<Metrics> m_metrics;
    std::unique_ptr<DatabaseLock> m_databaseLock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<EventHub> m_hub;
    std::unique_ptr<CozeClient> m_coze;
    std::unique_ptr<Tokens> m_tokens;
    std::unique_ptr<PasswordPool> m_passwords;
    std::unique_ptr<LoginThrottle> m_throttle;
    std::unique_ptr<FileStore> m_files;
    std::unique_ptr<MailOutbox> m_mail;
    std::unique_ptr<api::ClientLimits> m_limits;
    Warnings m_warnings;
    std::unique_ptr<api::ApiContext> m_context;
    std::unique_ptr<http::HttpServer> m_http;
    std::unique_ptr<DeskTimers> m_timers;
    std::unique_ptr<TicketTimers> m_ticketTimers;
    std::unique_ptr<SearchIndexer> m_indexer;
};

} // namespace handoff
