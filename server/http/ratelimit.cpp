#include "server/http/ratelimit.h"

#include "shared/core/fingerprint.h"

#include <algorithm>

namespace handoff::http {

RateLimit::RateLimit(qint64 windowMs, int maxKeys) : m_windowMs(windowMs), m_maxKeys(maxKeys) {}

int RateLimit::waitSeconds(Window &window, int limit, qint64 nowMs) const
{
    QList<qint64> &hits = window.hits;
    const auto fresh = std::upper_bound(hits.cbegin(), hits.cend(), nowMs - m_windowMs);
    const auto counted = static_cast<qsizetype>(hits.cend() - fresh);
    if (counted < limit)
        return 0;
    // Room is made when the hit that is `limit` back leaves the window.
    const qint64 waitMs = hits.at(hits.size() - limit) + m_windowMs - nowMs;
    return static_cast<int>(qMax<qint64>(1, (waitMs + 999) / 1000));
}

int RateLimit::check(const QString &key, int limit, qint64 nowMs)
{
    if (limit <= 0)
        return 0;
    const auto it = m_byKey.constFind(fingerprint(key));
    return it == m_byKey.cend() ? 0 : waitSeconds(**it, limit, nowMs);
}

int RateLimit::hit(const QString &key, int limit, qint64 nowMs)
{
    if (limit <= 0)
        return 0;
    dropOld(nowMs);
    const QByteArray shortKey = fingerprint(key);
    const auto known = m_byKey.constFind(shortKey);
    if (known == m_byKey.cend()) {
        m_windows.push_front({shortKey, {nowMs}});
        m_byKey.insert(shortKey, m_windows.begin());
        dropOld(nowMs);
        return 0;
    }
    Window &window = **known;
    if (const int wait = waitSeconds(window, limit, nowMs); wait > 0)
        return wait;
    window.hits.erase(
        window.hits.cbegin(),
        std::upper_bound(window.hits.cbegin(), window.hits.cend(), nowMs - m_windowMs));
    window.hits.append(nowMs);
    m_windows.splice(m_windows.begin(), m_windows, *known);
    return 0;
}

void RateLimit::giveBack(const QString &key)
{
    const auto known = m_byKey.constFind(fingerprint(key));
    if (known == m_byKey.cend())
        return;
    (*known)->hits.removeLast();
    if ((*known)->hits.isEmpty())
        forget(key);
}

void RateLimit::forget(const QString &key)
{
    if (const auto known = m_byKey.constFind(fingerprint(key)); known != m_byKey.cend()) {
        m_windows.erase(*known);
        m_byKey.erase(known);
    }
}

void RateLimit::dropOld(qint64 nowMs)
{
    while (!m_windows.empty() && (static_cast<int>(m_windows.size()) > m_maxKeys ||
                                  m_windows.back().hits.constLast() <= nowMs - m_windowMs)) {
        m_byKey.remove(m_windows.back().key);
        m_windows.pop_back();
    }
}

} // namespace handoff::http
