#include "server/domain/session/transfers.h"

#include "server/domain/audit.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/texts.h"
#include "server/store/account/agentstore.h"
#include "server/store/session/sessionstore.h"
#include "server/store/session/transferstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/rules/sessionrules.h"
#include "shared/text/displaytext.h"

namespace handoff::Transfers {

namespace {

constexpr int historyLimit = 100;

void announce(Tx &tx, const Transfer &transfer, QLatin1String type)
{
    TransferEvent event;
    static_cast<Transfer &>(event) = transfer;
    event.type = type;
    tx.announce({0,
                 event.type,
                 transfer.sessionName,
                 Audience::NamedAgents,
                 {transfer.fromAgent.id, transfer.toAgent.id},
                 json::toJson(event),
                 {}});
}

/// One that waits is over; false when it was answered meanwhile.
bool end(Tx &tx, TransferRow &row)
{
    if (!TransferStore::close(tx, row, TransferStatus::Expired))
        return false;
    announce(tx, row, eventtype::transferResult);
    return true;
}

Result<std::optional<QString>> validNote(const std::optional<QString> &note, const QString &path)
{
    const QString text = displaytext::trimmed(note.value_or(QString()));
    if (!displaytext::fits(text, limits::transferNote))
        return errors::validation(path, QStringLiteral("at most 500 characters expected"));
    return text.isEmpty() ? std::optional<QString>() : std::optional(text);
}

Result<void> hasRoom(Tx &tx, const Agent &agent)
{
    if (SessionStore::liveCount(tx, agent.id) >= agent.maxSessions)
        return errors::capacityReached(agent.maxSessions);
    return {};
}

/// The session goes where the transfer says.
Result<void> move(Tx &tx, const DeskPolicy &policy, SessionRow row, const Transfer &transfer,
                  const Actor &actor)
{
    const AgentRef from = *row.owner;
    const AgentRef &to = transfer.toAgent;
    SessionChange change(tx, policy, std::move(row));
    change.passTo(to, actor);
    change.log(QLatin1String("session_transferred"), {{QStringLiteral("from_agent"), from.id},
                                                      {QStringLiteral("to_agent"), to.id},
                                                      {QStringLiteral("reason"), transfer.reason}});
    change.addSystem(texts::filled(policy.texts.transferred, {{QLatin1String("<old>"), from.name},
                                                              {QLatin1String("<new>"), to.name}}));
    return change.finish();
}

} // namespace

Result<Outcome> request(Tx &tx, const DeskPolicy &policy, const QString &sessionName,
                        const TransferRequest &request, const Actor &actor)
{
    TransferRow transfer;
    transfer.reason = displaytext::trimmed(request.reason);
    if (transfer.reason.isEmpty() || !displaytext::fits(transfer.reason, limits::reason))
        return errors::validation(QStringLiteral("/reason"),
                                  QStringLiteral("1 to 200 characters expected"));
    HANDOFF_TRY(transfer.note, validNote(request.note, QStringLiteral("/note")));
    if (request.force && !actor.isAdmin())
        return errors::adminRequired();

    HANDOFF_TRY(SessionRow session, SessionLookup::forChange(tx, sessionName));
    if (session.status != SessionStatus::ManualLive)
        return errors::notInManualLive();
    if (!SessionRules::ownsOrAdmin(session.owner, actor.agent.id, actor.agent.role))
        return errors::permissionDenied();
    const auto target = request.force ? AgentStore::findAnyForChange(tx, request.toAgentId)
                                      : AgentStore::findAny(tx, request.toAgentId);
    if (!target)
        return errors::agentNotFound();
    if (target->id == session.owner->id)
        return errors::sameAgent();
    if (target->status == AgentPresence::Offline)
        return errors::agentOffline();
    if (request.force)
        tx.hold(hold::agent(session.owner->id));
    HANDOFF_CHECK(hasRoom(tx, *target));
    auto waiting = TransferStore::pendingOf(tx, session.id);
    if (waiting && (request.force || waiting->expiresAt <= tx.now())) {
        if (end(tx, *waiting))
            waiting.reset();
    }
    if (waiting)
        return errors::transferPending();

    transfer.id = newId(u"transfer_");
    transfer.sessionId = session.id;
    transfer.sessionName = session.name;
    transfer.fromAgent = *session.owner;
    transfer.toAgent = {target->id, target->name};
    transfer.createdAt = tx.now();
    transfer.expiresAt = tx.now().plusSeconds(policy.transferAcceptSeconds);
    if (request.force) {
        transfer.status = TransferStatus::Accepted;
        transfer.respondedAt = tx.now();
    }
    if (!TransferStore::insert(tx, transfer))
        return tx.failure().value_or(errors::transferPending());
    if (!request.force) {
        announce(tx, transfer, eventtype::transferRequest);
        return Outcome{transfer, false};
    }
    HANDOFF_CHECK(move(tx, policy, std::move(session), transfer, actor));
    announce(tx, transfer, eventtype::transferResult);
    Audit::record(tx, actor, QStringLiteral("session_transferred"), sessionName,
                  {{QStringLiteral("from"), transfer.fromAgent.name},
                   {QStringLiteral("to"), transfer.toAgent.name}});
    return Outcome{transfer, true};
}

Result<Outcome> respond(Tx &tx, const DeskPolicy &policy, const QString &id,
                        const TransferResponse &response, const Actor &actor)
{
    HANDOFF_TRY(const auto note,
                validNote(response.responseNote, QStringLiteral("/response_note")));
    auto transfer = TransferStore::find(tx, id);
    if (!transfer)
        return errors::transferNotFound();
    if (transfer->toAgent.id != actor.agent.id)
        return errors::permissionDenied();
    if (transfer->status != TransferStatus::Pending || transfer->expiresAt <= tx.now())
        return errors::transferClosed();

    const bool accepts = response.action == TransferAction::Accept;
    HANDOFF_TRY(SessionRow session, SessionLookup::forChange(tx, transfer->sessionName));
    if (accepts) {
        tx.hold(hold::agent(transfer->fromAgent.id));
        const auto self = AgentStore::findAnyForChange(tx, actor.agent.id);
        if (!self)
            return errors::invalidToken();
        HANDOFF_CHECK(hasRoom(tx, *self));
        if (!session.owner || session.owner->id != transfer->fromAgent.id)
            return errors::transferClosed();
    }
    if (!TransferStore::close(tx, *transfer,
                              accepts ? TransferStatus::Accepted : TransferStatus::Declined, note))
        return tx.failure().value_or(errors::transferClosed());
    if (accepts)
        HANDOFF_CHECK(move(tx, policy, std::move(session), *transfer, actor));
    announce(tx, *transfer, eventtype::transferResult);
    return Outcome{*transfer, accepts};
}

Result<QList<Transfer>> pendingFor(Tx &tx, const QString &agentId)
{
    QList<Transfer> list;
    for (const TransferRow &row : TransferStore::pendingWith(tx, agentId)) {
        if (row.toAgent.id == agentId && row.expiresAt > tx.now())
            list.append(row);
    }
    return list;
}

Result<QList<Transfer>> ofSession(Tx &tx, const QString &sessionName)
{
    const auto session = SessionStore::find(tx, sessionName);
    if (!session)
        return errors::sessionNotFound();
    QList<Transfer> list;
    for (TransferRow row : TransferStore::ofSession(tx, session->id, historyLimit)) {
        // What the clock has not got to yet.
        if (row.status == TransferStatus::Pending && row.expiresAt <= tx.now())
            row.status = TransferStatus::Expired;
        list.append(row);
    }
    return list;
}

Result<QList<Transfer>> expire(Tx &tx, int limit)
{
    const QList<TransferRow> overdue = TransferStore::overdue(tx, limit);
    QStringList names;
    for (const TransferRow &row : overdue)
        names.append(row.sessionName);
    holdAll(tx, &hold::session, names);
    QList<Transfer> expired;
    for (TransferRow row : overdue) {
        if (end(tx, row))
            expired.append(row);
    }
    return expired;
}

Result<void> endOf(Tx &tx, const QString &agentId)
{
    for (TransferRow row : TransferStore::pendingWith(tx, agentId))
        end(tx, row);
    return {};
}

void endWaiting(Tx &tx, qint64 sessionId)
{
    if (auto waiting = TransferStore::pendingOf(tx, sessionId))
        end(tx, *waiting);
}

} // namespace handoff::Transfers
