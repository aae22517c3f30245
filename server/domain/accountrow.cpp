#include "server/domain/accountrow.h"

#include "server/domain/desk.h"
#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"

namespace handoff::account {

namespace {

constexpr int maxName = 50;
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

Result<void> save(Tx &tx, AgentRow &row)
{
    if (!AgentStore::save(tx, row))
        return tx.failure().value_or(errors::versionConflict());
    desk::announceAgent(tx, row);
    return {};
}

Result<QString> validName(const QString &name)
{
    const QString line = displaytext::oneLine(name);
    if (line.isEmpty() || !displaytext::fits(line, maxName))
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

Result<void> renameOwner(Tx &tx, const DeskPolicy &policy, const Agent &agent)
{
    for (const QString &sessionName : SessionStore::namesOwnedBy(tx, agent.id)) {
        HANDOFF_TRY(SessionRow session, desk::forChange(tx, sessionName));
        if (!session.owner || session.owner->id != agent.id)
            continue; // passed on meanwhile, by another server
        session.owner->name = agent.name;
        desk::Change change(tx, policy, std::move(session));
        change.touch();
        HANDOFF_CHECK(change.finish());
    }
    return {};
}

} // namespace handoff::account
