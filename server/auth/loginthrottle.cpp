#include "server/auth/loginthrottle.h"

#include "shared/contract/errors.h"
#include "shared/core/fingerprint.h"
#include "shared/text/searchfold.h"

namespace handoff {

/// Fingerprints, so that a username of a megabyte costs no more than a short one.
QByteArray LoginThrottle::key(const QString &username, const QString &address)
{
    return fingerprint(searchfold::folded(username)) + fingerprint(address);
}

Result<void> LoginThrottle::check(const QString &username, const QString &address,
                                  Timestamp now) const
{
    const auto it = m_entries.constFind(key(username, address));
    if (it == m_entries.cend() || it->failures < maxFailures || now >= it->until)
        return {};
    return errors::loginThrottled(static_cast<int>((it->until.msSince(now) + 999) / 1000));
}

void LoginThrottle::failed(const QString &username, const QString &address, Timestamp now)
{
    const QByteArray pair = key(username, address);
    if (!m_entries.contains(pair) && m_entries.size() >= m_maxEntries)
        makeRoom(now);
    Entry &entry = m_entries[pair];
    if (entry.failures == 0 || now >= entry.until)
        entry = {0, now.plusSeconds(windowSeconds)};
    if (++entry.failures == maxFailures)
        entry.until = now.plusSeconds(windowSeconds);
}

void LoginThrottle::succeeded(const QString &username, const QString &address)
{
    m_entries.remove(key(username, address));
}

void LoginThrottle::forget(const QString &username)
{
    const QByteArray head = fingerprint(searchfold::folded(username));
    m_entries.removeIf([&head](const auto &entry) { return entry.key().startsWith(head); });
}

void LoginThrottle::makeRoom(Timestamp now)
{
    m_entries.removeIf([now](const auto &entry) { return now >= entry.value().until; });
    while (m_entries.size() >= m_maxEntries) {
        auto oldest = m_entries.begin();
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            if (it->until < oldest->until)
                oldest = it;
        }
        m_entries.erase(oldest);
    }
}

} // namespace handoff
