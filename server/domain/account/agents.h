#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"

/// Use cases of accounts and presence (api.md, Agents and accounts). Passwords are hashed and
/// compared outside: bcrypt never runs inside a transaction.
namespace handoff::Agents {

/// A password on its way into the store.
struct NewPassword
{
    QString hash;
    bool wellKnown = false; ///< everybody can know it, see doubtful()
};

/// An account that is to be made when the store is empty.
struct Seed
{
    QString username;
    QString name;
    AgentRole role = AgentRole::Agent;
    int maxSessions = 5;
    NewPassword password;
};
/// Is there no account yet?
Result<bool> none(Tx &tx);
/// Makes the accounts when there is none yet; returns how many were made.
Result<int> seed(Tx &tx, const QList<Seed> &accounts);

/// An account with its hash; the hash goes nowhere but into the password check.
struct Credentials
{
    Agent agent;
    QString passwordHash;
};
/// Empty for an unknown user: compare with a decoy hash then, to take the same time.
Result<std::optional<Credentials>> findForLogin(Tx &tx, const QString &username);
struct LoggedIn
{
    Agent agent;
    SignIn signIn; ///< for its tokens
};
/// Online, `last_login` now, audited. Fails with INVALID_CREDENTIALS when the account is gone, or
/// has not the password any more that was compared.
Result<LoggedIn> loggedIn(Tx &tx, const Credentials &credentials);
/// A failed attempt, for the audit log.
Result<void> loginFailed(Tx &tx, const QString &username);
/// Offline. An agent logs himself out, an admin anybody (403); 404.
Result<void> logout(Tx &tx, const QString &username, const Actor &actor);

/// The account of a token as it is now; 401 INVALID_TOKEN when it was deleted, or when a new
/// password has ended this sign-in. For the guards.
Result<Agent> require(Tx &tx, const QString &agentId, const SignIn &signIn);
/// For a new access token of the same sign-in. Errors as require.
Result<LoggedIn> refresh(Tx &tx, const QString &agentId, const SignIn &signIn);
/// By username or id. 404 AGENT_NOT_FOUND.
Result<Agent> find(Tx &tx, const QString &idOrUsername);

/// 400 NO_FIELDS_TO_UPDATE; 422 for a name that is not 1..50 characters.
Result<Agent> updateProfile(Tx &tx, const DeskPolicy &policy, const QString &agentId,
                            const ProfileUpdate &update);
/// The actor's own, if the hash is still `oldHash`; else OLD_PASSWORD_INCORRECT. His other sign-ins
/// end.
Result<void> changePassword(Tx &tx, const QString &oldHash, const NewPassword &password,
                            const Actor &actor);

/// An account whose password is well known, or may be: it was set before this was written down.
struct Doubtful
{
    QString agentId;
    QString username;
    QString passwordHash;
    qint64 generation = 0;
    bool known = false; ///< false: only bcrypt can tell
};
Result<QList<Doubtful>> doubtful(Tx &tx);
/// What bcrypt told.
Result<void> judged(Tx &tx, const Doubtful &account, bool wellKnown);

/// Presence, note and load of an agent.
Result<AgentLoad> load(Tx &tx, const QString &agentId);
/// 422 for a note over 120 characters.
Result<AgentLoad> setStatus(Tx &tx, const QString &agentId, const StatusUpdate &update);

} // namespace handoff::Agents
