#include "server/domain/account/presence.h"

#include "server/domain/account/accountrow.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionevents.h"
#include "server/domain/session/sessionlookup.h"
#include "server/store/account/agentstore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/event.h"

namespace handoff::Presence {

Result<QStringList> streamsAlive(Tx &tx, const QStringList &agentIds)
{
    holdAll(tx, &hold::agent, agentIds);
    QList<AgentRow> rows;
    for (const QString &id : agentIds) {
        if (const auto row = AgentStore::find(tx, id))
            rows.append(*row); // else deleted; the hub closes the stream
    }
    QStringList offered;
    for (AgentRow &row : rows) {
        const bool back = row.lostAt.has_value();
        row.streamSeenAt = tx.now();
        row.lostAt.reset();
        row.status = row.statusBeforeLoss.value_or(row.status);
        row.statusBeforeLoss.reset();
        // A failed compare-and-set means that somebody else has just changed the account; the next
        // call will do.
        if (!AgentStore::save(tx, row) || !back)
            continue;
        account::announce(tx, row);
        for (const QString &name : SessionStore::namesOfferedTo(tx, row.id)) {
            if (const auto session = SessionStore::find(tx, name))
                tx.announce(SessionEvents::summaryChanged(*session, tx.now()));
            offered.append(name);
        }
    }
    return offered;
}

Result<QList<Agent>> markLost(Tx &tx, const DeskPolicy &policy)
{
    QList<Agent> lost;
    const Timestamp before = tx.now().plusSeconds(-policy.agentOfflineSeconds);
    QStringList ids;
    for (const AgentRow &row : AgentStore::withStreamGone(tx, before))
        ids.append(row.id);
    holdAll(tx, &hold::agent, ids);
    for (AgentRow row : AgentStore::withStreamGone(tx, before)) {
        if (!ids.contains(row.id))
            continue;
        const bool visible = row.status != AgentPresence::Offline;
        row.statusBeforeLoss = row.status;
        row.status = AgentPresence::Offline;
        row.lostAt = tx.now();
        row.streamSeenAt.reset();
        if (!AgentStore::save(tx, row))
            continue;
        if (visible) {
            account::announce(tx, row);
            lost.append(row);
        }
    }
    return lost;
}

Result<QStringList> requeueLost(Tx &tx, const DeskPolicy &policy)
{
    QStringList requeued;
    const Timestamp before = tx.now().plusSeconds(-policy.agentLostGraceSeconds);
    const QList<AgentRow> lost = AgentStore::lostWithSessions(tx, before);
    QHash<QString, QStringList> owned;
    for (const AgentRow &agent : lost) {
        owned.insert(agent.id, SessionStore::namesOwnedBy(tx, agent.id));
        holdAll(tx, &hold::session, owned.value(agent.id));
        tx.hold(hold::agent(agent.id));
    }
    for (const AgentRow &agent : lost) {
        for (const QString &name : owned.value(agent.id)) {
            HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, name));
            if (!row.owner || row.owner->id != agent.id)
                continue; // released meanwhile, by another server
            SessionChange change(tx, policy, std::move(row));
            HANDOFF_CHECK(change.backToQueue(Actor::system(), statusreason::agentLost,
                                             statusreason::agentLost));
            change.log(QLatin1String("session_requeued"), {{QStringLiteral("agent_id"), agent.id}});
            change.row().offeredTo = agent.id;
            change.addSystem(policy.texts.agentLost);
            HANDOFF_CHECK(change.finish());
            requeued.append(name);
        }
    }
    return requeued;
}

} // namespace handoff::Presence
