#pragma once

#include "shared/core/later.h"

#include <QHash>
#include <QObject>
#include <QQueue>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <type_traits>

namespace handoff {

/// Blocking work on a few threads of its own, behind a bounded queue that is fair: who has a share
/// of it waits for one job of each other share at most, and when it is full the longest share gives
/// way. Made, called and destroyed on the event loop's thread, where results are heard, too.
class WorkPool
{
public:
    /// At most `maxWaiting` wait or run. `full` answers who comes beyond that; `closed` who comes
    /// after close(), or waited then.
    WorkPool(int threads, int maxWaiting, Error full, Error closed);
    ~WorkPool() { close(); }
    WorkPool(const WorkPool &) = delete;
    WorkPool &operator=(const WorkPool &) = delete;

    /// `work()` → `Result<T>`, on one of the threads. Values cross threads, objects do not. `share`
    /// names for whom: jobs of one share are done in their order.
    template<typename F>
    LaterOf<F> run(F work, const QString &share = {})
    {
        using R = std::invoke_result_t<F>;
        LaterSource<typename R::Value> source;
        Job job;
        job.refuse = [source](const Error &why) mutable { source.resolve(why); };
        job.start = [this, source, work = std::move(work)]() mutable {
            m_pool.start([this, source, work = std::move(work)]() mutable {
                R result = m_closing ? R(m_closed) : work();
                QMetaObject::invokeMethod(
                    &m_home,
                    [this, source, result = std::move(result)]() mutable {
                        --m_running;
                        startNext();
                        source.resolve(std::move(result));
                    },
                    Qt::QueuedConnection);
            });
        };
        enqueue(share, std::move(job));
        return source.later();
    }

    /// Every result is resolved afterwards. Blocks for the work that runs; who can, breaks it off
    /// when closing() says so.
    void close();
    /// May be read by work.
    const std::atomic<bool> &closing() const { return m_closing; }

private:
    struct Job
    {
        std::function<void()> start;
        std::function<void(const Error &why)> refuse;
    };

    void enqueue(const QString &share, Job job);
    /// Makes one place; false when `share` is the longest itself.
    bool makeRoomFor(const QString &share);
    void startNext();

    const int m_maxWaiting;
    const Error m_full;
    const Error m_closed;
    QHash<QString, QQueue<Job>> m_shares; ///< that wait; none is empty
    QQueue<QString> m_turns;              ///< whose job is started next
    int m_waiting = 0;                    ///< jobs in m_shares
    int m_running = 0;                    ///< known to the event loop only, as all above
    std::atomic<bool> m_closing = false;
    QObject m_home;
    QThreadPool m_pool;
};

} // namespace handoff
