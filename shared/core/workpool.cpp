#include "shared/core/workpool.h"

#include <QCoreApplication>

#include <utility>

namespace handoff {

WorkPool::WorkPool(int threads, int maxWaiting, Error full, Error closed)
    : m_maxWaiting(maxWaiting), m_full(std::move(full)), m_closed(std::move(closed))
{
    m_pool.setMaxThreadCount(threads);
}

void WorkPool::enqueue(const QString &share, Job job)
{
    if (m_closing)
        return job.refuse(m_closed);
    if (m_waiting + m_running >= m_maxWaiting && !makeRoomFor(share))
        return job.refuse(m_full);
    if (share.isEmpty()) { // nobody's in particular: no turn to wait for
        ++m_running;
        return job.start();
    }
    QQueue<Job> &queue = m_shares[share];
    if (queue.isEmpty())
        m_turns.enqueue(share);
    queue.enqueue(std::move(job));
    ++m_waiting;
    startNext();
}

bool WorkPool::makeRoomFor(const QString &share)
{
    auto longest = m_shares.end();
    for (auto it = m_shares.begin(); it != m_shares.end(); ++it) {
        if (longest == m_shares.end() || it->size() > longest->size())
            longest = it;
    }
    // Giving way to one as long as itself would only make them take turns in losing.
    if (longest == m_shares.end() || longest->size() <= m_shares.value(share).size() + 1)
        return false;
    const Job last = longest->takeLast();
    --m_waiting;
    last.refuse(m_full);
    return true;
}

void WorkPool::startNext()
{
    while (!m_closing && m_running <= m_pool.maxThreadCount() && !m_turns.isEmpty()) {
        const QString share = m_turns.dequeue();
        const auto queue = m_shares.find(share);
        const Job job = queue->dequeue();
        if (queue->isEmpty())
            m_shares.erase(queue);
        else
            m_turns.enqueue(share);
        --m_waiting;
        ++m_running;
        job.start();
    }
}

void WorkPool::close()
{
    m_closing = true;
    m_pool.waitForDone();
    QCoreApplication::sendPostedEvents(&m_home, QEvent::MetaCall); // what was done last
    const auto left = std::exchange(m_shares, {});
    m_turns.clear();
    m_waiting = 0;
    for (const QQueue<Job> &queue : left) {
        for (const Job &job : queue)
            job.refuse(m_closed);
    }
}

} // namespace handoff
