#include "server/store/ticket/ticketstore.h"

#include "server/store/sql.h"
#include "server/store/ticket/ticketrow.h"

namespace handoff::TicketStore {

namespace {

std::optional<TicketRow> one(Rows &rows)
{
    auto row = ticketrow::table().readFirst(rows);
    if (row)
        row->savedVersion = row->version;
    return row;
}

QString byTicketId()
{
    static const QString statement =
        ticketrow::table().select(QStringLiteral("WHERE ticket_id = ?"));
    return statement;
}

} // namespace

qint64 nextNumber(Tx &tx, int year)
{
    return sql::value(tx,
                      QStringLiteral("INSERT INTO ticket_numbers (year, last) VALUES (?, 1) "
                                     "ON CONFLICT (year) DO UPDATE SET "
                                     "last = ticket_numbers.last + 1 RETURNING last"),
                      {year})
        .toLongLong();
}

void insert(Tx &tx, TicketRow &row)
{
    row.createdAt = tx.now();
    row.updatedAt = tx.now();
    row.version = 1;
    row.savedVersion = 1;
    static const QString statement =
        ticketrow::table().insertion() + QStringLiteral(" RETURNING id");
    row.id = sql::value(tx, statement, ticketrow::table().inserted(row)).toLongLong();
}

std::optional<TicketRow> find(Tx &tx, const QString &ticketId)
{
    return one(sql::run(tx, byTicketId(), {ticketId}));
}

std::optional<TicketRow> findForChange(Tx &tx, const QString &ticketId)
{
    tx.hold(hold::ticket(ticketId));
    return find(tx, ticketId);
}

std::optional<TicketRow> newestOf(Tx &tx, const QString &sessionName)
{
    static const QString statement = ticketrow::table().select(
        QStringLiteral("WHERE session_name = ? ORDER BY id DESC LIMIT 1"));
    return one(sql::run(tx, statement, {sessionName}));
}

QStringList openOf(Tx &tx, const QString &agentId)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT ticket_id FROM tickets WHERE assignee_id = ? AND "
                                         "status <> 'closed' ORDER BY ticket_id"),
                          {agentId});
    QStringList ids;
    while (rows.next())
        ids.append(rows.value(0).toString());
    return ids;
}

QStringList waitingForCustomer(Tx &tx, const QString &sessionName)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT ticket_id FROM tickets WHERE session_name = ? "
                                         "AND status = 'waiting_customer' ORDER BY id"),
                          {sessionName});
    QStringList ids;
    while (rows.next())
        ids.append(rows.value(0).toString());
    return ids;
}

bool save(Tx &tx, TicketRow &row)
{
    static const QString statement = QStringLiteral("UPDATE tickets SET ") +
                                     ticketrow::table().assignments() +
                                     QStringLiteral(" WHERE id = ? AND version = ?");
    row.updatedAt = tx.now();
    row.version = row.savedVersion + 1;
    const QVariantList values =
        ticketrow::table().updated(row) + QVariantList{row.id, row.savedVersion};
    if (!sql::changeOne(tx, statement, values))
        return false;
    row.savedVersion = row.version;
    return true;
}

QList<TicketRow> slaDue(Tx &tx, int limit)
{
    static const QString statement = ticketrow::table().select(
        QStringLiteral("WHERE sla_turns_at <= ? ORDER BY sla_turns_at, id LIMIT ?"));
    return ticketrow::readAll(sql::run(tx, statement, {tx.now().ms, limit}));
}

bool saveSla(Tx &tx, const TicketRow &row, SlaStatus before)
{
    return sql::changed(tx,
                        QStringLiteral("UPDATE tickets SET sla_announced = ?, sla_turns_at = ? "
                                       "WHERE id = ? AND version = ? AND sla_announced = ?"),
                        {bind::name(row.slaAnnounced), bind::orNull(row.slaTurnsAt), row.id,
                         row.savedVersion, bind::name(before)}) == 1;
}

void setDeadlines(Tx &tx, TicketCategory category, TicketPriority priority, qint64 responseMs,
                  qint64 resolutionMs)
{
    // A new version, so that who works on one of them meanwhile does not write the old ones back.
    sql::run(tx,
             QStringLiteral("UPDATE tickets SET sla_response_deadline = created_at + ?, "
                            "sla_deadline = created_at + ?, sla_turns_at = ?, "
                            "version = version + 1 "
                            "WHERE category = ? AND priority = ? "
                            "AND resolved_at IS NULL AND closed_at IS NULL"),
             {responseMs, resolutionMs, tx.now().ms, bind::name(category), bind::name(priority)});
}

} // namespace handoff::TicketStore

namespace handoff::SlaStore {

namespace {
const QString anyPair = QStringLiteral("*");
}

SlaPolicies policies(Tx &tx)
{
    SlaPolicies all;
    Rows &rows = sql::run(tx, QStringLiteral("SELECT category, priority, response_minutes, "
                                             "resolution_minutes FROM sla_policies"));
    while (rows.next()) {
        const int response = rows.value(2).toInt(), resolution = rows.value(3).toInt();
        if (rows.value(0).toString() == anyPair) {
            all.defaultResponseMinutes = response;
            all.defaultResolutionMinutes = resolution;
        } else {
            all.items.append({bind::named<TicketCategory>(rows, 0),
                              bind::named<TicketPriority>(rows, 1), response, resolution});
        }
    }
    std::sort(all.items.begin(), all.items.end(), [](const SlaPolicy &a, const SlaPolicy &b) {
        return std::pair(a.category, a.priority) < std::pair(b.category, b.priority);
    });
    return all;
}

void replace(Tx &tx, const SlaPolicies &policies)
{
    sql::run(tx, QStringLiteral("DELETE FROM sla_policies"));
    const auto insert = [&tx](const QVariant &category, const QVariant &priority, int response,
                              int resolution) {
        sql::run(tx,
                 QStringLiteral("INSERT INTO sla_policies (category, priority, response_minutes, "
                                "resolution_minutes) VALUES (?, ?, ?, ?)"),
                 {category, priority, response, resolution});
    };
    for (const SlaPolicy &policy : policies.items)
        insert(bind::name(policy.category), bind::name(policy.priority), policy.responseMinutes,
               policy.resolutionMinutes);
    insert(anyPair, anyPair, policies.defaultResponseMinutes, policies.defaultResolutionMinutes);
}

} // namespace handoff::SlaStore
