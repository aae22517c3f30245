#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <list>

namespace handoff::http {

/// Sliding window per key (session, address, user name): at most `limit` hits in any window. Memory
/// is bounded, however many and however long the keys are: of a key its fingerprint is kept, only
/// as long as a hit of it counts, and the ones hit longest ago are forgotten when there are too
/// many. Event loop thread.
class RateLimit
{
public:
    explicit RateLimit(qint64 windowMs = 60'000, int maxKeys = 10'000);

    /// Counts one hit. Returns 0 when it is allowed, else the seconds (≥ 1) after which to try
    /// again; a refused hit is not counted. `limit` ≤ 0 means no limit.
    int hit(const QString &key, int limit, qint64 nowMs);
    /// As hit(), without counting.
    int check(const QString &key, int limit, qint64 nowMs);
    /// The newest hit was for nothing.
    void giveBack(const QString &key);
    /// Forgets a key (a successful login).
    void forget(const QString &key);
    int keyCount() const { return static_cast<int>(m_byKey.size()); }

private:
    struct Window
    {
        QByteArray key;
        QList<qint64> hits; ///< times, oldest first; never empty
    };
    using Windows = std::list<Window>;

    int waitSeconds(Window &window, int limit, qint64 nowMs) const;
    void dropOld(qint64 nowMs);

    qint64 m_windowMs;
    int m_maxKeys;
    Windows m_windows; ///< the ones hit last first: what has expired is at the end
    QHash<QByteArray, Windows::iterator> m_byKey;
};

} // namespace handoff::http
