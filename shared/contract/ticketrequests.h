#pragma once

#include "shared/contract/ticket.h"

/// What clients ask of tickets (api.md, Tickets).
namespace handoff {

/// `POST /api/tickets`.
struct CreateTicketRequest
{
    QString title; ///< 1..200
    QString description;
    TicketCategory category = TicketCategory::PreSales;
    QString customerId;
    Department department = Department::ServiceCn;
    TicketPriority priority = TicketPriority::Normal;
    std::optional<QString> sessionId;
    std::optional<QString> orderId;
    std::optional<QString> bikeModel;
    std::optional<QString> vin;

    static constexpr auto fields(auto to)
    {
        using T = CreateTicketRequest;
        return to(json::line("title", &T::title), json::field("description", &T::description),
                  json::field("category", &T::category), json::name("customer_id", &T::customerId),
                  json::field("department", &T::department),
                  json::optional("priority", &T::priority), json::name("session_id", &T::sessionId),
                  json::name("order_id", &T::orderId), json::line("bike_model", &T::bikeModel),
                  json::name("vin", &T::vin));
    }
};

/// `PATCH /api/tickets/{id}`: only what is given changes.
struct PatchTicketRequest
{
    std::optional<QString> title;
    std::optional<QString> description;
    std::optional<TicketCategory> category;
    std::optional<TicketPriority> priority;
    std::optional<QStringList> tags;
    std::optional<qint64> version; ///< given and stale: 409 TICKET_CONFLICT

    static constexpr auto fields(auto to)
    {
        using T = PatchTicketRequest;
        return to(json::line("title", &T::title), json::field("description", &T::description),
                  json::field("category", &T::category), json::field("priority", &T::priority),
                  json::line("tags", &T::tags), json::field("version", &T::version));
    }
};

/// To an agent, to a department alone (then nobody has it), or to both.
struct AssignTicketRequest
{
    std::optional<QString> assigneeId;   ///< id or username
    std::optional<QString> assigneeName; ///< finds the agent when the id is unknown or missing
    Department department = Department::ServiceCn;

    static constexpr auto fields(auto to)
    {
        using T = AssignTicketRequest;
        return to(json::name("assignee_id", &T::assigneeId),
                  json::line("assignee_name", &T::assigneeName),
                  json::field("department", &T::department));
    }
};

struct TicketStatusRequest
{
    TicketStatus status = TicketStatus::Pending;
    std::optional<QString> comment;

    static constexpr auto fields(auto to)
    {
        return to(json::field("status", &TicketStatusRequest::status),
                  json::field("comment", &TicketStatusRequest::comment));
    }
};

struct TicketCommentRequest
{
    QString content;      ///< 1..2000
    QStringList mentions; ///< usernames
    bool isInternal = false;

    static constexpr auto fields(auto to)
    {
        using T = TicketCommentRequest;
        return to(json::field("content", &T::content), json::optionalName("mentions", &T::mentions),
                  json::optional("is_internal", &T::isInternal));
    }
};

/// `POST /api/tickets/bulk`: what is given is done to each ticket, all of it or nothing of it.
struct BulkTicketsRequest
{
    QStringList ids; ///< 1..100
    std::optional<AssignTicketRequest> assign;
    std::optional<TicketStatus> status;
    std::optional<TicketPriority> priority;
    std::optional<QStringList> tags; ///< replace the old ones

    static constexpr auto fields(auto to)
    {
        using T = BulkTicketsRequest;
        return to(json::name("ids", &T::ids), json::field("assign", &T::assign),
                  json::field("status", &T::status), json::field("priority", &T::priority),
                  json::line("tags", &T::tags));
    }
};

struct BulkFailure
{
    QString id;
    QString code; ///< the `code` that the single call would have answered

    bool operator==(const BulkFailure &) const = default;
    static constexpr auto fields(auto to)
    {
        return to(json::field("id", &BulkFailure::id), json::field("code", &BulkFailure::code));
    }
};

struct BulkTicketsAnswer
{
    QStringList done;
    QList<BulkFailure> failed;

    static constexpr auto fields(auto to)
    {
        return to(json::field("done", &BulkTicketsAnswer::done),
                  json::field("failed", &BulkTicketsAnswer::failed));
    }
};

// ---- SLA policies -------------------------------------------------------------------------------

} // namespace handoff
