#pragma once

#include "server/store/database.h"
#include "server/store/sql.h"

#include <QObject>

#include <atomic>
#include <deque>

/// Store-private: what runs on the database threads.
namespace handoff::store {

/// Shared between the event loop and the database threads.
struct Status
{
    std::atomic<int> queued = 0;
    std::atomic<bool> healthy = true;
};

/// One database thread's connection and queue. The writer's runs what has come in since the last
/// commit as one group; a reader's runs one use case after another. Lives on its database thread.
class Worker : public QObject
{
    Q_OBJECT

public:
    Worker(const DatabaseOptions &options, Connection::Purpose purpose, std::shared_ptr<Status> status);

    /// On this worker's thread.
    void add(std::shared_ptr<Job> job);
    void close();

signals:
    void committed(const QList<handoff::StoredEvent> &events);
    void groupCommitted(int useCases, double ms);

private:
    void drain();
    void runGroup(const std::vector<std::shared_ptr<Job>> &group);
    void runRead(Job &job);
    /// True: its changes stand. Otherwise they are undone and `failure` is what to answer, if the
    /// use case itself has no answer.
    bool runInSavepoint(Job &job, bool alone, QList<StoredEvent> *events, std::optional<Error> *failure);
    Result<void> ready();
    void broken();

    DatabaseOptions m_options;
    Connection::Purpose m_purpose;
    std::shared_ptr<Status> m_status;
    Connection m_connection;
    std::deque<std::shared_ptr<Job>> m_queue;
    bool m_scheduled = false;
};

} // namespace handoff::store
