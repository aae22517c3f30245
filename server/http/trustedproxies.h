#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QPair>
#include <QStringList>

namespace handoff::http {

/// IPv4 addresses that arrive mapped into IPv6 (`::ffff:1.2.3.4`) as plain IPv4.
QHostAddress plainAddress(const QHostAddress &address);

/// What counts as one client in limits per address: an IPv4 address, or the /64 net of an IPv6 one,
/// which is what a single line or host is given.
QHostAddress networkOf(const QHostAddress &address);

/// Of this machine or of a private network: where one's own proxies are.
bool isNearby(const QHostAddress &address);

/// The proxies whose X-Forwarded-For is believed (`TRUSTED_PROXIES`).
class TrustedProxies
{
public:
    TrustedProxies() = default;
    /// Addresses and subnets (`10.0.0.0/8`); entries that are neither are left out and appended to
    /// `bad` when it is given.
    explicit TrustedProxies(const QStringList &entries, QStringList *bad = nullptr);

    bool isEmpty() const { return m_subnets.isEmpty(); }
    bool contains(const QHostAddress &address) const;
    /// The address of the client: `peer`, or, when peer is trusted, the rightmost address of
    /// `X-Forwarded-For` that is not itself trusted.
    QHostAddress client(const QHostAddress &peer, const QList<QByteArray> &forwardedFor) const;

private:
    QList<QPair<QHostAddress, int>> m_subnets;
};

} // namespace handoff::http
