#pragma once

#include "shared/core/result.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <type_traits>

namespace handoff {

/// Blocking work on a few threads of its own, behind a bounded queue. Made, called and destroyed on
/// the event loop's thread, and futures are resolved there: Qt 6.4 runs a continuation twice, and
/// crashes, when it is attached just while another thread finishes the future.
class WorkPool
{
public:
    /// At most `maxWaiting` wait or run. `full` answers who comes beyond that; `closed` who comes
    /// after close(), or waited then.
    WorkPool(int threads, int maxWaiting, Error full, Error closed);
    ~WorkPool() { close(); }
    WorkPool(const WorkPool &) = delete;
    WorkPool &operator=(const WorkPool &) = delete;

    /// `work()` → `Result<T>`, on one of the threads. Values cross threads, objects do not.
    template<typename F>
    auto run(F work) -> QFuture<std::invoke_result_t<F>>
    {
        using R = std::invoke_result_t<F>;
        auto promise = std::make_shared<QPromise<R>>();
        promise->start();
        const QFuture<R> future = promise->future();
        if (m_closing || m_waiting >= m_maxWaiting) {
            finish<R>(*promise, m_closing ? m_closed : m_full);
            return future;
        }
        ++m_waiting;
        m_pool.start([this, promise = std::move(promise), work = std::move(work)]() mutable {
            R result = m_closing ? R(m_closed) : work();
            QMetaObject::invokeMethod(
                &m_home,
                [this, promise = std::move(promise), result = std::move(result)] {
                    --m_waiting;
                    finish<R>(*promise, result);
                },
                Qt::QueuedConnection);
        });
        return future;
    }

    /// Every future is resolved afterwards. Blocks for the work that runs; who can, breaks it off
    /// when closing() says so.
    void close();
    /// May be read by work.
    const std::atomic<bool> &closing() const { return m_closing; }

private:
    template<typename R>
    static void finish(QPromise<R> &promise, const R &result)
    {
        promise.addResult(result);
        promise.finish();
    }

    const int m_maxWaiting;
    const Error m_full;
    const Error m_closed;
    int m_waiting = 0; ///< known to the event loop only
    std::atomic<bool> m_closing = false;
    QObject m_home;
    QThreadPool m_pool;
};

} // namespace handoff
