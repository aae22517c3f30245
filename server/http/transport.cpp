#include "server/http/transport.h"

#include "server/http/connection.h"
#include "server/http/server.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QSslSocket>
#include <QTimer>

#ifdef Q_OS_LINUX
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace handoff::http {

namespace {
constexpr int kBacklog = 1024;
#ifdef Q_OS_LINUX
constexpr int kAcceptAtOnce = 64;   ///< then others have their turn
constexpr int kAcceptPauseMs = 200; ///< after an error: descriptors come back by themselves
#endif

/// A client that vanished without a word is noticed within 60 s (events.md, Guarantees 5): idle
/// ones by keep-alive probes after 20 s, ones we write to when nothing was acknowledged for 30 s.
void noticeLostPeers(qintptr descriptor)
{
#ifdef Q_OS_LINUX
    const int fd = static_cast<int>(descriptor);
    const auto set = [fd](int level, int option, int value) {
        ::setsockopt(fd, level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 20);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 30'000);
#else
    Q_UNUSED(descriptor)
#endif
}
} // namespace

Listener::Listener(HttpServer &server, const std::optional<QSslConfiguration> &tls)
    : m_server(server), m_tls(tls)
{
    setListenBacklogSize(kBacklog);
}

Listener::~Listener()
{
    stop();
}

bool Listener::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
#ifdef Q_OS_LINUX
    pauseAccepting();
    m_socket = ::fcntl(static_cast<int>(socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
#endif
    return true;
}

void Listener::stop()
{
    close();
#ifdef Q_OS_LINUX
    m_notifier.reset();
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
#endif
}

QTcpSocket *Listener::nextPendingConnection()
{
    QTcpSocket *next = QTcpServer::nextPendingConnection();
#ifdef Q_OS_LINUX
    if (isListening())
        pauseAccepting(); // which the line above has ended
#endif
    return next;
}

void Listener::acceptWaiting()
{
#ifdef Q_OS_LINUX
    for (int i = 0; i < kAcceptAtOnce && m_notifier; ++i) {
        const int descriptor = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor >= 0) {
            incomingConnection(descriptor);
        } else if (errno == EAGAIN) {
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) { // that one hung up while it waited
            m_server.acceptFailed(qt_error_string(errno));
            m_notifier->setEnabled(false);
            QTimer::singleShot(kAcceptPauseMs, this, [this] {
                if (m_notifier)
                    m_notifier->setEnabled(true);
            });
            return;
        }
    }
#endif
}

void Listener::incomingConnection(qintptr descriptor)
{
    auto *tls = m_tls ? new QSslSocket(this) : nullptr;
    auto *socket = tls ? tls : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    const QHostAddress peer = plainAddress(socket->peerAddress());
    if (!m_server.admits(peer)) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (!tls)
            socket->write(m_server.fullAnswer());
        socket->flush();
        socket->disconnectFromHost();
        return;
    }
    noticeLostPeers(descriptor);
    new Connection(m_server, socket, peer); // before Qt's slots are connected: it sees bytes first
    if (tls) {
        tls->setSslConfiguration(*m_tls);
        tls->startServerEncryption();
    }
    addPendingConnection(socket);
}

bool ParserFeed::opens()
{
    if (m_waking)
        return false; // what was given has been looked at
    settle();
    return true;
}

/// Qt reads inside a transaction, which keeps every byte a second time and forbids to put bytes
/// back; it begins a new one by itself.
void ParserFeed::settle()
{
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
}

void ParserFeed::give(const QByteArray &bytes)
{
    settle();
    for (qsizetype i = bytes.size(); i-- > 0;)
        m_socket->ungetChar(bytes.at(i));
}

void ParserFeed::drop()
{
    m_socket->skip(m_socket->bytesAvailable());
}

void ParserFeed::wake()
{
    m_waking = true;
    emit m_socket->readyRead();
    m_waking = false;
}

QByteArray ParserFeed::inOneChunk(const QByteArray &body)
{
    QByteArray bytes;
    if (!body.isEmpty())
        bytes = QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
    return bytes + "0\r\n\r\n";
}

Result<quint16> Transport::listen(const QHostAddress &address, quint16 port,
                                  const std::optional<QSslConfiguration> &tls)
{
    auto listener = std::make_unique<Listener>(m_server, tls);
    if (!listener->start(address, port))
        return Error::plain(ErrorKind::Unavailable, QStringLiteral("LISTEN_FAILED"),
                            listener->errorString());
    const quint16 bound = listener->serverPort();
    m_listeners.append(listener.get());
    bind(listener.release()); // becomes its parent
    return bound;
}

void Transport::stopListening()
{
    for (Listener *listener : std::as_const(m_listeners))
        listener->stop();
}

void Transport::dispatch(const QHttpServerRequest &request)
{
    const QPointer<Connection> connection = std::exchange(m_current, nullptr);
    if (!connection)
        return;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    connection->dispatch(request.headers(), request.body());
#else
    Headers headers;
    const QHttpHeaders &sent = request.headers();
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const QLatin1StringView name = sent.nameAt(i);
        headers.append({QByteArray(name.data(), name.size()), sent.valueAt(i).toByteArray()});
    }
    connection->dispatch(headers, request.body());
#endif
}

// Answers go out through the connection, now or later. From 6.5 on Qt's responder is dropped
// unused, which only tells Qt that it may parse again; the guard decides when it gets something to
// parse.
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
bool Transport::handleRequest(const QHttpServerRequest &request, QTcpSocket *)
{
    dispatch(request);
    return true;
}
void Transport::missingHandler(const QHttpServerRequest &, QTcpSocket *) {}
#else
bool Transport::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &)
{
    dispatch(request);
    return true;
}
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
void Transport::missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) {}
#else
void Transport::missingHandler(const QHttpServerRequest &, QHttpServerResponder &) {}
#endif
#endif

} // namespace handoff::http
