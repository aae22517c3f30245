#include "server/store/worker.h"

#include <QElapsedTimer>
#include <QTimer>

namespace handoff::store {

namespace {
/// A group is as large as what waits, but its commit must not keep the first one waiting for long.
constexpr size_t maxGroup = 256;

/// Events of other servers that are read at once.
constexpr int pullBatch = 500;
/// A signal may be lost with its connection: look without one, too.
constexpr int pullEveryMs = 1000;
/// Words that wait for the other servers; the oldest are forgotten.
constexpr qsizetype maxWords = 200;
} // namespace

Worker::Worker(const DatabaseOptions &options, Connection::Purpose purpose,
               std::shared_ptr<Status> status, std::function<void(std::shared_ptr<Done>)> deliver)
    : m_options(options), m_purpose(purpose), m_status(std::move(status)),
      m_deliver(std::move(deliver)), m_connection(options.url, purpose)
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
    m_closed = true;
    m_connection.close();
    for (QTimer *timer : findChildren<QTimer *>())
        timer->stop();
}

void Worker::drain()
{
    m_scheduled = false;
    if (m_queue.empty())
        return;
    const bool reader = m_purpose == Connection::Purpose::Reader;
    const auto n = static_cast<long>(reader ? 1 : std::min(maxGroup, m_queue.size()));
    const auto done = std::make_shared<Done>();
    done->jobs.assign(std::make_move_iterator(m_queue.begin()),
                      std::make_move_iterator(m_queue.begin() + n));
    done->failures.resize(done->jobs.size());
    m_queue.erase(m_queue.begin(), m_queue.begin() + n);
    if (reader) {
        runRead(*done);
    } else {
        runGroup(*done);
        m_status->queued -= static_cast<int>(n);
    }
    m_deliver(done);
    if (!m_queue.empty() && !std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Worker::drain, Qt::QueuedConnection);
}

