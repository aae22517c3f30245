#pragma once

#include "server/store/tx.h"

#include <QStringList>

/// Sessions that are kept no longer, and everything that hangs on them.
namespace handoff::SessionRemoval {

/// Names of closed sessions without a change since `before`, longest first. One with a ticket that
/// is not closed stays.
QStringList due(Tx &tx, Timestamp before, int limit);

struct Progress
{
    int rows = 0;      ///< messages that went
    bool gone = false; ///< nothing of the session is left
};
/// Takes away at most `messages` of the session's messages, oldest first, with their part of the
/// search index; with the last one everything else. Its closed tickets stay, without it.
Progress remove(Tx &tx, qint64 sessionId, int messages);

} // namespace handoff::SessionRemoval
