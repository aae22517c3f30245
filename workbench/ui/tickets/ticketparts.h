#pragma once

#include "workbench/controllers/ticketcontroller.h"

namespace handoff {
class BulkQueue;
class Preferences;
class Theme;
class Toasts;

/// What the room Tickets shows and steers; all outlive it.
struct TicketParts
{
    const Theme &theme;
    TicketsController &tickets;
    TicketController &ticket;
    Preferences &preferences;
    BulkQueue &bulk;
    Toasts &toasts;
};

} // namespace handoff
