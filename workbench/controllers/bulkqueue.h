#pragma once

#include "workbench/controllers/ticketscontroller.h"

namespace handoff {

/// A change of many tickets goes out a little later, so that it can be taken back as if it had
/// never been meant; until then they are what they were. One waits at a time. GUI thread.
class BulkQueue : public QObject
{
    Q_OBJECT
public:
    explicit BulkQueue(TicketsController &tickets, QObject *parent = nullptr);

    /// Time to take it back, in milliseconds; 0: nothing can be taken back.
    void setDelay(int ms) { m_delayMs = ms; }
    /// One that waits goes out first.
    void add(const BulkTicketsRequest &request);
    /// Takes back what waits. Nothing when it has gone out.
    void undo();
    /// The program ends or the agent leaves: what waits goes out now.
    void flush();
    /// Nobody is signed in any more: nothing goes out.
    void drop();
    bool isWaiting() const { return !m_waiting.isEmpty(); }
    /// What went out is not answered yet; idle() follows.
    bool isSending() const { return m_sending; }

signals:
    /// So many tickets wait from now on.
    void added(int tickets);
    /// The last one that was added went out or was taken back.
    void ended();
    void idle();

private:
    void next();
    void answered();

    TicketsController &m_tickets;
    QList<BulkTicketsRequest> m_waiting; ///< the last one may still be taken back
    QTimer m_timer;                      ///< runs while it may
    bool m_sending = false;
    int m_delayMs = 0;
};

} // namespace handoff
