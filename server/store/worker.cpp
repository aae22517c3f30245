#include "server/store/worker.h"

#include <QElapsedTimer>

namespace handoff::store {

namespace {
/// A group is as large as what waits, but its commit must not keep the first one waiting for long.
constexpr size_t maxGroup = 256;
} // namespace

Worker::Worker(const DatabaseOptions &options, Connection::Purpose purpose, std::shared_ptr<Status> status)
    : m_options(options), m_purpose(purpose), m_status(std::move(status)), m_connection(options.url, purpose)
{
}

void Worker::add(std::shared_ptr<Job> job)
{
    m_queue.push_back(std::move(job));
    // drain() stands behind every add() that is already posted: they all share one commit.
    if (!std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Worker::drain, Qt::QueuedConnection);
}

void Worker::close()
{
    while (!m_queue.empty())
        drain();
    m_connection.close();
}

void Worker::drain()
{
    m_scheduled = false;
    if (m_queue.empty())
        return;
    if (m_purpose == Connection::Purpose::Reader) {
        const auto job = std::move(m_queue.front());
        m_queue.pop_front();
        runRead(*job);
    } else {
        const size_t n = std::min(maxGroup, m_queue.size());
        const std::vector<std::shared_ptr<Job>> group(std::make_move_iterator(m_queue.begin()),
                                                      std::make_move_iterator(m_queue.begin() + static_cast<long>(n)));
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<long>(n));
        runGroup(group);
        m_status->queued -= static_cast<int>(n);
    }
    if (!m_queue.empty() && !std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Worker::drain, Qt::QueuedConnection);
}

void Worker::runGroup(const std::vector<std::shared_ptr<Job>> &group)
{
    QElapsedTimer timer;
    timer.start();
    const bool alone = group.size() == 1;
    QList<StoredEvent> events;
    std::vector<std::optional<Error>> failures(group.size());
    std::vector<bool> kept(group.size(), false);

    Result<void> state = ready();
    if (state)
        state = m_connection.run(m_connection.isPostgres() ? QStringLiteral("BEGIN") : QStringLiteral("BEGIN IMMEDIATE"));
    if (state) {
        for (size_t i = 0; i < group.size(); ++i)
            kept[i] = runInSavepoint(*group[i], alone, &events, &failures[i]);
        state = m_connection.run(alone && !kept[0] ? QStringLiteral("ROLLBACK") : QStringLiteral("COMMIT"));
    } else {
        // Nothing ran, so nobody has an answer of his own.
        std::fill(failures.begin(), failures.end(), state.error());
    }
    m_status->healthy = state.ok();
    if (!state)
        broken();

    if (state && !events.isEmpty())
        emit committed(events);
    for (size_t i = 0; i < group.size(); ++i) {
        const Error *failure = failures[i] ? &*failures[i] : (!state && kept[i]) ? &state.error() : nullptr;
        group[i]->finish(failure);
    }
    emit groupCommitted(static_cast<int>(group.size()), static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

bool Worker::runInSavepoint(Job &job, bool alone, QList<StoredEvent> *events, std::optional<Error> *failure)
{
    if (!alone) {
        if (const auto begun = m_connection.run(QStringLiteral("SAVEPOINT one")); !begun) {
            *failure = begun.error();
            return false;
        }
    }
    Tx tx(m_connection, m_options.clock());
    const bool done = job.run(tx);
    const QList<StoredEvent> announced = done ? tx.logEvents() : QList<StoredEvent>();
    m_connection.finishStatements();
    *failure = tx.failure();
    if (done && !tx.failed()) {
        if (!alone) {
            if (const auto released = m_connection.run(QStringLiteral("RELEASE SAVEPOINT one")); !released) {
                *failure = released.error();
                return false;
            }
        }
        events->append(announced);
        return true;
    }
    if (!alone) {
        (void)m_connection.run(QStringLiteral("ROLLBACK TO SAVEPOINT one"));
        (void)m_connection.run(QStringLiteral("RELEASE SAVEPOINT one"));
    }
    return false;
}

void Worker::runRead(Job &job)
{
    Result<void> state = ready();
    if (state)
        state = m_connection.run(QStringLiteral("BEGIN"));
    if (!state) {
        broken();
        job.finish(&state.error());
        return;
    }
    Tx tx(m_connection, m_options.clock());
    if (job.run(tx))
        (void)tx.logEvents(); // a reader that announces fails, as with any change
    m_connection.finishStatements();
    if (const auto ended = m_connection.run(QStringLiteral("COMMIT")); !ended || tx.failed()) {
        // A lost connection shows here; the next use case opens a new one.
        broken();
    }
    job.finish(tx.failure() ? &*tx.failure() : nullptr);
}

Result<void> Worker::ready()
{
    return m_connection.open();
}

void Worker::broken()
{
    (void)m_connection.run(QStringLiteral("ROLLBACK"));
    m_connection.close();
}

} // namespace handoff::store
