#pragma once

#include "shared/contract/ticket.h"
#include "shared/contract/ticketrequests.h"
#include "tests/gui/demodesk.h"

namespace handoff::test {

/// The tickets of a DemoDesk: answers `/api/tickets…` and `/api/agents/available` from plain data.
class DemoTickets
{
public:
    explicit DemoTickets(DemoDesk &desk);

    QList<Ticket> tickets;
    QList<AvailableAgent> agents;
    QHash<QString, QByteArray> files; ///< attachment id → bytes
    bool silent = false;              ///< the list is never answered: "loading"
    bool broken = false;              ///< the list answers 500
    qint64 exports = 0;

    /// A ticket with a number of its own; returns it for more.
    Ticket &add(const QString &title, TicketStatus status, TicketPriority priority,
                int createdMinutesAgo);
    Ticket *find(const QString &id);
    /// Somebody else changes it: version, history and event.
    void changeBy(const QString &who, Ticket &ticket, const QString &what);
    void push(const Ticket &ticket);

private:
    bool answer(const ScriptedServer::Request &request, QTcpSocket *socket);
    void answerList(const QUrlQuery &query, QTcpSocket *socket);
    void answerOne(Ticket &ticket, const QString &verb, const ScriptedServer::Request &request,
                   QTcpSocket *socket);
    void answerBulk(const QByteArray &body, QTcpSocket *socket);
    void answerFiles(Ticket &ticket, const QString &id, const ScriptedServer::Request &request,
                     QTcpSocket *socket);
    QList<Ticket> matching(const QUrlQuery &query) const;
    bool move(Ticket &ticket, TicketStatus status, const QString &comment);
    void log(Ticket &ticket, const char *action, const QString &description,
             const QString &comment = {});
    void give(Ticket &ticket, const AssignTicketRequest &to);
    void reply(const Ticket &ticket, QTcpSocket *socket);

    DemoDesk &m_desk;
    int m_count = 0;
    int m_ids = 0;
};

/// Fills it with the follow-ups of an e-bike shop.
void fillTickets(DemoTickets &tickets);

} // namespace handoff::test
