#pragma once

#include "server/events/eventhub.h"
#include "shared/contract/session.h"

namespace handoff {

/// Which agents look at a session right now: leases of 60 s, renewed by the workbench, announced as
/// `viewing` when the list changes (events.md). Event loop.
class Viewers : public QObject
{
public:
    static constexpr qint64 leaseMs = 60'000;

    /// `data` of `POST /api/sessions/{s}/viewing`.
    struct List
    {
        QList<AgentRef> viewers;
        static constexpr auto fields()
        {
            return std::tuple{json::field("viewers", &List::viewers)};
        }
    };

    explicit Viewers(EventHub &hub);

    /// Starts or renews a lease; returns everybody who looks.
    List renew(const QString &sessionName, const AgentRef &agent, qint64 nowMs);
    /// Ends leases that were not renewed.
    void expire(qint64 nowMs);

private:
    struct Lease
    {
        AgentRef agent;
        qint64 untilMs = 0;
    };
    void announce(const QString &sessionName, const List &list);
    static List listOf(const QList<Lease> &leases);

    EventHub &m_hub;
    QTimer m_sweep;
    QHash<QString, QList<Lease>> m_leases;
};

} // namespace handoff
