#include "server/events/subscription.h"

#include "shared/contract/event.h"

namespace handoff {

bool isVisible(const Subscription &subscriber, const StoredEvent &event)
{
    if (event.type == endStreamsEvent)
        return false;
    if (event.type == eventtype::aiDelta)
        return subscriber.kind == Subscription::Kind::AgentSession;
    if (subscriber.isAgent())
        return event.audience != Audience::NamedAgents ||
               event.agentIds.contains(subscriber.agentId);
    // A second lock behind the audience: whatever a use case announces, a customer's stream carries
    // these types and no others.
    return event.audience == Audience::CustomerAndAgents &&
           (event.type == eventtype::statusChange || event.type == eventtype::manualMessage ||
            event.type == eventtype::typing || event.type == eventtype::resync);
}

} // namespace handoff
