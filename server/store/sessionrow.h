#pragma once

#include "server/store/bind.h"
#include "server/store/sessionstore.h"

/// Store-private: between columns of the table of sessions and SessionHead, SessionRow.
namespace handoff::sessionrow {

/// Columns of a head; those of a row begin with them.
QString headColumns();
QString rowColumns();
void readHead(const Rows &query, SessionHead &head);
SessionRow readRow(const Rows &query);

/// After readHead and readRow: puts name and colour into the tags, and drops those that do not
/// exist any more. One query, none when no session carries a tag.
void nameTags(Tx &tx, QList<SessionHead> &heads);
void nameTags(Tx &tx, SessionHead &head);

/// The mutable columns in the order of mutableColumns(), `status` first.
QStringList mutableColumns();
QVariantList mutableValues(const SessionRow &row);
bool flagged(const SessionHead &head);
/// The column waiting_since: far in the future when nobody is awaited.
qint64 waitingSinceKey(const SessionHead &head);

} // namespace handoff::sessionrow
