#include "shared/contract/anyevent.h"

namespace handoff {

namespace {

using Reader = Result<AnyEvent> (*)(const QJsonObject &payload);

template<typename Event>
Result<AnyEvent> as(const QJsonObject &payload)
{
    auto event = json::fromJson<Event>(QJsonValue(payload), json::Mode::Lenient);
    if (!event)
        return event.error();
    return AnyEvent(std::move(*event));
}

constexpr std::pair<QLatin1String, Reader> readers[] = {
    {eventtype::statusChange, &as<StatusChangeEvent>},
    {eventtype::manualMessage, &as<ManualMessageEvent>},
    {eventtype::messageAdded, &as<MessageAddedEvent>},
    {eventtype::sessionUpdated, &as<SessionUpdatedEvent>},
    {eventtype::aiDelta, &as<AiDeltaEvent>},
    {eventtype::typing, &as<TypingEvent>},
    {eventtype::viewing, &as<ViewingEvent>},
    {eventtype::agentUpdated, &as<AgentUpdatedEvent>},
    {eventtype::transferRequest, &as<TransferEvent>},
    {eventtype::transferResult, &as<TransferEvent>},
    {eventtype::mention, &as<MentionEvent>},
    {eventtype::ticketUpdated, &as<TicketUpdatedEvent>},
    {eventtype::ticketSla, &as<TicketSlaEvent>},
    {eventtype::catalogChanged, &as<CatalogChangedEvent>},
};

} // namespace

Result<AnyEvent> anyEventFrom(const QString &type, const QJsonObject &payload)
{
    for (const auto &[known, read] : readers) {
        if (type == known)
            return read(payload);
    }
    return AnyEvent(UnknownEvent{type});
}

} // namespace handoff
