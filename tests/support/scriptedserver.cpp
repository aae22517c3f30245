#include "tests/support/scriptedserver.h"

#include <sys/socket.h>

namespace handoff::test {

ScriptedServer::ScriptedServer(QObject *parent) : QTcpServer(parent)
{
    setListenBacklogSize(1024);
    if (!listen(QHostAddress::LocalHost))
        qFatal("no free port on 127.0.0.1");
    connect(this, &QTcpServer::newConnection, this, &ScriptedServer::onConnection);
}

QString ScriptedServer::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(serverPort());
}

QList<ScriptedServer::Request> ScriptedServer::requestsTo(const QByteArray &path) const
{
    QList<Request> found;
    for (const Request &request : m_requests) {
        if (request.path == path)
            found.append(request);
    }
    return found;
}

void ScriptedServer::onConnection()
{
    while (QTcpSocket *socket = nextPendingConnection()) {
        const int connection = ++m_connections;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, connection, buffer] { read(socket, connection, *buffer); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read(socket, connection, *buffer);
    }
}

void ScriptedServer::read(QTcpSocket *socket, int connection, QByteArray &buffer)
{
    buffer.append(socket->readAll());
    while (true) {
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        Request request;
        request.connection = connection;
        const QList<QByteArray> lines = buffer.first(headEnd).split('\n');
        const QList<QByteArray> start = lines.first().split(' ');
        request.method = start.value(0);
        request.path = start.value(1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < headEnd + 4 + length)
            return;
        request.body = buffer.sliced(headEnd + 4, length);
        buffer.remove(0, headEnd + 4 + length);
        m_requests.append(request);
        if (m_handler)
            m_handler(request, socket);
    }
}

QByteArray ScriptedServer::answer(int status, const QByteArray &body, const QByteArray &contentType,
                                  const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: " + contentType +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" +
           body;
}

QByteArray ScriptedServer::streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Tt-Logid: log-head\r\n"
           "Transfer-Encoding: chunked\r\n\r\n";
}

QByteArray ScriptedServer::chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray ScriptedServer::lastChunk()
{
    return "0\r\n\r\n";
}

void ScriptedServer::reset(QTcpSocket *socket)
{
    const linger hard{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    socket->abort();
}

} // namespace handoff::test
