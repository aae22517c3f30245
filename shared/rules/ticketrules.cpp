#include "shared/rules/ticketrules.h"

namespace handoff::TicketRules {

namespace {

using S = TicketStatus;

struct Row
{
    S from;
    S to;
};

constexpr Row table[] = {
    {S::Pending, S::InProgress},
    {S::Pending, S::Closed},
    {S::InProgress, S::WaitingCustomer},
    {S::InProgress, S::WaitingParts},
    {S::InProgress, S::Resolved},
    {S::WaitingCustomer, S::InProgress},
    {S::WaitingCustomer, S::WaitingParts},
    {S::WaitingCustomer, S::Resolved},
    {S::WaitingParts, S::InProgress},
    {S::WaitingParts, S::WaitingCustomer},
    {S::WaitingParts, S::Resolved},
    {S::Resolved, S::InProgress},
    {S::Resolved, S::Closed},
    {S::Closed, S::InProgress},
};

} // namespace

bool allowed(TicketStatus from, TicketStatus to)
{
    for (const Row &row : table) {
        if (row.from == from && row.to == to)
            return true;
    }
    return false;
}

QList<TicketStatus> next(TicketStatus from)
{
    QList<TicketStatus> reachable;
    for (const Row &row : table) {
        if (row.from == from)
            reachable.append(row.to);
    }
    return reachable;
}

bool settled(TicketStatus status)
{
    return status == S::Resolved || status == S::Closed;
}

} // namespace handoff::TicketRules
