#pragma once

#include "server/store/tx.h"
#include "shared/contract/audit.h"
#include "shared/contract/session.h"

/// The audit trails: status changes of sessions, and who did what to accounts and settings.
namespace handoff::AuditStore {

void addTransition(Tx &tx, qint64 sessionId, const AuditEntry &entry);
/// The newest `limit` of a session, oldest first.
QList<AuditEntry> trail(Tx &tx, qint64 sessionId, int limit);

/// `actor` a username or `system`; `action` e.g. `login`; `object` whom it concerns.
void log(Tx &tx, const QString &actor, const QString &action, const QString &object,
         const QJsonObject &details = {});

/// Empty lists and texts and absent times filter nothing.
struct LogFilter
{
    QStringList actors; ///< one of them
    QString action;
    QStringList objects;           ///< the same
    std::optional<Timestamp> from; ///< at or after
    std::optional<Timestamp> to;   ///< before
};
/// Newest first.
QList<AuditRecord> page(Tx &tx, const LogFilter &filter, qint64 offset, int limit);
/// Counts the records of a filter, to `cap` at most.
qint64 count(Tx &tx, const LogFilter &filter, int cap);

} // namespace handoff::AuditStore
