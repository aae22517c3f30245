#include "workbench/models/tickettable.h"

namespace handoff {

namespace {

constexpr qint64 closeSeconds = 120; ///< below this every second counts
constexpr qint64 calmMs = 15000;

using C = RecordColumn<TicketSummary>;

std::vector<C> columns()
{
    return {
        C{[] { return TicketTable::tr("Number"); },
          [](const TicketSummary &t) { return t.ticketNumber; }},
        C{[] { return TicketTable::tr("Title"); }, [](const TicketSummary &t) { return t.title; }},
        C{[] { return TicketTable::tr("Status"); },
          [](const TicketSummary &t) { return text::ticketStatus(t.status); },
          [](const TicketSummary &t) { return QVariant(int(t.status)); }},
        C{[] { return TicketTable::tr("Priority"); },
          [](const TicketSummary &t) { return text::ticketPriority(t.priority); },
          [](const TicketSummary &t) { return QVariant(int(t.priority)); }},
        C{[] { return TicketTable::tr("Category"); },
          [](const TicketSummary &t) { return text::ticketCategory(t.category); }},
        C{[] { return TicketTable::tr("Department"); },
          [](const TicketSummary &t) { return text::department(t.department); }},
        C{[] { return TicketTable::tr("Assignee"); },
          [](const TicketSummary &t) {
              return t.assigneeName.value_or(TicketTable::tr("Nobody yet"));
          }},
        C{[] { return TicketTable::tr("SLA"); }, [](const TicketSummary &) { return QString(); }},
        C{[] { return TicketTable::tr("Updated"); },
          [](const TicketSummary &t) { return text::moment(t.updatedAt); },
          [](const TicketSummary &t) { return QVariant(t.updatedAt.ms); }},
    };
}

} // namespace

TicketTable::TicketTable(QObject *parent)
    : RecordTable([](const TicketSummary &t) { return t.ticketId; }, columns(), parent)
{
}

void TicketTable::tick(Timestamp now)
{
    m_now = now;
    if (qAbs(now.msSince(m_all)) >= calmMs) {
        m_all = now;
        refreshColumn(Sla, Sla);
        return;
    }
    for (int i = 0; i < rowCount(); ++i) {
        const SlaStanding standing = SlaStanding::of(*row(i), now);
        if (standing.clock != SlaStanding::Clock::Stopped &&
            qAbs(standing.secondsLeft) <= closeSeconds)
            emit dataChanged(index(i, Sla), index(i, Sla));
    }
}

QVariant TicketTable::data(const QModelIndex &index, int role) const
{
    const TicketSummary *ticket = index.isValid() ? row(index.row()) : nullptr;
    if (!ticket)
        return {};
    switch (role) {
    case StatusRole:
        return static_cast<int>(ticket->status);
    case PriorityRole:
        return static_cast<int>(ticket->priority);
    case SlaStatusRole:
        return static_cast<int>(SlaStanding::of(*ticket, m_now).status);
    case SlaStoppedRole:
        return SlaStanding::of(*ticket, m_now).clock == SlaStanding::Clock::Stopped;
    default:
        break;
    }
    if (index.column() == Sla && role == Qt::DisplayRole)
        return SlaStanding::of(*ticket, m_now).text();
    if (index.column() == Sla && role == SortRole) {
        const SlaStanding standing = SlaStanding::of(*ticket, m_now);
        const bool stopped = standing.clock == SlaStanding::Clock::Stopped;
        return stopped ? std::numeric_limits<qint64>::max() : standing.secondsLeft;
    }
    return RecordTable::data(index, role);
}

} // namespace handoff
