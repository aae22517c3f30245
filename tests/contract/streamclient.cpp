#include "tests/contract/streamclient.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QJsonDocument>

namespace handoff::test {

StreamClient::StreamClient(quint16 port, const QByteArray &path, const QByteArray &json,
                           const QList<QPair<QByteArray, QByteArray>> &headers)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected(30'000))
        return;
    QByteArray request = (json.isEmpty() ? "GET " : "POST ") + path +
                         " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    request += "Content-Length: " + QByteArray::number(json.size()) + "\r\n\r\n" + json;
    m_socket.write(request);
    while (!m_raw.contains("\r\n\r\n")) {
        if (!readMore(30'000))
            return;
    }
    const qsizetype end = m_raw.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = m_raw.first(end).split('\n');
    m_raw.remove(0, end + 4);
    m_status = lines.first().mid(9, 3).toInt();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        m_headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    decode();
}

bool StreamClient::readMore(int timeoutMs)
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(timeoutMs))
        return false;
    m_raw += m_socket.readAll();
    return true;
}

void StreamClient::decode()
{
    if (m_headers.value("transfer-encoding") != "chunked") {
        m_body += m_raw; // a short answer: an error
        m_raw.clear();
        m_ended = m_body.size() >= m_headers.value("content-length").toLongLong();
        return;
    }
    while (!m_ended) {
        const qsizetype eol = m_raw.indexOf("\r\n");
        if (eol < 0)
            return;
        const qsizetype size = m_raw.first(eol).toLongLong(nullptr, 16);
        if (m_raw.size() < eol + 2 + size + 2)
            return;
        const QByteArray piece = m_raw.sliced(eol + 2, size);
        m_raw.remove(0, eol + 2 + size + 2);
        m_ended = size == 0;
        m_body += piece;
        m_events += m_parser.feed(piece);
    }
}

std::optional<SseEvent> StreamClient::next(int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (m_events.isEmpty()) {
        if (m_ended || !readMore(static_cast<int>(deadline.remainingTime())))
            return std::nullopt;
        decode();
    }
    return m_events.takeFirst();
}

QString StreamClient::told()
{
    const std::optional<SseEvent> event = next();
    if (!event)
        return {};
    const QJsonObject data = QJsonDocument::fromJson(event->data).object();
    const QString type = data.value(u"type").toString();
    return type + u':' + data.value(type == u"status_change" ? u"status" : u"content").toString();
}

QStringList StreamClient::rest()
{
    QStringList all;
    for (QString one = told(); !one.isEmpty(); one = told())
        all.append(one);
    return all;
}

} // namespace handoff::test
