#include "server/http/reply.h"

#include "server/http/connection.h"
#include "server/http/requestscanner.h"
#include "server/http/server.h"
#include "server/http/ssestream.h"
#include "shared/contract/errors.h"
#include "shared/core/json.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QThread>

#include <algorithm>
#include <functional>

namespace handoff::http {

Q_DECLARE_LOGGING_CATEGORY(lcHttp)

namespace {
Headers retryAfter(const Error &error)
{
    if (error.retryAfterSeconds <= 0)
        return {};
    return {{"Retry-After", QByteArray::number(error.retryAfterSeconds)}};
}

const char *reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 413:
        return "Payload Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Entity";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

/// Statuses of Invalid errors that are not 400.
int invalidStatus(const QString &code)
{
    static const QHash<QString, int> table{
        {errors::validation({}, {}).code, 422},        {errors::invalidJson().code, 422},
        {errors::methodNotAllowed().code, 405},        {errors::requestTimeout().code, 408},
        {errors::payloadTooLarge().code, 413},         {errors::unsupportedMediaType().code, 415},
        {errors::rangeNotSatisfiable().code, 416},     {errors::headersTooLarge().code, 431},
        {errors::httpVersionNotSupported().code, 505}, {errors::keyUsedBefore().code, 422},
    };
    return table.value(code, 400);
}

bool isSaneId(const QByteArray &id)
{
    if (id.isEmpty() || id.size() > 64)
        return false;
    for (const char c : id) {
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '_' && c != '-')
            return false;
    }
    return true;
}

/// Names and values come from our own code, values sometimes from people: nothing in them may start
/// another header.
void appendHeader(QByteArray &out, const QByteArray &name, const QByteArray &value)
{
    const auto control = [](char c) { return c != '\t' && static_cast<unsigned char>(c) < ' '; };
    out.append(name).append(": ");
    if (std::none_of(value.begin(), value.end(), control))
        out.append(value);
    else
        std::copy_if(value.begin(), value.end(), std::back_inserter(out), std::not_fn(control));
    out.append("\r\n");
}

const QByteArray kJson = QByteArrayLiteral("application/json; charset=utf-8");
} // namespace

int httpStatus(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Invalid:
        return invalidStatus(error.code);
    case ErrorKind::Unauthorized:
        return 401;
    case ErrorKind::Forbidden:
        return 403;
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Conflict:
        return 409;
    case ErrorKind::TooMany:
        return 429;
    case ErrorKind::Upstream:
        return 502;
    case ErrorKind::Unavailable:
        return 503;
    case ErrorKind::Internal:
        break;
    }
    return 500;
}

QByteArray errorBody(const Error &error)
{
    QByteArray out = "{\"success\":false,\"error\":";
    json::writeString(out, error.message);
    out.append(",\"code\":");
    json::writeString(out, error.code);
    out.append(",\"detail\":");
    json::writeString(out, error.detail);
    out.append('}');
    return out;
}

std::shared_ptr<Reply> Reply::make(Connection &connection, const RequestHead &head)
{
    // The last holder may be a continuation that is dropped on another thread.
    const auto drop = [](Reply *reply) {
        HttpServer *server = reply->m_server;
        if (!server || server->thread() == QThread::currentThread())
            delete reply;
        else
            QMetaObject::invokeMethod(
                server, [reply] { delete reply; }, Qt::QueuedConnection);
    };
    HttpServer &server = connection.server();
    std::shared_ptr<Reply> reply(new Reply, drop);
    reply->m_connection = &connection;
    reply->m_server = &server;
    reply->m_method = head.method;
    reply->m_requestId = isSaneId(head.requestId) ? head.requestId : server.newRequestId();
    reply->m_origin = head.origin;
    reply->m_http10 = head.minor == 0;
    reply->m_keepAlive = head.keepAlive;
    reply->m_headOnly = head.method == "HEAD";
    reply->m_since.start();
    return reply;
}

Reply::~Reply()
{
    if (m_answered || clientGone())
        return;
    qCWarning(lcHttp) << "request" << m_requestId << m_method << m_route << "was not answered";
    error(errors::internal(QString::fromLatin1(m_requestId)));
}

bool Reply::clientGone() const
{
    return !m_connection || !m_connection->isOpen();
}

