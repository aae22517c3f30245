#include "server/http/ssestream.h"

#include "server/http/connection.h"
#include "server/http/server.h"

namespace handoff::http {

SseStream::SseStream(Connection *connection, bool chunked, QObject *parent)
    : QObject(parent), m_connection(connection), m_chunked(chunked)
{
}

SseStream::~SseStream() = default;

void SseStream::write(const QByteArray &frame)
{
    if (!m_open || frame.isEmpty())
        return;
    if (!m_chunked)
        return m_connection->write(frame);
    const QByteArray size = QByteArray::number(frame.size(), 16);
    QByteArray chunk;
    chunk.reserve(size.size() + frame.size() + 4);
    chunk.append(size).append("\r\n").append(frame).append("\r\n");
    m_connection->write(chunk);
}

qint64 SseStream::pendingBytes() const
{
    return m_open ? m_connection->pendingBytes() : 0;
}

void SseStream::end()
{
    if (!m_open)
        return;
    if (m_chunked)
        m_connection->write(QByteArrayLiteral("0\r\n\r\n"));
    if (!m_open) // that write found the client gone
        return;
    Connection *connection = m_connection;
    finish(&connection->server());
    connection->streamDone(true);
}

void SseStream::cut()
{
    if (!m_open)
        return;
    Connection *connection = m_connection;
    finish(&connection->server());
    connection->streamDone(false);
}

void SseStream::reset()
{
    if (m_open)
        m_connection->reset();
}

/// `closed` comes from the event loop, never out of a write(); `parent` outlives the connection.
void SseStream::finish(QObject *parent)
{
    m_open = false;
    m_connection = nullptr;
    setParent(parent);
    QMetaObject::invokeMethod(
        this,
        [this] {
            emit closed();
            deleteLater();
        },
        Qt::QueuedConnection);
}

} // namespace handoff::http
