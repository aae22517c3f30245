#include "tests/workbench/fakedesk.h"
#include "shared/contract/sessionrequests.h"

#include "shared/core/sse.h"

#include <QUrlQuery>

namespace handoff::test {

namespace {
constexpr Timestamp start{1'700'000'000'000};
const AgentRef me{QStringLiteral("agent_1"), QStringLiteral("Alice")};
} // namespace

SessionSummary &FakeDesk::put(const QString &name, SessionStatus status)
{
    SessionSummary &s = sessions[name];
    s.sessionName = name;
    s.userProfile.nickname = name;
    s.status = status;
    s.version += 1;
    s.updatedAt = start.plusSeconds(s.version);
    s.assignedAgent.reset();
    s.escalation.reset();
    if (status == SessionStatus::ManualLive)
        s.assignedAgent = me;
    if (status == SessionStatus::PendingManual)
        s.escalation = EscalationSummary{EscalationReason::Manual, Severity::High, start, 0};
    return s;
}

Message &FakeDesk::say(const QString &name, MessageRole role, const QString &text)
{
    Message m;
    m.id = QStringLiteral("msg_%1").arg(++m_messages);
    m.role = role;
    m.content = text;
    m.timestamp = start.plusSeconds(m_messages);
    if (role == MessageRole::Agent) {
        m.agentId = me.id;
        m.agentName = me.name;
    }
    QList<Message> &history = messages[name];
    history.append(m);
    return history.last();
}

Message FakeDesk::stored(const Request &request)
{
    const auto body = QJsonDocument::fromJson(request.body).object();
    const QString session = body.value(u"session_name").toString();
    const QString clientId = body.value(u"client_message_id").toString();
    const QList<Message> before = messages.value(session);
    for (const Message &message : before) {
        if (message.clientMessageId == clientId)
            return message;
    }
    Message &message = say(session, MessageRole::Agent, body.value(u"content").toString());
    message.clientMessageId = clientId;
    return message;
}

void FakeDesk::tell(const QString &session, const QByteArray &type, const QByteArray &json,
                    bool desk)
{
    const QByteArray frame = sse::eventFrame(desk ? ++m_lastId : 0, type, json);
    if (desk)
        m_log.append({m_lastId, frame});
    for (const Stream &stream : std::as_const(m_streams)) {
        if (stream.socket && (stream.session == session || (desk && stream.session.isEmpty())))
            stream.socket->write(ScriptedServer::chunk(frame));
    }
}

void FakeDesk::tellSession(const QString &name)
{
    SessionUpdatedEvent event;
    event.session = sessions.value(name);
    tell(name, "session_updated", json::toJson(event), true);
}

void FakeDesk::tellMessage(const QString &name)
{
    MessageAddedEvent event;
    event.sessionName = name;
    event.message = messages.value(name).last();
    tell(name, "message_added", json::toJson(event), true);
}

void FakeDesk::tellDelta(const QString &name, const QString &text)
{
    AiDeltaEvent event;
    event.sessionName = name;
    event.content = text;
    tell(name, "ai_delta", json::toJson(event), false);
}

void FakeDesk::cut(bool deskOnly)
{
    for (const Stream &stream : std::exchange(m_streams, {})) {
        if (deskOnly && !stream.session.isEmpty())
            m_streams.append(stream);
        else if (stream.socket)
            stream.socket->disconnectFromHost();
    }
}

void FakeDesk::answer(const Request &request, QTcpSocket *socket)
{
    if (special && special(request, socket))
        return;
    const QUrl url(QString::fromUtf8(request.path));
    const QStringList parts = url.path().split(u'/'); // "", "api", "sessions", name, verb
    const QString name = parts.value(3);
    const QByteArray verb = parts.value(4).toUtf8();
    if (url.path().endsWith(u"/events")) {
        if (!streams) {
            socket->write(refusal(503, "SSE_CAPACITY"));
            return;
        }
        const qint64 resume = request.headers.value("last-event-id").toLongLong();
        const qint64 from = resume > 0 ? resume : m_lastId;
        ReadyEvent ready;
        ready.lastEventId = from;
        ready.serverTime = Timestamp::now();
        socket->write(ScriptedServer::streamHead());
        socket->write(ScriptedServer::chunk(sse::eventFrame(from, "ready", json::toJson(ready))));
        const bool desk = name == u"events";
        for (const auto &[id, frame] : std::as_const(m_log)) {
            if (desk && id > from)
                socket->write(ScriptedServer::chunk(frame));
        }
        m_streams.append({socket, desk ? QString() : name});
    } else if (url.path() == u"/api/sessions") {
        ++listRequests;
        socket->write(success(list(url.query(QUrl::FullyEncoded).toUtf8())));
    } else if (url.path() == u"/api/manual/messages") {
        const Message m = stored(request);
        socket->write(success(json::toJson(SendMessageAnswer{m.id, m.timestamp})));
    } else if (verb == "messages") {
        const QString before = QUrlQuery(url).queryItemValue(QStringLiteral("before"));
        MessagePage page;
        const QList<Message> all = messages.value(name);
        qsizetype end = 0;
        while (end < all.size() && all.at(end).id != before)
            ++end;
        page.items = all.mid(qMax<qsizetype>(0, end - 50), qMin<qsizetype>(50, end));
        page.hasMore = end > 50;
        socket->write(success(json::toJson(page)));
    } else if (parts.value(2) == u"sessions" && verb.isEmpty()) {
        socket->write(sessions.contains(name) ? success(detail(name))
                                              : refusal(404, "SESSION_NOT_FOUND"));
    } else if (parts.value(2) == u"sessions") {
        socket->write(action(name, verb));
    } else {
        socket->write(success("{}"));
    }
}

QByteArray FakeDesk::list(const QByteArray &query) const
{
    const QUrlQuery q(QString::fromUtf8(query));
    const QString status = q.queryItemValue(QStringLiteral("status"));
    const bool mine = q.queryItemValue(QStringLiteral("agent")) == u"mine";
    const QString keyword = q.queryItemValue(QStringLiteral("keyword"));
    const int size = q.queryItemValue(QStringLiteral("page_size")).toInt();
    const int offset = q.queryItemValue(QStringLiteral("cursor")).toInt();
    SessionPage page;
    for (const SessionSummary &s : sessions) {
        if ((status == u"all" || status == json::enumName(s.status)) &&
            (!mine || (s.assignedAgent && s.assignedAgent->id == me.id)) &&
            (keyword.isEmpty() || s.sessionName.contains(keyword)))
            page.items.append(s);
    }
    page.total = page.items.size();
    page.hasMore = offset + size < page.total;
    if (page.hasMore)
        page.nextCursor = QString::number(offset + size);
    page.items = page.items.mid(offset, size);
    return json::toJson(page);
}

QByteArray FakeDesk::detail(const QString &name) const
{
    const SessionSummary s = sessions.value(name);
    SessionDetail detail;
    detail.session.sessionName = name;
    detail.session.status = s.status;
    detail.session.assignedAgent = s.assignedAgent;
    detail.session.version = s.version;
    detail.session.updatedAt = s.updatedAt;
    detail.session.userProfile.nickname = s.userProfile.nickname;
    const QList<Message> all = messages.value(name);
    detail.session.history = all.mid(qMax<qsizetype>(0, all.size() - 50));
    detail.auditTrail = {AuditEntry{SessionStatus::BotActive, s.status, QStringLiteral("system"),
                                    QStringLiteral("x"), start}};
    return json::toJson(detail);
}

QByteArray FakeDesk::action(const QString &name, const QByteArray &verb)
{
    if (verb == "takeover")
        put(name, SessionStatus::ManualLive);
    else if (verb == "release" || verb == "cancel")
        put(name, SessionStatus::BotActive);
    else if (verb == "requeue")
        put(name, SessionStatus::PendingManual);
    else
        return success("{}");
    SessionDetail detail;
    detail.session =
        json::fromJson<SessionDetail>(this->detail(name), json::Mode::Lenient)->session;
    return success(json::toJson(detail.session));
}

} // namespace handoff::test
