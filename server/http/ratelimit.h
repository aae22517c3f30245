#pragma once

#include <QCache>
#include <QList>
#include <QString>

namespace handoff::http {

/// Sliding window per key (session, address, user name): at most `limit` hits in any window. Memory
/// is bounded: the keys not used for longest are forgotten. Event loop thread.
class RateLimit
{
public:
    explicit RateLimit(qint64 windowMs = 60'000, int maxKeys = 10'000);

    /// Counts one hit. Returns 0 when it is allowed, else the seconds (≥ 1) after which to try
    /// again; a refused hit is not counted. `limit` ≤ 0 means no limit.
    int hit(const QString &key, int limit, qint64 nowMs);
    /// As hit(), without counting.
    int check(const QString &key, int limit, qint64 nowMs);
    /// Forgets a key (a successful login).
    void forget(const QString &key) { m_windows.remove(key); }
    int keyCount() const { return static_cast<int>(m_windows.size()); }

private:
    using Window = QList<qint64>; ///< times of the hits, oldest first
    int waitSeconds(Window &window, int limit, qint64 nowMs) const;

    qint64 m_windowMs;
    QCache<QString, Window> m_windows;
};

} // namespace handoff::http
