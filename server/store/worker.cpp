#include "server/store/worker.h"

#include "server/store/eventlog.h"
#include "shared/contract/errors.h"

#include <QElapsedTimer>

namespace handoff::store {

namespace {
/// A group is as large as what waits, but its commit must not keep the first one waiting for long.
constexpr size_t maxGroup = 256;

/// Use cases that are in each other's way run again so often.
constexpr int maxRuns = 6;

Connection::Purpose purposeOf(Worker::Role role)
{
    return role == Worker::Role::Reader ? Connection::Purpose::Reader : Connection::Purpose::Writer;
}
} // namespace

Worker::Worker(const DatabaseOptions &options, Role role, std::shared_ptr<Status> status,
               std::function<void(std::shared_ptr<Done>)> deliver)
    : m_options(options), m_role(role), m_status(std::move(status)), m_deliver(std::move(deliver)),
      m_connection(options.url, purposeOf(role))
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
    const auto n =
        static_cast<long>(m_role == Role::Writer ? std::min(maxGroup, m_queue.size()) : 1);
    const auto done = std::make_shared<Done>();
    done->jobs.assign(std::make_move_iterator(m_queue.begin()),
                      std::make_move_iterator(m_queue.begin() + n));
    done->failures.resize(done->jobs.size());
    m_queue.erase(m_queue.begin(), m_queue.begin() + n);
    const qint64 before = m_connection.roundTrips();
    QElapsedTimer timer;
    timer.start();
    if (m_role == Role::Reader)
        runRead(*done);
    else if (m_role == Role::Writer)
        runGroup(*done);
    else
        runAlone(*done);
    done->ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (m_role != Role::Reader)
        m_status->queued -= static_cast<int>(n);
    m_status->roundTrips += m_connection.roundTrips() - before;
    m_deliver(done);
    if (!m_queue.empty() && !std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Worker::drain, Qt::QueuedConnection);
}

void Worker::runGroup(Done &group)
{
    m_status->healthy = tryGroup(group).ok();
}

