#include "server/auth/passwordpool.h"

#include "shared/contract/errors.h"

#include <QPromise>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace handoff {

namespace {

/// On Linux a thread's nice value is its own, while Qt's thread priorities do nothing under the
/// normal scheduler.
void lowerThreadPriority()
{
#ifdef Q_OS_LINUX
    thread_local const bool once = [] {
        setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 15);
        return true;
    }();
    Q_UNUSED(once);
#endif
}

} // namespace

PasswordPool::PasswordPool(int cost, int maxQueued)
    : m_cost(cost), m_maxQueued(maxQueued),
      // A hash nobody has the password of, with the cost of the real ones; its salt and sum need
      // not be random, only of the right form.
      m_dummyHash(QStringLiteral("$2b$%1$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234")
                      .arg(cost, 2, 10, QLatin1Char('0')))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(30000);
    m_pool.setThreadPriority(QThread::LowestPriority);
}

void PasswordPool::close()
{
    m_stopping = true;
    m_pool.waitForDone();
}

template<typename T, typename F>
QFuture<Result<T>> PasswordPool::enqueue(F work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    QFuture<Result<T>> future = promise->future();
    promise->start();
    if (m_queued.fetch_add(1) >= m_maxQueued || m_stopping) {
        --m_queued;
        Error busy = errors::unavailable();
        busy.retryAfterSeconds = 5;
        promise->addResult(Result<T>(busy));
        promise->finish();
        return future;
    }
    m_pool.start([this, promise, work = std::move(work)] {
        lowerThreadPriority();
        Result<T> result = m_stopping ? Result<T>(errors::unavailable()) : work();
        --m_queued;
        promise->addResult(std::move(result));
        promise->finish();
    });
    return future;
}

QFuture<Result<QString>> PasswordPool::hash(const QString &password)
{
    return enqueue<QString>([password, cost = m_cost]() -> Result<QString> {
        const QString hashed = Password::hash(password, cost);
        if (hashed.isEmpty())
            return Error::plain(ErrorKind::Internal, QStringLiteral("INTERNAL"),
                                QStringLiteral("bcrypt is not available"));
        return hashed;
    });
}

QFuture<Result<bool>> PasswordPool::verify(const QString &password, const QString &hash)
{
    return enqueue<bool>([password, known = !hash.isEmpty(),
                          stored = hash.isEmpty() ? m_dummyHash : hash]() -> Result<bool> {
        const bool matches = Password::verify(password, stored);
        return matches && known;
    });
}

} // namespace handoff
