#pragma once

#include "server/domain/session/transfers.h"
#include "tests/server/domain/testdesk.h"

namespace handoff::test {

inline const QString session = QStringLiteral("s");

/// Both agents are online, the session is live with wang.
struct TransferDesk : TestDesk
{
    TransferDesk()
    {
        for (const Actor &actor : {admin, wang, li})
            (void)logIn(actor);
        bring(session, SessionStatus::ManualLive);
    }

    Result<Transfers::Outcome> ask(const Actor &actor, const Actor &to, bool force = false,
                                   const QString &name = session)
    {
        TransferRequest request;
        request.toAgentId = to.agent.username;
        request.reason = u8("专业问题");
        request.note = u8("客户很急");
        request.force = force;
        return ask(actor, request, name);
    }
    Result<Transfers::Outcome> ask(const Actor &actor, const TransferRequest &request,
                                   const QString &name = session)
    {
        return write([&](Tx &tx) { return Transfers::request(tx, policy, name, request, actor); });
    }
    Result<Transfers::Outcome> respond(const QString &id, const Actor &actor,
                                       TransferAction action = TransferAction::Accept,
                                       const std::optional<QString> &note = {})
    {
        return write([&](Tx &tx) {
            return Transfers::respond(tx, policy, id, {action, note}, actor);
        });
    }
    QList<Transfer> history()
    {
        return *read([&](Tx &tx) { return Transfers::ofSession(tx, session); });
    }
    QList<Transfer> waitingFor(const Actor &actor)
    {
        return *read([&](Tx &tx) { return Transfers::pendingFor(tx, actor.agent.id); });
    }
    QString owner() { return state(session)->assignedAgent.value_or(AgentRef()).name; }
    /// The agents that each event of this type goes to.
    static QStringList receivers(const QList<StoredEvent> &events, QLatin1String type)
    {
        for (const StoredEvent &event : events) {
            if (event.type == type && event.audience == Audience::NamedAgents)
                return event.agentIds;
        }
        return {};
    }
};

} // namespace handoff::test
