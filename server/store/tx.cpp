#include "server/store/tx.h"

#include "server/store/eventlog.h"

namespace handoff {

void Tx::announce(StoredEvent event)
{
    event.at = m_now;
    m_events.append(std::move(event));
}

QList<StoredEvent> Tx::logEvents()
{
    QList<StoredEvent> events = std::exchange(m_events, {});
    if (!events.isEmpty())
        EventLog::append(*this, events);
    return events;
}

void Tx::fail(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

} // namespace handoff
