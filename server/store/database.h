#pragma once

#include "server/store/storedevent.h"
#include "server/store/tx.h"
#include "shared/core/later.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <deque>
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
    int writers = 8; ///< connections for use cases that change something, on PostgreSQL
};

namespace store {
/// A queued use case: run on a database thread, finished after commit (or with the failure).
struct Job
{
    virtual ~Job() = default;
    /// False when the use case failed and its savepoint must be rolled back. Runs again when the
    /// first time was undone with its connection.
    virtual bool run(Tx &tx) = 0;
    /// Tells who waits: with `failure`, or with the result of run().
    virtual void finish(const Error *failure) = 0;

    QString about;     ///< what it is about; see Database::write
    size_t lane = 0;   ///< its writer
    QStringList holds; ///< what its run before asked for too late (Tx::hold)
};
class Worker;
class Neighbours;
struct Done;
struct Status;
} // namespace store

/// The only door to the data. On SQLite `write` runs use cases one after another on the writer
/// thread, many sharing one commit, each in its own savepoint; on PostgreSQL it runs several at a
/// time, each in a transaction of its own. `read` runs them on reader connections with a
/// stable snapshot. Values cross threads, objects do not. Lives on the event loop's thread, where
/// results are heard, too.
class Database : public QObject
{
    Q_OBJECT

public:
    ~Database() override;

    /// Opens, locks and migrates (blocking: only at start). Errors name the remedy: unreadable
    /// file, refused connection, schema of a newer version.
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions &options);

    /// `fn(Tx &)` → `Result<T>`. The result is there after the commit, and after committed()
    /// was emitted for the events of that commit (on PostgreSQL it waits a moment, not for ever,
    /// for other transactions that could still write events in front of these). On overload:
    /// Unavailable. When PostgreSQL cut the connection, it runs again on a new one; where the cut
    /// came during the commit nobody knows whether it stands, and the answer is Unavailable. So
    /// `fn` changes nothing but the Tx.
    template<typename F>
    auto write(F fn) -> LaterOf<F, Tx &>
    {
        return write(QString(), std::move(fn));
    }
    /// As write; use cases about the same thing, e.g. a session, run in the order of the calls.
    template<typename F>
    auto write(const QString &about, F fn) -> LaterOf<F, Tx &>
    {
        auto *const job = new TypedJob<F>(std::move(fn));
        job->about = about;
        auto later = job->source.later();
        enqueueWrite(std::unique_ptr<store::Job>(job), false);
        return later;
    }
    /// As write, for what nobody waits for: timers and the search index. On PostgreSQL one of all
    /// servers runs at a time, in the order of the calls, and does not keep people waiting.
    template<typename F>
    auto writeBehind(F fn) -> LaterOf<F, Tx &>
    {
        auto *const job = new TypedJob<F>(std::move(fn));
        auto later = job->source.later();
        enqueueWrite(std::unique_ptr<store::Job>(job), true);
        return later;
    }

    /// As write, on a reader; the use case must not change anything.
    template<typename F>
    auto read(F fn) -> LaterOf<F, Tx &>
    {
        auto *const job = new TypedJob<F>(std::move(fn));
        auto later = job->source.later();
        enqueueRead(std::unique_ptr<store::Job>(job));
        return later;
    }

    /// Tells the other servers on the same PostgreSQL something that is not in the log; their
    /// told() is emitted soon, or never. On SQLite nobody else is there.
    void tellOthers(const StoredEvent &event);

    /// Use cases waiting for the writer (metric handoff_db_queue_depth).
    int queueDepth() const;
    /// How often use cases have waited for PostgreSQL so far (metric handoff_db_round_trips_total).
    qint64 roundTrips() const;
    /// Use cases that ran again because of another one (metric handoff_db_reruns_total).
    qint64 reruns() const;
    bool isPostgres() const { return m_postgres; }
    /// False after the last commit or connect failed; `/api/health` answers 503 then.
    bool healthy() const;

    /// A result of this database, blocking; only at start, when nobody is served yet.
    template<typename T>
    Result<T> waitFor(const Later<T> &later)
    {
        waitUntil([&later] { return later.isFinished(); });
        return later.result();
    }

    /// Finishes what is queued, then closes; for a graceful stop. Blocks.
    void close();

signals:
    /// After commits, ids growing, in commit order; emitted on the event loop's thread. On
    /// PostgreSQL also what other servers have committed, in the same order and each event once.
    void committed(const QList<handoff::StoredEvent> &events);
    /// Lines for backend.log of what this server has committed.
    void logged(const QList<handoff::LogEntry> &lines);
    /// Another server's tellOthers().
    void told(const handoff::StoredEvent &event);
    /// After each group commit: use cases in it and its milliseconds, for metrics.
    void groupCommitted(int useCases, double ms);

private:
    template<typename R>
    struct ResultJob : store::Job
    {
        void finish(const Error *failure) override
        {
            source.resolve(failure ? R(*failure) : std::move(*result));
        }

        LaterSource<typename R::Value> source;
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
    void enqueueWrite(std::unique_ptr<store::Job> job, bool behind);
    size_t laneFor(const QString &about);
    void enqueueRead(std::unique_ptr<store::Job> job);
    void addWorker(int role, const QString &name);
    void listenToOthers(qint64 lastEventId);
    void finished(const std::shared_ptr<store::Done> &done, bool written);
    void deliver(const store::Done &done, bool written);
    void published(const QList<StoredEvent> &events, qint64 upTo);
    void answerLate();
    void answerFirst();
    void waitUntil(const std::function<bool()> &finished);

    DatabaseOptions m_options;
    bool m_postgres = false;
    bool m_closed = false;
    unsigned m_nextReader = 0;
    std::shared_ptr<store::Status> m_status;
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::vector<store::Worker *> m_workers; // live on m_threads: writers, then readers
    size_t m_writers = 0;
    std::vector<int> m_waiting; // use cases by writer
    /// Where what is said about something runs, while it does, and how many there are.
    QHash<QString, std::pair<size_t, int>> m_lanes;
    store::Neighbours *m_neighbours = nullptr; // lives on the last of m_threads
    /// Committed, but their events are not delivered yet.
    std::deque<std::pair<QDeadlineTimer, std::shared_ptr<store::Done>>> m_unheard;
    QTimer m_lateTimer;
};

} // namespace handoff
