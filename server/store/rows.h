#pragma once

#include <QString>
#include <QStringList>
#include <QVariantList>

#include <functional>
#include <memory>

/// Store-private: a prepared statement and the row it stands on.
namespace handoff {

class Rows
{
public:
    /// One column of the current row; NULL reads as an empty text or 0.
    class Column
    {
    public:
        Column(const Rows &rows, int index) : m_rows(rows), m_index(index) {}
        QString toString() const { return m_rows.text(m_index); }
        qint64 toLongLong() const { return m_rows.integer(m_index); }
        int toInt() const { return static_cast<int>(m_rows.integer(m_index)); }
        double toDouble() const { return m_rows.real(m_index); }
        QByteArray toByteArray() const { return m_rows.bytes(m_index); }

    private:
        const Rows &m_rows;
        int m_index;
    };

    virtual ~Rows() = default;

    /// Goes to the next row, the first at first. False behind the last one.
    virtual bool next() = 0;
    virtual bool isNull(int column) const = 0;
    Column value(int column) const { return {*this, column}; }
    /// The column as it is, for who does not know its type; an invalid QVariant for NULL.
    virtual QVariant variant(int column) const = 0;

    // ---- for Connection and sql::run
    /// Runs the statement; rows wait for next(). On failure false and error(). PostgreSQL gets it
    /// when somebody waits for this or a later answer: then it may fail in next() or changed().
    virtual bool execute(const QVariantList &parameters) = 0;
    /// What went wrong in execute() or next(); empty when nothing did.
    virtual QString error() const = 0;
    /// Rows that execute() changed.
    virtual int changed() = 0;
    /// Lets go of the rows and of the snapshot that they hold, and of the error.
    virtual void finish() = 0;

protected:
    virtual QString text(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;
};

/// One connection to one kind of database.
class Engine
{
public:
    virtual ~Engine() = default;

    virtual bool open() = 0;
    virtual bool isOpen() const = 0;
    virtual void close() = 0;
    /// A statement without parameters whose rows are of no interest, e.g. BEGIN.
    virtual bool run(const QString &statement) = 0;
    /// The same, but nobody needs its answer: it goes with the next statement that is waited for,
    /// which fails when this one has failed.
    virtual bool post(const QString &statement) { return run(statement); }
    /// Waits for what was sent so far. False when something of it failed.
    virtual bool settle() { return true; }
    /// Ends a transaction that has only read: sent at once, not waited for.
    virtual void leave(const QString &statement) { run(statement); }
    /// Did the last failure come of two transactions in each other's way (a deadlock, a lock that
    /// did not come, a row that was faster)? Then the same again may succeed.
    virtual bool mayRunAgain() const { return false; }
    /// Is the connection cut?
    virtual bool isLost() { return false; }
    /// Null when the statement cannot be prepared.
    virtual std::unique_ptr<Rows> prepare(const QString &statement) = 0;
    /// Of the last call that failed.
    virtual QString error() const = 0;
    /// How often it has waited for a server so far; a file is no server.
    virtual qint64 roundTrips() const { return 0; }

    /// Called with channel and payload when another connection has notified one of `channels`, by
    /// the event loop of this thread or inside a statement; it must not use the connection.
    using Heard = std::function<void(const QString &channel, const QString &payload)>;
    /// Until close(). A file has no channels, and nobody else who would notify.
    virtual bool listen(const QStringList &channels, const Heard &heard)
    {
        Q_UNUSED(channels)
        Q_UNUSED(heard)
        return true;
    }
};

/// SQLite by QtSql, with statements on the handle of its driver.
std::unique_ptr<Engine> sqliteEngine(const QString &file);
/// PostgreSQL by libpq.
std::unique_ptr<Engine> postgresEngine(const QString &url);

} // namespace handoff
