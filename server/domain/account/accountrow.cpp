#include "server/domain/account/accountrow.h"

#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/contract/limits.h"
#include "shared/text/displaytext.h"

namespace handoff::account {

namespace {

constexpr int maxUrl = 500;

} // namespace

Result<AgentRow> forChange(Tx &tx, const QString &idOrUsername)
{
    auto row = AgentStore::findAnyForChange(tx, idOrUsername);
    if (!row)
        return errors::agentNotFound();
    return std::move(*row);
}

Result<void> setPassword(Tx &tx, AgentRow &row, const Agents::NewPassword &password,
                         const Actor &actor)
{
    row.passwordHash = password.hash;
    row.wellKnownPassword = password.wellKnown;
    ++row.generation;
    row.keptSignIn = actor.is(row.id) ? actor.signIn.id : QString();
    if (!AgentStore::save(tx, row))
        return tx.failure().value_or(errors::versionConflict());
    endStreams(tx, row.id);
    return {};
}

void endStreams(Tx &tx, const QString &agentId)
{
    tx.announce({0, endStreamsEvent, {}, Audience::NamedAgents, {agentId}, "{}", {}});
}

void announce(Tx &tx, const Agent &agent)
{
    tx.hold(hold::agent(agent.id)); // his load is counted as it is then
    AgentUpdatedEvent event;
    event.agent = {agent.id, agent.name, agent.status,
                   static_cast<int>(SessionStore::liveCount(tx, agent.id))};
    tx.announce({0, event.type, {}, Audience::Agents, {}, json::toJson(event), {}});
}

Result<void> save(Tx &tx, AgentRow &row)
{
    if (!AgentStore::save(tx, row))
        return tx.failure().value_or(errors::versionConflict());
    announce(tx, row);
    return {};
}

Result<QString> validName(const QString &name)
{
    const QString line = displaytext::oneLine(name);
    if (line.isEmpty() || !displaytext::fits(line, limits::agentName))
        return errors::validation(QStringLiteral("/name"),
                                  QStringLiteral("1 to 50 characters expected"));
    return line;
}

Result<std::optional<QString>> validAvatar(const QString &url)
{
    if (url.size() > maxUrl)
        return errors::validation(QStringLiteral("/avatar_url"),
                                  QStringLiteral("at most 500 characters expected"));
    return url.isEmpty() ? std::optional<QString>() : std::optional(url);
}

Result<void> showName(Tx &tx, const DeskPolicy &policy, const Agent &agent)
{
    const QStringList owned = SessionStore::namesOwnedBy(tx, agent.id);
    holdAll(tx, &hold::session, owned);
    for (const QString &sessionName : owned) {
        HANDOFF_TRY(SessionRow session, SessionLookup::forChange(tx, sessionName));
        if (!session.owner || session.owner->id != agent.id)
            continue; // passed on meanwhile, by another server
        session.owner->name = agent.name;
        SessionChange change(tx, policy, std::move(session));
        change.touch();
        HANDOFF_CHECK(change.finish());
    }
    return TicketWork::assigneeRenamed(tx, agent);
}

} // namespace handoff::account
