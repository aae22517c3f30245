#include "server/events/replay.h"

#include "shared/contract/event.h"
#include "shared/core/sse.h"

namespace handoff::Replay {

Batch read(Tx &tx, const Subscription &what, qint64 after, int limit)
{
    Batch batch;
    batch.trimmed = EventLog::trimmedUpTo(tx);
    batch.lastId = qMax(EventLog::lastId(tx), batch.trimmed);
    if (after >= batch.trimmed)
        batch.events =
            EventLog::after(tx, after, {what.sessionName, !what.isAgent(), what.agentId}, limit);
    batch.complete = batch.events.size() < limit;
    return batch;
}

std::optional<qint64> cursorFrom(const std::optional<QByteArray> &lastEventId)
{
    if (!lastEventId || lastEventId->isEmpty())
        return -1;
    bool number = false;
    const qint64 id = lastEventId->toLongLong(&number);
    return number && id >= 0 ? std::optional(id) : std::nullopt;
}

Beginning begin(const Subscription &what, const Batch &batch)
{
    const std::optional<qint64> asked = cursorFrom(what.lastEventId);
    const bool unknown = !asked || *asked > batch.lastId || (*asked >= 0 && *asked < batch.trimmed);
    const bool resumes = !unknown && *asked >= 0;
    Beginning beginning{resumes ? *asked : batch.lastId, {}};
    const ReadyEvent ready{.lastEventId = beginning.cursor,
                           .serverTime = Timestamp::now(),
                           .sessionVersion = what.sessionVersion};
    beginning.frames.append("retry: 3000\n" +
                            sse::eventFrame(beginning.cursor, "ready", json::toJson(ready)));
    if (unknown)
        beginning.frames.append(sse::eventFrame(
            0, "resync", json::toJson(ResyncEvent{.reason = QStringLiteral("log_trimmed")})));
    return beginning;
}

} // namespace handoff::Replay
