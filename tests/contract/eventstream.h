#pragma once

#include "shared/core/sse.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

#include <functional>

namespace handoff::test {

/// One event stream over a real socket, read by the test whenever it likes.
class EventStream
{
public:
    EventStream(quint16 port, const QByteArray &path, const QByteArray &token = {},
                const QByteArray &lastId = {}, int receiveBuffer = 0, const QHostAddress &from = {})
    {
        if (!from.isNull())
            m_socket.bind(from);
        if (receiveBuffer > 0) { // the kernel's too, or it takes megabytes for us
            m_socket.setReadBufferSize(receiveBuffer);
            m_socket.bind(QHostAddress::LocalHost);
            m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBuffer);
        }
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.waitForConnected(10000);
        QByteArray request =
            "GET " + path + " HTTP/1.0\r\nHost: x\r\n"; // 1.0: the body is not chunked
        if (!token.isEmpty())
            request += "Authorization: Bearer " + token + "\r\n";
        if (!lastId.isEmpty())
            request += "Last-Event-ID: " + lastId + "\r\n";
        m_socket.write(request + "\r\n");
        m_socket.waitForBytesWritten(10000); // nobody runs an event loop here
    }

    /// Reads until `done` says so; false after 20 s or when the stream ended before.
    bool readUntil(const std::function<bool()> &done)
    {
        QDeadlineTimer deadline(20000);
        take();
        while (!done()) {
            if (deadline.hasExpired())
                return false;
            if (!m_socket.waitForReadyRead(100) &&
                m_socket.state() == QAbstractSocket::UnconnectedState) {
                take();
                return done();
            }
            take();
        }
        return true;
    }
    bool ready()
    {
        return readUntil([this] { return count("ready") > 0; });
    }
    /// From now on reads as quickly as it can.
    void hurry()
    {
        m_socket.setReadBufferSize(0);
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 1 << 20);
    }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    bool ended()
    {
        return readUntil([this] { return isClosed(); });
    }
    void abort() { m_socket.abort(); }

    int status() const { return m_head.mid(9, 3).toInt(); }
    const QByteArray &head() const { return m_head; }
    const QList<SseEvent> &events() const { return m_events; }
    int count(const QByteArray &type) const
    {
        int n = 0;
        for (const SseEvent &event : m_events)
            n += event.type == type ? 1 : 0;
        return n;
    }
    /// Types and ids of everything but ready.
    QStringList seen() const
    {
        QStringList list;
        for (const SseEvent &event : m_events) {
            if (event.type != "ready")
                list.append(QString::fromLatin1(event.type + ' ' + event.id));
        }
        return list;
    }
    QJsonObject first(const QByteArray &type) const
    {
        for (const SseEvent &event : m_events) {
            if (event.type == type)
                return QJsonDocument::fromJson(event.data).object();
        }
        return {};
    }

private:
    void take()
    {
        QByteArray bytes = m_socket.readAll();
        if (!m_inBody) {
            m_head += bytes;
            const qsizetype end = m_head.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            bytes = m_head.mid(end + 4);
            m_head.truncate(end);
            m_inBody = true;
        }
        m_events += m_parser.feed(bytes);
    }

    QTcpSocket m_socket;
    QByteArray m_head;
    bool m_inBody = false;
    SseParser m_parser;
    QList<SseEvent> m_events;
};

} // namespace handoff::test
