#pragma once

#include "shared/core/sse.h"
#include "tests/support/httpclient.h"

#include <QTcpSocket>

namespace handoff::test {

/// Reads the answer to a request event by event, so that a test can act between two of them.
/// Blocks; for test threads whose event loop the server does not need.
class StreamClient
{
public:
    /// Sends the request, a GET when there is no body, and reads the answer's head.
    StreamClient(quint16 port, const QByteArray &path, const QByteArray &json,
                 const QList<QPair<QByteArray, QByteArray>> &headers = {});

    int status() const { return m_status; }
    /// By name in lower case.
    QByteArray header(const QByteArray &name) const { return m_headers.value(name); }
    /// The next event; nothing when the stream has ended, broke, or is silent for `timeoutMs`.
    std::optional<SseEvent> next(int timeoutMs = 30'000);
    /// The next event as `type:content` (or `type:status` of a status_change); empty without one.
    QString told();
    /// All that come until the end, as told() tells them.
    QStringList rest();
    /// The body ended properly.
    bool ended() const { return m_ended; }
    /// The decoded body so far.
    const QByteArray &body() const { return m_body; }
    /// Hangs up at once.
    void leave() { m_socket.abort(); }

private:
    bool readMore(int timeoutMs);
    void decode();

    QTcpSocket m_socket;
    QByteArray m_raw;
    QByteArray m_body;
    QHash<QByteArray, QByteArray> m_headers;
    SseParser m_parser;
    QList<SseEvent> m_events;
    int m_status = 0;
    bool m_ended = false;
};

} // namespace handoff::test
