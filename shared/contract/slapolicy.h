#pragma once

#include "shared/contract/ticket.h"

/// How soon tickets must be answered and resolved (api.md, Tickets).
namespace handoff {

/// How fast a pair of category and priority is to be answered and resolved.
struct SlaPolicy
{
    TicketCategory category = TicketCategory::PreSales;
    TicketPriority priority = TicketPriority::Normal;
    int responseMinutes = 0;
    int resolutionMinutes = 0;

    bool operator==(const SlaPolicy &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SlaPolicy;
        return to(json::field("category", &T::category), json::field("priority", &T::priority),
                  json::field("response_minutes", &T::responseMinutes),
                  json::field("resolution_minutes", &T::resolutionMinutes));
    }
};

/// `data` of `GET /api/sla-policies` and the body of `PUT`: what is given replaces what was.
struct SlaPolicies
{
    QList<SlaPolicy> items;
    int defaultResponseMinutes = 240;    ///< of any other pair
    int defaultResolutionMinutes = 1440; ///< of any other pair

    bool operator==(const SlaPolicies &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SlaPolicies;
        return to(json::field("items", &T::items),
                  json::field("default_response_minutes", &T::defaultResponseMinutes),
                  json::field("default_resolution_minutes", &T::defaultResolutionMinutes));
    }
};

} // namespace handoff
