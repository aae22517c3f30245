#include "tests/support/httpclient.h"

#include <QJsonDocument>
#include <QTcpSocket>

namespace handoff::test {

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QJsonObject Answer::data() const
{
    return json().value(QStringLiteral("data")).toObject();
}

QString Answer::detail() const
{
    return json().value(QStringLiteral("detail")).toString();
}

HttpClient::HttpClient(quint16 port, int timeoutMs) : m_port(port), m_timeoutMs(timeoutMs) {}

HttpClient::~HttpClient() = default;

bool HttpClient::connectNow()
{
    if (m_socket && m_socket->state() == QAbstractSocket::ConnectedState)
        return true;
    m_socket = std::make_unique<QTcpSocket>();
    if (!m_from.isNull())
        m_socket->bind(m_from);
    m_socket->connectToHost(QHostAddress::LocalHost, m_port);
    return m_socket->waitForConnected(m_timeoutMs);
}

bool HttpClient::send(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                      const QList<QPair<QByteArray, QByteArray>> &headers)
{
    if (!connectNow())
        return false;
    QByteArray bytes = method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!m_token.isEmpty())
        bytes += "Authorization: Bearer " + m_token + "\r\n";
    bool typed = false;
    for (const auto &[name, value] : headers) {
        bytes += name + ": " + value + "\r\n";
        typed = typed || name == "Content-Type";
    }
    if (!typed && !body.isEmpty())
        bytes += "Content-Type: application/json\r\n";
    if (!body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    else if (method == "POST" || method == "PUT" || method == "PATCH")
        bytes += "Content-Length: 0\r\n";
    bytes += "\r\n" + body;
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(m_timeoutMs))
            return false;
    }
    return true;
}

bool HttpClient::readLine(QByteArray *line)
{
    while (!m_socket->canReadLine()) {
        if (!m_socket->waitForReadyRead(m_timeoutMs))
            return false;
    }
    *line = m_socket->readLine().trimmed();
    return true;
}

bool HttpClient::readBytes(qint64 n, QByteArray *bytes)
{
    while (m_socket->bytesAvailable() < n) {
        if (!m_socket->waitForReadyRead(m_timeoutMs))
            return false;
    }
    *bytes = m_socket->read(n);
    return true;
}

bool HttpClient::readChunk(QByteArray *chunk)
{
    QByteArray line;
    if (!readLine(&line))
        return false;
    const qint64 size = line.split(';').constFirst().toLongLong(nullptr, 16);
    return readBytes(size, chunk) && readLine(&line);
}

bool HttpClient::readHead(Answer *answer)
{
    QByteArray line;
    if (!readLine(&line) || !line.startsWith("HTTP/1.1 "))
        return false;
    answer->status = line.mid(9, 3).toInt();
    while (readLine(&line)) {
        if (line.isEmpty())
            return true;
        const qsizetype colon = line.indexOf(':');
        answer->headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    return false;
}

Answer HttpClient::request(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                           const QList<QPair<QByteArray, QByteArray>> &headers)
{
    Answer answer;
    const auto broken = [&] {
        m_socket.reset();
        return Answer{};
    };
    if (!send(method, path, body, headers) || !readHead(&answer))
        return broken();
    if (method == "HEAD" || answer.status == 204 || answer.status == 304)
        return answer;
    if (answer.headers.value("transfer-encoding").toLower() == "chunked") {
        QByteArray chunk;
        do {
            if (!readChunk(&chunk))
                return broken();
            answer.body += chunk;
        } while (!chunk.isEmpty());
    } else if (!readBytes(answer.headers.value("content-length").toLongLong(), &answer.body)) {
        return broken();
    }
    if (answer.headers.value("connection").toLower() == "close")
        m_socket.reset();
    return answer;
}

int HttpClient::stream(const QByteArray &path, const QList<QPair<QByteArray, QByteArray>> &headers,
                       const std::function<bool(const SseEvent &)> &onEvent)
{
    Answer answer;
    m_socket.reset();
    if (!send("GET", path, {}, headers) || !readHead(&answer))
        return 0;
    if (answer.status != 200)
        return answer.status;
    SseParser parser;
    QByteArray chunk;
    while (readChunk(&chunk) && !chunk.isEmpty()) {
        for (const SseEvent &event : parser.feed(chunk)) {
            if (!onEvent(event)) {
                m_socket.reset();
                return answer.status;
            }
        }
    }
    m_socket.reset();
    return answer.status;
}

} // namespace handoff::test
