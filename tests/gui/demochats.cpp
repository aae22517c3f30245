#include "tests/gui/demochats.h"

#include "shared/contract/errors.h"
#include "shared/contract/presence.h"
#include "shared/contract/ticketrequests.h"
#include "shared/rules/templates.h"

namespace handoff::test {

namespace {

template<typename T>
QByteArray listJson(const QList<T> &items)
{
    QByteArray out;
    json::write(out, items);
    return out;
}

} // namespace

DemoChats::DemoChats(DemoDesk &desk) : m_desk(desk)
{
    desk.handlers.append(
        [this](const Request &request, QTcpSocket *socket) { return answer(request, socket); });
}

void DemoChats::addReply(const QString &title, const QString &content, QuickReplyCategory category,
                         const QString &shortcut, qint64 used)
{
    QuickReply reply;
    reply.id = QStringLiteral("qr_%1").arg(++m_ids);
    reply.title = title;
    reply.content = content;
    reply.category = category;
    reply.variables = Templates::variables(content);
    reply.usageCount = used;
    if (!shortcut.isEmpty())
        reply.shortcut = shortcut;
    replies.append(reply);
}

Note &DemoChats::addNote(const QString &session, const QString &author, const QString &text,
                         int secondsAgo)
{
    Note note;
    note.id = QStringLiteral("note_%1").arg(++m_ids);
    note.sessionName = session;
    note.content = text;
    note.createdBy = author;
    note.createdByName =
        author == m_desk.agent.username ? m_desk.agent.name : QStringLiteral("客服小李");
    note.createdAt = note.updatedAt = Timestamp::now().plusSeconds(-secondsAgo);
    QList<Note> &all = notes[session];
    all.append(note);
    return all.last();
}

Transfer &DemoChats::offerToMe(const QString &session, const QString &reason, int seconds)
{
    Transfer transfer;
    transfer.id = QStringLiteral("transfer_%1").arg(++m_ids);
    transfer.sessionName = session;
    transfer.fromAgent = {QStringLiteral("agent_other"), QStringLiteral("客服小李")};
    transfer.toAgent = {m_desk.agent.id, m_desk.agent.name};
    transfer.reason = reason;
    transfer.createdAt = Timestamp::now();
    transfer.expiresAt = Timestamp::now().plusSeconds(seconds);
    transfers.append(transfer);
    pushTransfer(eventtype::transferRequest, transfer);
    return transfers.last();
}

void DemoChats::answerMine(TransferStatus status)
{
    transfers.last().status = status;
    pushTransfer(eventtype::transferResult, transfers.last());
}

void DemoChats::pushTransfer(QLatin1String type, const Transfer &transfer)
{
    TransferEvent event;
    static_cast<Transfer &>(event) = transfer;
    event.type = type;
    m_desk.push(type, json::toJson(event));
}

void DemoChats::refuse(QTcpSocket *socket, int status, const Error &error)
{
    socket->write(ScriptedServer::answer(
        status, QStringLiteral(R"({"success":false,"error":"%1","code":"%2","detail":"%3"})")
                    .arg(error.message, error.code, error.detail)
                    .toUtf8()));
}

bool DemoChats::answer(const Request &request, QTcpSocket *socket)
{
    const QString path = QUrl(QString::fromUtf8(request.path)).path(QUrl::FullyDecoded);
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    if (path == u"/api/quick-replies") {
        QuickReplyList list{replies, replies.size(), {}, Templates::known()};
        DemoDesk::ok(socket, json::toJson(list));
    } else if (parts.value(1) == u"quick-replies" && parts.value(3) == u"use") {
        for (QuickReply &reply : replies) {
            if (reply.id == parts.value(2)) {
                ++reply.usageCount;
                DemoDesk::ok(socket, json::toJson(QuickReplyUse{reply.id, reply.usageCount}));
            }
        }
    } else if (path == u"/api/tags" && request.method == "GET") {
        DemoDesk::ok(socket, json::toJson(TagList{tags, {}, tags.size()}));
    } else if (path == u"/api/tags") {
        const auto wish = json::fromJson<TagRequest>(request.body);
        Tag tag;
        tag.id = QStringLiteral("tag_%1").arg(++m_ids);
        tag.name = wish->name;
        tag.color = wish->color;
        tags.append(tag);
        DemoDesk::ok(socket, json::toJson(tag));
    } else if (path == u"/api/agents/available") {
        DemoDesk::ok(socket, json::toJson(AvailableAgents{agents, agents.size()}));
    } else if (path == u"/api/tickets" && request.method == "POST") {
        const auto wish = json::fromJson<CreateTicketRequest>(request.body);
        Ticket ticket;
        ticket.ticketId = QStringLiteral("ticket_%1").arg(++m_ids);
        ticket.ticketNumber = QStringLiteral("TK-202600017");
        ticket.title = wish->title;
        ticket.category = wish->category;
        ticket.priority = wish->priority;
        ticket.department = wish->department;
        ticket.sessionId = wish->sessionId;
        ticket.createdAt = ticket.updatedAt = Timestamp::now();
        ticket.slaResponseDeadline = Timestamp::now().plusSeconds(3600);
        ticket.slaDeadline = Timestamp::now().plusSeconds(24 * 3600);
        tickets.insert(*wish->sessionId, ticket);
        DemoDesk::ok(socket, json::toJson(ticket));
    } else if (path == u"/api/transfer-requests/pending") {
        QList<Transfer> open;
        for (const Transfer &t : std::as_const(transfers)) {
            if (t.toAgent.id == m_desk.agent.id && t.status == TransferStatus::Pending)
                open.append(t);
        }
        DemoDesk::ok(socket, listJson(open));
    } else if (parts.value(1) == u"transfer-requests") {
        const auto wish = json::fromJson<TransferResponse>(request.body);
        for (Transfer &t : transfers) {
            if (t.id != parts.value(2))
                continue;
            const bool accept = wish->action == TransferAction::Accept;
            t.status = accept ? TransferStatus::Accepted : TransferStatus::Declined;
            if (accept) {
                SessionState &s = m_desk.sessions[t.sessionName];
                s.assignedAgent = AgentRef{m_desk.agent.id, m_desk.agent.name};
                ++s.version;
                m_desk.pushSummary(t.sessionName);
            }
            DemoDesk::ok(socket, json::toJson(t));
        }
    } else if (parts.value(1) == u"sessions" && parts.size() >= 4) {
        return m_desk.sessions.contains(parts.at(2)) &&
               answerSession(request.method, parts.at(2), parts.at(3), request, socket);
    } else {
        return false;
    }
    return true;
}

bool DemoChats::answerSession(const QByteArray &method, const QString &name, const QString &verb,
                              const Request &request, QTcpSocket *socket)
{
    const QString last = QUrl(QString::fromUtf8(request.path)).path().section(u'/', 5, 5);
    if (verb == u"notes")
        return answerNotes(method, name, last, request, socket);
    if (verb == u"tags")
        return answerTags(method, name, last, request, socket);
    if (verb == u"transfer")
        return answerTransfer(name, request, socket);
    SessionState &session = m_desk.sessions[name];
    if (verb == u"ticket") {
        const auto it = tickets.constFind(name);
        DemoDesk::ok(socket, it == tickets.constEnd() ? "null" : json::toJson(*it));
    } else if (verb == u"viewing") {
        ViewerList list;
        for (const QString &viewer : std::as_const(viewers))
            list.viewers.append({QStringLiteral("agent_") + viewer, viewer});
        list.viewers.append({m_desk.agent.id, m_desk.agent.name});
        DemoDesk::ok(socket, json::toJson(list));
    } else if (verb == u"email") {
        const auto wish = json::fromJson<QJsonObject>(request.body);
        if (session.mail.sent && !wish->value(u"force").toBool()) {
            refuse(socket, 409, errors::mailAlreadySent());
            return true;
        }
        ++mails;
        session.mail.sent = true;
        ++session.version;
        DemoDesk::ok(socket, "{\"mail_id\":\"mail_1\"}");
    } else if (verb == u"profile") {
        patches.append(request.body);
        const auto patch = json::fromJson<ProfilePatch>(request.body);
        session.userProfile.city = patch->city.value_or(session.userProfile.city);
        session.userProfile.nickname = patch->nickname.value_or(session.userProfile.nickname);
        ++session.version;
        DemoDesk::ok(socket, json::toJson(session));
        m_desk.pushSummary(name);
    } else {
        return false;
    }
    return true;
}

bool DemoChats::answerNotes(const QByteArray &method, const QString &name, const QString &id,
                            const Request &request, QTcpSocket *socket)
{
    QList<Note> &all = notes[name];
    if (method == "GET") {
        DemoDesk::ok(socket, listJson(all));
        return true;
    }
    if (refuseNotes) {
        refuse(socket, 500, errors::internal(QStringLiteral("r1")));
        return true;
    }
    if (method == "DELETE") {
        all.removeIf([&](const Note &note) { return note.id == id; });
        socket->write(ScriptedServer::answer(200, "{\"success\":true,\"message\":\"ok\"}"));
        return true;
    }
    const auto wish = json::fromJson<NoteRequest>(request.body);
    if (method == "POST") {
        Note &note = addNote(name, m_desk.agent.username, wish->content.value_or(QString()), 0);
        note.mentions = wish->mentions.value_or(QStringList());
        DemoDesk::ok(socket, json::toJson(note));
        return true;
    }
    for (Note &note : all) {
        if (note.id == id) {
            note.content = wish->content.value_or(note.content);
            note.updatedAt = Timestamp::now();
            DemoDesk::ok(socket, json::toJson(note));
        }
    }
    return true;
}

bool DemoChats::answerTags(const QByteArray &method, const QString &name, const QString &id,
                           const Request &request, QTcpSocket *socket)
{
    QList<SessionTag> &on = m_desk.sessions[name].tags;
    if (method == "DELETE") {
        on.removeIf([&](const SessionTag &tag) { return tag.id == id; });
        socket->write(ScriptedServer::answer(200, "{\"success\":true,\"message\":\"标签已移除\"}"));
        return true;
    }
    const auto wish = json::fromJson<AddTagRequest>(request.body);
    for (const Tag &tag : std::as_const(tags)) {
        if (tag.id == wish->tagId)
            on.append({tag.id, tag.name, tag.color});
    }
    SessionTags answer{name, {}};
    for (const SessionTag &tag : std::as_const(on))
        answer.tags.append({tag.id, tag.name, tag.color, Timestamp::now(), m_desk.agent.username});
    DemoDesk::ok(socket, json::toJson(answer));
    return true;
}

bool DemoChats::answerTransfer(const QString &name, const Request &request, QTcpSocket *socket)
{
    const auto wish = json::fromJson<TransferRequest>(request.body);
    Transfer transfer;
    transfer.id = QStringLiteral("transfer_%1").arg(++m_ids);
    transfer.sessionName = name;
    transfer.fromAgent = {m_desk.agent.id, m_desk.agent.name};
    for (const AvailableAgent &agent : std::as_const(agents)) {
        if (agent.id == wish->toAgentId)
            transfer.toAgent = {agent.id, agent.name};
    }
    transfer.reason = wish->reason;
    transfer.note = wish->note;
    transfer.createdAt = Timestamp::now();
    transfer.expiresAt = Timestamp::now().plusSeconds(60);
    transfers.append(transfer);
    DemoDesk::ok(socket, json::toJson(transfer));
    return true;
}

void fillChats(DemoChats &chats)
{
    using C = QuickReplyCategory;
    chats.addReply(QStringLiteral("问候"),
                   QStringLiteral("您好 {customer_name}，我是 {agent_name}，很高兴为您服务。"),
                   C::PreSales, QStringLiteral("Ctrl+1"), 48);
    chats.addReply(QStringLiteral("发货时间"),
                   QStringLiteral("您的订单 {order_number} 将在 {days} 个工作日内发货。"),
                   C::Logistics, QStringLiteral("Ctrl+2"), 31);
    chats.addReply(QStringLiteral("Tracking link"),
                   QStringLiteral("Dear {customer_name}, you can follow your parcel here: {link}"),
                   C::Logistics, {}, 22);
    chats.addReply(QStringLiteral("退款流程"),
                   QStringLiteral("退款会在 3–5 个工作日内原路退回，请您放心。"), C::AfterSales, {},
                   17);
    chats.addReply(QStringLiteral("Warranty"),
                   QStringLiteral("The warranty covers motor and battery for one year. Please keep "
                                  "the invoice, we need its number for every claim."),
                   C::Policy, {}, 9);
    const struct
    {
        const char *id;
        const char *name;
        const char *color;
    } tags[] = {{"tag_vip", "VIP", "#F59E0B"},        {"tag_urgent", "紧急", "#DC2626"},
                {"tag_refund", "退款", "#EF4444"},    {"tag_after_sales", "售后", "#8B5CF6"},
                {"tag_technical", "技术", "#3B82F6"}, {"tag_follow_up", "跟进", "#10B981"}};
    for (const auto &row : tags) {
        Tag tag;
        tag.id = QString::fromLatin1(row.id);
        tag.name = QString::fromUtf8(row.name);
        tag.color = QString::fromLatin1(row.color);
        chats.tags.append(tag);
    }
    const auto agent = [&](const char *id, const char *username, const char *name,
                           AgentPresence status, int has, int most) {
        AvailableAgent a;
        a.id = QString::fromLatin1(id);
        a.username = QString::fromLatin1(username);
        a.name = QString::fromUtf8(name);
        a.status = status;
        a.currentSessions = has;
        a.maxSessions = most;
        chats.agents.append(a);
    };
    agent("agent_other", "agent002", "客服小李", AgentPresence::Online, 1, 5);
    agent("agent_me", "agent001", "客服小王", AgentPresence::Online, 2, 5);
    agent("agent_chen", "chen", "陈工 (Werkstatt)", AgentPresence::Busy, 3, 4);
    agent("agent_full", "sofia", "Sofia Lindqvist", AgentPresence::Online, 5, 5);
}

} // namespace handoff::test