Result<void> Worker::tryGroup(Done &group)
{
    const size_t size = group.jobs.size();
    const bool alone = size == 1;
    Done keeps;
    bool anyKept = false;
    Result<void> state = ready();
    if (state)
        state = m_connection.run(QStringLiteral("BEGIN IMMEDIATE"));
    for (size_t i = 0; state && i < size; ++i) {
        const auto kept = runInSavepoint(*group.jobs[i], alone, &keeps, &group.failures[i]);
        if (kept)
            anyKept = anyKept || *kept;
        else
            state = kept.error();
    }
    if (state)
        state = m_connection.run(anyKept ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
    if (!state) {
        broken();
        // Also for who was refused: perhaps because of what has not happened now.
        std::fill(group.failures.begin(), group.failures.end(), state.error());
        return state;
    }
    group.events = std::move(keeps.events);
    group.lines = std::move(keeps.lines);
    return {};
}

Result<bool> Worker::runInSavepoint(Job &job, bool alone, Done *kept, std::optional<Error> *failure)
{
    if (!alone)
        HANDOFF_CHECK(m_connection.run(QStringLiteral("SAVEPOINT one")));
    Tx tx(m_connection, m_options.clock());
    const bool done = job.run(tx);
    const QList<StoredEvent> announced = done ? tx.logEvents() : QList<StoredEvent>();
    tx.finishStatements();
    *failure = tx.failure();
    const bool stands = done && !tx.failed();
    if (stands) {
        kept->events.append(announced);
        kept->lines.append(tx.takeLines());
    } else if (!alone) {
        HANDOFF_CHECK(m_connection.run(QStringLiteral("ROLLBACK TO SAVEPOINT one")));
    }
    if (!alone)
        HANDOFF_CHECK(m_connection.run(QStringLiteral("RELEASE SAVEPOINT one")));
    return stands;
}

void Worker::runAlone(Done &one)
{
    bool cut = false;
    for (int run = 1;; ++run) {
        const End end = tryAlone(one);
        if (end == End::Final || run == maxRuns || (end == End::Cut && std::exchange(cut, true)))
            return;
        m_status->reruns += end == End::InTheWay ? 1 : 0;
    }
}

Worker::End Worker::tryAlone(Done &one)
{
    Job &job = *one.jobs.front();
    std::optional<Error> &failure = one.failures.front();
    failure.reset();
    Result<void> state = ready();
    if (state)
        state = m_connection.post(QStringLiteral("BEGIN"));
    if (!state) {
        broken();
        m_status->healthy = false;
        failure = state.error();
        return End::Final;
    }
    Tx tx(m_connection, m_options.clock());
    if (m_role == Role::Behind)
        tx.hold({hold::timers});
    tx.hold(job.holds);
    const bool done = job.run(tx);
    const bool announced = done && !tx.logEvents().isEmpty();
    Rows *const wrote = announced && !tx.failed() ? &EventLog::newestGiven(tx) : nullptr;
    const bool commits = done && !tx.failed() && tx.heldTooLate().isEmpty();
    if (commits) {
        // With all that nobody had to wait for. If the connection breaks here, nobody knows whether
        // it stands: the answer is Unavailable, and who asks again with the same client_message_id
        // doubles nothing.
        state = m_connection.run(QStringLiteral("COMMIT"));
        if (state && wrote && wrote->next())
            one.wrote = wrote->value(0).toLongLong();
    }
    tx.finishStatements();
    if (commits && state) {
        m_status->healthy = true;
        one.lines = tx.takeLines();
        return End::Final;
    }
    const bool lost = m_connection.isLost();
    const bool inTheWay =
        !tx.heldTooLate().isEmpty() || (m_connection.mayRunAgain() && (tx.failed() || commits));
    job.holds += tx.heldTooLate();
    failure = tx.failure();
    if (done && !failure)
        failure = state ? errors::unavailable() : state.error();
    if (lost)
        broken();
    else
        m_connection.leave(QStringLiteral("ROLLBACK"));
    m_status->healthy = !lost;
    if (lost)
        return commits ? End::Final : End::Cut;
    return inTheWay ? End::InTheWay : End::Final;
}

void Worker::runRead(Done &one)
{
    const bool again = m_connection.isPostgres() && m_connection.isOpen();
    std::optional<Error> &failure = one.failures.front();
    failure = tryRead(*one.jobs.front());
    if (failure && again && !m_connection.isOpen())
        failure = tryRead(*one.jobs.front());
}

std::optional<Error> Worker::tryRead(Job &job)
{
    // Before the snapshot: what was delivered by now is in it.
    m_connection.setPublished(m_status->published);
    Result<void> state = ready();
    if (state)
        state = m_connection.post(QStringLiteral("BEGIN"));
    if (!state) {
        broken();
        return state.error();
    }
    Tx tx(m_connection, m_options.clock());
    if (job.run(tx))
        (void)tx.logEvents(); // a reader that announces fails, as with any change
    tx.finishStatements();
    // What nobody looked at, e.g. of who may not write.
    if (const auto settled = m_connection.settle(); !settled)
        tx.fail(settled.error());
    m_connection.leave(tx.failed() ? QStringLiteral("ROLLBACK") : QStringLiteral("COMMIT"));
    if (m_connection.isLost())
        broken();
    return tx.failure();
}

Result<void> Worker::ready()
{
    if (m_connection.isOpen() && m_connection.isLost())
        broken(); // while nobody used it
    if (m_connection.isOpen())
        return {};
    HANDOFF_CHECK(m_connection.open());
    if (m_role != Role::Lane && m_role != Role::Behind)
        return {};
    // Whoever hangs in the middle of a transaction, this server or another, holds up what waits for
    // the same session for so long, and nobody else.
    for (const char *limit : {"SET idle_in_transaction_session_timeout = '10s'",
                              "SET lock_timeout = '12s'", "SET statement_timeout = '15s'"})
        HANDOFF_CHECK(m_connection.post(QLatin1String(limit)));
    return {};
}

void Worker::broken()
{
    if (!m_connection.isPostgres())
        (void)m_connection.run(QStringLiteral("ROLLBACK"));
    m_connection.close();
}

} // namespace handoff::store