QObject *Reply::context() const
{
    if (m_server)
        return m_server;
    return QCoreApplication::instance();
}

/// True for the first answer, as long as somebody is there to read it.
bool Reply::claim(int status)
{
    if (m_answered) {
        qCWarning(lcHttp) << "request" << m_requestId << m_method << m_route
                          << "was answered already; ignored:" << status;
        return false;
    }
    m_answered = true;
    return !clientGone();
}

void Reply::appendHead(QByteArray &out, int status, const QByteArray &contentType,
                       const Headers &headers) const
{
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ').append(reason(status));
    out.append("\r\n");
    if (!contentType.isEmpty())
        appendHeader(out, "Content-Type", contentType);
    m_server->appendCommonHeaders(out, m_origin, m_requestId);
    for (const auto &[name, value] : m_headers)
        appendHeader(out, name, value);
    for (const auto &[name, value] : headers)
        appendHeader(out, name, value);
}

QByteArray Reply::whole(int status, const QByteArray &body, const QByteArray &contentType,
                        const Headers &headers) const
{
    const bool bodyless = status == 204 || status == 304;
    QByteArray out;
    out.reserve(512 + body.size());
    appendHead(out, status, contentType, headers);
    if (!bodyless)
        out.append("Content-Length: ").append(QByteArray::number(body.size())).append("\r\n");
    if (!m_keepAlive || m_server->isStopping())
        out.append("Connection: close\r\n");
    else if (m_http10)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
    if (!bodyless && !m_headOnly)
        out.append(body);
    return out;
}

void Reply::report(int status, qint64 bytes) const
{
    if (!m_server->m_observer)
        return;
    const auto ms = static_cast<double>(m_since.nsecsElapsed()) / 1e6;
    m_server->m_observer({m_method, m_route, m_requestId, status, bytes, ms});
}

void Reply::send(int status, const QByteArray &body, const QByteArray &contentType,
                 const Headers &headers)
{
    if (!claim(status))
        return;
    m_connection->answer(whole(status, body, contentType, headers), m_keepAlive);
    report(status, body.size());
}

void Reply::json(int status, const QByteArray &document)
{
    send(status, document, kJson);
}

void Reply::data(const QByteArray &json)
{
    QByteArray body;
    body.reserve(json.size() + 32);
    body.append("{\"success\":true,\"data\":").append(json).append('}');
    send(200, body, kJson);
}

void Reply::data()
{
    send(200, QByteArrayLiteral("{\"success\":true}"), kJson);
}

void Reply::error(const Error &error)
{
    send(httpStatus(error), errorBody(error), kJson, retryAfter(error));
}

void Reply::refuse(const Error &error)
{
    const int status = httpStatus(error);
    if (!claim(status))
        return;
    m_keepAlive = false;
    const QByteArray body = errorBody(error);
    m_connection->answerRefused(whole(status, body, kJson, retryAfter(error)));
    report(status, body.size());
}

void Reply::addHeader(const QByteArray &name, const QByteArray &value)
{
    m_headers.append({name, value});
}

SseStream *Reply::stream(const StreamOptions &options)
{
    if (!claim(options.status)) {
        auto *gone = new SseStream(nullptr, false, nullptr);
        gone->finish(context());
        return gone;
    }
    const bool sized = options.contentLength >= 0;
    const bool chunked = !m_http10 && !sized;
    QByteArray head;
    head.reserve(512);
    appendHead(head, options.status, options.contentType, options.headers);
    head.append("Cache-Control: no-cache\r\nX-Accel-Buffering: no\r\n");
    if (chunked)
        head.append("Transfer-Encoding: chunked\r\n");
    if (sized)
        head.append("Content-Length: ")
            .append(QByteArray::number(options.contentLength))
            .append("\r\n");
    const bool keepAlive = m_keepAlive && !m_http10 && (chunked || sized);
    if (!keepAlive)
        head.append("Connection: close\r\n");
    head.append("\r\n");
    SseStream *stream = nullptr;
    if (m_headOnly) {
        stream = new SseStream(nullptr, false, nullptr);
        stream->finish(m_server);
        m_connection->answer(head, keepAlive);
    } else {
        stream = m_connection->startStream(head, chunked, keepAlive);
        stream->m_endless = options.endless;
    }
    report(options.status, 0);
    return stream;
}

} // namespace handoff::http
