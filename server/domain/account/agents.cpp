#include "server/domain/account/agents.h"

#include "server/domain/account/accountrow.h"
#include "server/store/account/agentstore.h"
#include "server/store/session/auditstore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

namespace handoff::Agents {

namespace {

constexpr int maxLoggedName = 50;

AgentLoad loadOf(Tx &tx, const Agent &agent)
{
    return {agent.status, agent.statusNote, static_cast<int>(SessionStore::liveCount(tx, agent.id)),
            agent.maxSessions};
}

} // namespace

Result<bool> none(Tx &tx)
{
    return AgentStore::count(tx) == 0;
}

Result<int> seed(Tx &tx, const QList<Seed> &accounts)
{
    if (AgentStore::count(tx) > 0)
        return 0;
    int made = 0;
    for (const Seed &account : accounts) {
        AgentRow row;
        row.id = newId(u"agent_");
        row.username = account.username;
        row.name = account.name;
        row.role = account.role;
        row.maxSessions = account.maxSessions;
        row.createdAt = tx.now();
        row.passwordHash = account.password.hash;
        row.wellKnownPassword = account.password.wellKnown;
        if (AgentStore::insert(tx, row))
            ++made;
    }
    return made;
}

Result<std::optional<Credentials>> findForLogin(Tx &tx, const QString &username)
{
    const auto row = AgentStore::findAny(tx, username);
    if (!row || searchfold::folded(row->username) != searchfold::folded(username))
        return std::optional<Credentials>();
    return std::optional(Credentials{*row, row->passwordHash});
}

Result<LoggedIn> loggedIn(Tx &tx, const Credentials &credentials)
{
    auto row = AgentStore::findAnyForChange(tx, credentials.agent.id);
    if (!row || row->passwordHash != credentials.passwordHash)
        return errors::invalidCredentials();
    row->status = AgentPresence::Online;
    row->lastLogin = tx.now();
    row->streamSeenAt.reset();
    row->lostAt.reset();
    row->statusBeforeLoss.reset();
    HANDOFF_CHECK(account::save(tx, *row));
    AuditStore::log(tx, row->username, QStringLiteral("login"), row->username);
    tx.log({QStringLiteral("login"), {}, {}, {}, row->username, {}, {}});
    return LoggedIn{*row, {row->generation, newId(u"")}};
}

Result<void> loginFailed(Tx &tx, const QString &username)
{
    const auto account = AgentStore::findAny(tx, username);
    const QString name = account ? account->username : displaytext::cut(username, maxLoggedName);
    AuditStore::log(tx, name, QStringLiteral("login_failed"), name);
    return {};
}

Result<void> logout(Tx &tx, const QString &username, const Actor &actor)
{
    if (!actor.is(username) && !actor.isAdmin())
        return errors::permissionDenied();
    HANDOFF_TRY(AgentRow row, account::forChange(tx, username));
    row.status = AgentPresence::Offline;
    row.streamSeenAt.reset();
    row.lostAt = tx.now(); // who leaves live sessions behind is lost to them
    row.statusBeforeLoss.reset();
    HANDOFF_CHECK(account::save(tx, row));
    AuditStore::log(tx, actor.operatorName(), QStringLiteral("logout"), row.username);
    tx.log({QStringLiteral("logout"), {}, {}, {}, actor.operatorName(), {}, {}});
    return {};
}

Result<Agent> require(Tx &tx, const QString &agentId, const SignIn &signIn)
{
    HANDOFF_TRY(const LoggedIn known, refresh(tx, agentId, signIn));
    return known.agent;
}

Result<LoggedIn> refresh(Tx &tx, const QString &agentId, const SignIn &signIn)
{
    const auto row = AgentStore::find(tx, agentId);
    if (!row)
        return errors::invalidToken();
    const bool kept = !signIn.id.isEmpty() && signIn.id == row->keptSignIn;
    if (signIn.generation != row->generation && !kept)
        return errors::invalidToken();
    return LoggedIn{*row, {row->generation, signIn.id}};
}

Result<Agent> find(Tx &tx, const QString &idOrUsername)
{
    const auto row = AgentStore::findAny(tx, idOrUsername);
    if (!row)
        return errors::agentNotFound();
    return Agent(*row);
}

Result<Agent> updateProfile(Tx &tx, const DeskPolicy &policy, const QString &agentId,
                            const ProfileUpdate &update)
{
    if (!update.name && !update.avatarUrl)
        return errors::noFieldsToUpdate();
    std::optional<QString> name;
    if (update.name) {
        HANDOFF_TRY(name, account::validName(*update.name));
    }
    HANDOFF_TRY(AgentRow row, account::forChange(tx, agentId));
    const bool renamed = name && row.name != *name;
    row.name = name.value_or(row.name);
    if (update.avatarUrl) {
        HANDOFF_TRY(row.avatarUrl, account::validAvatar(*update.avatarUrl));
    }
    HANDOFF_CHECK(account::save(tx, row));
    AuditStore::log(tx, row.username, QStringLiteral("profile_updated"), row.username);
    if (renamed)
        HANDOFF_CHECK(account::showName(tx, policy, row));
    return Agent(row);
}

Result<void> changePassword(Tx &tx, const QString &oldHash, const NewPassword &password,
                            const Actor &actor)
{
    HANDOFF_TRY(AgentRow row, account::forChange(tx, actor.agent.id));
    if (row.passwordHash != oldHash)
        return errors::oldPasswordIncorrect();
    HANDOFF_CHECK(account::setPassword(tx, row, password, actor));
    AuditStore::log(tx, row.username, QStringLiteral("password_changed"), row.username);
    return {};
}

Result<QList<Doubtful>> doubtful(Tx &tx)
{
    QList<Doubtful> accounts;
    for (const AgentRow &row : AgentStore::withDoubtfulPassword(tx))
        accounts.append({row.id, row.username, row.passwordHash, row.generation,
                         row.wellKnownPassword.has_value()});
    return accounts;
}

Result<void> judged(Tx &tx, const Doubtful &account, bool wellKnown)
{
    AgentRow row;
    row.id = account.agentId;
    row.generation = account.generation;
    AgentStore::notePassword(tx, row, wellKnown);
    return {};
}

Result<AgentLoad> load(Tx &tx, const QString &agentId)
{
    HANDOFF_TRY(const Agent agent, find(tx, agentId));
    return loadOf(tx, agent);
}

Result<AgentLoad> setStatus(Tx &tx, const QString &agentId, const StatusUpdate &update)
{
    if (update.statusNote && !displaytext::fits(*update.statusNote, limits::statusNote))
        return errors::validation(QStringLiteral("/status_note"),
                                  QStringLiteral("at most 120 characters expected"));
    HANDOFF_TRY(AgentRow row, account::forChange(tx, agentId));
    row.status = update.status.value_or(row.status);
    if (update.statusNote)
        row.statusNote = *update.statusNote;
    if (update.status) { // who sets it is there
        row.lostAt.reset();
        row.statusBeforeLoss.reset();
    }
    HANDOFF_CHECK(account::save(tx, row));
    return loadOf(tx, row);
}

} // namespace handoff::Agents
