#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/audit.h"

/// Who did what (api.md, GET /api/audit). Status changes of sessions have a trail of their own.
namespace handoff::Audit {

/// Notes an act in the transaction that does it. `action` is a verb in snake case
/// (`agent_created`, `settings_changed`, `tickets_exported`), `object` whom or what it concerns;
/// no secrets and no customers' texts in `details`.
void record(Tx &tx, const Actor &actor, const QString &action, const QString &object,
            const QJsonObject &details = {});

struct Query
{
    QString actor; ///< these three: empty for any
    QString action;
    QString object;
    std::optional<Timestamp> from; ///< at or after
    std::optional<Timestamp> to;   ///< before
    int page = 1;
    int pageSize = 50; ///< 1..100, clamped
};
/// Newest first; `total` counts to 10,000 at most. 422 for a page beyond that: narrow the time.
Result<AuditPage> page(Tx &tx, const Query &query);

} // namespace handoff::Audit
