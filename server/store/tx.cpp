#include "server/store/tx.h"

#include "server/store/eventlog.h"

namespace handoff {

qint64 Tx::announce(StoredEvent event)
{
    event.at = m_now;
    event.id = EventLog::append(*this, event);
    m_events.append(std::move(event));
    return m_events.constLast().id;
}

void Tx::fail(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

} // namespace handoff
