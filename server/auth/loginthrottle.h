#pragma once

#include "shared/core/clock.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QHash>

namespace handoff {

/// Counts failed logins per username and address: after 5 within 15 minutes the pair is refused for
/// 15 minutes. Memory is bounded: at most `maxEntries` pairs, the oldest go. Lives on the event
/// loop.
///
/// Ask check() before the password is verified and again before the answer is told: guesses that
/// were verified in parallel then give nothing away once five of them had failed.
class LoginThrottle
{
public:
    static constexpr int maxFailures = 5;
    static constexpr qint64 windowSeconds = 15 * 60;

    explicit LoginThrottle(qsizetype maxEntries = 10000) : m_maxEntries(maxEntries) {}

    /// LOGIN_THROTTLED with the seconds left, or ok.
    Result<void> check(const QString &username, const QString &address, Timestamp now) const;
    void failed(const QString &username, const QString &address, Timestamp now);
    void succeeded(const QString &username, const QString &address);
    /// An admin gave the account a new password: nobody needs to wait for it.
    void forget(const QString &username);

    qsizetype size() const { return m_entries.size(); }

private:
    struct Entry
    {
        int failures = 0;
        Timestamp until; ///< end of the window, or of the refusal
    };
    static QByteArray key(const QString &username, const QString &address);
    void makeRoom(Timestamp now);

    qsizetype m_maxEntries;
    QHash<QByteArray, Entry> m_entries;
};

} // namespace handoff
