#pragma once

#include "server/store/database.h"
#include "server/store/sql.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <functional>

/// Store-private: what runs on the database threads.
namespace handoff::store {

/// Shared between the event loop and the database threads.
struct Status
{
    std::atomic<int> queued = 0;
    std::atomic<bool> healthy = true;
    std::atomic<qint64> roundTrips = 0; ///< of use cases
    std::atomic<qint64> reruns = 0;     ///< of use cases that were in each other's way
    std::atomic<qint64> published = 0;  ///< events with an id below were delivered
};

/// What a worker has done, for the event loop.
struct Done
{
    std::vector<std::shared_ptr<Job>> jobs;
    std::vector<std::optional<Error>> failures; ///< by job; empty: its own result counts
    QList<StoredEvent> events;                  ///< committed, on SQLite
    qint64 wrote = 0; ///< on PostgreSQL: no event that was committed has an id above; 0: none was
    QList<LogEntry> lines; ///< of backend.log
    double ms = 0;
};

/// One database thread's connection and queue. Lives on its database thread.
///
/// On SQLite there is one writer: what has come in since the last commit shares the next one. On
/// PostgreSQL there are several: each runs one use case after the other, in a transaction of its
/// own, and PostgreSQL lets their commits share a write to the disk.
class Worker : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        Writer, ///< SQLite's
        Lane,   ///< of what people wait for, on PostgreSQL
        Behind, ///< of timers and the search index, which take turns with those of other servers
        Reader,
    };

    /// `deliver` is called on the database thread and brings what was done to the event loop.
    Worker(const DatabaseOptions &options, Role role, std::shared_ptr<Status> status,
           std::function<void(std::shared_ptr<Done>)> deliver);

    /// On this worker's thread.
    void add(std::shared_ptr<Job> job);
    void close();

private:
    void drain();
    void runGroup(Done &group);
    Result<void> tryGroup(Done &group);
    /// True: its changes stand. False: they are undone and `failure` is what to answer, if the use
    /// case itself has no answer. An error: the whole transaction is gone.
    Result<bool> runInSavepoint(Job &job, bool alone, Done *kept, std::optional<Error> *failure);
    void runAlone(Done &one);
    enum class End {
        Final,
        InTheWay, ///< of another one, or asked too late for a hold: nothing stands, run it again
        Cut,      ///< the connection, before COMMIT: the same, once
    };
    End tryAlone(Done &one);
    void runRead(Done &one);
    std::optional<Error> tryRead(Job &job);
    Result<void> ready();
    void broken();

    DatabaseOptions m_options;
    Role m_role;
    std::shared_ptr<Status> m_status;
    std::function<void(std::shared_ptr<Done>)> m_deliver;
    Connection m_connection;
    std::deque<std::shared_ptr<Job>> m_queue;
    bool m_scheduled = false;
};

} // namespace handoff::store
