#pragma once

#include <QByteArray>
#include <QObject>
#include <QPointer>

namespace handoff::http {

class Connection;

/// A body that is written piece by piece, usually server-sent events; event loop thread. It
/// belongs to its connection. Each write is one write on the socket, flushed at once: never split
/// or merged by us (events.md, Frames). The owner decides what to do about a slow reader.
class SseStream : public QObject
{
    Q_OBJECT
public:
    ~SseStream() override;

    /// Sends one piece (one HTTP/1.1 chunk). Empty pieces and pieces after the end are ignored.
    void write(const QByteArray &frame);
    /// Bytes accepted by write() that the kernel has not taken yet.
    qint64 pendingBytes() const;
    bool isOpen() const { return m_open; }

    /// Ends the body properly; the connection is kept when the client wants that.
    void end();
    /// Closes the connection after what was written, without the final chunk: a truncated body.
    void cut();
    /// Resets the connection (TCP RST); what was not delivered yet is lost.
    void reset();

signals:
    /// The stream is over, for whatever reason: ended here, cut, or the client went away. Once.
    void closed();
    /// The kernel has taken all that was written, after pendingBytes() had been above 0.
    void drained();

private:
    friend class Connection;
    friend class Reply;
    /// `connection` null: everything is swallowed.
    SseStream(Connection *connection, bool chunked, QObject *parent);
    void finish(QObject *parent);

    QPointer<Connection> m_connection;
    bool m_chunked;
    bool m_endless = false; ///< StreamOptions::endless
    bool m_open = true;
};

} // namespace handoff::http
