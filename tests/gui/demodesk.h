#pragma once

#include "shared/contract/event.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"
#include "tests/support/scriptedserver.h"

#include <QPointer>
#include <QUrlQuery>

namespace handoff::test {

/// A desk that speaks the contract's bytes from plain data, for pictures and for GUI tests that
/// need a state which a real server reaches only with time. Event loop of the test.
class DemoDesk : public QObject
{
    Q_OBJECT

public:
    explicit DemoDesk(QObject *parent = nullptr);

    QString url() const { return m_server.url(); }
    ScriptedServer &server() { return m_server; }

    Agent agent;                           ///< who signs in; any password but "wrong"
    QHash<QString, SessionState> sessions; ///< `history` holds all messages
    QHash<QString, QList<AuditEntry>> trails;
    QHash<QString, qint64> unread;
    bool refuseMessages = false; ///< POST of messages answers 409
    bool silent = false;         ///< lists are never answered: "loading"

    /// Asked first; true: it answered (or keeps silent on purpose).
    QList<std::function<bool(const ScriptedServer::Request &, QTcpSocket *)>> handlers;

    /// A session with a customer; returns it for more.
    SessionState &add(const QString &name, const QString &nickname, SessionStatus status);
    /// Adds a message `secondsAgo` and returns its id.
    QString say(const QString &session, MessageRole role, const QString &text, int secondsAgo,
                const QString &agentName = {});
    SessionSummary summary(const QString &name) const;

    /// Sends an event to the desk's stream (and to the stream of one session when it is named).
    void push(QLatin1String type, const QByteArray &json, const QString &session = {});
    void pushSummary(const QString &name);
    void pushMessage(const QString &name);
    void pushAiDelta(const QString &name, const QString &text);
    bool hasStream() const;
    bool hasSessionStream(const QString &name) const;
    static void ok(QTcpSocket *socket, const QByteArray &data);
    /// Cuts all connections and refuses new ones; again with false.
    void cut(bool off);

private:
    void answer(const ScriptedServer::Request &request, QTcpSocket *socket);
    void answerSessions(const QUrlQuery &query, QTcpSocket *socket);
    void answerOne(const QByteArray &method, const QString &name, const QString &verb,
                   const ScriptedServer::Request &request, QTcpSocket *socket);
    void change(const QString &name, SessionStatus status, bool mine);
    void openStream(QTcpSocket *socket, const QString &session);

    ScriptedServer m_server;
    QList<QPair<QPointer<QTcpSocket>, QString>> m_streams; ///< session name, empty: the desk
    QList<QPointer<QTcpSocket>> m_sockets;
    qint64 m_eventId = 100;
    int m_messages = 0;
    bool m_cut = false;
};

} // namespace handoff::test
