#pragma once

#include "server/domain/ticket/tickets.h"
#include "server/domain/ticket/ticketwork.h"
#include "shared/contract/ticketrequests.h"
#include "tests/server/domain/testdesk.h"

/// A desk with verbs for tickets.
namespace handoff::test {

inline CreateTicketRequest ticketRequest(const QString &title = u8("刹车异响"))
{
    CreateTicketRequest r;
    r.title = title;
    r.description = u8("前刹车在雨天异响");
    r.category = TicketCategory::Technical;
    r.priority = TicketPriority::Urgent;
    r.customerId = QStringLiteral("cust_1");
    r.department = Department::Technical;
    return r;
}

struct TicketDesk : TestDesk
{
    Result<Ticket> make(const CreateTicketRequest &r = ticketRequest())
    {
        return write([&](Tx &tx) { return Tickets::create(tx, policy, r, wang); });
    }
    Result<Ticket> get(const QString &id)
    {
        return read([&](Tx &tx) { return Tickets::find(tx, id); });
    }
    Result<Ticket> move(const QString &id, TicketStatus to,
                        const std::optional<QString> &comment = {})
    {
        return write([&](Tx &tx) { return TicketWork::setStatus(tx, id, {to, comment}, wang); });
    }
    Result<Ticket> patch(const QString &id, const PatchTicketRequest &r)
    {
        return write([&](Tx &tx) { return TicketWork::patch(tx, id, r, wang); });
    }
    Result<Ticket> assign(const QString &id, const QString &assignee)
    {
        return write([&](Tx &tx) {
            return TicketWork::assign(tx, id, {assignee, u8("别名"), Department::Warehouse}, wang);
        });
    }
    Result<Ticket> comment(const QString &id, const TicketCommentRequest &r)
    {
        return write([&](Tx &tx) { return TicketWork::comment(tx, id, r, wang); });
    }
    QStringList numbers(const TicketList::Filter &filter)
    {
        const auto page = read([&](Tx &tx) { return Tickets::list(tx, {filter, 1, 100}); });
        QStringList list;
        for (const TicketSummary &t : page->items)
            list.append(t.ticketNumber);
        return list;
    }
    /// A ticket in this status, on the shortest way there.
    QString bringTicket(TicketStatus status, const CreateTicketRequest &r = ticketRequest())
    {
        const QString id = make(r)->ticketId;
        if (status != TicketStatus::Pending && status != TicketStatus::Closed)
            (void)move(id, TicketStatus::InProgress);
        if (status != TicketStatus::Pending && status != TicketStatus::InProgress)
            (void)move(id, status);
        if (get(id)->status != status)
            qFatal("could not bring the ticket");
        takeEvents();
        return id;
    }
};

/// `action|description|operator_name` of each activity.
inline QStringList told(const Ticket &ticket)
{
    QStringList list;
    for (const TicketActivity &a : ticket.activityLog)
        list.append(a.action + u'|' + a.description + u'|' + a.operatorName);
    return list;
}

} // namespace handoff::test
