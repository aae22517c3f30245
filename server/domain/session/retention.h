#pragma once

#include "server/domain/policy.h"
#include "server/store/tx.h"

#include <QStringList>

/// Nothing is kept for ever (operations.md, What is kept).
namespace handoff::Retention {

/// One step of taking away closed sessions older than RETENTION_DAYS, with about `rows` of their
/// messages at most.
struct Step
{
    QStringList removed; ///< names of the sessions of which nothing is left
    bool more = false;   ///< there is more to do
};
/// Nothing with RETENTION_DAYS 0.
Result<Step> sweep(Tx &tx, const DeskPolicy &policy, int rows);

} // namespace handoff::Retention
