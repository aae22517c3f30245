#pragma once

#include "server/store/bind.h"
#include "server/store/ticketstore.h"

/// Store-private: between columns of the table of tickets and TicketRow.
namespace handoff::ticketrow {

/// `SELECT … FROM tickets`, for read() and readAll().
QString select();
TicketRow read(const Rows &query);
QList<TicketRow> readAll(Rows &query);

/// Columns that are written once, and their values in the same order.
QStringList fixedColumns();
QVariantList fixedValues(const TicketRow &row);
QStringList mutableColumns();
QVariantList mutableValues(const TicketRow &row);

} // namespace handoff::ticketrow
