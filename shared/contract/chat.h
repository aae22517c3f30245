#pragma once

#include "shared/contract/session.h"

/// What crosses the wire between customers' pages and the AI chat (api.md, AI chat).
namespace handoff {

/// `POST /api/chat` and `POST /api/chat/stream`.
struct ChatRequest
{
    std::optional<QString> message;
    std::optional<QString> userId; ///< the session name
    std::optional<QString> conversationId;
    std::optional<QJsonObject> parameters;
    std::optional<QString> clientMessageId{}; ///< the same again: the same question

    static constexpr auto fields(auto to)
    {
        using T = ChatRequest;
        return to(json::field("message", &T::message), json::name("user_id", &T::userId),
                  json::name("conversation_id", &T::conversationId),
                  json::field("parameters", &T::parameters),
                  json::name("client_message_id", &T::clientMessageId));
    }
};

/// Self-declared profile; only what is given changes.
struct DeclaredProfile
{
    std::optional<QString> nickname;
    std::optional<QString> email;
    std::optional<QString> language;
    std::optional<QString> country;
    std::optional<QString> city;
    std::optional<QString> currency;
    std::optional<bool> gdprConsent;
    std::optional<bool> marketingSubscribed;

    static constexpr auto fields(auto to)
    {
        using T = DeclaredProfile;
        return to(json::line("nickname", &T::nickname), json::line("email", &T::email),
                  json::line("language", &T::language), json::line("country", &T::country),
                  json::line("city", &T::city), json::line("currency", &T::currency),
                  json::field("gdpr_consent", &T::gdprConsent),
                  json::field("marketing_subscribed", &T::marketingSubscribed));
    }
};

/// `POST /api/conversation/new`, `…/clear` and `…/create` (which calls the name `user_id`).
struct ConversationRequest
{
    std::optional<QString> sessionId;
    std::optional<QString> userId;
    std::optional<DeclaredProfile> profile;
    std::optional<QString> identityToken;

    static constexpr auto fields(auto to)
    {
        using T = ConversationRequest;
        return to(json::name("session_id", &T::sessionId), json::name("user_id", &T::userId),
                  json::field("profile", &T::profile),
                  json::field("identity_token", &T::identityToken));
    }
};

/// `bot` of `GET /api/bot/info`.
struct BotInfo
{
    QString name;
    QString description;
    QString iconUrl;
    QString welcome;
    QString workflowId;

    static constexpr auto fields(auto to)
    {
        using T = BotInfo;
        return to(json::field("name", &T::name), json::field("description", &T::description),
                  json::field("icon_url", &T::iconUrl), json::field("welcome", &T::welcome),
                  json::field("workflow_id", &T::workflowId));
    }
};

/// `data` of `GET /api/shift/config`.
struct ShiftConfig
{
    QString start;
    QString end;
    QString shiftStart;
    QString shiftEnd;
    QString timezone;
    bool weekendsDisabled = true;
    QStringList holidays;
    bool isInShift = false;

    static constexpr auto fields(auto to)
    {
        using T = ShiftConfig;
        return to(json::field("start", &T::start), json::field("end", &T::end),
                  json::field("shift_start", &T::shiftStart),
                  json::field("shift_end", &T::shiftEnd), json::field("timezone", &T::timezone),
                  json::field("weekends_disabled", &T::weekendsDisabled),
                  json::field("holidays", &T::holidays), json::field("is_in_shift", &T::isInShift));
    }
};

/// `data` of `GET /api/shift/status`.
struct ShiftStatus
{
    bool isInShift = false;
    QString message;
    QString shiftHours;

    static constexpr auto fields(auto to)
    {
        using T = ShiftStatus;
        return to(json::field("is_in_shift", &T::isInShift), json::field("message", &T::message),
                  json::field("shift_hours", &T::shiftHours));
    }
};

} // namespace handoff
