#pragma once

#include "server/events/eventhub.h"
#include "shared/contract/presence.h"

#include <functional>

namespace handoff {

/// Which agents look at a session right now: leases of 60 s, renewed by the workbench, announced as
/// `viewing` when the list changes (events.md). They end with the streams of the account, too: who
/// is still there comes again and renews them. Servers on one PostgreSQL tell each other each
/// renewal, so that everyone has all leases and announces them to its own streams. Event loop.
class Viewers : public QObject
{
public:
    static constexpr qint64 leaseMs = 60'000;

    explicit Viewers(EventHub &hub);

    /// Starts or renews a lease; returns everybody who looks.
    ViewerList renew(const QString &sessionName, const AgentRef &agent, qint64 nowMs);
    /// Ends leases that were not renewed.
    void expire(qint64 nowMs);

private:
    struct Lease
    {
        AgentRef agent;
        qint64 untilMs = 0;
    };
    void endLeases(const std::function<bool(const Lease &)> &isOver);
    void lease(const QString &sessionName, const AgentRef &agent, qint64 nowMs);
    void announce(const QString &sessionName, const ViewerList &list);
    static ViewerList listOf(const QList<Lease> &leases);

    EventHub &m_hub;
    QTimer m_sweep;
    QHash<QString, QList<Lease>> m_leases;
};

} // namespace handoff
