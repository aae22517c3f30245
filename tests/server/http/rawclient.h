#pragma once

#include "server/http/request.h"
#include "server/http/server.h"

#include <QTcpSocket>
#include <QTest>

/// One answer, cut out of the bytes of a connection.
struct Answer
{
    int status = 0;
    handoff::http::Headers headers;
    QByteArray body;
    QList<QByteArray> chunks; ///< as framed by the server, when it was chunked
    bool complete = false;

    QByteArray header(QByteArrayView name) const;
};

/// Speaks bytes to a server that runs in the same thread; never blocks the event loop.
class RawClient
{
public:
    explicit RawClient(quint16 port);
    ~RawClient() { socket.abort(); }

    void send(const QByteArray &bytes);
    /// The first answer and every one behind it. `head`: the first one has no body.
    QList<Answer> answers(bool head = false);
    /// Waits (≤ 20 s) until `count` answers are complete, and returns the last of them.
    Answer wait(int count = 1, bool head = false);
    /// Sends, waits for one answer and forgets it.
    Answer ask(const QByteArray &bytes);
    bool waitClosed();

    QTcpSocket socket;
    QByteArray received;
    bool closed = false;
};

/// `GET <path> HTTP/1.1` with `Host` and the given header lines (each ending with CR LF).
QByteArray get(const QByteArray &path, const QByteArray &headers = {});
QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &headers = {});

/// A server with the routes the tests talk about.
struct Desk
{
    explicit Desk(handoff::http::ServerOptions options = {});

    handoff::http::HttpServer server;
    quint16 port = 0;
    int served = 0;                         ///< requests that reached a handler
    QList<handoff::http::ReplyPtr> kept;    ///< of `/keep`: to be answered by the test
    QList<handoff::http::Finished> reports; ///< what the observer was told
};
