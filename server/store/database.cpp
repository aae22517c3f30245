#include "server/store/database.h"

#include "server/store/migrator.h"
#include "server/store/worker.h"
#include "shared/contract/errors.h"

#include <QThread>

namespace handoff {

Database::Database(const DatabaseOptions &options)
    : m_options(options), m_postgres(options.url.startsWith(QLatin1String("postgres"))),
      m_status(std::make_shared<store::Status>())
{
    qRegisterMetaType<QList<StoredEvent>>();
    for (int i = 0; i <= options.readers; ++i) {
        const auto purpose = i == 0 ? Connection::Purpose::Writer : Connection::Purpose::Reader;
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(i == 0 ? QStringLiteral("db-writer") : QStringLiteral("db-reader-%1").arg(i));
        auto *worker = new store::Worker(options, purpose, m_status);
        worker->moveToThread(thread.get());
        if (i == 0) {
            connect(worker, &store::Worker::committed, this, &Database::committed);
            connect(worker, &store::Worker::groupCommitted, this, &Database::groupCommitted);
        }
        connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
        thread->start();
        m_workers.push_back(worker);
        m_threads.push_back(std::move(thread));
    }
}

Database::~Database()
{
    close();
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions &options)
{
    if (!options.url.startsWith(QLatin1String("sqlite:")) && !options.url.startsWith(QLatin1String("postgresql:"))
        && !options.url.startsWith(QLatin1String("postgres:"))) {
        return Error::plain(ErrorKind::Invalid, QStringLiteral("DATABASE_URL"),
                            QStringLiteral("DATABASE_URL must start with sqlite: or postgresql://"));
    }
    Connection connection(options.url, Connection::Purpose::Writer);
    HANDOFF_CHECK(connection.open());
    HANDOFF_CHECK(Migrator::migrate(connection));
    connection.close();
    return std::unique_ptr<Database>(new Database(options));
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
        QMetaObject::invokeMethod(worker, [worker] { worker->close(); }, Qt::BlockingQueuedConnection);
        m_threads[i]->quit();
        m_threads[i]->wait();
    }
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
    QMetaObject::invokeMethod(worker, [worker, shared = std::shared_ptr<store::Job>(std::move(job))]() mutable {
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
    QMetaObject::invokeMethod(worker, [worker, shared = std::shared_ptr<store::Job>(std::move(job))]() mutable {
        worker->add(std::move(shared));
    });
}

} // namespace handoff
