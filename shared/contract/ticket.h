#pragma once

#include "shared/core/json.h"

/// What crosses the wire about tickets (api.md, Tickets).
namespace handoff {

enum class TicketCategory {
    PreSales,
    OrderModify,
    Shipping,
    AfterSales,
    Compliance,
    Technical,
    Returns,
    Warranty,
    Unknown
};
enum class TicketPriority { Low, Normal, High, Urgent, Unknown };
enum class TicketStatus {
    Pending,
    InProgress,
    WaitingCustomer,
    WaitingParts,
    Resolved,
    Closed,
    Unknown
};
enum class Department { SalesEu, ServiceCn, Warehouse, Compliance, Technical, Logistics, Unknown };
enum class SlaStatus { Within, Warning, Breached, Unknown };

template<>
struct json::EnumNames<TicketCategory>
{
    static constexpr std::array names{"pre_sales",  "order_modify", "shipping", "after_sales",
                                      "compliance", "technical",    "returns",  "warranty"};
};
template<>
struct json::EnumNames<TicketPriority>
{
    static constexpr std::array names{"low", "normal", "high", "urgent"};
};
template<>
struct json::EnumNames<TicketStatus>
{
    static constexpr std::array names{"pending",       "in_progress", "waiting_customer",
                                      "waiting_parts", "resolved",    "closed"};
};
template<>
struct json::EnumNames<Department>
{
    static constexpr std::array names{"sales_eu",   "service_cn", "warehouse",
                                      "compliance", "technical",  "logistics"};
};
template<>
struct json::EnumNames<SlaStatus>
{
    static constexpr std::array names{"within", "warning", "breached"};
};

/// One remark; internal ones are for staff only.
struct TicketComment
{
    QString id; ///< `tcom_…`
    QString content;
    QString authorId;
    QString authorName;
    QStringList mentions; ///< usernames
    Timestamp createdAt;
    bool isInternal = false;

    bool operator==(const TicketComment &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = TicketComment;
        return to(json::field("id", &T::id), json::field("content", &T::content),
                  json::field("author_id", &T::authorId),
                  json::field("author_name", &T::authorName), json::field("mentions", &T::mentions),
                  json::field("created_at", &T::createdAt),
                  json::field("is_internal", &T::isInternal));
    }
};

/// A file at a ticket; its bytes come from `GET /api/tickets/{id}/attachments/{aid}`. Listing and
/// deleting answer the array of them, oldest first; adding answers the new one.
struct TicketAttachment
{
    QString id; ///< `att_…`
    QString filename;
    QString contentType; ///< as recognised by the content
    qint64 size = 0;     ///< bytes
    QString uploadedBy;  ///< agent id
    QString uploadedByName;
    Timestamp createdAt;

    bool operator==(const TicketAttachment &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = TicketAttachment;
        return to(json::field("id", &T::id), json::field("filename", &T::filename),
                  json::field("content_type", &T::contentType), json::field("size", &T::size),
                  json::field("uploaded_by", &T::uploadedBy),
                  json::field("uploaded_by_name", &T::uploadedByName),
                  json::field("created_at", &T::createdAt));
    }
};

/// One line of a ticket's history.
struct TicketActivity
{
    QString id;     ///< `tact_…`
    QString action; ///< `created assigned status_changed commented updated attachment_added …`
    QString description;  ///< text for people
    QString operatorId;   ///< agent id, `customer` or `system`
    QString operatorName; ///< display name
    Timestamp timestamp;
    QJsonObject details;

