#pragma once

#include "shared/contract/slapolicy.h"
#include "shared/contract/ticket.h"

/// Deadlines of a ticket and how it stands against them (api.md, Tickets: SLA). Both run round the
/// clock from the ticket's creation. The response clock stops at the first response, the resolution
/// clock when the ticket is resolved or closed. A ticket stands as badly as the worse of the clocks
/// that still run; at the resolution that is frozen, a reopened one goes on against the old
/// deadlines.
namespace handoff::SlaRules {

struct Span
{
    int responseMinutes = 240;
    int resolutionMinutes = 1440;

    bool operator==(const Span &) const = default;
};

struct Deadlines
{
    Timestamp response;
    Timestamp resolution;

    bool operator==(const Deadlines &) const = default;
};

/// Everything that decides how a ticket stands.
struct Clocks
{
    Timestamp createdAt;
    Deadlines deadlines;
    std::optional<Timestamp> firstRespondedAt;
    std::optional<Timestamp> stoppedAt; ///< resolved, or closed without being resolved
};

/// What a new desk begins with (api.md).
SlaPolicies defaults();

/// The policy of the pair, else the default one.
Span span(const SlaPolicies &policies, TicketCategory category, TicketPriority priority);

Deadlines deadlines(Span span, Timestamp createdAt);

/// Warning when under 20 % of the time is left, breached after the deadline.
SlaStatus status(const Clocks &clocks, Timestamp now);

/// The first moment after `now` at which the status gets worse if nobody does anything; nothing
/// when it cannot.
std::optional<Timestamp> turnsAt(const Clocks &clocks, Timestamp now);

Clocks clocks(const TicketSummary &ticket);

} // namespace handoff::SlaRules
