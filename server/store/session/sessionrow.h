#pragma once

#include "server/store/session/sessionstore.h"
#include "server/store/table.h"

/// Store-private: between columns of the table of sessions and SessionHead, SessionRow.
namespace handoff::sessionrow {

const Table<SessionHead> &heads();
/// Its columns begin with those of a head.
const Table<SessionRow> &rows();
/// The row, as the database has it.
SessionRow read(const Rows &rows);

/// After reading: puts name and colour into the tags, and drops those that do not exist any more.
/// One query, none when no session carries a tag.
void nameTags(Tx &tx, QList<SessionHead> &heads);
void nameTags(Tx &tx, SessionHead &head);

QVariant searchText(const SessionRow &row);
bool flagged(const SessionHead &head);
/// The column waiting_since: far in the future when nobody is awaited.
qint64 waitingSinceKey(const SessionHead &head);

} // namespace handoff::sessionrow
