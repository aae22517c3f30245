#include "server/store/database.h"

#include "server/store/eventlog.h"
#include "server/store/migrator.h"
#include "server/store/neighbours.h"
#include "server/store/operatorerror.h"
#include "server/store/worker.h"
#include "shared/contract/errors.h"
#include "shared/core/privatefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <algorithm>

namespace handoff {

namespace {

/// So long an answer waits for its events: while nobody can read them, and once it is known that
/// other transactions hold them up.
constexpr int unreadMs = 5000;
constexpr int heldUpMs = 250;

/// An SQLite file is for this user alone from its first byte on; SQLite makes its companions alike.
void makePrivate(const QString &url)
{
    const QLatin1String scheme("sqlite:");
    if (!url.startsWith(scheme))
        return;
    const QString path = url.mid(scheme.size());
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    for (const char *end : {"", "-wal", "-shm"})
        keepPrivate(path + QLatin1String(end));
}

} // namespace

Database::Database(const DatabaseOptions &options, qint64 lastEventId)
    : m_options(options), m_postgres(options.url.startsWith(QLatin1String("postgres"))),
      m_status(std::make_shared<store::Status>())
{
    using Role = store::Worker::Role;
    qRegisterMetaType<QList<StoredEvent>>();
    if (m_postgres) {
        addWorker(int(Role::Behind), QStringLiteral("db-behind"));
        for (int i = 1; i <= options.writers; ++i)
            addWorker(int(Role::Lane), QStringLiteral("db-writer-%1").arg(i));
    } else {
        addWorker(int(Role::Writer), QStringLiteral("db-writer"));
    }
    m_writers = m_workers.size();
    m_waiting.resize(m_writers);
    for (int i = 1; i <= options.readers; ++i)
        addWorker(int(Role::Reader), QStringLiteral("db-reader-%1").arg(i));
    m_lateTimer.setSingleShot(true);
    connect(&m_lateTimer, &QTimer::timeout, this, &Database::answerLate);
    if (m_postgres)
        listenToOthers(lastEventId);
}

void Database::addWorker(int ofRole, const QString &name)
{
    const auto role = static_cast<store::Worker::Role>(ofRole);
    auto thread = std::make_unique<QThread>();
    thread->setObjectName(name);
    const auto toLoop =
        [this, written = role != store::Worker::Role::Reader](std::shared_ptr<store::Done> done) {
            QMetaObject::invokeMethod(
                this, [this, written, done = std::move(done)] { finished(done, written); },
                Qt::QueuedConnection);
        };
    auto *worker = new store::Worker(m_options, role, m_status, toLoop);
    worker->moveToThread(thread.get());
    connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
    thread->start();
    m_workers.push_back(worker);
    m_threads.push_back(std::move(thread));
}

void Database::listenToOthers(qint64 lastEventId)
{
    const auto heard = [this](const StoredEvent &event) {
        QMetaObject::invokeMethod(
            this, [this, event] { emit told(event); }, Qt::QueuedConnection);
    };
    const auto read = [this](const QList<StoredEvent> &events, qint64 upTo) {
        QMetaObject::invokeMethod(
            this, [this, events, upTo] { published(events, upTo); }, Qt::QueuedConnection);
    };
    auto thread = std::make_unique<QThread>();
    thread->setObjectName(QStringLiteral("db-events"));
    m_neighbours = new store::Neighbours(m_options.url, lastEventId, {read, heard});
    m_neighbours->moveToThread(thread.get());
    connect(thread.get(), &QThread::finished, m_neighbours, &QObject::deleteLater);
    thread->start();
    QMetaObject::invokeMethod(m_neighbours, &store::Neighbours::start, Qt::QueuedConnection);
    m_threads.push_back(std::move(thread));
}

Database::~Database()
{
    close();
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions &options)
{
    if (!options.url.startsWith(QLatin1String("sqlite:")) &&
        !options.url.startsWith(QLatin1String("postgresql:")) &&
        !options.url.startsWith(QLatin1String("postgres:"))) {
        return Error::plain(
            ErrorKind::Invalid, QStringLiteral("DATABASE_URL"),
            QStringLiteral("DATABASE_URL must start with sqlite: or postgresql://"));
    }
    makePrivate(options.url);
    Connection connection(options.url, Connection::Purpose::Writer);
    if (!connection.open())
        return operatorError(connection);
    HANDOFF_CHECK(Migrator::migrate(connection));
    // Before anybody is served: later no stream may begin behind what the writer will deliver.
    Tx tx(connection, Timestamp());
    const qint64 lastEventId = std::max(EventLog::lastId(tx), EventLog::trimmedUpTo(tx));
    tx.finishStatements();
    if (tx.failed())
        return operatorError(connection);
    connection.close();
    return std::unique_ptr<Database>(new Database(options, lastEventId));
}

int Database::queueDepth() const
{
    return m_status->queued;
}

qint64 Database::roundTrips() const
{
    return m_status->roundTrips;
}

qint64 Database::reruns() const
{
    return m_status->reruns;
}

bool Database::healthy() const
{
    return m_status->healthy;
}

void Database::close()
{
    if (std::exchange(m_closed, true))
        return;
    // Behind everything that is queued; then the threads may end.
    for (store::Worker *worker : m_workers)
        QMetaObject::invokeMethod(
            worker, [worker] { worker->close(); }, Qt::BlockingQueuedConnection);
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // what they have done last
    if (m_neighbours)
        QMetaObject::invokeMethod(
            m_neighbours, [this] { m_neighbours->close(); }, Qt::BlockingQueuedConnection);
    for (const auto &thread : m_threads) {
        thread->quit();
        thread->wait();
    }
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // and read last
    while (!m_unheard.empty())
        answerFirst();
}

void Database::finished(const std::shared_ptr<store::Done> &done, bool written)
{
    if (written) {
        for (const auto &job : done->jobs) {
            --m_waiting[job->lane];
            const auto lane = m_lanes.find(job->about);
            if (lane != m_lanes.end() && --lane->second == 0)
                m_lanes.erase(lane);
        }
    }
    if (done->wrote > 0 && done->wrote >= m_status->published) {
        m_unheard.emplace_back(QDeadlineTimer(unreadMs), done);
        if (!m_lateTimer.isActive())
            m_lateTimer.start(unreadMs);
        store::Neighbours *neighbours = m_neighbours;
        QMetaObject::invokeMethod(
            neighbours, [neighbours, upTo = done->wrote] { neighbours->committed(upTo); });
        return;
    }
    deliver(*done, written);
}

void Database::deliver(const store::Done &done, bool written)
{
    if (!done.events.isEmpty())
        emit committed(done.events);
    if (!done.lines.isEmpty())
        emit logged(done.lines);
    for (size_t i = 0; i < done.jobs.size(); ++i)
        done.jobs[i]->finish(done.failures[i] ? &*done.failures[i] : nullptr);
    if (written && !done.jobs.empty())
        emit groupCommitted(static_cast<int>(done.jobs.size()), done.ms);
}

void Database::published(const QList<StoredEvent> &events, qint64 upTo)
{
    m_status->published = upTo;
    if (!events.isEmpty())
        emit committed(events);
    std::vector<std::shared_ptr<store::Done>> heard;
    std::erase_if(m_unheard, [&](const auto &unheard) {
        if (unheard.second->wrote >= upTo)
            return false;
        heard.push_back(unheard.second);
        return true;
    });
    for (auto &[deadline, done] : m_unheard) {
        if (deadline.remainingTime() > heldUpMs)
            deadline.setRemainingTime(heldUpMs);
    }
    if (!m_unheard.empty())
        m_lateTimer.start(static_cast<int>(m_unheard.front().first.remainingTime()) + 1);
    for (const auto &done : heard)
        deliver(*done, true);
}

/// An open transaction holds the events up; what was asked for stands all the same.
void Database::answerLate()
{
    while (!m_unheard.empty() && m_unheard.front().first.hasExpired())
        answerFirst();
    if (!m_unheard.empty())
        m_lateTimer.start(static_cast<int>(m_unheard.front().first.remainingTime()) + 1);
}

void Database::answerFirst()
{
    const auto done = m_unheard.front().second;
    m_unheard.pop_front();
    deliver(*done, true);
}

void Database::waitUntil(const std::function<bool()> &finished)
{
    while (!finished()) {
        QThread::usleep(100);
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }
}

void Database::tellOthers(const StoredEvent &event)
{
    if (m_closed || !m_postgres)
        return;
    store::Neighbours *neighbours = m_neighbours;
    QMetaObject::invokeMethod(neighbours, [neighbours, event] { neighbours->tell(event); });
}

size_t Database::laneFor(const QString &about)
{
    if (m_writers == 1)
        return 0;
    if (const auto known = m_lanes.find(about); known != m_lanes.end()) {
        ++known->second;
        return known->first;
    }
    const auto lane = static_cast<size_t>(std::min_element(m_waiting.begin() + 1, m_waiting.end()) -
                                          m_waiting.begin());
    if (!about.isEmpty())
        m_lanes.insert(about, {lane, 1});
    return lane;
}

void Database::enqueueWrite(std::unique_ptr<store::Job> job, bool behind)
{
    if (m_closed || m_status->queued >= m_options.maxQueued) {
        const Error overload = errors::unavailable();
        job->finish(&overload);
        return;
    }
    ++m_status->queued;
    job->lane = behind ? 0 : laneFor(job->about);
    ++m_waiting[job->lane];
    store::Worker *worker = m_workers[job->lane];
    QMetaObject::invokeMethod(
        worker, [worker, shared = std::shared_ptr<store::Job>(std::move(job))]() mutable {
            worker->add(std::move(shared));
        });
}

void Database::enqueueRead(std::unique_ptr<store::Job> job)
{
    if (m_closed) {
        const Error closed = errors::unavailable();
        job->finish(&closed);
        return;
    }
    store::Worker *worker = m_workers[m_writers + m_nextReader++ % (m_workers.size() - m_writers)];
    QMetaObject::invokeMethod(
        worker, [worker, shared = std::shared_ptr<store::Job>(std::move(job))]() mutable {
            worker->add(std::move(shared));
        });
}

} // namespace handoff
