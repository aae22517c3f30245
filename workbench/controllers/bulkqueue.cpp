#include "workbench/controllers/bulkqueue.h"

namespace handoff {

BulkQueue::BulkQueue(TicketsController &tickets, QObject *parent)
    : QObject(parent), m_tickets(tickets)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BulkQueue::flush);
    connect(&tickets, &TicketsController::bulkDone, this, &BulkQueue::answered);
    connect(&tickets, &TicketsController::bulkFailed, this, &BulkQueue::answered);
    // One thing at a time: a ticket that is being made is waited for.
    connect(&tickets, &TicketsController::created, this, &BulkQueue::next);
    connect(&tickets, &TicketsController::createFailed, this, &BulkQueue::next);
}

void BulkQueue::add(const BulkTicketsRequest &request)
{
    flush();
    m_waiting.append(request);
    if (m_delayMs <= 0) {
        next();
        return;
    }
    m_timer.start(m_delayMs);
    emit added(static_cast<int>(request.ids.size()));
}

void BulkQueue::undo()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    m_waiting.removeLast();
    emit ended();
}

void BulkQueue::flush()
{
    const bool mayBeTakenBack = m_timer.isActive();
    m_timer.stop();
    next();
    if (mayBeTakenBack)
        emit ended();
}

void BulkQueue::drop()
{
    m_timer.stop();
    m_waiting.clear();
    m_sending = false;
    emit ended();
}

/// One after the other; what may still be taken back stays.
void BulkQueue::next()
{
    if (m_tickets.isBusy() || m_waiting.size() <= (m_timer.isActive() ? 1 : 0))
        return;
    m_sending = true;
    m_tickets.bulk(m_waiting.takeFirst());
}

void BulkQueue::answered()
{
    m_sending = false;
    next();
    if (!m_sending)
        emit idle();
}

} // namespace handoff
