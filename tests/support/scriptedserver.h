#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace handoff::test {

/// A server on 127.0.0.1 that reads HTTP/1.1 requests and answers with whatever bytes the test
/// says. Event loop of the test.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
        int connection = 0; ///< 1 for the first one that was opened
    };
    /// Called for each complete request; writes to the socket now or later, or never.
    using Handler = std::function<void(const Request &, QTcpSocket *)>;

    explicit ScriptedServer(QObject *parent = nullptr);

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    /// `http://127.0.0.1:<port>`
    QString url() const;
    const QList<Request> &requests() const { return m_requests; }
    QList<Request> requestsTo(const QByteArray &path) const;
    int connections() const { return m_connections; }

    /// A whole answer with Content-Length; `headers` are complete lines with CR LF.
    static QByteArray answer(int status, const QByteArray &body,
                             const QByteArray &contentType = "application/json",
                             const QByteArray &headers = {});
    /// Head of a chunked event stream, one chunk, the last chunk.
    static QByteArray streamHead();
    static QByteArray chunk(const QByteArray &bytes);
    static QByteArray lastChunk();
    /// Closes with RST instead of FIN.
    static void reset(QTcpSocket *socket);

private:
    void onConnection();
    void read(QTcpSocket *socket, int connection, QByteArray &buffer);

    Handler m_handler;
    QList<Request> m_requests;
    int m_connections = 0;
};

} // namespace handoff::test
