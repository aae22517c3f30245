#pragma once

#include "server/events/eventhub.h"
#include "shared/core/sse.h"

namespace handoff {

/// The two forms of an event on the wire, each made when first needed and then shared.
struct EventHub::Frames
{
    const StoredEvent &event;
    QByteArray resumable{};
    QByteArray dataOnly{};

    const QByteArray &forKind(bool isResumable)
    {
        QByteArray &frame = isResumable ? resumable : dataOnly;
        if (frame.isEmpty())
            frame = isResumable ? sse::eventFrame(event.id, event.type.toLatin1(), event.json)
                                : sse::dataFrame(event.json);
        return frame;
    }
};

/// One stream and what it still has to get.
struct EventHub::Subscriber
{
    enum class State { Replaying, Live, Closed };
    struct Waiting
    {
        qint64 id = 0;
        QByteArray frame;
    };

    Id id = 0;
    Subscription what;
    EventSink sink;
    State state = State::Live;
    qint64 cursor = -1;       ///< everything up to this id was sent or is not for this stream
    bool begun = false;       ///< `ready` was sent
    bool readAgain = false;   ///< more came during a replay than the queue holds
    bool awaitsDrain = false; ///< the next part of the replay waits for the socket
    bool lost = false;        ///< a resync is due
    QList<Waiting> queue;     ///< for a slow reader, or live events during a replay
    quint64 lastEventTick = 0;

    qint64 pendingBytes() const { return sink.pendingBytes ? sink.pendingBytes() : 0; }
};

} // namespace handoff
