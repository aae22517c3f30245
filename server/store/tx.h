#pragma once

#include "server/store/storedevent.h"
#include "shared/core/clock.h"
#include "shared/core/result.h"

#include <QList>

#include <functional>
#include <optional>
#include <utility>

namespace handoff {

class Connection; // store-private: one QtSql connection with its prepared statements

/// What a use case works in: one transaction, its time, and the facts it announces. Lives on a
/// database thread for the duration of one Database::write or ::read and never leaves it.
///
/// SQL errors are sticky: after the first one every statement is skipped, the stores return empty
/// values, and the whole use case is rolled back and answered with that error. So use cases need no
/// check after each statement.
class Tx
{
public:
    Tx(Connection &connection, Timestamp now) : m_connection(connection), m_now(now) {}
    Tx(const Tx &) = delete;
    Tx &operator=(const Tx &) = delete;

    /// The time of this use case; use cases have no clock of their own.
    Timestamp now() const { return m_now; }

    /// Adds an event to the log, in this transaction; it is sent after commit (events.md,
    /// Guarantees 1).
    void announce(StoredEvent event);

    /// Runs `step` in a savepoint of its own: when it fails, what it changed and announced is
    /// undone, the Tx goes on as if it had never run, and its error is returned.
    Result<void> attempt(const std::function<Result<void>()> &step);

    bool failed() const { return m_failure.has_value(); }
    const std::optional<Error> &failure() const { return m_failure; }
    /// Called by the store layer; the first error stays.
    void fail(Error error);

    Connection &connection() { return m_connection; }
    /// After the use case, by the database: writes what was announced into the log, all in one
    /// statement, and hands it out with ids.
    QList<StoredEvent> logEvents();
    /// Then: lets go of all rows. Fails when some have broken off while they were read.
    void finishStatements();

private:
    Connection &m_connection;
    Timestamp m_now;
    std::optional<Error> m_failure;
    QList<StoredEvent> m_events;
};

} // namespace handoff
