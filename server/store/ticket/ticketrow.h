#pragma once

#include "server/store/table.h"
#include "server/store/ticket/ticketstore.h"

/// Store-private: between columns of the table of tickets and TicketRow.
namespace handoff::ticketrow {

const Table<TicketRow> &table();
QList<TicketRow> readAll(Rows &rows);

} // namespace handoff::ticketrow
