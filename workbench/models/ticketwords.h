#pragma once

#include "shared/contract/ticket.h"

/// Words of tickets as people read them, in the current language. Pure functions.
namespace handoff::text {

QString ticketStatus(TicketStatus status);
QString ticketPriority(TicketPriority priority);
QString ticketCategory(TicketCategory category);
QString department(Department department);
QString slaStatus(SlaStatus status);

/// "40 s", "12 min", "5 h 10 min", "14 h", "3 d 4 h"; minus signs are dropped.
QString timeSpan(qint64 seconds);
/// Day and time of a moment, the year only when it is another one.
QString moment(Timestamp time);
/// "1.4 MB".
QString bytes(qint64 size);

} // namespace handoff::text

namespace handoff {

/// How a ticket stands at a moment, for its badge.
struct SlaStanding
{
    enum class Clock { Response, Resolution, Stopped };

    SlaStatus status = SlaStatus::Within;
    Clock clock = Clock::Resolution; ///< the deadline that comes next
    qint64 secondsLeft = 0;          ///< negative: overdue; 0 when stopped

    /// Follows shared/rules/slarules with the server's time.
    static SlaStanding of(const TicketSummary &ticket, Timestamp now);
    /// "First reply 4 min", "overdue 12 min", "met".
    QString text() const;
};

} // namespace handoff
