#include "workbench/models/ticketwords.h"

#include "shared/rules/slarules.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace handoff {

namespace {

/// Context of the translations.
struct Tickets
{
    Q_DECLARE_TR_FUNCTIONS(Tickets)
};

QString unknown()
{
    return Tickets::tr("Unknown");
}

} // namespace

namespace text {

QString ticketStatus(TicketStatus status)
{
    switch (status) {
    case TicketStatus::Pending:
        return Tickets::tr("Pending");
    case TicketStatus::InProgress:
        return Tickets::tr("In progress");
    case TicketStatus::WaitingCustomer:
        return Tickets::tr("Waiting for customer");
    case TicketStatus::WaitingParts:
        return Tickets::tr("Waiting for parts");
    case TicketStatus::Resolved:
        return Tickets::tr("Resolved");
    case TicketStatus::Closed:
        return Tickets::tr("Closed");
    case TicketStatus::Unknown:
        break;
    }
    return unknown();
}

QString ticketPriority(TicketPriority priority)
{
    switch (priority) {
    case TicketPriority::Low:
        return Tickets::tr("Low");
    case TicketPriority::Normal:
        return Tickets::tr("Normal");
    case TicketPriority::High:
        return Tickets::tr("High");
    case TicketPriority::Urgent:
        return Tickets::tr("Urgent");
    case TicketPriority::Unknown:
        break;
    }
    return unknown();
}

QString ticketCategory(TicketCategory category)
{
    switch (category) {
    case TicketCategory::PreSales:
        return Tickets::tr("Pre-sales");
    case TicketCategory::OrderModify:
        return Tickets::tr("Order change");
    case TicketCategory::Shipping:
        return Tickets::tr("Shipping");
    case TicketCategory::AfterSales:
        return Tickets::tr("After-sales");
    case TicketCategory::Compliance:
        return Tickets::tr("Compliance");
    case TicketCategory::Technical:
        return Tickets::tr("Technical");
    case TicketCategory::Returns:
        return Tickets::tr("Returns");
    case TicketCategory::Warranty:
        return Tickets::tr("Warranty");
    case TicketCategory::Unknown:
        break;
    }
    return unknown();
}

QString department(Department department)
{
    switch (department) {
    case Department::SalesEu:
        return Tickets::tr("Sales EU");
    case Department::ServiceCn:
        return Tickets::tr("Service CN");
    case Department::Warehouse:
        return Tickets::tr("Warehouse");
    case Department::Compliance:
        return Tickets::tr("Compliance");
    case Department::Technical:
        return Tickets::tr("Technical");
    case Department::Logistics:
        return Tickets::tr("Logistics");
    case Department::Unknown:
        break;
    }
    return unknown();
}

QString slaStatus(SlaStatus status)
{
    switch (status) {
    case SlaStatus::Within:
        return Tickets::tr("In time");
    case SlaStatus::Warning:
        return Tickets::tr("Running short");
    case SlaStatus::Breached:
        return Tickets::tr("Overdue");
    case SlaStatus::Unknown:
        break;
    }
    return unknown();
}

QString timeSpan(qint64 seconds)
{
    seconds = qAbs(seconds);
    if (seconds < 120)
        return Tickets::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Tickets::tr("%1 min").arg(seconds / 60);
    if (seconds >= 10 * 3600 && seconds < 48 * 3600)
        return Tickets::tr("%1 h").arg(seconds / 3600);
    if (seconds < 48 * 3600)
        return Tickets::tr("%1 h %2 min")
            .arg(seconds / 3600)
            .arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
    return Tickets::tr("%1 d %2 h").arg(seconds / 86400).arg(seconds % 86400 / 3600);
}

QString moment(Timestamp time)
{
    if (time.ms <= 0)
        return {};
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(time.ms);
    return QLocale().toString(
        then, then.date().year() == QDate::currentDate().year()
                  ? Tickets::tr("d MMM, HH:mm", "date and time format")
                  : Tickets::tr("d MMM yyyy, HH:mm", "date and time format, another year"));
}

QString bytes(qint64 size)
{
    return QLocale().formattedDataSize(size, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace text

SlaStanding SlaStanding::of(const TicketSummary &ticket, Timestamp now)
{
    const SlaRules::Clocks clocks = SlaRules::clocks(ticket);
    SlaStanding standing;
    standing.status = SlaRules::status(clocks, now);
    if (clocks.stoppedAt) {
        standing.clock = Clock::Stopped;
        return standing;
    }
    const bool answered = clocks.firstRespondedAt.has_value();
    standing.clock = answered ? Clock::Resolution : Clock::Response;
    const Timestamp deadline = answered ? clocks.deadlines.resolution : clocks.deadlines.response;
    standing.secondsLeft = deadline.msSince(now) / 1000;
    return standing;
}

QString SlaStanding::text() const
{
    if (clock == Clock::Stopped)
        return status == SlaStatus::Breached ? Tickets::tr("Missed") : Tickets::tr("Met");
    if (secondsLeft < 0)
        return Tickets::tr("Overdue %1").arg(handoff::text::timeSpan(secondsLeft));
    return clock == Clock::Response
               ? Tickets::tr("Reply in %1").arg(handoff::text::timeSpan(secondsLeft))
               : Tickets::tr("Due in %1").arg(handoff::text::timeSpan(secondsLeft));
}

} // namespace handoff
