#include "server/http/trustedproxies.h"

#include <algorithm>

namespace handoff::http {

QHostAddress plainAddress(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    bool mapped = false;
    const quint32 v4 = address.toIPv4Address(&mapped);
    return mapped ? QHostAddress(v4) : address;
}

QHostAddress networkOf(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol)
        return plain;
    Q_IPV6ADDR net = plain.toIPv6Address();
    std::fill(net.c + 8, net.c + 16, quint8(0));
    return QHostAddress(net);
}

bool isNearby(const QHostAddress &address)
{
    static const TrustedProxies near({QStringLiteral("127.0.0.0/8"), QStringLiteral("10.0.0.0/8"),
                                      QStringLiteral("172.16.0.0/12"),
                                      QStringLiteral("192.168.0.0/16"),
                                      QStringLiteral("100.64.0.0/10"), QStringLiteral("::1/128"),
                                      QStringLiteral("fc00::/7"), QStringLiteral("fe80::/10")});
    return near.contains(plainAddress(address));
}

TrustedProxies::TrustedProxies(const QStringList &entries, QStringList *bad)
{
    for (const QString &entry : entries) {
        const auto subnet = QHostAddress::parseSubnet(entry.trimmed());
        if (subnet.second >= 0)
            m_subnets.append(subnet);
        else if (bad)
            bad->append(entry);
    }
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    for (const auto &subnet : m_subnets) {
        if (address.isInSubnet(subnet))
            return true;
    }
    return false;
}

QHostAddress TrustedProxies::client(const QHostAddress &peer,
                                    const QList<QByteArray> &forwardedFor) const
{
    if (m_subnets.isEmpty() || forwardedFor.isEmpty() || !contains(peer))
        return peer;
    // Each proxy appends whom it saw; everything left of the first untrusted one is hearsay.
    QHostAddress client = peer;
    const QList<QByteArray> hops = forwardedFor.join(',').split(',');
    for (auto hop = hops.crbegin(); hop != hops.crend(); ++hop) {
        const QHostAddress address(QString::fromLatin1(hop->trimmed()));
        if (address.isNull())
            break;
        client = plainAddress(address);
        if (!contains(client))
            break;
    }
    return client;
}

} // namespace handoff::http
