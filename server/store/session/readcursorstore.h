#pragma once

#include "server/store/tx.h"

#include <QHash>

/// How far each agent has read each session.
namespace handoff {

struct ReadCursor
{
    qint64 seq = 0;          ///< of the last message read
    qint64 userMessages = 0; ///< the customer's messages up to and with it
};

namespace ReadCursorStore {

std::optional<ReadCursor> find(Tx &tx, const QString &agentId, qint64 sessionId);
/// Moves the cursor forward; one that is further already stays.
void advance(Tx &tx, const QString &agentId, qint64 sessionId, const ReadCursor &cursor);
/// ReadCursor::userMessages of those sessions that the agent has a cursor in; one statement.
QHash<qint64, qint64> readOf(Tx &tx, const QString &agentId, const QList<qint64> &sessionIds);
/// The agent's cursors go.
void forget(Tx &tx, const QString &agentId);

} // namespace ReadCursorStore

} // namespace handoff
