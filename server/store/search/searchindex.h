#pragma once

#include "server/store/tx.h"

/// The index of what a keyword finds in sessions and tickets (searchgrams.h). It is written behind
/// the changes: lists look at the rows that it has not got yet one by one, so their answers do not
/// depend on it, only their speed. Rows that were folded otherwise, or not, are folded here, too.
namespace handoff::SearchIndex {

/// Brings some sessions and tickets into the index, a few milliseconds of work. False when none was
/// left.
bool update(Tx &tx);

/// What the index has of a session by this text (folded), which is going; and by a message.
void forget(Tx &tx, qint64 sessionId, const QString &folded);
void forgetMessage(Tx &tx, qint64 sessionId, const QString &content);

} // namespace handoff::SearchIndex
