#pragma once

#include "shared/contract/session.h"

/// Lists of sessions and messages (api.md, Sessions and hand-over).
namespace handoff {

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

/// What the customer said last.
struct CustomerWords
{
    QString content; ///< first 50 characters, then `…`
    Timestamp timestamp;

    bool operator==(const CustomerWords &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = CustomerWords;
        return to(json::field("content", &T::content), json::field("timestamp", &T::timestamp));
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
    std::optional<CustomerWords> lastCustomerMessage;
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
                  json::field("last_customer_message", &T::lastCustomerMessage),
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

} // namespace handoff
