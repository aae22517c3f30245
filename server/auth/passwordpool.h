#pragma once

#include "server/auth/password.h"
#include "shared/core/workpool.h"

namespace handoff {

/// Hashes and verifies passwords on one thread of low priority, so that a storm of logins delays
/// only logins, and only those of who makes it: `client` (an address, an account) names whose share
/// of the queue a job takes. The queue is bounded: beyond it the answer is Unavailable. Event loop,
/// where results are heard, too.
class PasswordPool
{
public:
    explicit PasswordPool(int cost = Password::defaultCost, int maxQueued = 64);

    /// Resolves waiting jobs, and all later ones at once, with Unavailable. Blocks for the one that
    /// runs.
    void close() { m_pool.close(); }

    Later<QString> hash(const QString &password, const QString &client = {});
    /// An empty `hash` (unknown user) takes the same time and is false.
    Later<bool> verify(const QString &password, const QString &hash, const QString &client = {});

private:
    const int m_cost;
    const QString m_dummyHash;
    WorkPool m_pool;
};

} // namespace handoff
