#include "server/domain/session/customerview.h"

#include "server/domain/actor.h"

namespace handoff::CustomerView {

SessionState of(SessionState state)
{
    for (Message &message : state.history)
        message = of(std::move(message));
    state.userProfile.metadata = {};
    state.mail.emailTo.clear();
    state.mail.messageId.reset();
    Priority priority;
    priority.waitTimeSeconds = state.priority.waitTimeSeconds;
    state.priority = priority;
    state.tags.clear();
    return state;
}

Message of(Message message)
{
    if (message.role != MessageRole::Agent) {
        message.agentId.reset();
        message.agentName.reset();
    }
    return message;
}

AuditEntry of(AuditEntry entry)
{
    for (const Actor &known : {Actor::customer(), Actor::regulator(), Actor::system()}) {
        if (entry.operatorName == known.operatorName())
            return entry;
    }
    entry.operatorName = QStringLiteral("agent");
    entry.reason.clear();
    return entry;
}

} // namespace handoff::CustomerView
