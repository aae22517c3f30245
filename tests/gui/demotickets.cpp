#include "tests/gui/demotickets.h"

#include "shared/contract/errors.h"
#include "shared/rules/slarules.h"
#include "shared/rules/ticketrules.h"

namespace handoff::test {

namespace {

QByteArray refusal(int status, const Error &e)
{
    return ScriptedServer::answer(
        status, QStringLiteral(R"({"success":false,"error":"%1","code":"%2","detail":"%3"})")
                    .arg(e.message, e.code, e.detail)
                    .toUtf8());
}

void setDeadlines(Ticket &t)
{
    const auto span = SlaRules::span(SlaRules::defaults(), t.category, t.priority);
    const auto deadlines = SlaRules::deadlines(span, t.createdAt);
    t.slaResponseDeadline = deadlines.response;
    t.slaDeadline = deadlines.resolution;
}

} // namespace

DemoTickets::DemoTickets(DemoDesk &desk) : m_desk(desk)
{
    desk.handlers.append([this](const ScriptedServer::Request &request, QTcpSocket *socket) {
        return answer(request, socket);
    });
}

Ticket &DemoTickets::add(const QString &title, TicketStatus status, TicketPriority priority,
                         int createdMinutesAgo)
{
    Ticket t;
    t.ticketId = QStringLiteral("ticket_%1").arg(++m_count, 16, 10, QLatin1Char('0'));
    t.ticketNumber = QStringLiteral("TK-2026%1").arg(m_count, 5, 10, QLatin1Char('0'));
    t.title = title;
    t.status = status;
    t.priority = priority;
    t.category = TicketCategory::AfterSales;
    t.customerId = QStringLiteral("anna.schmidt@example.de");
    t.createdBy = m_desk.agent.id;
    t.createdByName = m_desk.agent.name;
    t.createdAt = Timestamp::now().plusSeconds(-60 * createdMinutesAgo);
    t.updatedAt = t.createdAt;
    setDeadlines(t);
    tickets.append(t);
    log(tickets.last(), "created", QStringLiteral("工单创建: ") + title);
    tickets.last().version = 1;
    return tickets.last();
}

Ticket *DemoTickets::find(const QString &id)
{
    for (Ticket &t : tickets) {
        if (t.ticketId == id)
            return &t;
    }
    return nullptr;
}

void DemoTickets::log(Ticket &t, const char *action, const QString &description,
                      const QString &comment)
{
    TicketActivity line;
    line.id = QStringLiteral("tact_%1").arg(++m_ids);
    line.action = QString::fromLatin1(action);
    line.description = description;
    line.operatorId = m_desk.agent.id;
    line.operatorName = m_desk.agent.name;
    line.timestamp = Timestamp::now();
    if (!comment.isEmpty())
        line.details.insert(QStringLiteral("comment"), comment);
    t.activityLog.append(line);
    t.updatedAt = line.timestamp;
    ++t.version;
}

void DemoTickets::changeBy(const QString &who, Ticket &ticket, const QString &what)
{
    log(ticket, "updated", what);
    ticket.activityLog.last().operatorName = who;
    ticket.activityLog.last().operatorId = QStringLiteral("agent_other");
    push(ticket);
}

void DemoTickets::push(const Ticket &ticket)
{
    TicketUpdatedEvent event;
    event.ticket = ticket;
    m_desk.push(eventtype::ticketUpdated, json::toJson(event));
}

void DemoTickets::reply(const Ticket &ticket, QTcpSocket *socket)
{
    m_desk.ok(socket, json::toJson(ticket));
    push(ticket);
}

bool DemoTickets::answer(const ScriptedServer::Request &request, QTcpSocket *socket)
{
    const QUrl url(QString::fromUtf8(request.path));
    const QString path = url.path(QUrl::FullyDecoded);
    if (path == u"/api/agents/available") {
        m_desk.ok(socket, json::toJson(AvailableAgents{agents, agents.size()}));
        return true;
    }
    if (path == u"/api/tickets" && request.method == "GET") {
        answerList(QUrlQuery(url), socket);
        return true;
    }
    if (path == u"/api/tickets" && request.method == "POST") {
        const auto body = json::fromJson<CreateTicketRequest>(request.body);
        if (!body || body->title.isEmpty()) {
            socket->write(refusal(
                422, body ? errors::validation(QStringLiteral("/title"), QStringLiteral("required"))
                          : body.error()));
            return true;
        }
        Ticket &t = add(body->title, TicketStatus::Pending, body->priority, 0);
        t.description = body->description;
        t.category = body->category;
        t.department = body->department;
        t.customerId = body->customerId;
        t.sessionId = body->sessionId;
        t.orderId = body->orderId;
        t.bikeModel = body->bikeModel;
        t.vin = body->vin;
        setDeadlines(t);
        reply(t, socket);
        return true;
    }
    if (path == u"/api/tickets/bulk") {
        answerBulk(request.body, socket);
        return true;
    }
    if (path == u"/api/tickets/export") {
        ++exports;
        QByteArray csv = "\xEF\xBB\xBFnumber,title\r\n";
        for (const Ticket &t : matching(QUrlQuery(url)))
            csv += QStringLiteral("%1,%2\r\n").arg(t.ticketNumber, t.title).toUtf8();
        socket->write(ScriptedServer::answer(200, csv, "text/csv; charset=utf-8"));
        return true;
    }
    if (!path.startsWith(u"/api/tickets/"))
        return false;
    const QString rest = path.mid(13);
    Ticket *t = find(rest.section(u'/', 0, 0));
    if (!t)
        socket->write(refusal(404, errors::ticketNotFound(rest)));
    else if (rest.section(u'/', 1, 1) == u"attachments")
        answerFiles(*t, rest.section(u'/', 2, 2), request, socket);
    else
        answerOne(*t, rest.section(u'/', 1), request, socket);
    return true;
}

QList<Ticket> DemoTickets::matching(const QUrlQuery &query) const
{
    const auto value = [&query](const char *name) {
        return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    };
    const auto passes = [](const QString &wanted, QLatin1String name) {
        return wanted.isEmpty() || wanted == name;
    };
    QList<Ticket> found;
    for (const Ticket &t : tickets) {
        const bool words = t.title.contains(value("keyword"), Qt::CaseInsensitive) ||
                           t.ticketNumber.contains(value("keyword"));
        const bool open = value("open") != u"true" || t.status != TicketStatus::Closed;
        if (words && open && passes(value("status"), json::enumName(t.status)) &&
            passes(value("priority"), json::enumName(t.priority)) &&
            passes(value("category"), json::enumName(t.category)) &&
            passes(value("department"), json::enumName(t.department)) &&
            (value("assignee_id").isEmpty() || t.assigneeId == value("assignee_id") ||
             (value("assignee_id") == u"unassigned" && !t.assigneeId)))
            found.append(t);
    }
    std::stable_sort(found.begin(), found.end(), [](const Ticket &a, const Ticket &b) {
        const bool urgentA = a.priority == TicketPriority::Urgent;
        const bool urgentB = b.priority == TicketPriority::Urgent;
        return urgentA != urgentB ? urgentA : a.createdAt > b.createdAt;
    });
    return found;
}

void DemoTickets::answerList(const QUrlQuery &query, QTcpSocket *socket)
{
    if (silent)
        return;
    if (broken) {
        socket->write(refusal(500, errors::internal(QStringLiteral("req_1"))));
        return;
    }
    const QList<Ticket> found = matching(query);
    TicketPage page;
    page.page = query.queryItemValue(QStringLiteral("page")).toInt();
    page.pageSize = query.queryItemValue(QStringLiteral("page_size")).toInt();
    page.total = found.size();
    page.totalPages = (static_cast<int>(found.size()) + page.pageSize - 1) / page.pageSize;
    for (const Ticket &t : found.mid((page.page - 1) * page.pageSize, page.pageSize))
        page.items.append(t);
    m_desk.ok(socket, json::toJson(page));
}

bool DemoTickets::move(Ticket &t, TicketStatus status, const QString &comment)
{
    if (!TicketRules::allowed(t.status, status))
        return false;
    log(t, "status_changed",
        QStringLiteral("状态从 %1 变更为 %2").arg(json::enumName(t.status), json::enumName(status)),
        comment);
    t.status = status;
    t.resolvedAt.reset();
    if (status == TicketStatus::Resolved || status == TicketStatus::Closed)
        t.resolvedAt = Timestamp::now();
    return true;
}

void DemoTickets::give(Ticket &t, const AssignTicketRequest &to)
{
    log(t, "assigned",
        QStringLiteral("工单从 %1 指派给 %2 (%3)")
            .arg(t.assigneeName.value_or(QStringLiteral("未分配")),
                 to.assigneeName.value_or(QStringLiteral("未分配")),
                 json::enumName(to.department)));
    t.assigneeId = to.assigneeId;
    t.assigneeName = to.assigneeName;
    t.department = to.department;
}

void DemoTickets::answerOne(Ticket &t, const QString &verb, const ScriptedServer::Request &request,
                            QTcpSocket *socket)
{
    if (request.method == "GET") {
        m_desk.ok(socket, json::toJson(t));
    } else if (request.method == "PATCH") {
        const auto patch = json::fromJson<PatchTicketRequest>(request.body);
        if (!patch || (patch->version && *patch->version != t.version)) {
            socket->write(refusal(409, errors::ticketConflict()));
            return;
        }
        t.title = patch->title.value_or(t.title);
        t.description = patch->description.value_or(t.description);
        t.category = patch->category.value_or(t.category);
        t.priority = patch->priority.value_or(t.priority);
        t.tags = patch->tags.value_or(t.tags);
        log(t, "updated", QStringLiteral("更新了工单"));
        reply(t, socket);
    } else if (verb == u"assign") {
        give(t, *json::fromJson<AssignTicketRequest>(request.body));
        reply(t, socket);
    } else if (verb == u"status") {
        const auto body = json::fromJson<TicketStatusRequest>(request.body);
        if (move(t, body->status, body->comment.value_or(QString())))
            reply(t, socket);
        else
            socket->write(refusal(409, errors::invalidTransition(json::enumName(t.status),
                                                                 json::enumName(body->status))));
    } else if (verb == u"comments") {
        const auto body = json::fromJson<TicketCommentRequest>(request.body);
        TicketComment comment;
        comment.id = QStringLiteral("tcom_%1").arg(++m_ids);
        comment.content = body->content;
        comment.mentions = body->mentions;
        comment.authorId = m_desk.agent.id;
        comment.authorName = m_desk.agent.name;
        comment.createdAt = Timestamp::now();
        comment.isInternal = body->isInternal;
        t.comments.append(comment);
        log(t, "commented", m_desk.agent.name + QStringLiteral(" 添加了评论"));
        reply(t, socket);
    }
}

void DemoTickets::answerFiles(Ticket &t, const QString &id, const ScriptedServer::Request &request,
                              QTcpSocket *socket)
{
    if (request.method == "POST") {
        const QUrlQuery query(QUrl(QString::fromUtf8(request.path)));
        TicketAttachment file;
        file.id = QStringLiteral("att_%1").arg(++m_ids);
        file.filename = query.queryItemValue(QStringLiteral("filename"), QUrl::FullyDecoded);
        file.contentType = QString::fromUtf8(request.headers.value("content-type"));
        file.size = request.body.size();
        file.uploadedByName = m_desk.agent.name;
        file.createdAt = Timestamp::now();
        files.insert(file.id, request.body);
        t.attachments.append(file);
        log(t, "attachment_added", file.filename);
        m_desk.ok(socket, json::toJson(t.attachments));
    } else if (request.method == "DELETE") {
        t.attachments.removeIf([&](const TicketAttachment &file) { return file.id == id; });
        log(t, "attachment_removed", id);
        m_desk.ok(socket, json::toJson(t.attachments));
    } else {
        socket->write(ScriptedServer::answer(200, files.value(id), "application/octet-stream"));
    }
}

void DemoTickets::answerBulk(const QByteArray &body, QTcpSocket *socket)
{
    const auto request = json::fromJson<BulkTicketsRequest>(body);
    BulkTicketsAnswer answer;
    for (const QString &id : request->ids) {
        Ticket *t = find(id);
        if (!t || (request->status && !TicketRules::allowed(t->status, *request->status))) {
            answer.failed.append(
                {id, t ? errors::invalidTransition({}, {}).code : errors::ticketNotFound(id).code});
            continue;
        }
        if (request->status)
            move(*t, *request->status, {});
        if (request->assign)
            give(*t, *request->assign);
        t->priority = request->priority.value_or(t->priority);
        t->tags = request->tags.value_or(t->tags);
        answer.done.append(id);
        push(*t);
    }
    m_desk.ok(socket, json::toJson(answer));
}

// ---- data ---------------------------------------------------------------------------------------

void fillTickets(DemoTickets &d)
{
    using S = TicketStatus;
    using P = TicketPriority;
    d.agents = {{QStringLiteral("agent_me"), QStringLiteral("agent001"), QStringLiteral("客服小王"),
                 AgentPresence::Online, AgentRole::Agent, 2, 5},
                {QStringLiteral("agent_li"), QStringLiteral("agent002"), QStringLiteral("客服小李"),
                 AgentPresence::Busy, AgentRole::Agent, 5, 5}};
    const auto assign = [](Ticket &t, const AvailableAgent &to) {
        t.assigneeId = to.id;
        t.assigneeName = to.name;
    };

    Ticket &charger = d.add(QStringLiteral("Wrong charger sent with the D11 battery"),
                            S::InProgress, P::Urgent, 8);
    charger.description = QStringLiteral(
        "Anna received the 2021 charger (DC 5.5 mm), her bike needs the GX12 connector of 2023.\n"
        "Send the right one free of charge; the old one need not come back.");
    charger.category = TicketCategory::Technical;
    charger.department = Department::Technical;
    charger.sessionId = QStringLiteral("session_anna");
    charger.orderId = QStringLiteral("FD-20791");
    charger.bikeModel = QStringLiteral("Fiido D11 (2023)");
    charger.tags = {QStringLiteral("charger"), QStringLiteral("换货")};
    charger.aiSummary =
        QStringLiteral("Customer: The battery came, but the charger does not fit. What now?\n"
                       "AI: I am sorry to hear that. Which connector does your charger have?\n"
                       "Customer: I want to speak to a person please, 人工!");
    assign(charger, d.agents.at(0));
    charger.slaResponseDeadline = Timestamp::now().plusSeconds(7 * 60);
    charger.comments = {
        {QStringLiteral("tcom_a"),
         QStringLiteral("The right charger is in stock in Eindhoven."),
         QStringLiteral("agent_li"),
         QStringLiteral("客服小李"),
         {},
         Timestamp::now().plusSeconds(-300),
         true},
        {QStringLiteral("tcom_b"),
         QStringLiteral("Dear Anna, the charger leaves our warehouse today. You get the tracking "
                        "number by e-mail."),
         QStringLiteral("agent_me"),
         QStringLiteral("客服小王"),
         {},
         Timestamp::now().plusSeconds(-200),
         false}};
    charger.commentCount = 2;
    charger.attachments = {{QStringLiteral("att_a"), QStringLiteral("charger-label.jpg"),
                            QStringLiteral("image/jpeg"), 1'480'000, QStringLiteral("agent_me"),
                            QStringLiteral("客服小王"), Timestamp::now().plusSeconds(-400)}};
    charger.attachmentCount = 1;

    Ticket &late = d.add(QStringLiteral("退款：车架划痕"), S::Pending, P::High, 700);
    late.category = TicketCategory::Returns;
    late.customerId = QStringLiteral("刘女士");
    Ticket &address =
        d.add(QStringLiteral("Change the delivery address of FD-20817"), S::Pending, P::High, 20);
    address.category = TicketCategory::OrderModify;
    address.department = Department::Logistics;
    address.customerId = QStringLiteral("Jan de Vries");
    Ticket &parts = d.add(QStringLiteral("Display shows error 21 after rain"), S::WaitingParts,
                          P::Normal, 1500);
    parts.customerId = QStringLiteral("Marie Lefèvre");
    parts.firstRespondedAt = parts.createdAt.plusSeconds(600);
    assign(parts, d.agents.at(1));
    Ticket &customs =
        d.add(QStringLiteral("Customs papers for Switzerland"), S::WaitingCustomer, P::Normal, 300);
    customs.category = TicketCategory::Compliance;
    customs.department = Department::Compliance;
    customs.firstRespondedAt = customs.createdAt.plusSeconds(1200);
    assign(customs, d.agents.at(0));
    Ticket &done = d.add(QStringLiteral("Invoice with VAT number"), S::Resolved, P::Low, 2900);
    done.category = TicketCategory::PreSales;
    done.firstRespondedAt = done.createdAt.plusSeconds(900);
    done.resolvedAt = done.createdAt.plusSeconds(7200);
    assign(done, d.agents.at(1));
}

} // namespace handoff::test
