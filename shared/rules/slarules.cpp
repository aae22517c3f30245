#include "shared/rules/slarules.h"

#include <algorithm>

namespace handoff::SlaRules {

namespace {

constexpr qint64 msPerMinute = 60'000;

/// The last moment of one clock at which 20 % of its time is left.
Timestamp warningFrom(Timestamp createdAt, Timestamp deadline)
{
    return deadline.plusMs(-deadline.msSince(createdAt) / 5);
}

SlaStatus statusOf(Timestamp createdAt, Timestamp deadline, Timestamp at)
{
    if (at > deadline)
        return SlaStatus::Breached;
    return at > warningFrom(createdAt, deadline) ? SlaStatus::Warning : SlaStatus::Within;
}

} // namespace

SlaPolicies defaults()
{
    using C = TicketCategory;
    using P = TicketPriority;
    return {{{C::PreSales, P::Normal, 120, 1440},
             {C::OrderModify, P::High, 30, 240},
             {C::Shipping, P::High, 60, 720},
             {C::AfterSales, P::Normal, 240, 2880},
             {C::Technical, P::Urgent, 15, 480},
             {C::Compliance, P::High, 120, 1440}},
            240,
            1440};
}

Span span(const SlaPolicies &policies, TicketCategory category, TicketPriority priority)
{
    for (const SlaPolicy &policy : policies.items) {
        if (policy.category == category && policy.priority == priority)
            return {policy.responseMinutes, policy.resolutionMinutes};
    }
    return {policies.defaultResponseMinutes, policies.defaultResolutionMinutes};
}

Deadlines deadlines(Span span, Timestamp createdAt)
{
    return {createdAt.plusMs(span.responseMinutes * msPerMinute),
            createdAt.plusMs(span.resolutionMinutes * msPerMinute)};
}

SlaStatus status(const Clocks &clocks, Timestamp now)
{
    const Timestamp at = clocks.stoppedAt.value_or(now);
    const SlaStatus resolution = statusOf(clocks.createdAt, clocks.deadlines.resolution, at);
    if (clocks.firstRespondedAt)
        return resolution;
    return std::max(resolution, statusOf(clocks.createdAt, clocks.deadlines.response, at));
}

std::optional<Timestamp> turnsAt(const Clocks &clocks, Timestamp now)
{
    if (clocks.stoppedAt)
        return std::nullopt;
    const SlaStatus current = status(clocks, now);
    std::optional<Timestamp> first;
    const auto consider = [&](Timestamp last) {
        const Timestamp turn = last.plusMs(1);
        if (turn > now && status(clocks, turn) > current && (!first || turn < *first))
            first = turn;
    };
    const Deadlines &d = clocks.deadlines;
    consider(warningFrom(clocks.createdAt, d.resolution));
    consider(d.resolution);
    if (!clocks.firstRespondedAt) {
        consider(warningFrom(clocks.createdAt, d.response));
        consider(d.response);
    }
    return first;
}

Clocks clocks(const TicketSummary &ticket)
{
    return {ticket.createdAt,
            {ticket.slaResponseDeadline, ticket.slaDeadline},
            ticket.firstRespondedAt,
            ticket.resolvedAt ? ticket.resolvedAt : ticket.closedAt};
}

} // namespace handoff::SlaRules
