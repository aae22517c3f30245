#include "server/domain/ticketwork.h"

#include "server/domain/mentions.h"
#include "server/domain/ticketdesk.h"
#include "server/store/agentstore.h"
#include "shared/contract/errors.h"

#include <algorithm>

/// Working on tickets: edit, assign, status, comments, many at once.
namespace handoff::TicketWork {

namespace {

using ticketdesk::Change;
using ticketdesk::checkLength;

constexpr int maxComment = 2000;
constexpr int maxBulk = 100;

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

Result<Ticket> finished(Tx &tx, Change &change)
{
    if (change.changed())
        HANDOFF_CHECK(change.finish());
    return ticketdesk::whole(tx, change.row());
}

} // namespace

Result<Ticket> patch(Tx &tx, const QString &ticketId, const PatchTicketRequest &request,
                     const Actor &actor)
{
    PatchTicketRequest checked = request;
    if (request.title)
        HANDOFF_CHECK(ticketdesk::checkTitle(*request.title));
    if (request.description)
        HANDOFF_CHECK(ticketdesk::checkDescription(*request.description));
    if (request.tags) {
        HANDOFF_TRY(checked.tags, ticketdesk::checkedTags(*request.tags));
    }
    HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
    if (request.version && *request.version != change.row().version)
        return errors::ticketConflict();
    if (!request.title && !request.description && !request.category && !request.priority &&
        !request.tags)
        return errors::noFieldsToUpdate();
    change.update(checked);
    return finished(tx, change);
}

Result<Ticket> assign(Tx &tx, const QString &ticketId, const AssignTicketRequest &request,
                      const Actor &actor)
{
    HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
    HANDOFF_TRY(const std::optional<Agent> assignee, assigneeOf(tx, request));
    change.assign(assignee, request.department);
    return finished(tx, change);
}

Result<Ticket> setStatus(Tx &tx, const QString &ticketId, const TicketStatusRequest &request,
                         const Actor &actor)
{
    HANDOFF_CHECK(checkLength(QStringLiteral("/comment"), request.comment.value_or(QString()), 0,
                              maxComment));
    HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
    HANDOFF_CHECK(change.move(request.status, request.comment));
    return finished(tx, change);
}

Result<Ticket> comment(Tx &tx, const QString &ticketId, const TicketCommentRequest &request,
                       const Actor &actor)
{
    HANDOFF_CHECK(checkLength(QStringLiteral("/content"), request.content, 1, maxComment));
    HANDOFF_TRY(const QList<Agent> mentioned, Mentions::resolve(tx, request.mentions));
    HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
    change.comment(request.content, request.mentions, request.isInternal);
    HANDOFF_CHECK(change.finish());
    MentionEvent event;
    event.source = QStringLiteral("ticket");
    event.ticketId = ticketId;
    event.content = request.content;
    Mentions::announce(tx, event, actor, mentioned);
    return ticketdesk::whole(tx, change.row());
}

Result<BulkTicketsAnswer> bulk(Tx &tx, const BulkTicketsRequest &request, const Actor &actor)
{
    BulkTicketsRequest checked = request;
    checked.ids.removeDuplicates();
    if (checked.ids.isEmpty() || request.ids.size() > maxBulk)
        return errors::validation(QStringLiteral("/ids"),
                                  QStringLiteral("1 to %1 expected").arg(maxBulk));
    if (!request.assign && !request.status && !request.priority && !request.tags)
        return errors::noFieldsToUpdate();
    if (request.tags) {
        HANDOFF_TRY(checked.tags, ticketdesk::checkedTags(*request.tags));
    }
    const Result<std::optional<Agent>> assignee =
        request.assign ? assigneeOf(tx, *request.assign) : std::optional<Agent>();

    const auto one = [&](const QString &ticketId) -> Result<void> {
        HANDOFF_TRY(Change change, Change::of(tx, ticketId, actor));
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
    return answer;
}

} // namespace handoff::TicketWork
