#pragma once

#include <QString>

#include <functional>

/// What the program needs from the operating system. Main thread.
namespace handoff::process {

/// Before QCoreApplication is made: the event loop that suits thousands of connections.
void setUpEventLoop();
/// Whatever this process makes is for its user alone.
void keepFilesPrivate();

/// Lets the program open as many descriptors as the system allows without asking (the hard limit),
/// at most 65,536. Returns how many that is now; 0 where nobody counts.
int raiseDescriptorLimit();

/// Human-readable log on stderr; `level` as LOG_LEVEL. QT_LOGGING_RULES wins.
void setUpLogging(const QString &level);

/// Calls `handler` on the event loop at SIGTERM or SIGINT (console close on Windows); a second
/// signal ends the program at once.
void onTerminate(const std::function<void()> &handler);

} // namespace handoff::process
