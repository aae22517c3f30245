#pragma once

#include "server/store/tx.h"
#include "shared/contract/transfer.h"

/// The table of transfer requests; at most one of a session is pending.
namespace handoff {

struct TransferRow : Transfer
{
    qint64 sessionId = 0;
};

namespace TransferStore {

/// False when another one of the session is pending.
bool insert(Tx &tx, const TransferRow &row);
/// Pending → `status` with the time; false when somebody was faster.
bool close(Tx &tx, TransferRow &row, TransferStatus status,
           const std::optional<QString> &responseNote = {});

std::optional<TransferRow> find(Tx &tx, const QString &id);
std::optional<TransferRow> pendingOf(Tx &tx, qint64 sessionId);
/// Pending from or for this agent, oldest first.
QList<TransferRow> pendingWith(Tx &tx, const QString &agentId);
/// Pending beyond their time.
QList<TransferRow> overdue(Tx &tx, int limit);
/// Newest first.
QList<TransferRow> ofSession(Tx &tx, qint64 sessionId, int limit);

} // namespace TransferStore

} // namespace handoff
