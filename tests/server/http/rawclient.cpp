#include "rawclient.h"

#include "shared/contract/errors.h"

#include <QTimer>

using namespace handoff::http;

QByteArray Answer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (name.compare(key, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RawClient::RawClient(quint16 port)
{
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket,
                     [this] { received += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [this] { closed = true; });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!QTest::qWaitFor([this] { return socket.state() == QTcpSocket::ConnectedState; }, 20'000))
        qFatal("no connection");
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void RawClient::send(const QByteArray &bytes)
{
    socket.write(bytes);
    socket.flush();
}

namespace {
/// Cuts one answer off the front of `bytes`.
std::optional<Answer> cut(QByteArray &bytes, bool headOnly, bool closed)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    Answer answer;
    const QList<QByteArray> lines = bytes.left(end).split('\n');
    answer.status = lines.at(0).mid(9, 3).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(": ");
        answer.headers.append({line.left(colon), line.mid(colon + 2).trimmed()});
    }
    QByteArray rest = bytes.mid(end + 4);
    const QByteArray length = answer.header("content-length");
    if (headOnly || answer.status == 204 || answer.status == 304 || answer.status == 100) {
        answer.complete = true;
    } else if (answer.header("transfer-encoding") == "chunked") {
        for (;;) {
            const qsizetype line = rest.indexOf("\r\n");
            if (line < 0)
                break;
            const qsizetype size = rest.left(line).toLongLong(nullptr, 16);
            if (rest.size() < line + 2 + size + 2)
                break;
            const QByteArray chunk = rest.mid(line + 2, size);
            rest.remove(0, line + 2 + size + 2);
            if (size == 0) {
                answer.complete = true;
                break;
            }
            answer.chunks.append(chunk);
            answer.body += chunk;
        }
    } else if (length.isEmpty()) {
        answer.body = std::exchange(rest, {});
        answer.complete = closed;
    } else if (rest.size() >= length.toLongLong()) {
        answer.body = rest.left(length.toLongLong());
        rest.remove(0, length.toLongLong());
        answer.complete = true;
    }
    bytes = answer.complete ? rest : QByteArray();
    return answer;
}
} // namespace

QList<Answer> RawClient::answers(bool head)
{
    QByteArray bytes = received;
    QList<Answer> all;
    while (const auto answer = cut(bytes, head && all.isEmpty(), closed))
        all.append(*answer);
    return all;
}

Answer RawClient::wait(int count, bool head)
{
    const auto done = [&] {
        const auto all = answers(head);
        return all.size() >= count && all.at(count - 1).complete;
    };
    if (!QTest::qWaitFor(done, 20'000)) {
        qWarning() << "waited in vain for answer" << count << "got" << received.left(2000);
        return {};
    }
    return answers(head).at(count - 1);
}

Answer RawClient::ask(const QByteArray &bytes)
{
    send(bytes);
    const Answer answer = wait(1, bytes.startsWith("HEAD "));
    received.clear();
    return answer;
}

bool RawClient::waitClosed()
{
    return QTest::qWaitFor([this] { return closed; }, 20'000);
}

QByteArray get(const QByteArray &path, const QByteArray &headers)
{
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
}
QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &headers)
{
    return "POST " + path +
           " HTTP/1.1\r\nHost: test\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + headers + "\r\n" + body;
}

Desk::Desk(ServerOptions options) : server(std::move(options))
{
    Router &router = server.router();
    const auto text = [this](const QByteArray &method, const QByteArray &path, auto make) {
        server.router().add(method, path, Level::None,
                            [this, make](const Request &request, const ReplyPtr &reply) {
                                ++served;
                                reply->send(200, make(request), "text/plain; charset=utf-8");
                            });
    };
    text("GET", "/ping", [](const Request &) { return QByteArray("pong"); });
    text("GET", "/big", [](const Request &) { return QByteArray(4'000'000, 'b'); });
    text("POST", "/echo", [](const Request &r) { return r.body; });
    text("GET", "/who/{name}", [](const Request &r) { return r.param("name").toUtf8(); });
    text("GET", "/who/nobody", [](const Request &) { return QByteArray("fixed"); });
    text("DELETE", "/a/{x}/b/{y}", [](const Request &r) -> QByteArray {
        return r.param("x").toUtf8() + '|' + r.param("y").toUtf8();
    });
    text("GET", "/client", [](const Request &r) { return r.client.toString().toLatin1(); });
    router.add(
        "GET", "/later/{ms}", Level::None, [this](const Request &request, const ReplyPtr &reply) {
            ++served;
            const QString ms = request.param("ms");
            QTimer::singleShot(ms.toInt(), reply->context(),
                               [reply, ms] { reply->send(200, ms.toLatin1(), "text/plain"); });
        });
    router.add("GET", "/keep", Level::None, [this](const Request &, const ReplyPtr &reply) {
        ++served;
        kept.append(reply);
    });
    router.add("GET", "/forget", Level::None, [](const Request &, const ReplyPtr &) {});
    router.add(
        "POST", "/upload", Level::None,
        [this](const Request &request, const ReplyPtr &reply) {
            ++served;
            reply->send(200, QByteArray::number(request.body.size()), "text/plain");
        },
        3'000'000);
    router.add(
        "POST", "/agents/upload", Level::Agent,
        [this](const Request &request, const ReplyPtr &reply) {
            ++served;
            reply->send(200, QByteArray::number(request.body.size()), "text/plain");
        },
        3'000'000);
    router.setHeadGuard([](Level, const QByteArray &authorization) -> handoff::Result<bool> {
        if (authorization.isEmpty())
            return handoff::errors::notAuthenticated();
        return authorization == "Bearer good";
    });
    server.setObserver([this](const Finished &what) { reports.append(what); });
    const auto bound = server.listen(QHostAddress(QHostAddress::LocalHost), 0);
    if (!bound)
        qFatal("cannot listen");
    port = *bound;
}
