#pragma once

#include "shared/core/sse.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>

#include <functional>
#include <memory>

class QTcpSocket;

namespace handoff::test {

/// An answer as bytes; `status` 0 when the connection broke before it was whole.
struct Answer
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    QJsonObject json() const;
    /// `data` of a success.
    QJsonObject data() const;
    QString detail() const;
};

/// A blocking HTTP/1.1 client for test threads, with keep-alive: it sees exactly what the server
/// sent, also when that is half an answer. Never on a thread whose event loop the server needs.
class HttpClient
{
public:
    explicit HttpClient(quint16 port, int timeoutMs = 30000);
    ~HttpClient();

    /// Comes from this address of the machine (127.0.0.2, …): another client for the server.
    void setFrom(const QHostAddress &address) { m_from = address; }
    void setToken(const QByteArray &token) { m_token = token; }

    Answer get(const QByteArray &path) { return request("GET", path); }
    Answer post(const QByteArray &path, const QByteArray &json = "{}")
    {
        return request("POST", path, json);
    }
    Answer request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                   const QList<QPair<QByteArray, QByteArray>> &headers = {});

    /// Reads an event stream until `onEvent` returns false (true: went well), the stream ends or
    /// nothing comes for the timeout. Returns the HTTP status, 0 when there was none.
    int stream(const QByteArray &path, const QList<QPair<QByteArray, QByteArray>> &headers,
               const std::function<bool(const SseEvent &)> &onEvent);

private:
    bool connectNow();
    bool send(const QByteArray &method, const QByteArray &path, const QByteArray &body,
              const QList<QPair<QByteArray, QByteArray>> &headers);
    bool readHead(Answer *answer);
    bool readLine(QByteArray *line);
    bool readBytes(qint64 n, QByteArray *bytes);
    bool readChunk(QByteArray *chunk);

    quint16 m_port;
    int m_timeoutMs;
    QHostAddress m_from;
    QByteArray m_token;
    std::unique_ptr<QTcpSocket> m_socket;
};

} // namespace handoff::test
