#pragma once

#include "shared/core/json.h"

/// What clients ask of a session (api.md, Sessions and hand-over).
namespace handoff {

/// `POST /api/manual/messages`. Fields are optional here because their absence has its own error.
struct SendMessageRequest
{
    std::optional<QString> sessionName;
    std::optional<QString> role;
    std::optional<QString> content;
    std::optional<QString> clientMessageId;

    static constexpr auto fields(auto to)
    {
        using T = SendMessageRequest;
        return to(json::name("session_name", &T::sessionName), json::field("role", &T::role),
                  json::field("content", &T::content),
                  json::name("client_message_id", &T::clientMessageId));
    }
};

struct SendMessageAnswer
{
    QString messageId;
    Timestamp timestamp;
    std::optional<QString> clientMessageId{}; ///< as it was sent

    static constexpr auto fields(auto to)
    {
        using T = SendMessageAnswer;
        return to(json::field("message_id", &T::messageId), json::field("timestamp", &T::timestamp),
                  json::optional("client_message_id", &T::clientMessageId));
    }
};

struct EscalateRequest
{
    std::optional<QString> sessionName;
    std::optional<QString> reason;

    static constexpr auto fields(auto to)
    {
        return to(json::name("session_name", &EscalateRequest::sessionName),
                  json::line("reason", &EscalateRequest::reason));
    }
};

struct TakeoverRequest
{
    std::optional<QString> agentId; ///< id or username
    std::optional<QString> agentName;

    static constexpr auto fields(auto to)
    {
        return to(json::name("agent_id", &TakeoverRequest::agentId),
                  json::line("agent_name", &TakeoverRequest::agentName));
    }
};

struct ReleaseRequest
{
    std::optional<QString> agentId;
    std::optional<QString> reason;
    std::optional<bool> close;

    static constexpr auto fields(auto to)
    {
        using T = ReleaseRequest;
        return to(json::name("agent_id", &T::agentId), json::line("reason", &T::reason),
                  json::field("close", &T::close));
    }
};

struct RequeueRequest
{
    std::optional<QString> reason;

    static constexpr auto fields(auto to)
    {
        return to(json::line("reason", &RequeueRequest::reason));
    }
};

} // namespace handoff
