#pragma once

#include "server/store/ticket/ticketstore.h"

/// Tickets by filter, a page at a time.
namespace handoff::TicketList {

struct Filter
{
    std::optional<TicketStatus> status;
    std::optional<Department> department;
    std::optional<TicketCategory> category;
    std::optional<TicketPriority> priority;
    std::optional<SlaStatus> slaStatus; ///< as it is now
    QString assigneeId;
    bool unassigned = false;
    bool open = false; ///< without the closed ones
    QString keyword;
};
/// Urgent first, then newest.
QList<TicketRow> list(Tx &tx, const Filter &filter, qint64 offset, int limit);
/// Counts the rows of a filter, to `cap` at most.
qint64 count(Tx &tx, const Filter &filter, int cap);
/// Newest first, only those with an `id` below `beforeId` when it is not 0: stable pages for
/// reading them all.
QList<TicketRow> pageById(Tx &tx, const Filter &filter, qint64 beforeId, int limit);

} // namespace handoff::TicketList
