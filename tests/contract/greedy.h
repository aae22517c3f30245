#pragma once

#include <QByteArray>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace handoff::test {

/// One client that tries to take everything there is for all: connections, streams, sessions,
/// conversations, places in the queue, memory, logins. It comes from 127.0.0.1 and works in threads
/// of its own until it is destroyed.
class GreedyClient
{
public:
    explicit GreedyClient(quint16 port);
    ~GreedyClient();
    GreedyClient(const GreedyClient &) = delete;
    GreedyClient &operator=(const GreedyClient &) = delete;

    /// Answers so far: what it got, and what it was refused.
    long granted() const { return m_granted; }
    long refused() const { return m_refused; }
    /// Every vice has been tried at least so often.
    bool hasTried(int times) const;

private:
    const quint16 m_port;
    std::atomic<bool> m_leaving = false;
    std::atomic<long> m_granted = 0;
    std::atomic<long> m_refused = 0;
    std::vector<std::unique_ptr<std::atomic<int>>> m_tries; ///< of each vice
    std::vector<std::thread> m_threads;
};

} // namespace handoff::test
