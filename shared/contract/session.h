#pragma once

#include "shared/core/json.h"

/// What crosses the wire about sessions (api.md, SessionState and Sessions and hand-over).
namespace handoff {

enum class SessionStatus { BotActive, PendingManual, ManualLive, AfterHoursEmail, Closed, Unknown };
enum class EscalationReason { Keyword, FailLoop, Vip, Manual, Sentiment, Unknown };
enum class Severity { Low, Medium, High, Unknown };
enum class MessageRole { User, Assistant, Agent, System, Unknown };
enum class PriorityLevel { Urgent, High, Normal, Unknown };

template<>
struct json::EnumNames<SessionStatus>
{
    static constexpr std::array names{"bot_active", "pending_manual", "manual_live",
                                      "after_hours_email", "closed"};
};
template<>
struct json::EnumNames<EscalationReason>
{
    static constexpr std::array names{"keyword", "fail_loop", "vip", "manual", "sentiment"};
};
template<>
struct json::EnumNames<Severity>
{
    static constexpr std::array names{"low", "medium", "high"};
};
template<>
struct json::EnumNames<MessageRole>
{
    static constexpr std::array names{"user", "assistant", "agent", "system"};
};
template<>
struct json::EnumNames<PriorityLevel>
{
    static constexpr std::array names{"urgent", "high", "normal"};
};

/// Who the customer says to be; `vip` only from a signed identity or an admin.
struct UserProfile
{
    QString nickname = QStringLiteral("访客");
    std::optional<QString> email;
    bool vip = false;
    bool gdprConsent = false;
    bool marketingSubscribed = false;
    QString country;
    QString city;
    QString language = QStringLiteral("en");
    QString currency = QStringLiteral("USD");
    QJsonObject metadata;

    bool operator==(const UserProfile &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = UserProfile;
        return to(json::optional("nickname", &T::nickname), json::optional("email", &T::email),
                  json::optional("vip", &T::vip), json::optional("gdpr_consent", &T::gdprConsent),
                  json::optional("marketing_subscribed", &T::marketingSubscribed),
                  json::optional("country", &T::country), json::optional("city", &T::city),
                  json::optional("language", &T::language),
                  json::optional("currency", &T::currency),
                  json::optional("metadata", &T::metadata));
    }
};

/// One message of a session's history.
struct Message
{
    QString id; ///< `msg_…`
    MessageRole role = MessageRole::User;
    QString content;
    Timestamp timestamp;
    std::optional<QString> agentId;           ///< with role agent
    std::optional<QString> agentName;         ///< with role agent
    std::optional<bool> answered{};           ///< of a question to the AI: does its answer stand?
    bool incomplete = false;                  ///< an answer of the AI that was cut off
    std::optional<QString> clientMessageId{}; ///< that its sender gave it; only to him

    bool operator==(const Message &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Message;
        return to(json::field("id", &T::id), json::field("role", &T::role),
                  json::field("content", &T::content), json::field("timestamp", &T::timestamp),
                  json::field("agent_id", &T::agentId), json::field("agent_name", &T::agentName),
                  json::optional("answered", &T::answered),
                  json::optional("incomplete", &T::incomplete),
                  json::optional("client_message_id", &T::clientMessageId));
    }
};

struct Escalation
{
    EscalationReason reason = EscalationReason::Manual;
    QString details;
    Severity severity = Severity::Low;
    Timestamp triggerAt;

    bool operator==(const Escalation &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Escalation;
        return to(json::field("reason", &T::reason), json::field("details", &T::details),
                  json::field("severity", &T::severity), json::field("trigger_at", &T::triggerAt));
    }
};

/// `{id,name}` of an agent, wherever one is named.
struct AgentRef
{
    QString id;
    QString name;

    bool operator==(const AgentRef &) const = default;
    static constexpr auto fields(auto to)
    {
        return to(json::field("id", &AgentRef::id), json::field("name", &AgentRef::name));
    }
};

/// The after-hours mail of the current escalation.
struct MailState
{
    bool sent = false;
    QStringList emailTo;
    std::optional<QString> messageId;
    std::optional<QString> error;

    bool operator==(const MailState &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = MailState;
        return to(json::field("sent", &T::sent), json::field("email_to", &T::emailTo),
                  json::field("message_id", &T::messageId), json::field("error", &T::error));
    }
};

/// Computed on read, never stored (shared/rules/priority.h).
struct Priority
{
    PriorityLevel level = PriorityLevel::Normal;
    bool isVip = false;
    qint64 waitTimeSeconds = 0;
    bool isTimeout = false;
    bool isRepeat = false;
    QStringList urgentKeywords;

    bool operator==(const Priority &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Priority;
        return to(json::field("level", &T::level), json::field("is_vip", &T::isVip),
                  json::field("wait_time_seconds", &T::waitTimeSeconds),
                  json::field("is_timeout", &T::isTimeout), json::field("is_repeat", &T::isRepeat),
                  json::field("urgent_keywords", &T::urgentKeywords));
    }
};

struct SessionTag
{
    QString id;
    QString name;
    QString color; ///< `#rrggbb`

    bool operator==(const SessionTag &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SessionTag;
        return to(json::field("id", &T::id), json::field("name", &T::name),
                  json::field("color", &T::color));
    }
};

/// The whole of a session; `history` holds the newest 50 messages, oldest first.
struct SessionState
{
    QString sessionName;
    SessionStatus status = SessionStatus::BotActive;
    std::optional<QString> conversationId;
    UserProfile userProfile;
    QList<Message> history;
    std::optional<Escalation> escalation;
    std::optional<AgentRef> assignedAgent;
    MailState mail;
    Priority priority;
    QList<SessionTag> tags;
    int aiFailCount = 0;
    Timestamp createdAt;
    Timestamp updatedAt;
    std::optional<Timestamp> manualStartAt;
    std::optional<Timestamp> lastManualEndAt;
    qint64 version = 1;

    bool operator==(const SessionState &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SessionState;
        return to(json::field("session_name", &T::sessionName), json::field("status", &T::status),
                  json::field("conversation_id", &T::conversationId),
                  json::field("user_profile", &T::userProfile), json::field("history", &T::history),
                  json::field("escalation", &T::escalation),
                  json::field("assigned_agent", &T::assignedAgent), json::field("mail", &T::mail),
                  json::field("priority", &T::priority), json::field("tags", &T::tags),
                  json::field("ai_fail_count", &T::aiFailCount),
                  json::field("created_at", &T::createdAt),
                  json::field("updated_at", &T::updatedAt),
                  json::field("manual_start_at", &T::manualStartAt),
                  json::field("last_manual_end_at", &T::lastManualEndAt),
                  json::field("version", &T::version));
    }
};

/// One status change, kept for ever.
struct AuditEntry
{
    SessionStatus statusFrom = SessionStatus::BotActive;
    SessionStatus statusTo = SessionStatus::BotActive;
    QString operatorName; ///< username, `customer`, `regulator` or `system`
    QString reason;
    Timestamp timestamp;

    bool operator==(const AuditEntry &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AuditEntry;
        return to(json::field("status_from", &T::statusFrom),
                  json::field("status_to", &T::statusTo), json::field("operator", &T::operatorName),
                  json::field("reason", &T::reason), json::field("timestamp", &T::timestamp));
    }
};

/// `data` of `GET /api/sessions/{s}`.
struct SessionDetail
{
    SessionState session;
    QList<AuditEntry> auditTrail;

    static constexpr auto fields(auto to)
    {
        return to(json::field("session", &SessionDetail::session),
                  json::field("audit_trail", &SessionDetail::auditTrail));
    }
};

} // namespace handoff
