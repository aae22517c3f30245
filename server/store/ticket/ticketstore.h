#pragma once

#include "server/store/tx.h"
#include "shared/contract/slapolicy.h"
#include "shared/contract/ticket.h"

/// The table of tickets. A row is read, changed by a use case and saved with compare-and-set.
namespace handoff {

struct TicketRow : TicketSummary
{
    qint64 id = 0;
    QString description;
    std::optional<QString> aiSummary;
    SlaStatus slaAnnounced = SlaStatus::Within; ///< the status that was announced last
    std::optional<Timestamp> slaTurnsAt;        ///< when the SLA clock has to look again
    qint64 savedVersion = 0;                    ///< as the database has it
};

namespace TicketStore {

/// The next number of the year, from 1, counted in this transaction.
qint64 nextNumber(Tx &tx, int year);

/// Sets `id`. `slaStatus` is not stored: it is computed on read.
void insert(Tx &tx, TicketRow &row);
std::optional<TicketRow> find(Tx &tx, const QString &ticketId);
/// A ticket that is going to be changed; holds its row lock on PostgreSQL.
std::optional<TicketRow> findForChange(Tx &tx, const QString &ticketId);
/// The newest ticket of a session.
std::optional<TicketRow> newestOf(Tx &tx, const QString &sessionName);
/// Ids of the tickets of a session that wait for its customer, oldest first.
QStringList waitingForCustomer(Tx &tx, const QString &sessionName);

/// Saves the row as version + 1, updated now, if the database still has `savedVersion`. False when
/// somebody was faster.
bool save(Tx &tx, TicketRow &row);
/// Ids of what this agent has and that is not closed, in the order of ids.
QStringList openOf(Tx &tx, const QString &agentId);

// ---- SLA clock ----------------------------------------------------------------------------------

/// Tickets at which the clock has to look now.
QList<TicketRow> slaDue(Tx &tx, int limit);
/// Stores what is announced and when to look again, if the database still has `before` as the last
/// announced status. False when another server has announced the turn.
bool saveSla(Tx &tx, const TicketRow &row, SlaStatus before);
/// Other deadlines for every open ticket of this pair; the SLA clock looks at them at once.
void setDeadlines(Tx &tx, TicketCategory category, TicketPriority priority, qint64 responseMs,
                  qint64 resolutionMs);

} // namespace TicketStore

/// The policies of the SLA.
namespace SlaStore {

SlaPolicies policies(Tx &tx);
void replace(Tx &tx, const SlaPolicies &policies);

} // namespace SlaStore

} // namespace handoff
