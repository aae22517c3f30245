#pragma once

#include "server/http/request.h"
#include "shared/core/result.h"

#include <QElapsedTimer>
#include <QPointer>

#include <memory>

namespace handoff::http {

class Connection;
class HttpServer;
class SseStream;
struct RequestHead;

/// The ONE place where errors become HTTP statuses (api.md, Errors).
int httpStatus(const Error &error);
/// `{"success":false,"error":…,"code":…,"detail":…}`
QByteArray errorBody(const Error &error);

/// How a stream starts; the defaults are those of events.md.
struct StreamOptions
{
    int status = 200;
    QByteArray contentType = QByteArrayLiteral("text/event-stream; charset=utf-8");
    Headers headers;
    qint64 contentLength = -1; ///< ≥ 0: exactly so many bytes will be written before end()
    bool endless = false;      ///< ended when the server stops; others may finish what they say
};

/// The one answer to one request; event loop thread. Shared by whoever may answer: the first answer
/// counts, later ones are ignored and logged, and when the last holder lets go without any the
/// client gets 500 INTERNAL. It may outlive the client; answers then go nowhere. May be dropped on
/// any thread, used only on the event loop's.
class Reply
{
public:
    ~Reply();
    Q_DISABLE_COPY_MOVE(Reply)

    /// A whole answer. `Content-Length`, CORS, `X-Request-Id` and `Connection` are added here.
    void send(int status, const QByteArray &body, const QByteArray &contentType,
              const Headers &headers = {});
    /// A finished JSON document.
    void json(int status, const QByteArray &document);
    /// 200 `{"success":true,"data":<json>}`; without an argument `{"success":true}`.
    void data(const QByteArray &json);
    void data();
    void error(const Error &error);

    /// Starts a streamed body. Never null: when the client is gone already, or asked with HEAD, the
    /// stream swallows what is written and reports `closed` from the event loop. The stream belongs
    /// to the connection and deletes itself after `closed`: keep a QPointer.
    SseStream *stream(const StreamOptions &options = {});

    /// Adds a header to whatever is answered later.
    void addHeader(const QByteArray &name, const QByteArray &value);

    bool answered() const { return m_answered; }
    /// True when nobody is there to read an answer.
    bool clientGone() const;
    const QByteArray &requestId() const { return m_requestId; }

    /// Context for `.then(reply->context(), …)`: the server, so that what was begun for a client
    /// is told about although he went away.
    QObject *context() const;

private:
    friend class Connection;
    friend class Router;
    Reply() = default;
    static std::shared_ptr<Reply> make(Connection &connection, const RequestHead &head);
    /// An error that ends the connection.
    void refuse(const Error &error);
    bool claim(int status);
    QByteArray whole(int status, const QByteArray &body, const QByteArray &contentType,
                     const Headers &headers) const;
    void appendHead(QByteArray &out, int status, const QByteArray &contentType,
                    const Headers &headers) const;
    void report(int status, qint64 bytes) const;

    QPointer<Connection> m_connection;
    QPointer<HttpServer> m_server;
    QByteArray m_method;
    QByteArray m_route;
    QByteArray m_requestId;
    QByteArray m_origin;
    Headers m_headers;
    QElapsedTimer m_since;
    bool m_http10 = false;
    bool m_keepAlive = true;
    bool m_headOnly = false;
    bool m_answered = false;
};
using ReplyPtr = std::shared_ptr<Reply>;

} // namespace handoff::http
