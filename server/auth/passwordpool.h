#pragma once

#include "server/auth/password.h"
#include "shared/core/result.h"

#include <QFuture>
#include <QThreadPool>

#include <atomic>

namespace handoff {

/// Hashes and verifies passwords on one thread of low priority, so that a storm of logins delays
/// only logins. The queue is bounded: beyond it the answer is Unavailable at once. Called from the
/// event loop; the futures finish on the pool's thread (use `.then(context, …)`).
class PasswordPool
{
public:
    explicit PasswordPool(int cost = Password::defaultCost, int maxQueued = 64);
    ~PasswordPool() { close(); }

    /// Resolves waiting jobs, and all later ones at once, with Unavailable. Blocks for the one that
    /// runs.
    void close();

    QFuture<Result<QString>> hash(const QString &password);
    /// An empty `hash` (unknown user) takes the same time and is false.
    QFuture<Result<bool>> verify(const QString &password, const QString &hash);

private:
    template<typename T, typename F>
    QFuture<Result<T>> enqueue(F work);

    const int m_cost;
    const int m_maxQueued;
    const QString m_dummyHash;
    std::atomic<int> m_queued = 0;
    std::atomic<bool> m_stopping = false;
    QThreadPool m_pool;
};

} // namespace handoff
