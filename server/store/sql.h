#pragma once

#include "server/store/rows.h"
#include "server/store/tx.h"

#include <QHash>
#include <QVariant>

#include <memory>
#include <vector>

/// Store-private: the folder's only way to SQL. Nothing outside server/store includes this file.
namespace handoff {

/// One connection and its prepared statements. Lives on one database thread.
class Connection
{
public:
    enum class Purpose { Writer, Reader };

    Connection(const QString &url, Purpose purpose);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Result<void> open();
    void close();
    bool isOpen() const { return m_engine->isOpen(); }
    bool isPostgres() const { return m_postgres; }
    const QString &url() const { return m_url; }
    /// The database's own words about what failed last, for operators (operatorerror.h).
    const QString &problem() const { return m_problem; }
    void noteProblem(const QString &problem) { m_problem = problem; }

    /// A statement without parameters whose rows are not needed, e.g. COMMIT.
    Result<void> run(const QString &statement);
    /// The same, and it may travel with the next one, e.g. BEGIN.
    Result<void> post(const QString &statement);
    /// Waits for what was sent so far; its error.
    Result<void> settle();
    /// Ends a transaction that has only read.
    void leave(const QString &statement) { m_engine->leave(statement); }
    bool mayRunAgain() const { return m_engine->mayRunAgain(); }
    /// Has a statement of this transaction changed something, so that PostgreSQL has numbered it?
    bool hasWritten() const { return m_written; }
    /// Events with an id below were delivered already (EventLog).
    qint64 published() const { return m_published; }
    void setPublished(qint64 id) { m_published = id; }
    /// Has PostgreSQL, or something on the way there, cut it?
    bool isLost() const { return m_engine->isLost(); }
    /// The prepared statement for `sql` (cached by its text), or null with the error set.
    Rows *prepared(const QString &sql, QString *error);
    /// How often it has waited for PostgreSQL so far.
    qint64 roundTrips() const { return m_engine->roundTrips(); }
    /// Statements of the use case that is running, for tests that count queries.
    qsizetype statementCount() const { return static_cast<qsizetype>(m_active.size()); }
    /// Their texts, for tests that look at plans.
    QStringList statements() const;
    /// Are statements sent ahead now (readAhead)?
    bool isAhead() const { return m_isAhead; }
    void setAhead(bool ahead) { m_isAhead = ahead; }
    void noteAhead(const QString &sql, const QVariantList &parameters)
    {
        m_ahead.insert(sql, parameters);
    }
    /// The statement, when it was sent ahead with these parameters; once.
    Rows *takeAhead(const QString &sql, const QVariantList &parameters);
    void noteActive(Rows *rows) { m_active.push_back(rows); }
    /// After each use case (see Tx): a statement that still has rows would hold its snapshot open.
    /// The error of one whose rows broke off.
    Result<void> finishStatements();
    /// PostgreSQL's LISTEN, until close().
    Result<void> listen(const QStringList &channels, const Engine::Heard &heard);

private:
    QStringList setup() const;

    QString m_url;
    QString m_problem;
    Purpose m_purpose;
    bool m_postgres = false;
    std::unique_ptr<Engine> m_engine;
    QHash<QString, std::shared_ptr<Rows>> m_prepared;
    std::vector<Rows *> m_active;
    QHash<QString, QVariantList> m_ahead;
    bool m_isAhead = false;
    bool m_written = false;
    qint64 m_published = 0;
};

namespace sql {

/// Runs the portable statement with `?` parameters. On failure the Tx has failed and the query is
/// empty (`next()` is false). The query belongs to the connection: read its rows before the same
/// statement runs again. Bind times as `.ms`, booleans as 0/1, an absent optional as QVariant().
Rows &run(Tx &tx, const QString &statement, const QVariantList &parameters = {});

/// Rows changed by the statement, for compare-and-set.
int changed(Tx &tx, const QString &statement, const QVariantList &parameters);

/// Changes one row, found by what it was when it was read (compare-and-set). False when it is not
/// so any more; on PostgreSQL, where nobody waits for the answer, the whole use case fails instead,
/// and runs again.
bool changeOne(Tx &tx, const QString &statement, const QVariantList &parameters);
/// SQLSTATE of that failure.
inline constexpr QByteArrayView notOneRow = "22012";

/// Ends a SELECT of rows that are going to be changed and have no hold (Tx::hold): with several
/// servers on one PostgreSQL it locks them.
QString lockSuffix(Tx &tx);

/// The first column of the first row, or an invalid QVariant.
QVariant value(Tx &tx, const QString &statement, const QVariantList &parameters = {});

} // namespace sql

} // namespace handoff
