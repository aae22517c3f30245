#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace handoff::bench {

/// A network between a server and its database: passes TCP connections on to a port of this
/// machine, every byte later by the same time in both directions. A thread of its own.
class DelayProxy
{
public:
    DelayProxy() = default;
    ~DelayProxy() { stop(); }
    DelayProxy(const DelayProxy &) = delete;
    DelayProxy &operator=(const DelayProxy &) = delete;

    /// Listens on a free port; 0 when that is not possible. `oneWayMs`: half a round trip.
    uint16_t start(uint16_t target, double oneWayMs);
    void stop();

private:
    void run(uint16_t target, int64_t delayNs);

    int m_listener = -1;
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace handoff::bench
