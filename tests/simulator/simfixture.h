#pragma once

#include "shared/core/ids.h"
#include "shared/core/sse.h"
#include "tests/simulator/simulator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTest>

namespace handoff::sim {

inline constexpr int kPatienceMs = 30'000;

/// One request over a plain socket, so that every byte of the answer can be looked at.
class Call : public QObject
{
public:
    Call(quint16 port, const QByteArray &method, const QByteArray &target, const QByteArray &bearer,
         const QByteArray &body)
    {
        connect(&m_socket, &QTcpSocket::connected, this, [=, this] {
            QByteArray head =
                method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
            if (!bearer.isNull())
                head += "Authorization: Bearer " + bearer + "\r\n";
            m_socket.write(QByteArray(head + "Content-Type: application/json\r\nContent-Length: " +
                                      QByteArray::number(body.size()) + "\r\n\r\n" + body));
        });
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] { m_bytes += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }

    /// Until the connection is closed by the other side.
    bool wait()
    {
        return QTest::qWaitFor(
            [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, kPatienceMs);
    }
    void hangUp() { m_socket.abort(); }
    QAbstractSocket::SocketError socketError() const { return m_socket.error(); }
    QByteArray bytes() const { return m_bytes; }

    int status() const { return m_bytes.mid(9, 3).toInt(); }
    QByteArray head() const { return m_bytes.left(m_bytes.indexOf("\r\n\r\n")); }
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head().split('\n')) {
            if (line.toLower().startsWith(QByteArray(name.toLower() + ":")))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    bool chunked() const { return header("Transfer-Encoding") == "chunked"; }
    /// The body, whole or as much as came; `ended` tells whether the last chunk was there.
    QByteArray body(bool *ended = nullptr) const
    {
        const QByteArray rest = m_bytes.mid(head().size() + 4);
        if (ended)
            *ended = false;
        if (!chunked())
            return rest;
        QByteArray out;
        for (qsizetype at = 0; at < rest.size();) {
            const qsizetype eol = rest.indexOf("\r\n", at);
            if (eol < 0)
                break;
            const qsizetype size = rest.mid(at, eol - at).toLongLong(nullptr, 16);
            if (size == 0) {
                if (ended)
                    *ended = true;
                break;
            }
            out += rest.mid(eol + 2, size);
            at = eol + 2 + size + 2;
        }
        return out;
    }
    QJsonObject json() const { return QJsonDocument::fromJson(body()).object(); }
    QList<SseEvent> events() const
    {
        SseParser parser;
        QList<SseEvent> out = parser.feed(body());
        if (const auto last = parser.finish())
            out.append(*last);
        return out;
    }
    QByteArray lastType() const { return events().isEmpty() ? QByteArray() : events().last().type; }
    /// All the text of the deltas.
    QString said() const
    {
        QString out;
        for (const SseEvent &event : events()) {
            if (event.type == "conversation.message.delta")
                out += QJsonDocument::fromJson(event.data)
                           .object()
                           .value(QStringLiteral("content"))
                           .toString();
        }
        return out;
    }

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

inline QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// A running simulator and the calls of a client, for the tests of the simulator.
class SimFixture
{
protected:
    std::unique_ptr<CozeSimulator> sim;

    std::unique_ptr<Call> call(const char *method, const QByteArray &target,
                               const QByteArray &bearer, const QJsonObject &body)
    {
        return std::make_unique<Call>(sim->port(), method, target, bearer, compact(body));
    }
    std::unique_ptr<Call> done(const char *method, const QByteArray &target,
                               const QByteArray &bearer, const QJsonObject &body)
    {
        auto c = call(method, target, bearer, body);
        if (!c->wait())
            qWarning("no end: %s", target.constData());
        return c;
    }

    std::unique_ptr<Call> requestToken(const QString &session, const QJsonObject &more = {})
    {
        const qint64 now = Timestamp::now().ms / 1000;
        QJsonObject claims{{s("iss"), sim->demoApp().clientId},
                           {s("aud"), s("127.0.0.1:%1").arg(sim->port())},
                           {s("iat"), now},
                           {s("exp"), now + 3600},
                           {s("jti"), newUuid()}};
        if (!session.isNull())
            claims.insert(s("session_name"), session);
        QJsonObject body{{s("grant_type"), s("urn:ietf:params:oauth:grant-type:jwt-bearer")},
                         {s("duration_seconds"), 3600}};
        for (auto it = more.begin(); it != more.end(); ++it)
            body.insert(it.key(), it.value());
        return done("POST", "/api/permission/oauth2/token",
                    signJwt(claims, sim->demoApp().kid, demoKeyPair().privatePem), body);
    }
    QByteArray tokenFor(const QString &session)
    {
        return requestToken(session)->json().value(s("access_token")).toString().toLatin1();
    }
    QString conversationFor(const QByteArray &token)
    {
        return done("POST", "/v1/conversation/create", token, {})
            ->json()
            .value(s("data"))
            .toObject()
            .value(s("id"))
            .toString();
    }
    QJsonObject question(const QString &text, const QString &conversation) const
    {
        QJsonObject body{
            {s("workflow_id"), sim->demoApp().workflowId},
            {s("app_id"), sim->demoApp().appId},
            {s("parameters"), QJsonObject{{s("USER_INPUT"), text}}},
            {s("additional_messages"), QJsonArray{QJsonObject{{s("role"), s("user")},
                                                              {s("type"), s("question")},
                                                              {s("content_type"), s("text")},
                                                              {s("content"), text}}}}};
        if (!conversation.isNull())
            body.insert(s("conversation_id"), conversation);
        return body;
    }
    std::unique_ptr<Call> ask(const QByteArray &token, const QString &conversation,
                              const QString &text)
    {
        return call("POST", "/v1/workflows/chat", token, question(text, conversation));
    }
    QString answer(const QByteArray &token, const QString &conversation, const QString &text)
    {
        auto c = ask(token, conversation, text);
        return c->wait() ? c->said() : s("no end");
    }
};

} // namespace handoff::sim
