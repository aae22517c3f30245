#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/sessionlist.h"
#include "shared/contract/ticket.h"
#include "shared/contract/transfer.h"

/// Payloads of the event streams (events.md, Event types). Every payload carries its `type`.
namespace handoff {

namespace eventtype {
inline constexpr QLatin1String statusChange{"status_change"};
inline constexpr QLatin1String manualMessage{"manual_message"};
inline constexpr QLatin1String messageAdded{"message_added"};
inline constexpr QLatin1String sessionUpdated{"session_updated"};
inline constexpr QLatin1String aiDelta{"ai_delta"};
inline constexpr QLatin1String typing{"typing"};
inline constexpr QLatin1String viewing{"viewing"};
inline constexpr QLatin1String agentUpdated{"agent_updated"};
inline constexpr QLatin1String transferRequest{"transfer_request"};
inline constexpr QLatin1String transferResult{"transfer_result"};
inline constexpr QLatin1String mention{"mention"};
inline constexpr QLatin1String ticketUpdated{"ticket_updated"};
inline constexpr QLatin1String ticketSla{"ticket_sla"};
inline constexpr QLatin1String catalogChanged{"catalog_changed"};
inline constexpr QLatin1String resync{"resync"};
inline constexpr QLatin1String ready{"ready"};
// of an AI turn on POST /api/chat/stream
inline constexpr QLatin1String message{"message"};
inline constexpr QLatin1String done{"done"};
inline constexpr QLatin1String error{"error"};

/// Every type of the log and of the streams; tests walk them. An AI turn's own three are not here.
inline constexpr std::array all{statusChange, manualMessage,  messageAdded,    sessionUpdated,
                                aiDelta,      typing,         viewing,         ticketUpdated,
                                ticketSla,    mention,        transferRequest, transferResult,
                                agentUpdated, catalogChanged, resync,          ready};
} // namespace eventtype

/// Why a status changed (events.md, Reasons).
namespace statusreason {
inline constexpr QLatin1String manualRequest{"manual_request"};
inline constexpr QLatin1String agentTakeover{"agent_takeover"};
inline constexpr QLatin1String released{"released"};
inline constexpr QLatin1String transferred{"transferred"};
inline constexpr QLatin1String agentLost{"agent_lost"};
inline constexpr QLatin1String requeued{"requeued"};
inline constexpr QLatin1String cancelled{"cancelled"};
inline constexpr QLatin1String afterHours{"after_hours"};
inline constexpr QLatin1String closed{"closed"};
inline constexpr QLatin1String reopened{"reopened"};
} // namespace statusreason

struct AgentInfo
{
    QString agentId;
    QString agentName;

    bool operator==(const AgentInfo &) const = default;
    static constexpr auto fields(auto to)
    {
        return to(json::field("agent_id", &AgentInfo::agentId),
                  json::field("agent_name", &AgentInfo::agentName));
    }
};

struct StatusChangeEvent
{
    QString type = eventtype::statusChange;
    SessionStatus status = SessionStatus::BotActive;
    QString reason;
    Timestamp timestamp;
    std::optional<AgentInfo> agentInfo; ///< with manual_live
    QString sessionName;
    qint64 version = 0;

    static constexpr auto fields(auto to)
    {
        using T = StatusChangeEvent;
        return to(json::field("type", &T::type), json::field("status", &T::status),
                  json::field("reason", &T::reason), json::field("timestamp", &T::timestamp),
                  json::field("agent_info", &T::agentInfo),
                  json::field("session_name", &T::sessionName),
                  json::field("version", &T::version));
    }
};

struct ManualMessageEvent
{
    QString type = eventtype::manualMessage;
    MessageRole role = MessageRole::Agent;
    QString content;
    Timestamp timestamp;
    QString messageId;
    QString sessionName;
    std::optional<QString> agentId;
    std::optional<QString> agentName;
    std::optional<AgentInfo> agentInfo;

    static constexpr auto fields(auto to)
    {
        using T = ManualMessageEvent;
        return to(json::field("type", &T::type), json::field("role", &T::role),
                  json::field("content", &T::content), json::field("timestamp", &T::timestamp),
                  json::field("message_id", &T::messageId),
                  json::field("session_name", &T::sessionName),
                  json::field("agent_id", &T::agentId), json::field("agent_name", &T::agentName),
                  json::field("agent_info", &T::agentInfo));
    }
};

struct MessageAddedEvent
{
    QString type = eventtype::messageAdded;
    QString sessionName;
    Message message;

    static constexpr auto fields(auto to)
    {
        using T = MessageAddedEvent;
        return to(json::field("type", &T::type), json::field("session_name", &T::sessionName),
                  json::field("message", &T::message));
    }
};

struct SessionUpdatedEvent
{
    QString type = eventtype::sessionUpdated;
    SessionSummary session;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &SessionUpdatedEvent::type),
                  json::field("session", &SessionUpdatedEvent::session));
    }
};

struct AiDeltaEvent
{
    QString type = eventtype::aiDelta;
    QString sessionName;
    QString content;

