#pragma once

#include "shared/core/clock.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace handoff {

/// Who may see an event, decided by the use case that announces it (events.md, Event types).
enum class Audience {
    Agents = 1,            ///< every agent
    CustomerAndAgents = 2, ///< the session's customer and every agent
    NamedAgents = 3,       ///< only `agentIds`
};

/// Type of an event for the servers themselves, never sent to a client: the streams of `agentIds`
/// end, because the account was deleted or has lost rights.
inline constexpr QLatin1String endStreamsEvent{"end_streams"};

/// The same, and not in the log either: an agent (`json`, an AgentRef) still views a session.
inline constexpr QLatin1String viewingRenewedEvent{"viewing_renewed"};

/// A row of the event log (events.md, Guarantees 1).
struct StoredEvent
{
    qint64 id = 0; ///< given by the log; grows in commit order
    QString type;
    QString sessionName; ///< empty for facts about the desk
    Audience audience = Audience::Agents;
    QStringList agentIds; ///< with Audience::NamedAgents
    QByteArray json;      ///< the payload as it is sent, `type` included
    Timestamp at;
};

} // namespace handoff

Q_DECLARE_METATYPE(QList<handoff::StoredEvent>)
