#include "server/http/connection.h"

#include "server/http/server.h"
#include "server/http/transport.h"
#include "shared/contract/errors.h"
#include "shared/core/clock.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace handoff::http {

Q_LOGGING_CATEGORY(lcHttp, "handoff.http", QtInfoMsg)

namespace {
constexpr int kLingerMs = 500;
constexpr int kRetryAfterSeconds = 5;     ///< when too many large bodies are on their way
constexpr qint64 kLargeBody = 16 * 1024;  ///< not to be kept by Qt until the next request comes
constexpr qint64 kMaxUnread = 256 * 1024; ///< unread answers that hold the next request back
constexpr qint64 kOverheadUs = 20;        ///< of a request, beside its handler
constexpr int kBodyBytesPerMs = 32; ///< large bodies get a millisecond more for this many bytes
} // namespace

Connection::Connection(HttpServer &server, QTcpSocket *socket, const QHostAddress &peer)
    : QObject(socket), m_server(server), m_socket(socket),
      m_tls(qobject_cast<QSslSocket *>(socket)), m_parser(socket), m_peer(peer),
      m_scanner(server.options().maxHead, server.m_bodyLimit)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &Connection::onReadyRead);
    connect(socket, &QTcpSocket::disconnected, this, &Connection::onDisconnected);
    connect(socket, &QTcpSocket::bytesWritten, this, &Connection::onWritten);
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &Connection::onWritten);
    m_deadline = monotonicMs() + server.options().idleTimeoutMs;
    if (!server.options().trustedProxies.contains(peer))
        m_anonymous = networkOf(peer);
    m_server.opened(this);
}

Connection::~Connection()
{
    onDisconnected();
}

void Connection::onDisconnected()
{
    if (m_phase == Phase::Gone)
        return;
    m_phase = Phase::Gone;
    m_held = {};
    m_server.hold(m_heldBytes, 0, m_anonymous);
    m_server.closed(this);
    if (m_stream)
        m_stream->finish(&m_server);
}

// ---- reading ------------------------------------------------------------------------------------

void Connection::onReadyRead()
{
    if (!m_parser.opens())
        return;
    if (m_phase != Phase::Open || m_overflow)
        return m_parser.drop();
    if (rests()) {
        m_held += m_socket->readAll();
        return;
    }
    if (!m_busy && m_held.isEmpty() && m_scanner.state() != RequestScanner::State::Chunks)
        return scan();

    // Not for the parser yet.
    m_held += m_socket->readAll();
    if (m_busy) {
        if (m_held.size() > m_server.options().maxHead + m_server.options().maxBody ||
            !holdBody()) {
            m_overflow = true;
            m_held = {};
            (void)holdBody(); // less than before
        }
        return;
    }
    give(takeHeld());
    afterScan();
}

/// Before a request is begun: has this client had more than its share of our time?
bool Connection::rests()
{
    if (m_busy || !m_scanner.idle() || m_server.mayGoOn(this))
        return false;
    m_busy = true;
    m_resting = true;
    return true;
}

void Connection::wake()
{
    if (!std::exchange(m_resting, false))
        return;
    m_busy = false;
    next();
}

/// The usual case: what has come belongs to one request, and is only looked at.
void Connection::scan()
{
    const qint64 size = m_socket->bytesAvailable();
    if (size <= 0)
        return;
    if (m_scanner.state() == RequestScanner::State::Body && size <= m_scanner.bodyLeft()) {
        m_scanner.skipBody(size);
        return afterScan();
    }
    std::array<char, HttpServer::windowBytes> &window = m_server.m_window;
    if (size <= HttpServer::windowBytes) {
        const qint64 got = m_socket->peek(window.data(), HttpServer::windowBytes);
        const qsizetype used = m_scanner.feed(QByteArrayView(window.data(), got));
        if (used < size && m_scanner.state() != RequestScanner::State::Refused) {
            const QByteArray all = m_socket->readAll();
            m_held = all.mid(used);
            QByteArray now = all.left(used);
            if (m_scanner.state() == RequestScanner::State::Chunks)
                now += takeHeld();
            give(now);
        }
        return afterScan();
    }
    m_held = m_socket->readAll();
    give(takeHeld());
    afterScan();
}

/// Feeds the scanner from m_held; returns what the parser may see now.
QByteArray Connection::takeHeld()
{
    QByteArray bytes;
    if (m_scanner.state() != RequestScanner::State::Chunks) {
        const qsizetype used = m_scanner.feed(m_held);
        bytes = m_held.left(used);
        m_held.remove(0, used);
    }
    if (m_scanner.state() == RequestScanner::State::Chunks) {
        m_held.remove(0, m_scanner.feed(m_held));
        if (m_scanner.state() == RequestScanner::State::Complete)
            bytes += ParserFeed::inOneChunk(m_scanner.body());
    }
    return bytes;
}

