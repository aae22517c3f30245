#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/event.h"

/// Agents named in notes and comments.
namespace handoff::Mentions {

/// Who of these exists, each once: they are to be told. All names are kept as they were given; 422
/// /mentions for more than 50, or one of more than 100 characters.
Result<QList<Agent>> resolve(Tx &tx, const QStringList &usernames);
/// Tells the mentioned, except the author and who was mentioned before. `event` without `from`.
void announce(Tx &tx, MentionEvent event, const Actor &author, const QList<Agent> &mentioned,
              const QStringList &before = {});

} // namespace handoff::Mentions
