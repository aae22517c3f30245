#pragma once

#include "shared/contract/session.h"

namespace handoff {

/// One call for a human, from the trigger to the end (product.md, Vocabulary), read from the audit
/// trail.
struct Episode
{
    Timestamp escalatedAt;
    QString reason; ///< of the row that began it
    std::optional<Timestamp> takenOverAt;
    std::optional<Timestamp> endedAt;
    QString agent;                                  ///< username of the last who took it over
    bool transferred = false;                       ///< had more than one human
    SessionStatus endedAs = SessionStatus::Unknown; ///< with endedAt

    bool operator==(const Episode &) const = default;
};

/// Oldest first, as the trail is.
QList<Episode> episodesOf(const QList<AuditEntry> &trail);

} // namespace handoff