    static constexpr auto fields(auto to)
    {
        using T = AiDeltaEvent;
        return to(json::field("type", &T::type), json::field("session_name", &T::sessionName),
                  json::field("content", &T::content));
    }
};

struct AgentEventInfo
{
    QString id;
    QString name;
    AgentPresence status = AgentPresence::Offline;
    int currentSessions = 0;

    static constexpr auto fields(auto to)
    {
        using T = AgentEventInfo;
        return to(json::field("id", &T::id), json::field("name", &T::name),
                  json::field("status", &T::status),
                  json::field("current_sessions", &T::currentSessions));
    }
};

struct AgentUpdatedEvent
{
    QString type = eventtype::agentUpdated;
    AgentEventInfo agent;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &AgentUpdatedEvent::type),
                  json::field("agent", &AgentUpdatedEvent::agent));
    }
};

/// Who types: an agent with id and name, or the customer (`user`, no id).
struct TypingWho
{
    QString role;
    std::optional<QString> id;
    QString name;

    static constexpr auto fields(auto to)
    {
        return to(json::field("role", &TypingWho::role), json::field("id", &TypingWho::id),
                  json::field("name", &TypingWho::name));
    }
};

/// Clients let it expire after 6 s.
struct TypingEvent
{
    QString type = eventtype::typing;
    QString sessionName;
    TypingWho who;
    bool active = false;

    static constexpr auto fields(auto to)
    {
        using T = TypingEvent;
        return to(json::field("type", &T::type), json::field("session_name", &T::sessionName),
                  json::field("who", &T::who), json::field("active", &T::active));
    }
};

struct ViewingEvent
{
    QString type = eventtype::viewing;
    QString sessionName;
    QList<AgentRef> viewers;

    static constexpr auto fields(auto to)
    {
        using T = ViewingEvent;
        return to(json::field("type", &T::type), json::field("session_name", &T::sessionName),
                  json::field("viewers", &T::viewers));
    }
};

/// `transfer_request` and `transfer_result`: the fields of the request beside `type`.
struct TransferEvent : Transfer
{
    QString type = eventtype::transferRequest;

    static constexpr auto fields(auto to)
    {
        return Transfer::fields([&](const auto &...transfer) {
            return to(json::field("type", &TransferEvent::type), transfer...);
        });
    }
};

/// Somebody named this agent in a note or in a comment of a ticket.
struct MentionEvent
{
    QString type = eventtype::mention;
    QString source;                     ///< `note` or `ticket`
    std::optional<QString> sessionName; ///< with `note`
    std::optional<QString> ticketId;    ///< with `ticket`
    AgentRef from;
    QString content;

    static constexpr auto fields(auto to)
    {
        using T = MentionEvent;
        return to(json::field("type", &T::type), json::field("source", &T::source),
                  json::field("session_name", &T::sessionName),
                  json::field("ticket_id", &T::ticketId), json::field("from", &T::from),
                  json::field("content", &T::content));
    }
};

/// A ticket is new or has changed.
struct TicketUpdatedEvent
{
    QString type = eventtype::ticketUpdated;
    TicketSummary ticket;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &TicketUpdatedEvent::type),
                  json::field("ticket", &TicketUpdatedEvent::ticket));
    }
};

/// A ticket turned to another standing against its deadlines.
struct TicketSlaEvent
{
    QString type = eventtype::ticketSla;
    QString ticketId;
    SlaStatus slaStatus = SlaStatus::Within;

    static constexpr auto fields(auto to)
    {
        using T = TicketSlaEvent;
        return to(json::field("type", &T::type), json::field("ticket_id", &T::ticketId),
                  json::field("sla_status", &T::slaStatus));
    }
};

/// What `catalog_changed` tells to read again.
enum class Catalog { QuickReplies, Tags, AutoReplyRules, Settings, Unknown };

template<>
struct json::EnumNames<Catalog>
{
    static constexpr std::array names{"quick_replies", "tags", "auto_reply_rules", "settings"};
};

struct CatalogChangedEvent
{
    QString type = eventtype::catalogChanged;
    Catalog what = Catalog::Unknown;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &CatalogChangedEvent::type),
                  json::field("what", &CatalogChangedEvent::what));
    }
};

struct ResyncEvent
{
    QString type = eventtype::resync;
    QString reason;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &ResyncEvent::type),
                  json::field("reason", &ResyncEvent::reason));
    }
};

/// First frame of a resumable stream.
struct ReadyEvent
{
    QString type = eventtype::ready;
    qint64 lastEventId = 0;
    Timestamp serverTime;
    std::optional<qint64> sessionVersion; ///< on a session's stream

    static constexpr auto fields(auto to)
    {
        using T = ReadyEvent;
        return to(json::field("type", &T::type), json::field("last_event_id", &T::lastEventId),
                  json::field("server_time", &T::serverTime),
                  json::field("session_version", &T::sessionVersion));
    }
};

/// `{type,content}`: `message`, `done` and `error` of an AI turn.
struct TurnEvent
{
    QString type = eventtype::message;
    QString content;

    static constexpr auto fields(auto to)
    {
        return to(json::field("type", &TurnEvent::type),
                  json::field("content", &TurnEvent::content));
    }
};

} // namespace handoff
