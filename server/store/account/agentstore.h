#pragma once

#include "server/store/tx.h"
#include "shared/contract/agent.h"

/// The table of accounts.
namespace handoff {

struct AgentRow : Agent
{
    QString passwordHash;
    qint64 generation = 0;                 ///< of the password (SignIn)
    QString keptSignIn;                    ///< lives on although it is of an older generation
    std::optional<bool> wellKnownPassword; ///< empty: set before this was written down
    std::optional<Timestamp> streamSeenAt; ///< the last open event stream; empty: none since login
    std::optional<Timestamp> lostAt;       ///< when all streams were gone too long, or at logout
    std::optional<AgentPresence> statusBeforeLoss; ///< what to return to
    qint64 version = 1;
};

namespace AgentStore {

qint64 count(Tx &tx);
/// False when the username exists, in whatever case.
bool insert(Tx &tx, const AgentRow &row);
std::optional<AgentRow> find(Tx &tx, const QString &id);
/// By id or username.
std::optional<AgentRow> findAny(Tx &tx, const QString &idOrUsername);
/// Who alone has this display name, or this username; nobody when several have.
std::optional<AgentRow> findOnlyNamed(Tx &tx, const QString &name);
/// As findAny, holding the row lock on PostgreSQL: so two servers cannot both use the last place.
std::optional<AgentRow> findAnyForChange(Tx &tx, const QString &idOrUsername);
/// Saves the row as version + 1 if the database still has `row.version`. False when somebody was
/// faster.
bool save(Tx &tx, AgentRow &row);

/// Accounts whose password is well known, or may be.
QList<AgentRow> withDoubtfulPassword(Tx &tx);
/// Writes down whether the password that belongs to `row.generation` is well known.
void notePassword(Tx &tx, const AgentRow &row, bool wellKnown);

/// Deletes the account if the database still has this version.
bool remove(Tx &tx, const AgentRow &row);

struct Filter
{
    std::optional<AgentPresence> status;
    std::optional<AgentRole> role;
};
/// In the order in which they were made.
QList<AgentRow> page(Tx &tx, const Filter &filter, qint64 offset, int limit);
qint64 countOf(Tx &tx, const Filter &filter);
/// Everybody who is not offline with his live sessions: online before busy, who has most room
/// first.
QList<AvailableAgent> available(Tx &tx);
/// Those of these usernames that exist.
QList<AgentRow> withUsernames(Tx &tx, const QStringList &usernames);
/// Ids of all admins, whose rows stay locked on PostgreSQL: so two servers cannot both take away
/// what they think is the last but one.
QStringList lockAdmins(Tx &tx);

/// The last stream was seen before `before`, and nobody has noticed yet.
QList<AgentRow> withStreamGone(Tx &tx, Timestamp before);
/// Has anybody who is online a place free? The session `leaving` counts for nobody.
bool anyFree(Tx &tx, qint64 leaving);
/// Lost before `before`, and still own live sessions.
QList<AgentRow> lostWithSessions(Tx &tx, Timestamp before);

} // namespace AgentStore

} // namespace handoff
