#pragma once

#include "shared/core/result.h"

#include <QAbstractHttpServer>
#include <QHostAddress>
#include <QPointer>
#include <QSocketNotifier>
#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>
#include <optional>

namespace handoff::http {

class Connection;
class HttpServer;

/// Accepts sockets, with TLS when it is configured, and puts the guard in front of Qt's parser;
/// event loop thread. On Linux it calls accept() itself: QTcpServer remembers the first error of
/// its listening socket for ever. If that was a lack of descriptors it stops accepting, and does so
/// again after every turn; if it was the usual "none waits" it spins when descriptors are lacking.
class Listener : public QTcpServer
{
public:
    Listener(HttpServer &server, const std::optional<QSslConfiguration> &tls);
    ~Listener() override;

    /// Instead of listen() and close().
    bool start(const QHostAddress &address, quint16 port);
    void stop();
    QTcpSocket *nextPendingConnection() override;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptWaiting();

    HttpServer &m_server;
    std::optional<QSslConfiguration> m_tls;
    int m_socket = -1; ///< the listening one again: Qt has a notifier on its own descriptor
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// How Qt's parser gets the bytes that the guard lets through, and no others: it reads the socket
/// in a slot of its own, after ours. All its peculiarities stand here; they end with the transport.
class ParserFeed
{
public:
    explicit ParserFeed(QTcpSocket *socket) : m_socket(socket) {}

    /// At the beginning of our slot; false when it was woken by us, for the parser alone.
    bool opens();
    /// Puts bytes where the parser will read them.
    void give(const QByteArray &bytes);
    /// Nothing is left for it.
    void drop();
    /// Lets it read outside of the socket's signal.
    void wake();

    /// A whole body that came in chunks: Qt 6.4 loses its way when a chunk's end is split.
    static QByteArray inOneChunk(const QByteArray &body);
    /// Makes it let go of the body of the request before.
    static QByteArray nothing() { return QByteArrayLiteral("\r\n"); }

private:
    void settle();

    QTcpSocket *m_socket;
    bool m_waking = false;
};

/// Our end of Qt HttpServer; event loop thread. This file and transport.cpp are the only two that
/// know its versions: up to 6.4 it hands out the socket, from 6.5 on a responder. We need neither,
/// because the guard knows whose request is being parsed and writes answers itself.
class Transport : public QAbstractHttpServer
{
public:
    /// Does Qt's parser answer `Expect: 100-continue` by itself? (False ends with the floor
    /// at 6.8.)
    static constexpr bool answersExpect = QT_VERSION >= QT_VERSION_CHECK(6, 8, 0);

    explicit Transport(HttpServer &server) : m_server(server) {}

    Result<quint16> listen(const QHostAddress &address, quint16 port,
                           const std::optional<QSslConfiguration> &tls);
    void stopListening();

    /// The connection whose whole request Qt's parser will read next; its slot runs right after.
    void setCurrent(Connection *connection) { m_current = connection; }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#elif QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request,
                        QHttpServerResponder &&responder) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request,
                        QHttpServerResponder &responder) override;
#endif

private:
    void dispatch(const QHttpServerRequest &request);

    HttpServer &m_server;
    QList<Listener *> m_listeners; ///< children
    QPointer<Connection> m_current;
};

} // namespace handoff::http
