#include "server/store/tx.h"

#include "server/store/eventlog.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff {

namespace {

/// The same on every server and in every version.
qint64 lockNumber(const QString &what)
{
    quint64 hash = 14695981039346656037ULL; // FNV-1a
    for (const char byte : what.toUtf8())
        hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return static_cast<qint64>(hash);
}

} // namespace

void Tx::hold(QStringList what)
{
    if (!m_connection.isPostgres())
        return;
    std::sort(what.begin(), what.end()); // the same order everywhere: nobody waits in a circle
    for (const QString &one : std::as_const(what)) {
        if (m_held.contains(one))
            continue;
        m_held.append(one);
        if (m_connection.hasWritten())
            m_heldTooLate.append(one);
        else
            sql::run(*this, QStringLiteral("SELECT pg_advisory_xact_lock(?)"), {lockNumber(one)});
    }
}

void Tx::announce(StoredEvent event)
{
    if (!event.sessionName.isEmpty())
        hold(hold::session(event.sessionName));
    event.at = m_now;
    m_events.append(std::move(event));
}

void Tx::log(LogEntry entry)
{
    entry.at = m_now;
    m_lines.append(std::move(entry));
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
    HANDOFF_CHECK(m_connection.post(QStringLiteral("SAVEPOINT step")));
    const qsizetype announced = m_events.size();
    const qsizetype logged = m_lines.size();
    Result<void> result = step();
    if (const auto settled = m_connection.settle(); !settled)
        fail(settled.error());
    if (m_failure)
        result = *std::exchange(m_failure, std::nullopt);
    if (!result) {
        m_events.resize(announced);
        m_lines.resize(logged);
        (void)m_connection.finishStatements(); // their failures are undone too
        if (const auto undone = m_connection.post(QStringLiteral("ROLLBACK TO SAVEPOINT step"));
            !undone)
            fail(undone.error());
    }
    if (const auto ended = m_connection.post(QStringLiteral("RELEASE SAVEPOINT step")); !ended)
        fail(ended.error());
    return result;
}

void Tx::fail(Error error)
{
    if (!m_failure)
        m_failure = std::move(error);
}

} // namespace handoff
