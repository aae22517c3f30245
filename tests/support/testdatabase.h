#pragma once

#include "server/store/database.h"

#include <QCoreApplication>
#include <QTemporaryDir>

/// An empty database for one test: a SQLite file in a temporary folder, or, when the environment
/// names a PostgreSQL server in HANDOFF_TEST_POSTGRES, a database of its own there that is dropped
/// afterwards. So the same tests run on both engines (ctest's `…_postgres`).
namespace handoff::test {

class TestDatabase
{
public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    /// For DatabaseOptions::url and DATABASE_URL.
    const QString &url() const { return m_url; }
    static bool isPostgres() { return qEnvironmentVariableIsSet("HANDOFF_TEST_POSTGRES"); }

    /// Opens and migrates; fails the program with the reason when that is not possible.
    std::unique_ptr<Database> open(std::function<Timestamp()> clock = &Timestamp::now) const;

private:
    QTemporaryDir m_dir;
    QString m_name;
    QString m_url;
};

/// The result once it is there, with the event loop running meanwhile.
template<typename T>
Result<T> await(const Later<T> &later)
{
    while (!later.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    return later.result();
}

/// What is kept of a use case here: its failure. What it returns, it leaves with its caller.
using UseCase = std::function<Result<void>(Tx &)>;
/// Runs it and waits. Tests go through these, so that not each of them compiles futures of its own.
Result<void> write(Database &database, const UseCase &useCase);
Result<void> read(Database &database, const UseCase &useCase);

} // namespace handoff::test
