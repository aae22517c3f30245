#pragma once

#include "shared/contract/session.h"

#include <QJsonObject>

namespace handoff {

/// One line of backend.log (operations.md, Log). Never holds message text, a secret or an address.
struct LogEntry
{
    QString event;
    QString sessionName;
    std::optional<SessionStatus> statusFrom;
    std::optional<SessionStatus> statusTo;
    QString operatorName;
    QJsonObject extra; ///< the fields of this kind of event, behind the common ones
    Timestamp at = Timestamp::now();
};

} // namespace handoff
