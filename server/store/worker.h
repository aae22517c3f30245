#pragma once

#include "server/store/database.h"
#include "server/store/neighbours.h"
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
};

/// What a worker has done, for the event loop.
struct Done
{
    std::vector<std::shared_ptr<Job>> jobs;
    std::vector<std::optional<Error>> failures; ///< by job; empty: its own result counts
    QList<StoredEvent> events;                  ///< committed, here or by other servers
    double ms = 0;
};

/// One database thread's connection and queue. The writer's runs what has come in since the last
/// commit as one group; a reader's runs one use case after another. Lives on its database thread.
class Worker : public QObject
{
    Q_OBJECT

public:
    /// `deliver` is called on the database thread and brings what was done to the event loop.
    Worker(const DatabaseOptions &options, Connection::Purpose purpose,
           std::shared_ptr<Status> status, std::function<void(std::shared_ptr<Done>)> deliver);

    /// On this worker's thread.
    void add(std::shared_ptr<Job> job);
    void close();

    /// Other servers use the database too: from now on also their events are delivered, those with
    /// an id above `seen`; `told` is called with what they tell(). Before the first add().
    void shareWithOthers(qint64 seen, const std::function<void(const StoredEvent &)> &told);
    /// To the other servers, soon; forgotten when that is not possible.
    void tell(const StoredEvent &event);

private:
    void drain();
    /// Is a connection in use that PostgreSQL may have cut since, by a restart or a fail-over?
    bool mayBeCut() const { return m_connection.isPostgres() && m_connection.isOpen(); }
    void runGroup(Done &group);
    /// An error: nothing of the group stands, unless COMMIT was asked for; then nobody knows.
    Result<void> tryGroup(Done &group, bool *committing);
    Result<void> beginGroup();
    /// True: its changes stand. False: they are undone and `failure` is what to answer, if the use
    /// case itself has no answer. An error: the whole transaction is gone.
    Result<bool> runInSavepoint(Job &job, bool alone, QList<StoredEvent> *events,
                                std::optional<Error> *failure);
    void runRead(Done &one);
    std::optional<Error> tryRead(Job &job);
    Result<void> ready();
    void broken();
    void pull();
    Result<void> catchUp();
    void sayWords();

    DatabaseOptions m_options;
    Connection::Purpose m_purpose;
    std::shared_ptr<Status> m_status;
    std::function<void(std::shared_ptr<Done>)> m_deliver;
    Connection m_connection;
    std::deque<std::shared_ptr<Job>> m_queue;
    bool m_scheduled = false;
    bool m_closed = false;

    std::unique_ptr<Neighbours> m_neighbours; ///< null when nobody else uses the database
    bool m_pullScheduled = false;
    QList<StoredEvent> m_words; ///< to be told
};

} // namespace handoff::store