    bool operator==(const TicketActivity &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = TicketActivity;
        return to(json::field("id", &T::id), json::field("action", &T::action),
                  json::field("description", &T::description),
                  json::field("operator_id", &T::operatorId),
                  json::field("operator_name", &T::operatorName),
                  json::field("timestamp", &T::timestamp), json::field("details", &T::details));
    }
};

/// One row of the list; also the payload of `ticket_updated`.
struct TicketSummary
{
    QString ticketId;     ///< `ticket_` + 16 hex digits
    QString ticketNumber; ///< `TK-` + year + 5 digits
    QString title;
    TicketCategory category = TicketCategory::PreSales;
    TicketPriority priority = TicketPriority::Normal;
    TicketStatus status = TicketStatus::Pending;
    Department department = Department::ServiceCn;
    QString customerId;
    std::optional<QString> sessionId; ///< the session_name
    std::optional<QString> orderId;
    std::optional<QString> bikeModel;
    std::optional<QString> vin;
    std::optional<QString> assigneeId;
    std::optional<QString> assigneeName;
    QString createdBy;
    QString createdByName;
    Timestamp createdAt;
    Timestamp updatedAt;
    std::optional<Timestamp> firstRespondedAt;
    std::optional<Timestamp> resolvedAt;
    std::optional<Timestamp> closedAt;
    Timestamp slaResponseDeadline;
    Timestamp slaDeadline;                   ///< of the resolution
    SlaStatus slaStatus = SlaStatus::Within; ///< computed on read (shared/rules/slarules.h)
    QStringList tags;
    int commentCount = 0;
    int attachmentCount = 0;
    qint64 version = 1;

    bool operator==(const TicketSummary &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = TicketSummary;
        return to(
            json::field("ticket_id", &T::ticketId), json::field("ticket_number", &T::ticketNumber),
            json::field("title", &T::title), json::field("category", &T::category),
            json::field("priority", &T::priority), json::field("status", &T::status),
            json::field("department", &T::department), json::field("customer_id", &T::customerId),
            json::field("session_id", &T::sessionId), json::field("order_id", &T::orderId),
            json::field("bike_model", &T::bikeModel), json::field("vin", &T::vin),
            json::field("assignee_id", &T::assigneeId),
            json::field("assignee_name", &T::assigneeName),
            json::field("created_by", &T::createdBy),
            json::field("created_by_name", &T::createdByName),
            json::field("created_at", &T::createdAt), json::field("updated_at", &T::updatedAt),
            json::field("first_responded_at", &T::firstRespondedAt),
            json::field("resolved_at", &T::resolvedAt), json::field("closed_at", &T::closedAt),
            json::field("sla_response_deadline", &T::slaResponseDeadline),
            json::field("sla_deadline", &T::slaDeadline), json::field("sla_status", &T::slaStatus),
            json::field("tags", &T::tags), json::field("comment_count", &T::commentCount),
            json::field("attachment_count", &T::attachmentCount),
            json::field("version", &T::version));
    }
};

/// The whole of a ticket: its row and everything that hangs on it, oldest first.
struct Ticket : TicketSummary
{
    QString description;
    std::optional<QString> aiSummary; ///< last 5 messages of the linked session, one line each
    QList<TicketComment> comments;
    QList<TicketAttachment> attachments;
    QList<TicketActivity> activityLog;

    bool operator==(const Ticket &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = Ticket;
        return TicketSummary::fields([&](const auto &...summary) {
            return to(summary..., json::field("description", &T::description),
                      json::field("ai_summary", &T::aiSummary),
                      json::field("comments", &T::comments),
                      json::field("attachments", &T::attachments),
                      json::field("activity_log", &T::activityLog));
        });
    }
};

/// `data` of `GET /api/tickets`: urgent first, then newest.
struct TicketPage
{
    QList<TicketSummary> items;
    qint64 total = 0;
    int page = 1;
    int pageSize = 20;
    int totalPages = 0;

    static constexpr auto fields(auto to)
    {
        using T = TicketPage;
        return to(json::field("items", &T::items), json::field("total", &T::total),
                  json::field("page", &T::page), json::field("page_size", &T::pageSize),
                  json::field("total_pages", &T::totalPages));
    }
};

// ---- requests -----------------------------------------------------------------------------------

} // namespace handoff
