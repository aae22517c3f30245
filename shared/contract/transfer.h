#pragma once

#include "shared/contract/session.h"

/// What crosses the wire when a live session passes from one agent to another (api.md, Sessions
/// and hand-over).
namespace handoff {

enum class TransferStatus { Pending, Accepted, Declined, Expired, Unknown };
enum class TransferAction { Accept, Decline };

template<>
struct json::EnumNames<TransferStatus>
{
    static constexpr std::array names{"pending", "accepted", "declined", "expired"};
};
template<>
struct json::EnumNames<TransferAction>
{
    static constexpr std::array names{"accept", "decline"};
};

/// A transfer request. `expired` also when the session was released, queued or closed meanwhile, or
/// one of the two accounts deleted.
struct Transfer
{
    QString id; ///< `transfer_…`
    QString sessionName;
    AgentRef fromAgent;
    AgentRef toAgent;
    QString reason;
    std::optional<QString> note;
    TransferStatus status = TransferStatus::Pending;
    Timestamp createdAt;
    Timestamp expiresAt;
    std::optional<Timestamp> respondedAt; ///< when it stopped being pending
    std::optional<QString> responseNote;

    bool operator==(const Transfer &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Transfer;
        return to(json::field("id", &T::id), json::field("session_name", &T::sessionName),
                  json::field("from_agent", &T::fromAgent), json::field("to_agent", &T::toAgent),
                  json::field("reason", &T::reason), json::field("note", &T::note),
                  json::field("status", &T::status), json::field("created_at", &T::createdAt),
                  json::field("expires_at", &T::expiresAt),
                  json::field("responded_at", &T::respondedAt),
                  json::field("response_note", &T::responseNote));
    }
};

/// `POST /api/sessions/{s}/transfer`.
struct TransferRequest
{
    QString toAgentId;           ///< id or username
    QString reason;              ///< 1..200 characters
    std::optional<QString> note; ///< at most 500 characters, for the other agent
    bool force = false;          ///< admins: at once, without asking

    static constexpr auto fields(auto to)
    {
        using T = TransferRequest;
        return to(json::name("to_agent_id", &T::toAgentId), json::line("reason", &T::reason),
                  json::field("note", &T::note), json::optional("force", &T::force));
    }
};

/// `POST /api/transfer-requests/{id}/respond`.
struct TransferResponse
{
    TransferAction action = TransferAction::Decline;
    std::optional<QString> responseNote; ///< at most 500 characters

    static constexpr auto fields(auto to)
    {
        return to(json::field("action", &TransferResponse::action),
                  json::field("response_note", &TransferResponse::responseNote));
    }
};

} // namespace handoff
