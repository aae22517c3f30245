#include "server/http/ratelimit.h"

#include <algorithm>
#include <memory>

namespace handoff::http {

RateLimit::RateLimit(qint64 windowMs, int maxKeys) : m_windowMs(windowMs), m_windows(maxKeys) {}

int RateLimit::waitSeconds(Window &window, int limit, qint64 nowMs) const
{
    const auto fresh = std::upper_bound(window.cbegin(), window.cend(), nowMs - m_windowMs);
    window.erase(window.cbegin(), fresh);
    if (window.size() < limit)
        return 0;
    // Room is made when the hit that is `limit` back leaves the window.
    const qint64 waitMs = window.at(window.size() - limit) + m_windowMs - nowMs;
    return static_cast<int>(qMax<qint64>(1, (waitMs + 999) / 1000));
}

int RateLimit::check(const QString &key, int limit, qint64 nowMs)
{
    Window *window = limit > 0 ? m_windows.object(key) : nullptr;
    return window ? waitSeconds(*window, limit, nowMs) : 0;
}

int RateLimit::hit(const QString &key, int limit, qint64 nowMs)
{
    if (limit <= 0)
        return 0;
    Window *window = m_windows.object(key);
    if (!window) {
        window = new Window;
        m_windows.insert(key, window); // the cache owns it
    }
    const int wait = waitSeconds(*window, limit, nowMs);
    if (wait == 0)
        window->append(nowMs);
    return wait;
}

} // namespace handoff::http
