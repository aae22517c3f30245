#include "server/http/server.h"

#include "server/http/connection.h"
#include "server/http/transport.h"
#include "shared/contract/errors.h"
#include "shared/core/clock.h"
#include "shared/core/ids.h"

#include <QFile>
#include <QLocale>
#include <QLoggingCategory>
#include <QSslCertificate>
#include <QSslKey>

#include <ctime>

namespace handoff::http {

namespace {
constexpr int kRestMs = 5;

Q_LOGGING_CATEGORY(lcServer, "handoff.http", QtInfoMsg)

constexpr auto kExpose =
    "Access-Control-Expose-Headers: X-Request-Id, X-Session-Name, Retry-After, ETag\r\n";

Error tlsError(const QString &file)
{
    return Error::plain(ErrorKind::Unavailable, QStringLiteral("TLS_FILES"),
                        QStringLiteral("Cannot use the TLS file ") + file);
}

/// Certificate chain and key for HTTPS; nothing when none are configured.
Result<std::optional<QSslConfiguration>> loadTls(const ServerOptions &options)
{
    using Tls = std::optional<QSslConfiguration>;
    if (options.tlsCertFile.isEmpty() && options.tlsKeyFile.isEmpty())
        return Tls();
    const auto chain = QSslCertificate::fromPath(options.tlsCertFile, QSsl::Pem,
                                                 QSslCertificate::PatternSyntax::FixedString);
    if (chain.isEmpty())
        return tlsError(options.tlsCertFile);
    QFile file(options.tlsKeyFile);
    const QByteArray pem = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Ec);
    if (key.isNull())
        return tlsError(options.tlsKeyFile);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return Tls(tls);
}
} // namespace

