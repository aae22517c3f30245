#pragma once

#include <QAbstractEventDispatcher>

#include <array>
#include <atomic>
#include <set>
#include <unordered_map>
#include <vector>

namespace handoff {

/// The event loop of the server's thread on epoll. Qt's own ones ask poll(), which looks at every
/// open connection each time the loop turns: with 10,000 idle streams that is a millisecond per
/// turn, and with 100 chats a sixth of the processor time. Linux only; everything public is called
/// by Qt, on its thread but for wakeUp() and interrupt().
class EpollDispatcher : public QAbstractEventDispatcher
{
public:
    EpollDispatcher();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;

    void wakeUp() override;
    void interrupt() override;

private:
    /// The notifiers of one descriptor, by QSocketNotifier::Type.
    struct Descriptor
    {
        std::array<QSocketNotifier *, 3> notifiers{};
        uint32_t watched = 0;
    };
    struct Timer
    {
        qint64 due = 0;
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };

    void watch(int fd);
    bool activate(int fd, uint32_t happened);
    bool fireTimers();
    int waitMs() const;

    int m_epoll = -1;
    int m_wake = -1; ///< eventfd: another thread has something for us
    std::atomic<bool> m_wakePending = false;
    std::atomic<bool> m_interrupted = false;
    bool m_ownWake = false;            ///< the same by ourselves, which needs no descriptor
    std::vector<Descriptor> m_sockets; ///< by descriptor
    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<qint64, int>> m_due; ///< when, which
};

} // namespace handoff
