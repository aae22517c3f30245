#include "server/auth/passwordpool.h"

#include "shared/contract/errors.h"

#include <QThread>

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
    thread_local const bool once = [] {
#ifdef Q_OS_LINUX
        setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 15);
#else
        QThread::currentThread()->setPriority(QThread::LowestPriority);
#endif
        return true;
    }();
    Q_UNUSED(once);
}

Error busy()
{
    Error error = errors::unavailable();
    error.retryAfterSeconds = 5;
    return error;
}

} // namespace

PasswordPool::PasswordPool(int cost, int maxQueued)
    : m_cost(cost),
      // A hash nobody has the password of, with the cost of the real ones; its salt and sum need
      // not be random, only of the right form.
      m_dummyHash(QStringLiteral("$2b$%1$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234")
                      .arg(cost, 2, 10, QLatin1Char('0'))),
      m_pool(1, maxQueued, busy(), errors::unavailable())
{
}

Later<QString> PasswordPool::hash(const QString &password, const QString &client)
{
    const auto work = [password, cost = m_cost]() -> Result<QString> {
        lowerThreadPriority();
        const QString hashed = Password::hash(password, cost);
        if (hashed.isEmpty())
            return Error::plain(ErrorKind::Internal, QStringLiteral("INTERNAL"),
                                QStringLiteral("bcrypt is not available"));
        return hashed;
    };
    return m_pool.run(work, client);
}

Later<bool> PasswordPool::verify(const QString &password, const QString &hash,
                                 const QString &client)
{
    const auto work = [password, known = !hash.isEmpty(),
                       stored = hash.isEmpty() ? m_dummyHash : hash]() -> Result<bool> {
        lowerThreadPriority();
        const bool matches = Password::verify(password, stored);
        return matches && known;
    };
    return m_pool.run(work, client);
}

} // namespace handoff
