#pragma once

#include "server/store/session/sessionstore.h"
#include "server/store/storedevent.h"
#include "shared/contract/event.h"

/// Private to server/domain: the events of a session, and who may see each (events.md).
namespace handoff::SessionEvents {

StoredEvent statusChanged(const StatusChangeEvent &event);
/// For agents, whoever wrote it. It is the same for all of them: they see the id of each other's
/// messages, not that of a customer's.
StoredEvent messageAdded(const QString &sessionName, Message message);
/// The message to the other side: of agents and the system to all, of customers to agents.
StoredEvent manualMessage(const QString &sessionName, const Message &message);
StoredEvent summaryChanged(const SessionHead &head, Timestamp now);

} // namespace handoff::SessionEvents
