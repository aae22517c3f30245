#pragma once

#include <QString>

class QApplication;

namespace handoff::bench {

/// The measured side: the workbench in a process of its own, so that its memory and its processor
/// time are its own. Prints `name value` lines on stdout and asks for events with a line
/// `events`; the line `done` on stdin says that they were sent.
struct WindowJob
{
    QString server;
    QString username;
    QString password;
    QString firstChat;    ///< session with a thousand messages, opened first
    QString longChat;     ///< session with the long history
    qint64 startedNs = 0; ///< CLOCK_MONOTONIC when the process was started
    double idleSeconds = 10;
};
/// Runs the job; 0, or 1 with a line on stderr when a state was never reached.
int runWindow(QApplication &app, const WindowJob &job);

} // namespace handoff::bench
