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
    std::optional<QString> agentId;   ///< with role agent
    std::optional<QString> agentName; ///< with role agent

    bool operator==(const Message &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Message;
        return to(json::field("id", &T::id), json::field("role", &T::role),
                  json::field("content", &T::content), json::field("timestamp", &T::timestamp),
                  json::field("agent_id", &T::agentId), json::field("agent_name", &T::agentName));
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

// ---- list and queue -----------------------------------------------------------------------------

struct ProfileSummary
{
    QString nickname;
    bool vip = false;
    QString country;
    QString language;

    bool operator==(const ProfileSummary &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = ProfileSummary;
        return to(json::field("nickname", &T::nickname), json::field("vip", &T::vip),
                  json::field("country", &T::country), json::field("language", &T::language));
    }
};

struct EscalationSummary
{
    EscalationReason reason = EscalationReason::Manual;
    Severity severity = Severity::Low;
    Timestamp triggerAt;
    qint64 waitingSeconds = 0;

    bool operator==(const EscalationSummary &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = EscalationSummary;
        return to(json::field("reason", &T::reason), json::field("severity", &T::severity),
                  json::field("trigger_at", &T::triggerAt),
                  json::field("waiting_seconds", &T::waitingSeconds));
    }
};

struct MessagePreview
{
    MessageRole role = MessageRole::User;
    QString content; ///< first 50 characters, then `…`
    Timestamp timestamp;

    bool operator==(const MessagePreview &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = MessagePreview;
        return to(json::field("role", &T::role), json::field("content", &T::content),
                  json::field("timestamp", &T::timestamp));
    }
};

/// One row of the list; also the payload of `session_updated`.
struct SessionSummary
{
    QString sessionName;
    SessionStatus status = SessionStatus::BotActive;
    ProfileSummary userProfile;
    std::optional<EscalationSummary> escalation;
    qint64 waitingSeconds = 0; ///< now − trigger_at while pending, else 0
    std::optional<AgentRef> assignedAgent;
    std::optional<MessagePreview> lastMessagePreview;
    Priority priority;
    QList<SessionTag> tags;
    qint64 unread = 0; ///< for the asking agent; 0 in events
    std::optional<QString> ticketId;
    Timestamp createdAt;
    Timestamp updatedAt;
    qint64 version = 1;

    bool operator==(const SessionSummary &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = SessionSummary;
        return to(json::field("session_name", &T::sessionName), json::field("status", &T::status),
                  json::field("user_profile", &T::userProfile),
                  json::field("escalation", &T::escalation),
                  json::field("waiting_seconds", &T::waitingSeconds),
                  json::field("assigned_agent", &T::assignedAgent),
                  json::field("last_message_preview", &T::lastMessagePreview),
                  json::field("priority", &T::priority), json::field("tags", &T::tags),
                  json::field("unread", &T::unread), json::field("ticket_id", &T::ticketId),
                  json::field("created_at", &T::createdAt),
                  json::field("updated_at", &T::updatedAt), json::field("version", &T::version));
    }
};

struct QueueProfile
{
    QString nickname;
    bool vip = false;

    static constexpr auto fields(auto to)
    {
        return to(json::field("nickname", &QueueProfile::nickname),
                  json::field("vip", &QueueProfile::vip));
    }
};

struct QueueEntry
{
    QString sessionName;
    int position = 1;
    PriorityLevel priorityLevel = PriorityLevel::Normal;
    bool isVip = false;
    qint64 waitTimeSeconds = 0;
    bool isTimeout = false;
    QStringList urgentKeywords;
    QueueProfile userProfile;
    std::optional<MessagePreview> lastMessage;

    static constexpr auto fields(auto to)
    {
        using T = QueueEntry;
        return to(
            json::field("session_name", &T::sessionName), json::field("position", &T::position),
            json::field("priority_level", &T::priorityLevel), json::field("is_vip", &T::isVip),
            json::field("wait_time_seconds", &T::waitTimeSeconds),
            json::field("is_timeout", &T::isTimeout),
            json::field("urgent_keywords", &T::urgentKeywords),
            json::field("user_profile", &T::userProfile),
            json::field("last_message", &T::lastMessage));
    }
};

/// `data` of `GET /api/sessions/queue`: VIP first, then level, then longest wait.
struct Queue
{
    QList<QueueEntry> queue;
    qint64 totalCount = 0;
    qint64 vipCount = 0;
    double avgWaitTime = 0;
    double maxWaitTime = 0;

    static constexpr auto fields(auto to)
    {
        using T = Queue;
        return to(json::field("queue", &T::queue), json::field("total_count", &T::totalCount),
                  json::field("vip_count", &T::vipCount),
                  json::field("avg_wait_time", &T::avgWaitTime),
                  json::field("max_wait_time", &T::maxWaitTime));
    }
};

/// `data` of `GET /api/sessions/{s}/messages`, oldest first.
struct MessagePage
{
    QList<Message> items;
    bool hasMore = false;

    static constexpr auto fields(auto to)
    {
        return to(json::field("items", &MessagePage::items),
                  json::field("has_more", &MessagePage::hasMore));
    }
};

/// `data` of `GET /api/sessions`; `sessions` repeats `items` for older clients.
struct SessionPage
{
    QList<SessionSummary> items; ///< for old clients also as `sessions`
    qint64 total = 0;
    int page = 1;
    int pageSize = 20;
    int limit = 20;
    qint64 offset = 0;
    bool hasMore = false;
    std::optional<QString> nextCursor;

    static constexpr auto fields(auto to)
    {
        using T = SessionPage;
        return to(json::field("items", &T::items), json::again("sessions", &T::items),
                  json::field("total", &T::total), json::field("page", &T::page),
                  json::field("page_size", &T::pageSize), json::field("limit", &T::limit),
                  json::field("offset", &T::offset), json::field("has_more", &T::hasMore),
                  json::field("next_cursor", &T::nextCursor));
    }
};

// ---- requests -----------------------------------------------------------------------------------

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
        return to(json::field("session_name", &T::sessionName), json::field("role", &T::role),
                  json::field("content", &T::content),
                  json::field("client_message_id", &T::clientMessageId));
    }
};

struct SendMessageAnswer
{
    QString messageId;
    Timestamp timestamp;

    static constexpr auto fields(auto to)
    {
        return to(json::field("message_id", &SendMessageAnswer::messageId),
                  json::field("timestamp", &SendMessageAnswer::timestamp));
    }
};

struct EscalateRequest
{
    std::optional<QString> sessionName;
    std::optional<QString> reason;

    static constexpr auto fields(auto to)
    {
        return to(json::field("session_name", &EscalateRequest::sessionName),
                  json::field("reason", &EscalateRequest::reason));
    }
};

struct TakeoverRequest
{
    std::optional<QString> agentId; ///< id or username
    std::optional<QString> agentName;

    static constexpr auto fields(auto to)
    {
        return to(json::field("agent_id", &TakeoverRequest::agentId),
                  json::field("agent_name", &TakeoverRequest::agentName));
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
        return to(json::field("agent_id", &T::agentId), json::field("reason", &T::reason),
                  json::field("close", &T::close));
    }
};

struct RequeueRequest
{
    std::optional<QString> reason;

    static constexpr auto fields(auto to)
    {
        return to(json::field("reason", &RequeueRequest::reason));
    }
};

} // namespace handoff
