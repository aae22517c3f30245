#include "server/domain/ticket/tickets.h"

#include "server/domain/audit.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/ticket/ticketchange.h"
#include "server/domain/ticket/ticketchecks.h"
#include "server/domain/ticket/ticketviews.h"
#include "server/store/account/agentstore.h"
#include "server/store/session/messagestore.h"
#include "server/store/session/sessionstore.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/rules/slarules.h"
#include "shared/text/displaytext.h"

#include <QDateTime>

#include <algorithm>

/// Making and reading tickets.
namespace handoff::Tickets {

namespace {

constexpr int countCap = 100'000; // and the last page there is
constexpr int maxReference = 200; ///< of ids from other systems
constexpr int summaryMessages = 5;
constexpr int summaryLine = 120; ///< characters

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// `TK-` + year + 5 digits. The year is that of the desk's time zone.
QString nextNumber(Tx &tx, const DeskPolicy &policy)
{
    const int year = QDateTime::fromMSecsSinceEpoch(tx.now().ms, policy.shift.zone).date().year();
    return QStringLiteral("TK-%1%2").arg(year).arg(TicketStore::nextNumber(tx, year), 5, 10,
                                                   QLatin1Char('0'));
}

QString speaker(const MessageRow &message)
{
    switch (message.role) {
    case MessageRole::User:
        return text("客户");
    case MessageRole::Assistant:
        return QStringLiteral("AI");
    case MessageRole::Agent:
        return message.agent ? message.agent->name : text("客服");
    default:
        return text("系统");
    }
}

/// The last messages of the session, one line each.
std::optional<QString> summaryOf(Tx &tx, const SessionRow &session)
{
    QStringList lines;
    for (const MessageRow &message :
         MessageStore::page(tx, session.id, 0, summaryMessages, false)) {
        const QString line =
            displaytext::preview(displaytext::oneLine(message.content), summaryLine);
        lines.append(speaker(message) + QStringLiteral(": ") + line);
    }
    return lines.isEmpty() ? std::nullopt : std::optional(lines.join(u'\n'));
}

Result<void> check(const CreateTicketRequest &request)
{
    HANDOFF_CHECK(TicketChecks::title(request.title));
    HANDOFF_CHECK(TicketChecks::description(request.description));
    HANDOFF_CHECK(
        TicketChecks::length(QStringLiteral("/customer_id"), request.customerId, 1, maxReference));
    const std::pair<const char *, const std::optional<QString> &> references[] = {
        {"/order_id", request.orderId}, {"/bike_model", request.bikeModel}, {"/vin", request.vin}};
    for (const auto &[path, value] : references)
        HANDOFF_CHECK(TicketChecks::length(QString::fromLatin1(path), value.value_or(QString()), 0,
                                           maxReference));
    return {};
}

std::optional<QString> orNothing(const std::optional<QString> &text)
{
    return text && !displaytext::isBlank(*text) ? text : std::nullopt;
}

} // namespace

Result<Ticket> create(Tx &tx, const DeskPolicy &policy, const CreateTicketRequest &request,
                      const Actor &actor)
{
    HANDOFF_CHECK(check(request));
    TicketRow row;
    row.ticketId = newId(u"ticket_", 16);
    row.title = request.title;
    row.description = request.description;
    row.category = request.category;
    row.priority = request.priority;
    row.department = request.department;
    row.customerId = request.customerId;
    row.sessionId = orNothing(request.sessionId);
    row.orderId = orNothing(request.orderId);
    row.bikeModel = orNothing(request.bikeModel);
    row.vin = orNothing(request.vin);
    row.createdBy = actor.agent.id;
    row.createdByName = actor.agent.name;
    row.createdAt = tx.now();
    const auto deadlines = SlaRules::deadlines(
        SlaRules::span(SlaStore::policies(tx), row.category, row.priority), row.createdAt);
    row.slaResponseDeadline = deadlines.response;
    row.slaDeadline = deadlines.resolution;

    if (row.sessionId) {
        HANDOFF_TRY(SessionRow session, SessionLookup::forChange(tx, *row.sessionId));
        row.aiSummary = summaryOf(tx, session);
        SessionChange change(tx, policy, std::move(session));
        change.row().ticketId = row.ticketId;
        change.touch();
        HANDOFF_CHECK(change.finish());
    }
    row.ticketNumber = nextNumber(tx, policy);

    TicketChange change(tx, std::move(row), actor);
    change.note(QStringLiteral("created"), text("工单创建: %1").arg(request.title));
    change.insert();
    change.log(QLatin1String("ticket_created"));
    return TicketViews::whole(tx, change.row());
}

Result<Ticket> find(Tx &tx, const QString &ticketId)
{
    const auto row = TicketStore::find(tx, ticketId);
    if (!row)
        return errors::ticketNotFound(ticketId);
    return TicketViews::whole(tx, *row);
}

Result<std::optional<Ticket>> ofSession(Tx &tx, const QString &sessionName)
{
    if (!SessionStore::find(tx, sessionName))
        return errors::sessionNotFound();
    const auto row = TicketStore::newestOf(tx, sessionName);
    return row ? std::optional(TicketViews::whole(tx, *row)) : std::nullopt;
}

Result<TicketPage> list(Tx &tx, const ListQuery &query)
{
    TicketPage page;
    page.pageSize = std::clamp(query.pageSize, 1, limits::page);
    page.page = std::max(1, query.page);
    const qint64 offset = (page.page - 1) * qint64(page.pageSize);
    if (offset >= countCap)
        return errors::validation(QStringLiteral("/page"), QStringLiteral("too far, use filters"));
    TicketList::Filter filter = query.filter;
    if (!filter.assigneeId.isEmpty()) {
        if (const auto assignee = AgentStore::findAny(tx, filter.assigneeId))
            filter.assigneeId = assignee->id;
    }
    for (TicketRow &row : TicketList::list(tx, filter, offset, page.pageSize)) {
        row.slaStatus = SlaRules::status(SlaRules::clocks(row), tx.now());
        page.items.append(row);
    }
    page.total = TicketList::count(tx, filter, countCap);
    page.totalPages = static_cast<int>((page.total + page.pageSize - 1) / page.pageSize);
    return page;
}

Result<Part> part(Tx &tx, const TicketList::Filter &filter, qint64 next, int limit)
{
    Part part{TicketList::pageById(tx, filter, next, limit), 0};
    for (TicketRow &row : part.rows)
        row.slaStatus = SlaRules::status(SlaRules::clocks(row), tx.now());
    if (part.rows.size() == limit)
        part.next = part.rows.constLast().id;
    return part;
}

Result<void> exported(Tx &tx, const QString &filter, const Actor &actor)
{
    Audit::record(tx, actor, QStringLiteral("tickets_exported"), QStringLiteral("tickets"),
                  {{QStringLiteral("filter"), filter}});
    return {};
}

} // namespace handoff::Tickets
