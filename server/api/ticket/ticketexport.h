#pragma once

#include "server/api/apicontext.h"
#include "server/store/ticket/ticketlist.h"

namespace handoff::api {

/// Answers with all tickets of the filter as CSV, newest first; read and sent part by part, so that
/// memory does not grow with the number of tickets. Times are those of the desk's zone.
void exportTickets(const ApiContext &context, const http::ReplyPtr &reply,
                   const TicketList::Filter &filter);

} // namespace handoff::api
