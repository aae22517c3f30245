#pragma once

#include "server/store/storedevent.h"
#include "server/store/tx.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>
#include <type_traits>
#include <vector>

class QThread;

namespace handoff {

/// How the database is opened.
struct DatabaseOptions
{
    QString url; ///< `sqlite:<file>` or `postgresql://user:password@host:port/name`
    int readers = 2;
    int maxQueued = 20000; ///< waiting use cases; more are answered 503 at once
    std::function<Timestamp()> clock = &Timestamp::now;
};

namespace store {
/// A queued use case: run on a database thread, finished after commit (or with the failure).
struct Job
{
    virtual ~Job() = default;
    /// False when the use case failed and its savepoint must be rolled back. Runs again when the
    /// first time was undone with its connection.
    virtual bool run(Tx &tx) = 0;
    /// Resolves the future: with `failure`, or with the result of run().
    virtual void finish(const Error *failure) = 0;
};
class Worker;
struct Done;
struct Status;
} // namespace store

/// The only door to the data. `write` runs use cases one after another on the writer thread, many
/// sharing one commit, each in its own savepoint; `read` runs them on reader connections with a
/// stable snapshot. Values cross threads, objects do not. Lives on the event loop's thread, and
/// futures are resolved there: Qt 6.4 runs a continuation twice, and crashes, when it is attached
/// just while another thread finishes the future.
class Database : public QObject
{
    Q_OBJECT

public:
    ~Database() override;

    /// Opens, locks and migrates (blocking: only at start). Errors name the remedy: unreadable
    /// file, refused connection, schema of a newer version.
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions &options);

    /// `fn(Tx &)` → `Result<T>`. The future is resolved after the commit, and after committed()
    /// was emitted for the events of that commit. On overload: Unavailable. When PostgreSQL cut the
    /// connection, it runs again on a new one; where the cut came during the commit nobody knows
    /// whether it stands, and the answer is Unavailable. So `fn` changes nothing but the Tx.
    template<typename F>
    auto write(F fn) -> QFuture<std::invoke_result_t<F, Tx &>>
    {
        auto *const job = new TypedJob<F>(std::move(fn));
        auto future = job->promise.future();
        enqueueWrite(std::unique_ptr<store::Job>(job));
        return future;
    }

    /// As write, on a reader; the use case must not change anything.
    template<typename F>
    auto read(F fn) -> QFuture<std::invoke_result_t<F, Tx &>>
    {
        auto *const job = new TypedJob<F>(std::move(fn));
        auto future = job->promise.future();
        enqueueRead(std::unique_ptr<store::Job>(job));
        return future;
    }

    /// Tells the other servers on the same PostgreSQL something that is not in the log; their
    /// told() is emitted soon, or never. On SQLite nobody else is there.
    void tellOthers(const StoredEvent &event);

    /// Use cases waiting for the writer (metric handoff_db_queue_depth).
    int queueDepth() const;
    bool isPostgres() const { return m_postgres; }
    /// False after the last commit or connect failed; `/api/health` answers 503 then.
    bool healthy() const;

    /// The result of a future of this database, blocking; only at start, when nobody is served yet.
    template<typename T>
    T waitFor(const QFuture<T> &future)
    {
        waitUntil([&future] { return future.isFinished(); });
        return future.result();
    }

    /// Finishes what is queued, then closes; for a graceful stop. Blocks.
    void close();

signals:
    /// After each commit, ids growing, in commit order; emitted on the event loop's thread. On
    /// PostgreSQL also what other servers have committed, in the same order and each event once.
    void committed(const QList<handoff::StoredEvent> &events);
    /// Another server's tellOthers().
    void told(const handoff::StoredEvent &event);
    /// After each group commit: use cases in it and its milliseconds, for metrics.
    void groupCommitted(int useCases, double ms);

private:
    template<typename R>
    struct ResultJob : store::Job
    {
        ResultJob() { promise.start(); }
        void finish(const Error *failure) override
        {
            if (failure)
                promise.addResult(R(*failure));
            else
                promise.addResult(std::move(*result));
            promise.finish();
        }

        QPromise<R> promise;
        std::optional<R> result;
    };
    template<typename F>
    struct TypedJob final : ResultJob<std::invoke_result_t<F, Tx &>>
    {
        explicit TypedJob(F f) : fn(std::move(f)) {}
        bool run(Tx &tx) override { return this->result.emplace(fn(tx)).ok(); }

        const F fn; ///< const, because it may run again
    };

    /// `lastEventId`: the newest event at start.
    Database(const DatabaseOptions &options, qint64 lastEventId);
    void enqueueWrite(std::unique_ptr<store::Job> job);
    void enqueueRead(std::unique_ptr<store::Job> job);
    void deliver(const store::Done &done, bool written);
    void waitUntil(const std::function<bool()> &finished);

    DatabaseOptions m_options;
    bool m_postgres = false;
    bool m_closed = false;
    unsigned m_nextReader = 0;
    std::shared_ptr<store::Status> m_status;
    std::vector<std::unique_ptr<QThread>> m_threads; // [0] is the writer's
    std::vector<store::Worker *> m_workers;          // live on m_threads
};

} // namespace handoff
