#pragma once

#include "workbench/models/recordtable.h"
#include "workbench/models/ticketwords.h"

namespace handoff {

/// The tickets of the filter in the server's order, with badges that tick. GUI thread.
class TicketTable : public RecordTable<TicketSummary>
{
    Q_OBJECT

public:
    enum Column { Number, Title, Status, Priority, Category, Department, Assignee, Sla, Updated };
    enum Role {
        StatusRole = SortRole + 1, ///< int(TicketStatus)
        PriorityRole,              ///< int(TicketPriority)
        SlaStatusRole,             ///< int(SlaStatus), as of the last tick()
        SlaStoppedRole,            ///< bool: nothing runs any more
    };

    explicit TicketTable(QObject *parent = nullptr);

    /// Brings the badges up to `now` (server time): those near their deadline at once, the others
    /// every 15 s.
    void tick(Timestamp now);
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Timestamp m_now = Timestamp::now();
    Timestamp m_all; ///< when all badges were last painted
};

} // namespace handoff