HttpServer::HttpServer(ServerOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)),
      m_idPrefix("req-" + newId({}, 12).toLatin1() + '-'),
      m_anyOrigin(m_options.corsOrigins.contains(QStringLiteral("*"))),
      m_transport(std::make_unique<Transport>(*this))
{
    m_bodyLimit = [this](QByteArrayView method, QByteArrayView path) {
        return m_router.maxBody(method, path, m_options.maxBody);
    };
    const int shortest = std::min(
        {m_options.requestTimeoutMs, m_options.idleTimeoutMs, m_options.writeTimeoutMs, 4'000});
    m_sweep.setInterval(qMax(10, shortest / 4));
    connect(&m_sweep, &QTimer::timeout, this, &HttpServer::sweep);
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    connect(&m_wake, &QTimer::timeout, this, &HttpServer::wakeResting);
}

HttpServer::~HttpServer()
{
    const auto all = m_connections;
    for (Connection *connection : all)
        connection->abort();
    m_transport.reset();
}

Result<quint16> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    const auto tls = loadTls(m_options);
    if (!tls)
        return tls.error();
    m_sweep.start();
    return m_transport->listen(address, port, *tls);
}

void HttpServer::stop(int graceMs)
{
    m_stopping = true;
    m_transport->stopListening();
    const auto all = m_connections;
    for (Connection *connection : all)
        connection->stop();
    QTimer::singleShot(graceMs, this, [this] {
        const auto late = m_connections;
        for (Connection *connection : late)
            connection->abort();
    });
    reportStopped();
}

void HttpServer::reportStopped()
{
    if (m_stopping && m_connections.isEmpty() && !std::exchange(m_stopped, true))
        QMetaObject::invokeMethod(this, &HttpServer::stopped, Qt::QueuedConnection);
}

// ---- connections --------------------------------------------------------------------------------

bool HttpServer::admits(const QHostAddress &peer)
{
    if (m_stopping)
        return false;
    const bool full = m_connections.size() >= m_options.maxConnections;
    if (!full && (m_perAddress.value(networkOf(peer)) < m_options.maxConnectionsPerAddress ||
                  m_options.trustedProxies.contains(peer)))
        return true;
    if (const qint64 times = m_refusals.happened(monotonicMs()))
        qCWarning(lcServer).noquote() << "refused" << times << "connections, the last from"
                                      << peer.toString() << (full ? "(full)" : "(has its share)");
    emit connectionRefused(!full);
    return false;
}

void HttpServer::acceptFailed(const QString &why)
{
    if (const qint64 times = m_acceptErrors.happened(monotonicMs()))
        qCWarning(lcServer).noquote()
            << "cannot accept connections:" << why << "-" << times << "times,"
            << m_connections.size() << "are open; trying again";
    emit acceptError();
}

QHostAddress HttpServer::clientOf(const Request &request)
{
    const QHostAddress &peer = request.peer;
    const QList<QByteArray> forwardedFor = request.headerAll("x-forwarded-for");
    const char *const header = !forwardedFor.isEmpty()          ? "X-Forwarded-For"
                               : request.hasHeader("x-real-ip") ? "X-Real-IP"
                               : request.hasHeader("forwarded") ? "Forwarded"
                                                                : nullptr;
    const auto isUnheard = [&] {
        return m_options.trustedProxies.contains(peer) ? forwardedFor.isEmpty() : isNearby(peer);
    };
    if (header && isUnheard() && m_notHeard.happened(monotonicMs()) > 0)
        emit proxyNotHeard(peer, QString::fromLatin1(header));
    return m_options.trustedProxies.client(peer, forwardedFor);
}

void HttpServer::opened(Connection *connection)
{
    m_connections.insert(connection);
    ++m_perAddress[networkOf(connection->peer())];
}

void HttpServer::closed(Connection *connection)
{
    if (!m_connections.remove(connection))
        return;
    const auto it = m_perAddress.find(networkOf(connection->peer()));
    if (it != m_perAddress.end() && --*it <= 0)
        m_perAddress.erase(it);
    reportStopped();
}

bool HttpServer::hold(qint64 &held, qint64 bytes, const QHostAddress &anonymous)
{
    const qint64 others = m_held - held;
    if (bytes > held && others > 0 && others + bytes > m_options.maxBodies)
        return false;
    if (!anonymous.isNull()) {
        qint64 &ofAddress = m_heldPerAddress[anonymous];
        const qint64 rest = ofAddress - held;
        if (bytes > held && rest > 0 && rest + bytes > m_options.maxBodiesPerAddress)
            return false;
        ofAddress = rest + bytes;
        if (ofAddress == 0)
            m_heldPerAddress.remove(anonymous);
    }
    m_held = others + bytes;
    held = bytes;
    return true;
}

void HttpServer::spent(const QHostAddress &peer, qint64 us)
{
    if (!m_options.trustedProxies.contains(peer))
        m_share.spent(networkOf(peer), us, monotonicMs());
}

bool HttpServer::mayGoOn(Connection *connection)
{
    if (m_share.mayGoOn(networkOf(connection->peer()), monotonicMs()))
        return true;
    m_resting.append(connection);
    if (!m_wake.isActive())
        m_wake.start(kRestMs);
    return false;
}

void HttpServer::wakeResting()
{
    const auto all = std::exchange(m_resting, {}); // who still has to rest comes back into it
    for (const QPointer<Connection> &connection : all) {
        if (connection)
            connection->wake();
    }
}

void HttpServer::sweep()
{
    const qint64 now = monotonicMs();
    m_share.tidy(now);
    const auto all = m_connections; // closing takes them out of the set
    for (Connection *connection : all)
        connection->checkDeadlines(now);
}

/// For a client that is one too many.
QByteArray HttpServer::fullAnswer()
{
    const QByteArray body = errorBody(errors::unavailable());
    QByteArray out = "HTTP/1.1 503 Service Unavailable\r\n"
                     "Content-Type: application/json; charset=utf-8\r\n"
                     "Connection: close\r\nRetry-After: 5\r\n";
    appendCommonHeaders(out, {}, newRequestId());
    out.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n\r\n");
    return out.append(body);
}

// ---- headers of every answer --------------------------------------------------------------------

QByteArray HttpServer::newRequestId()
{
    return m_idPrefix + QByteArray::number(++m_nextId, 36);
}

void HttpServer::appendCommonHeaders(QByteArray &out, const QByteArray &origin,
                                     const QByteArray &requestId) const
{
    const std::time_t now = std::time(nullptr);
    if (now != m_dateSecond) {
        m_dateSecond = now;
        const auto utc = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
        m_date =
            "Date: " + QLocale::c().toString(utc, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1() +
            "\r\n";
    }
    out.append(m_date).append("X-Request-Id: ").append(requestId).append("\r\n");

    // Every answer carries the header; an origin that is not allowed sees another one's name.
    out.append("Access-Control-Allow-Origin: ");
    if (m_anyOrigin)
        out.append(origin.isEmpty() ? QByteArrayLiteral("*") : origin);
    else if (m_options.corsOrigins.contains(QString::fromLatin1(origin)))
        out.append(origin);
    else
        out.append(m_options.corsOrigins.value(0).toLatin1());
    out.append("\r\n");
    if (!m_anyOrigin || !origin.isEmpty())
        out.append("Vary: Origin\r\n");
    out.append(kExpose);
}

} // namespace handoff::http
