#pragma once

#include "shared/core/result.h"

#include <QFile>

#include <memory>

namespace handoff {

/// Holds an SQLite file for one server: events of a second one would never reach the streams of the
/// first (operations.md, Reliability). The lock is the kernel's and ends with the process, however
/// that ends. PostgreSQL needs none. Blocking; at start.
class DatabaseLock
{
public:
    /// Fails with a sentence that says who has it.
    static Result<DatabaseLock> take(const QString &databaseUrl);

private:
    explicit DatabaseLock(std::unique_ptr<QFile> file) : m_file(std::move(file)) {}

    std::unique_ptr<QFile> m_file; ///< `<database>.lock`, open as long as the lock is held
};

} // namespace handoff
