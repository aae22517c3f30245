#pragma once

#include "shared/contract/logentry.h"
#include "shared/core/result.h"

#include <QThread>

#include <atomic>
#include <memory>

namespace handoff {

/// backend.log: one JSON object per line, rotated by size (backend.log, .1 … .5). add() is called
/// on the event loop and costs a copy; a thread of its own writes. When the disk cannot follow,
/// lines beyond a bound are dropped with a warning, never the server stopped.
class LogFile
{
public:
    static constexpr qint64 defaultMaxBytes = 50 * 1024 * 1024;
    static constexpr int generations = 5;

    /// An empty path: no file, add() does nothing.
    explicit LogFile(const QString &path, qint64 maxBytes = defaultMaxBytes);
    /// Writes what waits.
    ~LogFile();

    /// Opens the file (blocking, at start); an error names the path.
    Result<void> open();
    void add(const LogEntry &entry);

private:
    class Writer;

    QString m_path;
    qint64 m_maxBytes;
    std::unique_ptr<Writer> m_writer;
    QThread m_thread;
    std::atomic<int> m_waiting = 0;
    bool m_dropping = false;
};

} // namespace handoff
