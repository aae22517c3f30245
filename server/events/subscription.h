#pragma once

#include "server/store/storedevent.h"
#include "shared/contract/signin.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>

namespace handoff {

/// What a connection wants to hear (events.md, Event streams).
struct Subscription
{
    enum class Kind {
        CustomerTurn,   ///< an AI turn of POST /api/chat/stream: data-only, not limited
        CustomerListen, ///< its listen mode: data-only, ended after 5 minutes without an event
        CustomerStream, ///< GET /api/sessions/{s}/events as the customer: resumable
        AgentSession,   ///< the same as an agent: resumable, with ai_delta
        AgentDesk,      ///< GET /api/agent/events: resumable
    };
    Kind kind = Kind::CustomerListen;
    QString sessionName;                   ///< empty with AgentDesk
    QString agentId;                       ///< of agents
    std::optional<QByteArray> lastEventId; ///< as the client sent it; garbage leads to a resync
    std::optional<qint64> sessionVersion;  ///< for the `ready` frame
    QString client{};                      ///< of customers: whose share of all streams it takes
    SignIn signIn = {};                    ///< of agents: the stream must not outlive it
    QString streamName{}; ///< the client's own: the stream takes the place of its former self
    int beatSeconds = 0;  ///< between heartbeats, as the client asked for; 0: as usual

    bool isAgent() const { return kind == Kind::AgentSession || kind == Kind::AgentDesk; }
    bool isResumable() const { return isAgent() || kind == Kind::CustomerStream; }
};

/// Who holds a stream of an agent open.
struct AgentStream
{
    QString agentId;
    SignIn signIn;

    bool operator==(const AgentStream &) const = default;
};

/// A connection as the hub sees it; all functions are called on the event loop. They may call back
/// into the hub (EventHub::close).
struct EventSink
{
    /// One frame, to be written at once. `event` is null for heartbeats, `ready` and `resync`.
    std::function<void(const QByteArray &frame, const StoredEvent *event)> write;
    /// Bytes that the peer has not taken yet; null: never any.
    std::function<qint64()> pendingBytes;
    /// Ends the stream properly (true) or resets it, because its reader is too slow (false).
    std::function<void(bool properly)> end;
};

/// May this subscriber see the event? Asked at send and at replay (events.md, Guarantees 7).
bool isVisible(const Subscription &subscriber, const StoredEvent &event);

} // namespace handoff
