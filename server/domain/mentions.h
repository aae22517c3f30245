#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/event.h"

/// Agents named in notes and comments.
namespace handoff::Mentions {

/// Those of these usernames that exist, each once; unknown ones are left out. 422 /mentions for
/// more than 50.
Result<QList<Agent>> resolve(Tx &tx, const QStringList &usernames);
QStringList usernamesOf(const QList<Agent> &agents);
/// Tells the mentioned, except the author and who was mentioned before. `event` without `from`.
void announce(Tx &tx, MentionEvent event, const Actor &author, const QList<Agent> &mentioned,
              const QStringList &before = {});

} // namespace handoff::Mentions
