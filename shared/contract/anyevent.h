#pragma once

#include "shared/contract/event.h"

#include <variant>

namespace handoff {

/// Of a server that is newer than this program; nothing to be done about it.
struct UnknownEvent
{
    QString type;
};

/// An event of the agents' streams (events.md, Event types), decoded once, where it comes in.
/// `ready` and `resync` are the stream's own and not among them.
using AnyEvent = std::variant<UnknownEvent, StatusChangeEvent, ManualMessageEvent,
                              MessageAddedEvent, SessionUpdatedEvent, AiDeltaEvent, TypingEvent,
                              ViewingEvent, AgentUpdatedEvent, TransferEvent, MentionEvent,
                              TicketUpdatedEvent, TicketSlaEvent, CatalogChangedEvent>;

/// The payload of this type, leniently read. An error: a type that is known, and fields that are
/// none of its.
Result<AnyEvent> anyEventFrom(const QString &type, const QJsonObject &payload);

/// The event, if it is of this kind.
template<typename Event>
const Event *eventAs(const AnyEvent &event)
{
    return std::get_if<Event>(&event);
}

} // namespace handoff
