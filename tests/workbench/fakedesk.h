#pragma once

#include "shared/contract/event.h"
#include "shared/contract/sessionlist.h"
#include "tests/support/scriptedserver.h"

#include <QUrl>

namespace handoff::test {

/// A tiny desk that answers the workbench in bytes, with a switch for everything that a real server
/// does only by chance: late answers, refusals, cut lines. Event loop of the test.
class FakeDesk
{
public:
    using Request = ScriptedServer::Request;

    FakeDesk()
    {
        server.setHandler([this](const Request &r, QTcpSocket *socket) { answer(r, socket); });
    }

    /// Adds or changes a session; the version grows by itself. Tells nobody.
    SessionSummary &put(const QString &name, SessionStatus status);
    Message &say(const QString &name, MessageRole role, const QString &text);

    /// Stores what an agent sends; the same client_message_id again is the first message.
    Message stored(const Request &request);

    // Events: to the desk's streams, to the streams of one session.
    void tellSession(const QString &name);
    void tellMessage(const QString &name);
    void tellDelta(const QString &name, const QString &text);
    void cut(bool deskOnly = false); ///< breaks all streams, or the desk's
    /// As it answers now.
    void answer(const Request &request, QTcpSocket *socket);

    static QByteArray success(const QByteArray &data)
    {
        return ScriptedServer::answer(200, "{\"success\":true,\"data\":" + data + "}");
    }
    static QByteArray refusal(int status, const QByteArray &code)
    {
        return ScriptedServer::answer(status, "{\"success\":false,\"error\":\"no\",\"code\":\"" +
                                                  code + "\",\"detail\":\"no\"}");
    }

    ScriptedServer server;
    QMap<QString, SessionSummary> sessions;
    QMap<QString, QList<Message>> messages;
    /// Asked first; true: it answered (or holds the socket).
    std::function<bool(const Request &, QTcpSocket *)> special;
    bool streams = true; ///< false: 503 instead of streams
    int listRequests = 0;

private:
    QByteArray list(const QByteArray &query) const;
    QByteArray detail(const QString &name) const;
    QByteArray action(const QString &name, const QByteArray &verb);
    void tell(const QString &session, const QByteArray &type, const QByteArray &json, bool desk);

    struct Stream
    {
        QPointer<QTcpSocket> socket;
        QString session; ///< empty: the desk's
    };
    QList<Stream> m_streams;
    QList<std::pair<qint64, QByteArray>> m_log; ///< frames of the desk
    qint64 m_lastId = 100;
    int m_messages = 0;
};

} // namespace handoff::test
