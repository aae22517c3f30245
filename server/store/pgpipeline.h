#pragma once

#include "server/store/rows.h"

#include <QByteArray>
#include <QSocketNotifier>
#include <QString>
#include <QVariantList>

#include <deque>
#include <memory>

struct pg_conn;
struct pg_result;

/// Store-private: one connection to PostgreSQL, by libpq.
namespace handoff {

/// What a statement has said, once somebody waited for it.
class PgAnswer
{
public:
    PgAnswer() = default;
    ~PgAnswer();
    PgAnswer(const PgAnswer &) = delete;
    PgAnswer &operator=(const PgAnswer &) = delete;

    pg_result *result = nullptr; ///< null: not known yet, or the statement failed
    QString error;               ///< of its own, or of one before it
    bool known = false;
};

/// A statement that PostgreSQL keeps prepared; it is sent with the first use.
struct PgPrepared
{
    QByteArray name, text;
    bool sent = false;
};

/// Statements leave when somebody waits for the answer of one, all before it together with it: one
/// way to the server and back for as many statements as need no answer of each other. What failed
/// shows at that wait; PostgreSQL skips what stood behind it. Lives on one database thread.
class PgPipeline
{
public:
    ~PgPipeline();

    bool open(const QString &url);
    void close();
    bool isOpen() const { return m_connection != nullptr; }
    /// Is the connection cut? Looks at what has come in, and does not wait.
    bool isLost();

    std::shared_ptr<PgAnswer> send(const QByteArray &statement);
    std::shared_ptr<PgAnswer> send(const std::shared_ptr<PgPrepared> &statement,
                                   const QVariantList &parameters);
    /// Until all that was sent is answered. False when one of them failed.
    bool wait();
    /// Sends without waiting; the answers are looked at by the next wait().
    void push();

    const QString &error() const { return m_error; }
    /// SQLSTATE of error(); empty when the connection is lost.
    const QByteArray &state() const { return m_state; }
    /// Has something failed since the last forget()? Then the transaction does nothing any more.
    bool hasFailed() const { return m_failed; }
    /// What failed belongs to a transaction, or the part of one, that is over.
    void forget()
    {
        m_state.clear();
        m_failed = false;
    }
    qint64 roundTrips() const { return m_roundTrips; }
    void hear(const Engine::Heard &heard);

private:
    struct Sent
    {
        std::shared_ptr<PgAnswer> answer;     ///< null: the end of a batch
        std::shared_ptr<PgPrepared> prepared; ///< it was prepared here
    };
    bool fail();
    bool lost();
    void note(Sent &sent, pg_result *result);
    void tellHeard();

    pg_conn *m_connection = nullptr;
    std::deque<Sent> m_sent;
    QString m_error;
    QByteArray m_state;
    bool m_failed = false;
    qint64 m_roundTrips = 0;
    Engine::Heard m_heard;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace handoff
