#include "shared/core/workpool.h"

#include <QCoreApplication>

namespace handoff {

WorkPool::WorkPool(int threads, int maxWaiting, Error full, Error closed)
    : m_maxWaiting(maxWaiting), m_full(std::move(full)), m_closed(std::move(closed))
{
    m_pool.setMaxThreadCount(threads);
}

void WorkPool::close()
{
    m_closing = true;
    m_pool.waitForDone();
    QCoreApplication::sendPostedEvents(&m_home, QEvent::MetaCall); // what was done last
}

} // namespace handoff
