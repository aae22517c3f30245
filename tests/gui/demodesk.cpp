#include "tests/gui/demodesk.h"

#include "shared/contract/errors.h"
#include "shared/contract/sessionrequests.h"
#include "shared/core/sse.h"

namespace handoff::test {

DemoDesk::DemoDesk(QObject *parent) : QObject(parent)
{
    agent.id = QStringLiteral("agent_me");
    agent.username = QStringLiteral("agent001");
    agent.name = QStringLiteral("客服小王");
    agent.status = AgentPresence::Online;
    m_server.setHandler(
        [this](const auto &request, QTcpSocket *socket) { answer(request, socket); });
}

SessionState &DemoDesk::add(const QString &name, const QString &nickname, SessionStatus status)
{
    SessionState &s = sessions[name];
    s.sessionName = name;
    s.status = status;
    s.userProfile.nickname = nickname;
    s.createdAt = Timestamp::now().plusSeconds(-3600);
    s.updatedAt = Timestamp::now();
    return s;
}

QString DemoDesk::say(const QString &session, MessageRole role, const QString &text, int secondsAgo,
                      const QString &agentName)
{
    Message m;
    m.id = QStringLiteral("msg_%1").arg(++m_messages, 6, 10, QLatin1Char('0'));
    m.role = role;
    m.content = text;
    m.timestamp = Timestamp::now().plusSeconds(-secondsAgo);
    if (role == MessageRole::Agent) {
        m.agentId = agentName.isEmpty() ? agent.id : QStringLiteral("agent_other");
        m.agentName = agentName.isEmpty() ? agent.name : agentName;
    }
    SessionState &s = sessions[session];
    s.history.append(m);
    s.updatedAt = m.timestamp;
    return m.id;
}

SessionSummary DemoDesk::summary(const QString &name) const
{
    const SessionState &s = sessions.value(name);
    SessionSummary sum;
    sum.sessionName = s.sessionName;
    sum.status = s.status;
    sum.userProfile.nickname = s.userProfile.nickname;
    sum.userProfile.vip = s.userProfile.vip;
    sum.assignedAgent = s.assignedAgent;
    sum.priority = s.priority;
    sum.priority.isVip = s.userProfile.vip;
    sum.tags = s.tags;
    sum.unread = unread.value(name);
    sum.createdAt = s.createdAt;
    sum.updatedAt = s.updatedAt;
    sum.version = s.version;
    if (s.escalation) {
        sum.escalation.emplace();
        sum.escalation->reason = s.escalation->reason;
        sum.escalation->severity = s.escalation->severity;
        sum.escalation->triggerAt = s.escalation->triggerAt;
        if (s.status == SessionStatus::PendingManual)
            sum.waitingSeconds = Timestamp::now().msSince(s.escalation->triggerAt) / 1000;
    }
    if (!s.history.isEmpty()) {
        const Message &last = s.history.last();
        sum.lastMessagePreview = MessagePreview{last.role, last.content.left(50), last.timestamp};
    }
    return sum;
}

// ---- events -------------------------------------------------------------------------------------

void DemoDesk::push(QLatin1String type, const QByteArray &json, const QString &session)
{
    const bool ephemeral = type == eventtype::aiDelta || type == eventtype::typing;
    const QByteArray frame = ScriptedServer::chunk(
        sse::eventFrame(ephemeral ? 0 : ++m_eventId, QByteArray(type.data(), type.size()), json));
    for (const auto &[socket, name] : std::as_const(m_streams)) {
        if (socket && name == session)
            socket->write(frame);
    }
}

void DemoDesk::pushSummary(const QString &name)
{
    SessionUpdatedEvent event;
    event.session = summary(name);
    push(eventtype::sessionUpdated, json::toJson(event));
}

void DemoDesk::pushMessage(const QString &name)
{
    MessageAddedEvent event;
    event.sessionName = name;
    event.message = sessions.value(name).history.last();
    push(eventtype::messageAdded, json::toJson(event));
    pushSummary(name);
}

void DemoDesk::pushAiDelta(const QString &name, const QString &text)
{
    AiDeltaEvent event;
    event.sessionName = name;
    event.content = text;
    push(eventtype::aiDelta, json::toJson(event), name);
}

bool DemoDesk::hasStream() const
{
    return hasSessionStream({});
}

bool DemoDesk::hasSessionStream(const QString &session) const
{
    return std::any_of(m_streams.cbegin(), m_streams.cend(), [&](const auto &stream) {
        return stream.first && stream.second == session &&
               stream.first->state() == QAbstractSocket::ConnectedState;
    });
}

void DemoDesk::cut(bool off)
{
    m_cut = off;
    if (!off)
        return;
    const auto sockets = std::exchange(m_sockets, {});
    m_streams.clear();
    for (const QPointer<QTcpSocket> &socket : sockets) {
        if (socket)
            socket->abort();
    }
}

// ---- requests -----------------------------------------------------------------------------------

void DemoDesk::ok(QTcpSocket *socket, const QByteArray &data)
{
    socket->write(ScriptedServer::answer(200, "{\"success\":true,\"data\":" + data + "}"));
}

void DemoDesk::openStream(QTcpSocket *socket, const QString &session)
{
    ReadyEvent ready;
    ready.lastEventId = m_eventId;
    ready.serverTime = Timestamp::now();
    socket->write(
        ScriptedServer::streamHead() +
        ScriptedServer::chunk("retry: 3000\n" + sse::eventFrame(0, "ready", json::toJson(ready))));
    m_streams.append({socket, session});
}

void DemoDesk::answer(const ScriptedServer::Request &request, QTcpSocket *socket)
{
    if (m_cut) {
        socket->abort();
        return;
    }
    if (!m_sockets.contains(socket))
        m_sockets.append(socket);
    for (const auto &handler : std::as_const(handlers)) {
        if (handler(request, socket))
            return;
    }
    const QUrl url(QString::fromUtf8(request.path));
    const QString path = url.path(QUrl::FullyDecoded);
    if (path == u"/api/agent/login") {
        if (request.body.contains("wrong")) {
            const Error e = errors::invalidCredentials();
            socket->write(ScriptedServer::answer(
                401, QStringLiteral(R"({"success":false,"error":"%1","code":"%2","detail":"%3"})")
                         .arg(e.message, e.code, e.detail)
                         .toUtf8()));
            return;
        }
        socket->write(ScriptedServer::answer(200, "{\"success\":true,\"token\":\"t\",\"refresh_"
                                                  "token\":\"r\",\"expires_in\":3600,\"agent\":" +
                                                      json::toJson(agent) + "}"));
    } else if (path == u"/api/agent/logout" || path == u"/healthz") {
        socket->write(ScriptedServer::answer(200, "{\"success\":true}"));
    } else if (path == u"/api/agent/status") {
        const auto update = json::fromJson<StatusUpdate>(request.body);
        if (request.method == "PUT" && update) {
            agent.status = update->status.value_or(agent.status);
            agent.statusNote = update->statusNote.value_or(agent.statusNote);
        }
        ok(socket, json::toJson(AgentLoad{agent.status, agent.statusNote, 1, 5}));
    } else if (path == u"/api/agent/events") {
        openStream(socket, {});
    } else if (path == u"/api/sessions") {
        if (!silent)
            answerSessions(QUrlQuery(url), socket);
    } else if (path == u"/api/manual/messages") {
        const auto sent = json::fromJson<SendMessageRequest>(request.body);
        if (!sent || refuseMessages) {
            socket->write(ScriptedServer::answer(
                409,
                R"({"success":false,"error":"Session not in manual_live status","code":"NOT_IN_MANUAL_LIVE","detail":"Session not in manual_live status"})"));
            return;
        }
        SendMessageAnswer answer;
        answer.messageId = say(*sent->sessionName, MessageRole::Agent, *sent->content, 0);
        answer.timestamp = Timestamp::now();
        ok(socket, json::toJson(answer));
        pushMessage(*sent->sessionName);
    } else if (path.startsWith(u"/api/sessions/")) {
        const QString rest = path.mid(14);
        const auto slash = rest.indexOf(u'/');
        answerOne(request.method, rest.left(slash), slash < 0 ? QString() : rest.mid(slash + 1),
                  request, socket);
    } else {
        socket->write(ScriptedServer::answer(
            404,
            R"({"success":false,"error":"Not Found","code":"NOT_FOUND","detail":"Not Found"})"));
    }
}

void DemoDesk::answerSessions(const QUrlQuery &query, QTcpSocket *socket)
{
    const QString status = query.queryItemValue(QStringLiteral("status"));
    const bool mine = query.queryItemValue(QStringLiteral("agent")) == u"mine";
    const QString keyword = query.queryItemValue(QStringLiteral("keyword"), QUrl::FullyDecoded);
    const QString tag = query.queryItemValue(QStringLiteral("tag"), QUrl::FullyDecoded);
    SessionPage page;
    for (const QString &name : sessions.keys()) {
        const SessionSummary s = summary(name);
        if (!status.isEmpty() && status != u"all" && status != json::enumName(s.status))
            continue;
        if (mine && (!s.assignedAgent || s.assignedAgent->id != agent.id))
            continue;
        const auto isTag = [&tag](const SessionTag &on) { return on.id == tag; };
        if (!tag.isEmpty() && std::none_of(s.tags.begin(), s.tags.end(), isTag))
            continue;
        if (!keyword.isEmpty() && !s.userProfile.nickname.contains(keyword, Qt::CaseInsensitive))
            continue;
        page.items.append(s);
    }
    page.total = page.items.size();
    ok(socket, json::toJson(page));
}

void DemoDesk::change(const QString &name, SessionStatus status, bool mine)
{
    SessionState &s = sessions[name];
    AuditEntry entry{s.status, status, agent.username, QStringLiteral("agent_takeover"),
                     Timestamp::now()};
    if (!mine)
        entry.reason = status == SessionStatus::PendingManual ? QStringLiteral("requeued")
                                                              : QStringLiteral("released");
    trails[name].append(entry);
    s.status = status;
    ++s.version;
    s.assignedAgent.reset();
    if (mine)
        s.assignedAgent = AgentRef{agent.id, agent.name};
}

void DemoDesk::answerOne(const QByteArray &method, const QString &name, const QString &verb,
                         const ScriptedServer::Request &request, QTcpSocket *socket)
{
    if (!sessions.contains(name)) {
        socket->write(ScriptedServer::answer(
            404,
            R"({"success":false,"error":"Session not found","code":"SESSION_NOT_FOUND","detail":"Session not found"})"));
        return;
    }
    if (verb == u"events") {
        openStream(socket, name);
    } else if (verb == u"messages") {
        const QString before = QUrlQuery(QUrl(QString::fromUtf8(request.path)))
                                   .queryItemValue(QStringLiteral("before"));
        const QList<Message> &all = sessions[name].history;
        qsizetype end = all.size();
        while (end > 0 && !before.isEmpty() && all.at(end - 1).id != before)
            --end;
        end = before.isEmpty() ? end : qMax<qsizetype>(0, end - 1);
        const qsizetype from = qMax<qsizetype>(0, end - 50);
        ok(socket, json::toJson(MessagePage{all.mid(from, end - from), from > 0}));
    } else if (method == "GET" && verb.isEmpty()) {
        SessionDetail detail{sessions[name], trails.value(name)};
        if (detail.session.history.size() > 50)
            detail.session.history = detail.session.history.last(50);
        ok(socket, json::toJson(detail));
    } else if (verb == u"takeover" || verb == u"release" || verb == u"requeue" ||
               verb == u"cancel") {
        if (verb == u"takeover")
            change(name, SessionStatus::ManualLive, true);
        else
            change(name,
                   verb == u"requeue" ? SessionStatus::PendingManual : SessionStatus::BotActive,
                   false);
        if (verb == u"requeue" && !sessions[name].escalation)
            sessions[name].escalation =
                Escalation{EscalationReason::Manual, {}, Severity::Medium, Timestamp::now()};
        ok(socket, json::toJson(sessions[name]));
        pushSummary(name);
    } else {
        ok(socket, "{\"viewers\":[]}");
    }
}

} // namespace handoff::test
