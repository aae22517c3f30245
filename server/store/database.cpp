#include "server/store/database.h"

#include "server/store/eventlog.h"
#include "server/store/migrator.h"
#include "server/store/operatorerror.h"
#include "server/store/worker.h"
#include "shared/contract/errors.h"
#include "shared/core/privatefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>

namespace handoff {

namespace {

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
    qRegisterMetaType<QList<StoredEvent>>();
    for (int i = 0; i <= options.readers; ++i) {
        const auto purpose = i == 0 ? Connection::Purpose::Writer : Connection::Purpose::Reader;
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(i == 0 ? QStringLiteral("db-writer")
                                     : QStringLiteral("db-reader-%1").arg(i));
        const auto toLoop = [this, written = i == 0](std::shared_ptr<store::Done> done) {
            QMetaObject::invokeMethod(
                this, [this, written, done = std::move(done)] { deliver(*done, written); },
                Qt::QueuedConnection);
        };
        auto *worker = new store::Worker(options, purpose, m_status, toLoop);
        worker->moveToThread(thread.get());
        connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
        thread->start();
        m_workers.push_back(worker);
        m_threads.push_back(std::move(thread));
    }
    if (!m_postgres)
        return;
    const auto heard = [this](const StoredEvent &event) {
        QMetaObject::invokeMethod(
            this, [this, event] { emit told(event); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_workers.front(), [writer = m_workers.front(), lastEventId, heard] {
        writer->shareWithOthers(lastEventId, heard);
    });
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
    const qint64 lastEventId = EventLog::lastId(tx);
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

bool Database::healthy() const
{
    return m_status->healthy;
}

void Database::close()
{
    if (std::exchange(m_closed, true))
        return;
    for (size_t i = 0; i < m_threads.size(); ++i) {
        store::Worker *worker = m_workers[i];
        // Behind everything that is queued; then the thread may end.
        QMetaObject::invokeMethod(
            worker, [worker] { worker->close(); }, Qt::BlockingQueuedConnection);
        m_threads[i]->quit();
        m_threads[i]->wait();
    }
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // what they have done last
}

void Database::deliver(const store::Done &done, bool written)
{
    if (!done.events.isEmpty())
        emit committed(done.events);
    for (size_t i = 0; i < done.jobs.size(); ++i)
        done.jobs[i]->finish(done.failures[i] ? &*done.failures[i] : nullptr);
    if (written && !done.jobs.empty())
        emit groupCommitted(static_cast<int>(done.jobs.size()), done.ms);
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
    store::Worker *writer = m_workers.front();
    QMetaObject::invokeMethod(writer, [writer, event] { writer->tell(event); });
}

void Database::enqueueWrite(std::unique_ptr<store::Job> job)
{
    if (m_closed || m_status->queued >= m_options.maxQueued) {
        const Error overload = errors::unavailable();
        job->finish(&overload);
        return;
    }
    ++m_status->queued;
    store::Worker *worker = m_workers.front();
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
    store::Worker *worker = m_workers[1 + m_nextReader++ % (m_workers.size() - 1)];
    QMetaObject::invokeMethod(
        worker, [worker, shared = std::shared_ptr<store::Job>(std::move(job))]() mutable {
            worker->add(std::move(shared));
        });
}

} // namespace handoff