void Connection::give(const QByteArray &bytes)
{
    if (m_scanner.state() != RequestScanner::State::Refused)
        m_parser.give(bytes);
}

/// Before a large body is read: is there room for it? Its length counts as a whole at once, so
/// that who has begun can end.
bool Connection::holdBody()
{
    const RequestHead &head = m_scanner.head();
    const qint64 body = head.chunked ? m_server.options().maxBody : head.contentLength;
    const qint64 all = body + m_held.size();
    return m_server.hold(m_heldBytes, all > kLargeBody ? all : 0, m_anonymous);
}

/// Before a large body is read: may its caller ask for that at all, and has he an account?
Result<void> Connection::lookAtCaller()
{
    const RequestHead &head = m_scanner.head();
    if (m_looked || (!head.chunked && head.contentLength <= kLargeBody))
        return {};
    m_looked = true;
    HANDOFF_TRY(const bool known,
                m_server.router().known(head.method, head.target, head.authorization));
    m_server.hold(m_heldBytes, 0, m_anonymous);
    m_anonymous = known || m_server.options().trustedProxies.contains(m_peer) ? QHostAddress()
                                                                              : networkOf(m_peer);
    return {};
}

void Connection::afterScan()
{
    using State = RequestScanner::State;
    const State state = m_scanner.state();
    if (state == State::Refused)
        return refuse(m_scanner.refusal());
    if (state == State::Idle)
        return;
    if (state != State::Head) {
        if (const auto may = lookAtCaller(); !may)
            return refuse(may.error());
    }
    if (state != State::Head && !holdBody()) {
        Error full = errors::unavailable();
        full.retryAfterSeconds = kRetryAfterSeconds;
        return refuse(full);
    }
    if (state == State::Complete) {
        m_busy = true; // the deadline stays until Qt's parser has agreed, see dispatch()
        m_server.m_transport->setCurrent(this);
        return;
    }
    if (!Transport::answersExpect && !m_continued && state != State::Head &&
        m_scanner.head().expectContinue) {
        m_continued = true;
        write(QByteArrayLiteral("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    if (m_startedMs == 0)
        m_startedMs = monotonicMs();
    const qint64 more = m_scanner.head().contentLength - m_server.options().maxBody;
    m_deadline =
        m_startedMs + m_server.options().requestTimeoutMs + qMax<qint64>(0, more) / kBodyBytesPerMs;
}

/// Begins with what was held back while the last request was answered.
void Connection::next()
{
    if (m_phase != Phase::Open || m_busy || !m_scanner.idle() || (!m_held.isEmpty() && rests()))
        return;
    give(m_held.isEmpty() ? ParserFeed::nothing() : takeHeld());
    afterScan();
    if (m_phase == Phase::Open)
        m_parser.wake();
}

void Connection::dispatch(const Headers &headers, const QByteArray &body)
{
    m_deadline = 0;
    const RequestHead &head = m_scanner.head();
    const qint64 size = head.chunked ? m_scanner.body().size() : head.contentLength;
    if (m_scanner.state() != RequestScanner::State::Complete || body.size() != size) {
        qCWarning(lcHttp) << "Qt and the guard disagree about a request; closing";
        return refuse(errors::badRequest(QStringLiteral("Malformed request")));
    }
    Request request;
    request.method = head.method;
    request.target = head.target;
    request.headers = headers;
    request.body = body;
    request.peer = m_peer;
    request.client = m_server.clientOf(request);
    const ReplyPtr reply = Reply::make(*this, head);
    request.requestId = reply->requestId();
    HttpServer &server = m_server; // the client may be gone behind the answer, and we with it
    QElapsedTimer work;
    work.start();
    server.router().dispatch(request, reply);
    server.spent(request.peer, kOverheadUs + work.nsecsElapsed() / 1000);
}

// ---- answering ----------------------------------------------------------------------------------

void Connection::write(const QByteArray &bytes)
{
    qsizetype sent = 0;
#ifdef Q_OS_LINUX
    // Nearly every write fits into the kernel's buffer. Going there directly saves Qt's buffer and
    // two wake-ups of the event loop for its write notifier; Qt gets what the kernel did not take.
    if (!m_tls && m_socket->bytesToWrite() == 0) {
        const auto took = ::send(static_cast<int>(m_socket->socketDescriptor()), bytes.constData(),
                                 static_cast<size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (took == bytes.size())
            return;
        sent = qMax<qsizetype>(0, took);
    }
#endif
    m_socket->write(sent == 0 ? bytes : bytes.mid(sent));
    m_socket->flush();
}

qint64 Connection::pendingBytes() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void Connection::answer(const QByteArray &bytes, bool keepAlive)
{
    if (m_phase != Phase::Open)
        return;
    write(bytes);
    requestDone(keepAlive);
}

SseStream *Connection::startStream(const QByteArray &head, bool chunked, bool keepAlive)
{
    m_keepAlive = keepAlive;
    m_stream = new SseStream(this, chunked, this);
    SseStream *stream = m_stream; // the write may find the client gone
    write(head);
    return stream;
}

void Connection::streamDone(bool properly)
{
    m_stream = nullptr;
    if (m_phase == Phase::Open)
        requestDone(properly && m_keepAlive);
}

void Connection::requestDone(bool keepAlive)
{
    if (m_phase != Phase::Open) // the write found the client gone
        return;
    if (!keepAlive || m_overflow || m_server.isStopping())
        return close();
    if (pendingBytes() > kMaxUnread) {
        m_choked = true; // answers must not pile up for a client that asks and asks and never reads
        return;
    }
    m_busy = false;
    m_continued = false;
    m_looked = false;
    m_startedMs = 0;
    const bool large = m_scanner.head().contentLength > kLargeBody || !m_scanner.body().isEmpty();
    m_scanner.reset();
    (void)holdBody(); // only what is held behind it: never more than before
    m_deadline = monotonicMs() + m_server.options().idleTimeoutMs;
    if (large || !m_held.isEmpty())
        QMetaObject::invokeMethod(this, &Connection::next, Qt::QueuedConnection);
}

void Connection::onWritten()
{
    const qint64 pending = pendingBytes();
    if (m_choked && pending <= kMaxUnread) {
        m_choked = false;
        requestDone(true);
    }
    if (m_stream && pending == 0)
        emit m_stream->drained();
}

/// Answers an error that no handler sees, then closes: what follows in the input means nothing.
void Connection::refuse(const Error &error)
{
    m_held = {};
    m_parser.drop();
    m_busy = true;
    Reply::make(*this, m_scanner.head())->refuse(error);
}

void Connection::answerRefused(const QByteArray &bytes)
{
    if (m_phase != Phase::Open)
        return;
    write(bytes);
    if (m_phase != Phase::Open)
        return;
    // The client may still be sending; closing now could make its system throw our answer away.
    m_phase = Phase::Lingering;
    m_deadline = 0;
    QTimer::singleShot(kLingerMs, this, &Connection::close);
}

void Connection::close()
{
    if (m_phase == Phase::Gone || m_phase == Phase::Closing)
        return;
    m_phase = Phase::Closing;
    m_deadline = monotonicMs() + m_server.options().writeTimeoutMs;
    m_held = {};
    m_socket->disconnectFromHost();
}

void Connection::reset()
{
#ifdef Q_OS_UNIX
    // Without lingering the system sends RST instead of FIN.
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                 sizeof now);
#endif
    abort();
}

void Connection::abort()
{
    m_socket->abort();
}

// ---- time ---------------------------------------------------------------------------------------

void Connection::checkDeadlines(qint64 nowMs)
{
    if (m_deadline > 0 && nowMs >= m_deadline) {
        m_deadline = 0;
        if (m_phase == Phase::Closing)
            return abort();
        if (m_scanner.idle())
            return close();
        return refuse(errors::requestTimeout());
    }
    if (isTooSlow(nowMs))
        return refuse(errors::requestTimeout());
    // A client that reads nothing of its answer. Streams are their owner's business.
    const qint64 pending = pendingBytes();
    if (pending == 0 || m_stream) {
        m_stuckBytes = 0;
        return;
    }
    if (pending != m_stuckBytes) {
        m_stuckBytes = pending;
        m_stuckMs = nowMs;
    } else if (nowMs - m_stuckMs > m_server.options().writeTimeoutMs) {
        abort();
    }
}

/// A large body takes room from others until it has come.
bool Connection::isTooSlow(qint64 nowMs)
{
    if (m_phase != Phase::Open || m_busy || m_scanner.state() != RequestScanner::State::Body ||
        m_scanner.head().contentLength <= kLargeBody) {
        m_rateMs = 0;
        return false;
    }
    const ServerOptions &options = m_server.options();
    const qint64 came = m_rateLeft - m_scanner.bodyLeft();
    const qint64 took = nowMs - m_rateMs;
    if (m_rateMs != 0 && took < options.rateWindowMs)
        return false;
    const bool slow = m_rateMs != 0 && came < options.minBytesPerSecond * took / 1000;
    m_rateMs = nowMs;
    m_rateLeft = m_scanner.bodyLeft();
    return slow;
}

void Connection::stop()
{
    if (m_stream && m_stream->m_endless)
        m_stream->end();
    else if ((!m_busy || m_resting) && m_phase == Phase::Open)
        close();
}

} // namespace handoff::http
