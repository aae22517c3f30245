#pragma once

#include "server/http/reply.h"
#include "server/http/requestscanner.h"
#include "server/http/ssestream.h"
#include "server/http/transport.h"

#include <QHostAddress>
#include <QObject>
#include <QPointer>

class QSslSocket;
class QTcpSocket;

namespace handoff::http {

class HttpServer;

/// Guard and writer of one client connection; event loop thread, child of its socket. Its slot for
/// `readyRead` is connected before Qt's, so it sees all bytes first: it counts them, refuses what
/// is not allowed, and holds pipelined requests back until the one before is answered. Qt's parser
/// only ever meets one sane request at a time.
class Connection : public QObject
{
    Q_OBJECT
public:
    Connection(HttpServer &server, QTcpSocket *socket, const QHostAddress &peer);
    ~Connection() override;

    // ---- for the transport
    /// Qt has parsed the request that the guard let through.
    void dispatch(const Headers &headers, const QByteArray &body);

    // ---- for Reply and SseStream
    HttpServer &server() const { return m_server; }
    bool isOpen() const { return m_phase == Phase::Open; }
    /// A whole answer in one write; then the next request, or the end.
    void answer(const QByteArray &bytes, bool keepAlive);
    SseStream *startStream(const QByteArray &head, bool chunked, bool keepAlive);
    void write(const QByteArray &bytes);
    qint64 pendingBytes() const;
    void streamDone(bool properly);
    /// The answer to a refused request: written, then the connection is closed.
    void answerRefused(const QByteArray &bytes);
    /// Ends the connection with RST where the system can.
    void reset();

    // ---- for the server
    /// It has rested: on with what was held back.
    void wake();
    const QHostAddress &peer() const { return m_peer; }
    /// Called about once a second: closes what has been too slow.
    void checkDeadlines(qint64 nowMs);
    /// Closes now when idle, else after the answer; ends a stream that has no end of its own.
    void stop();
    void abort();

private:
    enum class Phase {
        Open,
        Lingering, ///< refused: input is thrown away until the client has read the answer
        Closing,   ///< closed after the last byte is written
        Gone,
    };

    void onReadyRead();
    void onDisconnected();
    void onWritten();
    bool rests();
    void scan();
    QByteArray takeHeld();
    void give(const QByteArray &bytes);
    bool holdBody();
    void afterScan();
    Result<void> lookAtCaller();
    bool isTooSlow(qint64 nowMs);
    void next();
    void requestDone(bool keepAlive);
    void refuse(const Error &error);
    void close();

    HttpServer &m_server;
    QTcpSocket *m_socket;
    QSslSocket *m_tls; ///< m_socket, when it is one
    ParserFeed m_parser;
    QHostAddress m_peer;
    QHostAddress m_anonymous; ///< whose share of all bodies this one's takes; null: an account's
    RequestScanner m_scanner;
    QByteArray m_held;      ///< bytes behind the current request
    qint64 m_heldBytes = 0; ///< body and m_held, as the server knows of it; small ones do not count
    QPointer<SseStream> m_stream;
    qint64 m_deadline = 0; ///< monotonic ms; 0 = none
    qint64 m_rateMs = 0;   ///< when m_rateLeft of a large body were to come; 0: none is read
    qint64 m_rateLeft = 0;
    qint64 m_startedMs = 0;  ///< when the current request's first bytes came; 0 = not yet
    qint64 m_stuckBytes = 0; ///< pendingBytes() at the last look
    qint64 m_stuckMs = 0;    ///< and since when it is that
    Phase m_phase = Phase::Open;
    bool m_busy = false;      ///< a request is being answered
    bool m_keepAlive = true;  ///< after the stream that runs
    bool m_overflow = false;  ///< too much was pipelined: close after this answer
    bool m_choked = false;    ///< the next request waits until answers have been read
    bool m_continued = false; ///< 100 Continue was sent
    bool m_resting = false;   ///< busy without a request: others have their turn first
    bool m_looked = false;    ///< at who sends this large body
};

} // namespace handoff::http
