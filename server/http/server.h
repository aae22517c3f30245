#pragma once

#include "server/http/loopshare.h"
#include "server/http/reminder.h"
#include "server/http/requestscanner.h"
#include "server/http/router.h"
#include "server/http/trustedproxies.h"
#include "shared/core/result.h"

#include <QHostAddress>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>

namespace handoff::http {

class Connection;
class Transport;

/// Limits of limits.md, Requests; times in milliseconds, sizes in bytes.
struct ServerOptions
{
    QStringList corsOrigins{QStringLiteral("*")}; ///< `*`, or the origins that are allowed
    TrustedProxies trustedProxies;                ///< X-Forwarded-For is believed from these only
    QString tlsCertFile;                          ///< PEM chain; with tlsKeyFile: HTTPS
    QString tlsKeyFile;
    qint64 maxHead = 16 * 1024;           ///< request line and headers → 431
    qint64 maxBody = 1024 * 1024;         ///< → 413; a route may have its own
    qint64 maxBodies = 256 * 1024 * 1024; ///< bodies of all connections at once → 503
    /// Of those, the ones of callers without an account from one address (not trusted proxies).
    qint64 maxBodiesPerAddress = 32 * 1024 * 1024;
    int requestTimeoutMs = 20'000;    ///< first byte → whole request, else 408
    int minBytesPerSecond = 4 * 1024; ///< of a large body, over each rateWindowMs; else 408
    int rateWindowMs = 5'000;
    int idleTimeoutMs = 75'000;           ///< keep-alive without a request
    int writeTimeoutMs = 60'000;          ///< a client that reads nothing of its answer
    int maxConnections = 20'000;          ///< refused with 503 above
    int maxConnectionsPerAddress = 1'000; ///< not for trusted proxies
};

/// One answered request, for the request log and metrics.
struct Finished
{
    QByteArray method;
    QByteArray route; ///< pattern; empty when no route matched
    QByteArray requestId;
    int status = 0;
    qint64 bytes = 0; ///< of the body; 0 for streams
    double ms = 0;    ///< until the answer was handed to the socket (streams: until they began)
};

/// The HTTP server: Qt HttpServer with limits, ordered answers and CORS; event loop thread.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    explicit HttpServer(ServerOptions options = {}, QObject *parent = nullptr);
    ~HttpServer() override;

    Router &router() { return m_router; }
    const ServerOptions &options() const { return m_options; }

    /// Starts accepting; port 0 takes a free one. Returns the port. May be called for several
    /// addresses. Fails with Unavailable: address in use, unreadable certificate.
    Result<quint16> listen(const QHostAddress &address, quint16 port);
    /// Stops accepting, closes idle connections, lets requests finish, ends endless streams; what
    /// is left after `graceMs` is aborted. `stopped` follows, also when nothing was running.
    void stop(int graceMs = 10'000);
    bool isStopping() const { return m_stopping; }

    int connectionCount() const { return static_cast<int>(m_connections.size()); }
    /// Called after every answer, also of refused requests.
    void setObserver(std::function<void(const Finished &)> observer)
    {
        m_observer = std::move(observer);
    }

signals:
    void stopped();
    /// The system gave us no socket for a client; accepting goes on a moment later.
    void acceptError();
    /// A connection was one too many: in all, or of its address.
    void connectionRefused(bool ofAddress);
    /// A proxy next to us tells who its clients are and is not believed, because it is not trusted
    /// or says it in another header than X-Forwarded-For: all its clients count as one. At first
    /// sight, then once an hour.
    void proxyNotHeard(const QHostAddress &proxy, const QString &header);

private:
    friend class Connection;
    friend class Listener;
    friend class Reply;
    friend class Transport;

    static constexpr qsizetype windowBytes = 64 * 1024;

    bool admits(const QHostAddress &peer);
    void acceptFailed(const QString &why);
    /// Whom a request comes from; see TrustedProxies::client().
    QHostAddress clientOf(const Request &request);
    void opened(Connection *connection);
    void closed(Connection *connection);
    /// Bytes that a connection keeps from its client from now on, instead of `held`. False when all
    /// connections together would keep too much, or those of `anonymous`; a single one may keep
    /// what it likes.
    bool hold(qint64 &held, qint64 bytes, const QHostAddress &anonymous);
    /// May the connection's next request be read? Else it rests, and is called again.
    bool mayGoOn(Connection *connection);
    void spent(const QHostAddress &peer, qint64 us);
    void wakeResting();
    void sweep();
    void reportStopped();
    QByteArray newRequestId();
    QByteArray fullAnswer();
    /// `Date`, `X-Request-Id` and the CORS lines of every answer.
    void appendCommonHeaders(QByteArray &out, const QByteArray &origin,
                             const QByteArray &requestId) const;

    ServerOptions m_options;
    Router m_router;
    std::function<void(const Finished &)> m_observer;
    QSet<Connection *> m_connections;
    QHash<QHostAddress, int> m_perAddress;        ///< by networkOf()
    QHash<QHostAddress, qint64> m_heldPerAddress; ///< the same; callers without an account
    qint64 m_held = 0;                            ///< of all connections, see hold()
    QTimer m_sweep;
    LoopShare m_share; ///< by networkOf(); not of trusted proxies, which have many clients
    QList<QPointer<Connection>> m_resting;
    QTimer m_wake;
    Reminder m_acceptErrors{60'000};
    Reminder m_refusals{60'000};
    Reminder m_notHeard{3'600'000};
    QByteArray m_idPrefix;
    quint64 m_nextId = 0;
    RequestScanner::BodyLimit m_bodyLimit; ///< asks the router
    std::array<char, windowBytes>
        m_window{}; ///< where connections look at what came, without copying
    mutable QByteArray m_date;
    mutable qint64 m_dateSecond = -1;
    bool m_anyOrigin = true;
    bool m_stopping = false;
    bool m_stopped = false;                 ///< `stopped` was emitted
    std::unique_ptr<Transport> m_transport; ///< owns sockets and connections; dies first
};

} // namespace handoff::http
