#include "server/store/tx.h"

#include "server/store/eventlog.h"
#include "server/store/sql.h"

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

void Tx::finishStatements()
{
    if (const auto finished = m_connection.finishStatements(); !finished)
        fail(finished.error());
}

Result<void> Tx::attempt(const std::function<Result<void>()> &step)
{
    if (m_failure)
        return *m_failure;
    HANDOFF_CHECK(m_connection.run(QStringLiteral("SAVEPOINT step")));
    const qsizetype announced = m_events.size();
    Result<void> result = step();
    if (m_failure)
        result = *std::exchange(m_failure, std::nullopt);
    if (!result) {
        m_events.resize(announced);
        if (const auto undone = m_connection.run(QStringLiteral("ROLLBACK TO SAVEPOINT step"));
            !undone)
            fail(undone.error());
    }
    if (const auto ended = m_connection.run(QStringLiteral("RELEASE SAVEPOINT step")); !ended)
        fail(ended.error());
    return result;
}

void Tx::fail(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

} // namespace handoff