void Worker::runGroup(Done &group)
{
    QElapsedTimer timer;
    timer.start();
    const bool again = mayBeCut();
    bool committing = false;
    Result<void> state = tryGroup(group, &committing);
    // Before COMMIT nothing stands, so all may run again. After it the answer is Unavailable: who
    // asks again with the same client_message_id doubles nothing.
    if (!state && again && !committing)
        state = tryGroup(group, &committing);
    m_status->healthy = state.ok();
    group.ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

Result<void> Worker::tryGroup(Done &group, bool *committing)
{
    const size_t size = group.jobs.size();
    const bool alone = size == 1;
    QList<StoredEvent> events;
    bool anyKept = false;
    Result<void> state = beginGroup();
    for (size_t i = 0; state && i < size; ++i) {
        const auto kept = runInSavepoint(*group.jobs[i], alone, &events, &group.failures[i]);
        if (kept)
            anyKept = anyKept || *kept;
        else
            state = kept.error();
    }
    if (state && m_neighbours && !events.isEmpty())
        state = m_neighbours->join(&events);
    if (state) {
        *committing = anyKept;
        state = m_connection.run(anyKept ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
    }
    if (!state) {
        broken();
        // Also for who was refused: perhaps because of what has not happened now.
        std::fill(group.failures.begin(), group.failures.end(), state.error());
        return state;
    }
    if (m_neighbours)
        m_neighbours->handedOut(events);
    group.events = std::move(events);
    return {};
}

Result<void> Worker::beginGroup()
{
    HANDOFF_CHECK(ready());
    HANDOFF_CHECK(m_connection.run(m_connection.isPostgres() ? QStringLiteral("BEGIN")
                                                             : QStringLiteral("BEGIN IMMEDIATE")));
    return m_neighbours ? m_neighbours->takeTurn() : Result<void>();
}

Result<bool> Worker::runInSavepoint(Job &job, bool alone, QList<StoredEvent> *events,
                                    std::optional<Error> *failure)
{
    if (!alone)
        HANDOFF_CHECK(m_connection.run(QStringLiteral("SAVEPOINT one")));
    Tx tx(m_connection, m_options.clock());
    const bool done = job.run(tx);
    const QList<StoredEvent> announced = done ? tx.logEvents() : QList<StoredEvent>();
    tx.finishStatements();
    *failure = tx.failure();
    const bool kept = done && !tx.failed();
    if (kept)
        events->append(announced);
    else if (!alone)
        HANDOFF_CHECK(m_connection.run(QStringLiteral("ROLLBACK TO SAVEPOINT one")));
    if (!alone)
        HANDOFF_CHECK(m_connection.run(QStringLiteral("RELEASE SAVEPOINT one")));
    return kept;
}

void Worker::runRead(Done &one)
{
    const bool again = mayBeCut();
    std::optional<Error> &failure = one.failures.front();
    failure = tryRead(*one.jobs.front());
    if (failure && again && !m_connection.isOpen())
        failure = tryRead(*one.jobs.front());
}

std::optional<Error> Worker::tryRead(Job &job)
{
    Result<void> state = ready();
    if (state)
        state = m_connection.run(QStringLiteral("BEGIN"));
    if (!state) {
        broken();
        return state.error();
    }
    Tx tx(m_connection, m_options.clock());
    if (job.run(tx))
        (void)tx.logEvents(); // a reader that announces fails, as with any change
    tx.finishStatements();
    // A lost connection shows here at the latest, also when it took rows with it.
    state = m_connection.run(tx.failed() ? QStringLiteral("ROLLBACK") : QStringLiteral("COMMIT"));
    if (!state)
        broken();
    if (tx.failed() || state)
        return tx.failure();
    return state.error();
}

void Worker::shareWithOthers(qint64 seen, const std::function<void(const StoredEvent &)> &told)
{
    const auto wake = [this] {
        if (!std::exchange(m_pullScheduled, true))
            QMetaObject::invokeMethod(this, &Worker::pull, Qt::QueuedConnection);
    };
    m_neighbours = std::make_unique<Neighbours>(m_connection, seen, Neighbours::Ears{wake, told});
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &Worker::pull);
    timer->start(pullEveryMs);
    pull(); // connects, and so listens
}

void Worker::pull()
{
    m_pullScheduled = false;
    if (m_closed)
        return;
    Result<void> state = ready();
    if (state)
        state = catchUp();
    if (!state)
        broken(); // the next use case or the timer tries again
}

Result<void> Worker::catchUp()
{
    for (;;) {
        HANDOFF_TRY(const QList<StoredEvent> events, m_neighbours->next(pullBatch));
        if (!events.isEmpty()) {
            const auto done = std::make_shared<Done>();
            done->events = events;
            m_deliver(done);
        }
        if (events.size() < pullBatch)
            return {};
    }
}

void Worker::tell(const StoredEvent &event)
{
    if (m_words.size() >= maxWords)
        m_words.removeFirst();
    m_words.append(event);
    if (m_words.size() == 1) // shares a transaction with those that are on their way
        QMetaObject::invokeMethod(this, &Worker::sayWords, Qt::QueuedConnection);
}

void Worker::sayWords()
{
    const QList<StoredEvent> words = std::exchange(m_words, {});
    if (!m_neighbours || !m_connection.isOpen())
        return;
    if (const auto said = m_neighbours->tell(words); !said)
        broken();
}

Result<void> Worker::ready()
{
    if (m_connection.isOpen())
        return {};
    HANDOFF_CHECK(m_connection.open());
    if (!m_neighbours)
        return {};
    // What was signalled while nobody listened; in batches, so not left to the next group.
    Result<void> state = m_neighbours->listen();
    if (state)
        state = catchUp();
    if (!state)
        broken();
    return state;
}

void Worker::broken()
{
    (void)m_connection.run(QStringLiteral("ROLLBACK"));
    m_connection.close();
}

} // namespace handoff::store
