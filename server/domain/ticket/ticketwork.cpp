#include "server/domain/ticket/ticketwork.h"

#include "server/domain/session/mentions.h"
#include "server/domain/ticket/ticketchange.h"
#include "server/domain/ticket/ticketchecks.h"
#include "server/domain/ticket/ticketviews.h"
#include "server/store/account/agentstore.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"

#include <algorithm>

/// Working on tickets: edit, assign, status, comments, many at once.
namespace handoff::TicketWork {

namespace {

/// Nobody when the request names nobody. 404.
Result<std::optional<Agent>> assigneeOf(Tx &tx, const AssignTicketRequest &request)
{
    const QString id = request.assigneeId.value_or(QString());
    const QString name = request.assigneeName.value_or(QString());
    if (id.isEmpty() && name.isEmpty())
        return std::optional<Agent>();
    auto agent = id.isEmpty() ? std::nullopt : AgentStore::findAny(tx, id);
    if (!agent && !name.isEmpty())
        agent = AgentStore::findOnlyNamed(tx, name);
    if (!agent)
        return errors::agentNotFound();
    return std::optional<Agent>(*agent);
}

/// Changes all that the agent has and that is not closed.
template<typename Change>
Result<void> changeOpenOf(Tx &tx, const QString &agentId, const Actor &actor, Change change)
{
    const QStringList open = TicketStore::openOf(tx, agentId);
    holdAll(tx, &hold::ticket, open);
    for (const QString &ticketId : open) {
        HANDOFF_TRY(TicketChange ticket, TicketChange::of(tx, ticketId, actor));
        if (ticket.row().assigneeId != agentId)
            continue; // passed on meanwhile, by another server
        change(ticket);
        HANDOFF_CHECK(ticket.finish());
    }
    return {};
}

/// `event` names it in backend.log.
Result<Ticket> finished(Tx &tx, TicketChange &change, QLatin1String event)
{
    if (change.changed()) {
        HANDOFF_CHECK(change.finish());
        change.log(event);
    }
    return TicketViews::whole(tx, change.row());
}

} // namespace

Result<Ticket> patch(Tx &tx, const QString &ticketId, const PatchTicketRequest &request,
                     const Actor &actor)
{
    PatchTicketRequest checked = request;
    if (request.title)
        HANDOFF_CHECK(TicketChecks::title(*request.title));
    if (request.description)
        HANDOFF_CHECK(TicketChecks::description(*request.description));
    if (request.tags) {
        HANDOFF_TRY(checked.tags, TicketChecks::tags(*request.tags));
    }
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    if (request.version && *request.version != change.row().version)
        return errors::ticketConflict();
    if (!request.title && !request.description && !request.category && !request.priority &&
        !request.tags)
        return errors::noFieldsToUpdate();
    change.update(checked);
    return finished(tx, change, QLatin1String("ticket_updated"));
}

Result<Ticket> assign(Tx &tx, const QString &ticketId, const AssignTicketRequest &request,
                      const Actor &actor)
{
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    HANDOFF_TRY(const std::optional<Agent> assignee, assigneeOf(tx, request));
    change.assign(assignee, request.department);
    return finished(tx, change, QLatin1String("ticket_assigned"));
}

Result<Ticket> setStatus(Tx &tx, const QString &ticketId, const TicketStatusRequest &request,
                         const Actor &actor)
{
    HANDOFF_CHECK(TicketChecks::length(QStringLiteral("/comment"),
                                       request.comment.value_or(QString()), 0, limits::note));
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    HANDOFF_CHECK(change.move(request.status, request.comment));
    return finished(tx, change, QLatin1String("ticket_status_changed"));
}

Result<Ticket> comment(Tx &tx, const QString &ticketId, const TicketCommentRequest &request,
                       const Actor &actor)
{
    HANDOFF_CHECK(
        TicketChecks::length(QStringLiteral("/content"), request.content, 1, limits::note));
    HANDOFF_TRY(const QList<Agent> mentioned, Mentions::resolve(tx, request.mentions));
    HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
    change.comment(request.content, request.mentions, request.isInternal);
    HANDOFF_CHECK(change.finish());
    change.log(QLatin1String("ticket_commented"));
    MentionEvent event;
    event.source = QStringLiteral("ticket");
    event.ticketId = ticketId;
    event.content = request.content;
    Mentions::announce(tx, event, actor, mentioned);
    return TicketViews::whole(tx, change.row());
}

Result<BulkTicketsAnswer> bulk(Tx &tx, const BulkTicketsRequest &request, const Actor &actor)
{
    BulkTicketsRequest checked = request;
    checked.ids.removeDuplicates();
    if (checked.ids.isEmpty() || request.ids.size() > limits::bulk)
        return errors::validation(QStringLiteral("/ids"),
                                  QStringLiteral("1 to %1 expected").arg(limits::bulk));
    if (!request.assign && !request.status && !request.priority && !request.tags)
        return errors::noFieldsToUpdate();
    if (request.tags) {
        HANDOFF_TRY(checked.tags, TicketChecks::tags(*request.tags));
    }
    const Result<std::optional<Agent>> assignee =
        request.assign ? assigneeOf(tx, *request.assign) : std::optional<Agent>();

    const auto one = [&](const QString &ticketId) -> Result<void> {
        HANDOFF_TRY(TicketChange change, TicketChange::of(tx, ticketId, actor));
        if (request.assign) {
            HANDOFF_CHECK(assignee);
            change.assign(*assignee, request.assign->department);
        }
        PatchTicketRequest update;
        update.priority = request.priority;
        update.tags = checked.tags;
        change.update(update);
        if (request.status)
            HANDOFF_CHECK(change.move(*request.status, std::nullopt));
        return change.changed() ? change.finish() : Result<void>();
    };
    // In one order everywhere, so that two servers do not wait for each other's rows for ever.
    QStringList ordered = checked.ids;
    std::sort(ordered.begin(), ordered.end());
    holdAll(tx, &hold::ticket, ordered);
    QMap<QString, QString> codes;
    for (const QString &ticketId : std::as_const(ordered)) {
        if (const auto done = one(ticketId); !done)
            codes.insert(ticketId, done.error().code);
    }
    BulkTicketsAnswer answer;
    for (const QString &ticketId : std::as_const(checked.ids)) {
        if (codes.contains(ticketId))
            answer.failed.append({ticketId, codes.value(ticketId)});
        else
            answer.done.append(ticketId);
    }
    tx.log({QStringLiteral("ticket_bulk"),
            {},
            {},
            {},
            actor.operatorName(),
            {{QStringLiteral("done"), answer.done.size()},
             {QStringLiteral("failed"), answer.failed.size()}},
            {}});
    return answer;
}

Result<void> assigneeLeft(Tx &tx, const QString &agentId, const Actor &actor)
{
    return changeOpenOf(tx, agentId, actor, [](TicketChange &ticket) {
        ticket.assign(std::nullopt, ticket.row().department);
    });
}

Result<void> assigneeRenamed(Tx &tx, const Agent &agent)
{
    const Actor nobody = Actor::system(); // it is no work on a ticket, and no line of its activity
    return changeOpenOf(tx, agent.id, nobody,
                        [&agent](TicketChange &ticket) { ticket.row().assigneeName = agent.name; });
}

Result<void> customerWrote(Tx &tx, const QString &sessionName,
                           const std::optional<QString> &ticketId, const Actor &actor)
{
    if (!ticketId) // the session's row says that there is no ticket: no query for most messages
        return {};
    for (const QString &waiting : TicketStore::waitingForCustomer(tx, sessionName)) {
        HANDOFF_TRY(TicketChange change, TicketChange::of(tx, waiting, actor));
        if (change.row().status != TicketStatus::WaitingCustomer)
            continue; // moved meanwhile, by another server
        HANDOFF_CHECK(change.move(TicketStatus::InProgress, std::nullopt));
        HANDOFF_CHECK(change.finish());
    }
    return {};
}

} // namespace handoff::TicketWork
