#include "server/domain/agents.h"
#include "server/domain/desk.h"

/// Presence of agents by their event streams.
namespace handoff::Agents {

Result<QStringList> streamsAlive(Tx &tx, const QStringList &agentIds)
{
    QStringList offered;
    for (const QString &id : agentIds) {
        auto row = AgentStore::findAnyForChange(tx, id);
        if (!row)
            continue; // deleted; the hub closes the stream
        const bool back = row->lostAt.has_value();
        row->streamSeenAt = tx.now();
        row->lostAt.reset();
        row->status = row->statusBeforeLoss.value_or(row->status);
        row->statusBeforeLoss.reset();
        // A failed compare-and-set means that somebody else has just changed the account; the next
        // call will do.
        if (!AgentStore::save(tx, *row) || !back)
            continue;
        desk::announceAgent(tx, *row);
        for (const QString &name : SessionStore::namesOfferedTo(tx, id)) {
            if (const auto session = SessionStore::find(tx, name))
                desk::announceSummary(tx, *session);
            offered.append(name);
        }
    }
    return offered;
}

Result<QList<Agent>> markLost(Tx &tx, const DeskPolicy &policy)
{
    QList<Agent> lost;
    const Timestamp before = tx.now().plusSeconds(-policy.agentOfflineSeconds);
    for (AgentRow row : AgentStore::withStreamGone(tx, before)) {
        const bool visible = row.status != AgentPresence::Offline;
        row.statusBeforeLoss = row.status;
        row.status = AgentPresence::Offline;
        row.lostAt = tx.now();
        row.streamSeenAt.reset();
        if (!AgentStore::save(tx, row))
            continue;
        if (visible) {
            desk::announceAgent(tx, row);
            lost.append(row);
        }
    }
    return lost;
}

Result<QList<Requeued>> requeueLost(Tx &tx, const DeskPolicy &policy)
{
    QList<Requeued> requeued;
    const Timestamp before = tx.now().plusSeconds(-policy.agentLostGraceSeconds);
    for (const AgentRow &agent : AgentStore::lostWithSessions(tx, before)) {
        for (const QString &name : SessionStore::namesOwnedBy(tx, agent.id)) {
            HANDOFF_TRY(SessionRow row, desk::forChange(tx, name));
            if (!row.owner || row.owner->id != agent.id)
                continue; // released meanwhile, by another server
            desk::Change change(tx, policy, std::move(row));
            HANDOFF_CHECK(desk::backToQueue(tx, change, Actor::system(), statusreason::agentLost,
                                            statusreason::agentLost));
            change.row().offeredTo = agent.id;
            change.addSystem(policy.texts.agentLost);
            HANDOFF_CHECK(change.finish());
            requeued.append({name, agent.id, change.transitions().constLast()});
        }
    }
    return requeued;
}

} // namespace handoff::Agents
