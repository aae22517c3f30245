#include "workbench/models/episodes.h"

#include "shared/contract/event.h"

namespace handoff {

namespace {

bool wantsHuman(SessionStatus status)
{
    return status == SessionStatus::PendingManual || status == SessionStatus::ManualLive ||
           status == SessionStatus::AfterHoursEmail;
}

} // namespace

QList<Episode> episodesOf(const QList<AuditEntry> &trail)
{
    QList<Episode> episodes;
    bool open = false;
    for (const AuditEntry &entry : trail) {
        if (!open && wantsHuman(entry.statusTo)) {
            Episode fresh;
            fresh.escalatedAt = entry.timestamp;
            fresh.reason = entry.reason;
            episodes.append(fresh);
            open = true;
        }
        if (!open)
            continue;
        Episode &episode = episodes.last();
        if (entry.statusTo == SessionStatus::ManualLive) {
            if (!episode.takenOverAt)
                episode.takenOverAt = entry.timestamp;
            const bool another = !episode.agent.isEmpty() && episode.agent != entry.operatorName;
            episode.transferred =
                episode.transferred || another || entry.reason == statusreason::transferred;
            episode.agent = entry.operatorName;
        }
        if (!wantsHuman(entry.statusTo)) {
            episode.endedAt = entry.timestamp;
            episode.endedAs = entry.statusTo;
            open = false;
        }
    }
    return episodes;
}

} // namespace handoff
