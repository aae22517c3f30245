#pragma once

#include "shared/contract/chat.h"

/// Small bodies around a session: who types, who looks, who has read how far, and what agents
/// change of a customer's profile (api.md, Sessions and hand-over).
namespace handoff {

struct TypingRequest
{
    bool active = false;

    static constexpr auto fields(auto to)
    {
        return to(json::field("active", &TypingRequest::active));
    }
};

/// `data` of `POST /api/sessions/{s}/viewing`.
struct ViewerList
{
    QList<AgentRef> viewers;

    static constexpr auto fields(auto to)
    {
        return to(json::field("viewers", &ViewerList::viewers));
    }
};

/// `POST /api/sessions/{s}/read`: I have read up to and with this message.
struct ReadRequest
{
    QString messageId;

    static constexpr auto fields(auto to)
    {
        return to(json::name("message_id", &ReadRequest::messageId));
    }
};

/// `data` of it. A cursor only moves forward, so `message_id` may be later than what was sent.
struct ReadAnswer
{
    QString messageId;
    qint64 unread = 0; ///< the customer's messages after the cursor

    static constexpr auto fields(auto to)
    {
        return to(json::field("message_id", &ReadAnswer::messageId),
                  json::field("unread", &ReadAnswer::unread));
    }
};

/// `PATCH /api/sessions/{s}/profile`: only what is given changes; `vip` needs an admin.
struct ProfilePatch : DeclaredProfile
{
    std::optional<bool> vip;
    std::optional<QJsonObject> metadata;

    static constexpr auto fields(auto to)
    {
        return DeclaredProfile::fields([&](const auto &...declared) {
            return to(declared..., json::field("vip", &ProfilePatch::vip),
                      json::field("metadata", &ProfilePatch::metadata));
        });
    }
};

} // namespace handoff
