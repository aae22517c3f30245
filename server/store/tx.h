#pragma once

#include "server/store/storedevent.h"
#include "shared/contract/logentry.h"
#include "shared/core/clock.h"
#include "shared/core/result.h"

#include <QList>

#include <functional>
#include <optional>
#include <utility>

namespace handoff {

class Connection; // store-private: one QtSql connection with its prepared statements

/// What a transaction can hold (Tx::hold).
namespace hold {
inline QString session(const QString &name)
{
    return u's' + name;
}
inline QString ticket(const QString &ticketId)
{
    return u't' + ticketId;
}
inline QString agent(const QString &agentId)
{
    return u'a' + agentId;
}
inline const QString admins = QStringLiteral("admins");
inline const QString timers = QStringLiteral("timers");
} // namespace hold

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

    /// Until this transaction ends no other one, of any server, holds `what`: so what happens to a
    /// session, a ticket or an agent has one order, and its events have it too. Waits when another
    /// one does. Asked before the first change, because PostgreSQL numbers a transaction then; the
    /// database runs a use case again that asked later, with what it asked for. SQLite has one
    /// writer and nothing to hold.
    void hold(const QString &what) { hold(QStringList{what}); }
    void hold(QStringList what);
    /// For the database: what was asked for too late.
    const QStringList &heldTooLate() const { return m_heldTooLate; }

    /// Adds an event to the log, in this transaction; it is sent after commit (events.md,
    /// Guarantees 1).
    void announce(StoredEvent event);

    /// A line for backend.log; it is written after commit, with the time of this use case.
    void log(LogEntry entry);

    /// Runs `step` in a savepoint of its own: when it fails, what it changed, announced and logged
    /// is undone, the Tx goes on as if it had never run, and its error is returned.
    Result<void> attempt(const std::function<Result<void>()> &step);

    bool failed() const { return m_failure.has_value(); }
    const std::optional<Error> &failure() const { return m_failure; }
    /// Called by the store layer; the first error stays.
    void fail(Error error);

    Connection &connection() { return m_connection; }
    /// After the use case, by the database: writes what was announced into the log, all in one
    /// statement, and hands it out, on SQLite with ids.
    QList<StoredEvent> logEvents();
    /// And the lines of backend.log.
    QList<LogEntry> takeLines() { return std::exchange(m_lines, {}); }
    /// Then: lets go of all rows. Fails when some have broken off while they were read.
    void finishStatements();

private:
    Connection &m_connection;
    Timestamp m_now;
    std::optional<Error> m_failure;
    QList<StoredEvent> m_events;
    QList<LogEntry> m_lines;
    QStringList m_held;
    QStringList m_heldTooLate;
};

/// Tx::hold of many of a kind: `holdAll(tx, &hold::session, names)`.
inline void holdAll(Tx &tx, QString (*of)(const QString &), const QStringList &names)
{
    QStringList all;
    for (const QString &name : names)
        all.append(of(name));
    tx.hold(all);
}

} // namespace handoff
