#include "server/domain/session/sessionevents.h"

#include "server/domain/session/sessionviews.h"

namespace handoff::SessionEvents {

namespace {

template<typename Event>
StoredEvent stored(const Event &event, const QString &sessionName, Audience audience)
{
    return {0, event.type, sessionName, audience, {}, json::toJson(event), {}};
}

} // namespace

StoredEvent statusChanged(const StatusChangeEvent &event)
{
    return stored(event, event.sessionName, Audience::CustomerAndAgents);
}

StoredEvent messageAdded(const QString &sessionName, Message message)
{
    if (!message.agentId)
        message.clientMessageId.reset();
    return stored(MessageAddedEvent{eventtype::messageAdded, sessionName, message}, sessionName,
                  Audience::Agents);
}

StoredEvent manualMessage(const QString &sessionName, const Message &message)
{
    ManualMessageEvent event;
    event.role = message.role;
    event.content = message.content;
    event.timestamp = message.timestamp;
    event.messageId = message.id;
    event.sessionName = sessionName;
    event.agentId = message.agentId;
    event.agentName = message.agentName;
    if (message.agentId)
        event.agentInfo = AgentInfo{*message.agentId, message.agentName.value_or(QString())};
    return stored(event, sessionName,
                  message.role == MessageRole::User ? Audience::Agents
                                                    : Audience::CustomerAndAgents);
}

StoredEvent summaryChanged(const SessionHead &head, Timestamp now)
{
    return stored(
        SessionUpdatedEvent{eventtype::sessionUpdated, SessionViews::summaryOf(head, now)},
        head.name, Audience::Agents);
}

} // namespace handoff::SessionEvents
