#include "server/app/epolldispatcher.h"

#include "shared/core/clock.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QThread>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace handoff {

namespace {

constexpr uint32_t broken = EPOLLERR | EPOLLHUP;
constexpr std::array<uint32_t, 3> wanted{EPOLLIN, EPOLLOUT, EPOLLPRI}; // by QSocketNotifier::Type

} // namespace

EpollDispatcher::EpollDispatcher()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC)), m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = m_wake;
    if (m_epoll < 0 || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event) != 0)
        qFatal("no epoll descriptor");
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wake);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    m_ownWake = false;
    emit awake();
    QCoreApplication::sendPostedEvents();

    const bool wait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted && !m_ownWake;
    if (wait)
        emit aboutToBlock();
    std::array<epoll_event, 256> events;
    const int count =
        ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), wait ? waitMs() : 0);
    if (wait)
        emit awake();

    bool done = false;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<size_t>(i)];
        if (event.data.fd == m_wake) {
            eventfd_t value = 0;
            ::eventfd_read(m_wake, &value);
            // Whatever was posted before this line is sent when the next turn begins.
            m_wakePending = false;
            done = true;
        } else if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers)) {
            done = activate(event.data.fd, event.events) || done;
        }
    }
    return fireTimers() || done;
}

// ---- sockets ------------------------------------------------------------------------------------

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<size_t>(notifier->socket());
    if (fd >= m_sockets.size())
        m_sockets.resize(fd + 1);
    m_sockets[fd].notifiers[static_cast<size_t>(notifier->type())] = notifier;
    watch(static_cast<int>(fd));
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto fd = static_cast<size_t>(notifier->socket());
    if (fd >= m_sockets.size())
        return;
    QSocketNotifier *&place = m_sockets[fd].notifiers[static_cast<size_t>(notifier->type())];
    if (place == notifier) {
        place = nullptr;
        watch(static_cast<int>(fd));
    }
}

/// Makes epoll wait for what the notifiers of a descriptor want.
void EpollDispatcher::watch(int fd)
{
    Descriptor &socket = m_sockets[static_cast<size_t>(fd)];
    uint32_t now = 0;
    for (size_t type = 0; type < wanted.size(); ++type)
        now |= socket.notifiers[type] ? wanted[type] : 0;
    const uint32_t before = std::exchange(socket.watched, now);
    if (before == now)
        return;
    const int what = now == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    epoll_event event{};
    event.events = now;
    event.data.fd = fd;
    if (::epoll_ctl(m_epoll, what, fd, &event) != 0 && what != EPOLL_CTL_DEL)
        qWarning("epoll cannot watch descriptor %d", fd);
}

bool EpollDispatcher::activate(int fd, uint32_t happened)
{
    bool done = false;
    for (size_t type = 0; type < wanted.size(); ++type) {
        // Looked up each time: one notifier's slot may delete the others.
        QSocketNotifier *notifier = m_sockets[static_cast<size_t>(fd)].notifiers[type];
        if (!notifier || !(happened & (wanted[type] | broken)))
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        done = true;
    }
    return done;
}

// ---- timers -------------------------------------------------------------------------------------

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    // The clock is cut to milliseconds: one more, so that no timer is early.
    const qint64 due = monotonicMs() + interval + (interval > 0 ? 1 : 0);
    m_timers[id] = {due, interval, type, object};
    m_due.emplace(due, id);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return false;
    m_due.erase({it->second.due, id});
    m_timers.erase(it);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    const QList<TimerInfo> timers = registeredTimers(object);
    for (const TimerInfo &timer : timers)
        unregisterTimer(timer.timerId);
    return !timers.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            list.append(TimerInfo(id, static_cast<int>(timer.interval), timer.type));
    }
    return list;
}

int EpollDispatcher::remainingTime(int id)
{
    const auto it = m_timers.find(id);
    return it == m_timers.end()
               ? -1
               : static_cast<int>(std::max<qint64>(0, it->second.due - monotonicMs()));
}

/// Each timer that is due now, once: one of 0 ms must not keep the sockets waiting.
bool EpollDispatcher::fireTimers()
{
    if (m_due.empty())
        return false;
    const qint64 now = monotonicMs();
    std::vector<int> ready;
    for (auto it = m_due.begin(); it != m_due.end() && it->first <= now; ++it)
        ready.push_back(it->second);
    for (const int id : ready) {
        const auto it = m_timers.find(id);
        if (it == m_timers.end() || it->second.due > now)
            continue; // stopped or started again meanwhile
        Timer &timer = it->second;
        m_due.erase({timer.due, id});
        timer.due += timer.interval;
        if (timer.due <= now) // missed some: they are not made up for
            timer.due = now + timer.interval;
        m_due.emplace(timer.due, id);
        QTimerEvent event(id);
        QCoreApplication::sendEvent(timer.object, &event);
    }
    return !ready.empty();
}

int EpollDispatcher::waitMs() const
{
    if (m_due.empty())
        return -1;
    const qint64 ms = m_due.begin()->first - monotonicMs();
    return static_cast<int>(std::clamp<qint64>(ms, 0, 3'600'000));
}

// ---- from other threads -------------------------------------------------------------------------

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThread() == thread())
        m_ownWake = true;
    else if (!m_wakePending.exchange(true))
        ::eventfd_write(m_wake, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

} // namespace handoff
