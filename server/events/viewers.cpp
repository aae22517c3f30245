#include "server/events/viewers.h"

#include "shared/contract/event.h"

namespace handoff {

Viewers::Viewers(EventHub &hub) : m_hub(hub)
{
    connect(&m_sweep, &QTimer::timeout, this, [this] { expire(monotonicMs()); });
    m_sweep.setInterval(5000);
    connect(&hub, &EventHub::agentEnded, this, [this](const QString &agentId) {
        endLeases([&agentId](const Lease &lease) { return lease.agent.id == agentId; });
    });
    connect(&hub, &EventHub::viewingElsewhere, this,
            [this](const QString &sessionName, const QByteArray &json) {
                if (const auto agent = json::fromJson<AgentRef>(json, json::Mode::Lenient))
                    lease(sessionName, *agent, monotonicMs());
            });
}

ViewerList Viewers::listOf(const QList<Lease> &leases)
{
    ViewerList list;
    for (const Lease &lease : leases)
        list.viewers.append(lease.agent);
    return list;
}

ViewerList Viewers::renew(const QString &sessionName, const AgentRef &agent, qint64 nowMs)
{
    StoredEvent event;
    event.type = viewingRenewedEvent;
    event.sessionName = sessionName;
    event.json = json::toJson(agent);
    m_hub.tellOthers(event);
    lease(sessionName, agent, nowMs);
    return listOf(m_leases.value(sessionName));
}

void Viewers::lease(const QString &sessionName, const AgentRef &agent, qint64 nowMs)
{
    QList<Lease> &leases = m_leases[sessionName];
    const auto known = std::find_if(leases.begin(), leases.end(), [&agent](const Lease &lease) {
        return lease.agent.id == agent.id;
    });
    const Lease now{agent, nowMs + leaseMs};
    bool isNews = true; // another viewer, or another name of his
    if (known == leases.end())
        leases.append(now);
    else
        isNews = std::exchange(*known, now).agent != agent;
    if (!m_sweep.isActive())
        m_sweep.start();
    if (isNews)
        announce(sessionName, listOf(leases));
}

void Viewers::expire(qint64 nowMs)
{
    endLeases([nowMs](const Lease &lease) { return lease.untilMs <= nowMs; });
}

void Viewers::endLeases(const std::function<bool(const Lease &)> &isOver)
{
    for (auto it = m_leases.begin(); it != m_leases.end();) {
        if (it->removeIf(isOver) > 0)
            announce(it.key(), listOf(*it));
        it = it->isEmpty() ? m_leases.erase(it) : std::next(it);
    }
    if (m_leases.isEmpty())
        m_sweep.stop();
}

void Viewers::announce(const QString &sessionName, const ViewerList &list)
{
    ViewingEvent viewing;
    viewing.sessionName = sessionName;
    viewing.viewers = list.viewers;
    StoredEvent event;
    event.type = viewing.type;
    event.sessionName = sessionName;
    event.audience = Audience::Agents;
    event.json = json::toJson(viewing);
    event.at = Timestamp::now();
    m_hub.sendEphemeral(event);
}

} // namespace handoff
