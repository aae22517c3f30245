#pragma once

#include "server/store/tx.h"
#include "shared/contract/quickreply.h"

/// The table of quick replies. `viewer` is an agent id: who sees his own private ones and all
/// shared.
namespace handoff::QuickReplyStore {

/// By usage, then age. `keyword` stands in title or content, ignoring case; empty: all.
QList<QuickReply> list(Tx &tx, const QString &viewer,
                       const std::optional<QuickReplyCategory> &category, const QString &keyword,
                       int limit);
/// Holds the row lock on PostgreSQL.
std::optional<QuickReply> findForChange(Tx &tx, const QString &id, const QString &viewer);

/// False when the id exists or the shortcut is taken: by a shared one, or by one of the same author
/// when it is private.
bool insert(Tx &tx, const QuickReply &reply);
/// Saves what PUT changes. False when the shortcut is taken.
bool update(Tx &tx, const QuickReply &reply);
/// One more use; the new count, nothing when there is none such.
std::optional<qint64> countUse(Tx &tx, const QString &id, const QString &viewer);
void remove(Tx &tx, const QString &id);
/// What nobody but this agent sees; how many there were.
int removePrivate(Tx &tx, const QString &agentId);

} // namespace handoff::QuickReplyStore
