#include "server/store/ticketstore.h"

#include "server/store/sql.h"
#include "server/store/ticketrow.h"

namespace handoff::TicketStore {

namespace {

std::optional<TicketRow> one(Rows &rows)
{
    if (!rows.next())
        return std::nullopt;
    return ticketrow::read(rows);
}

QString byTicketId()
{
    static const QString statement = ticketrow::select() + QStringLiteral(" WHERE ticket_id = ?");
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
    static const QString statement = [] {
        const QStringList columns = ticketrow::fixedColumns() + ticketrow::mutableColumns();
        const QStringList marks(columns.size(), QStringLiteral("?"));
        return QString(QStringLiteral("INSERT INTO tickets (") + columns.join(u',') +
                       QStringLiteral(") VALUES (") + marks.join(u',') +
                       QStringLiteral(") RETURNING id"));
    }();
    row.id = sql::value(tx, statement, ticketrow::fixedValues(row) + ticketrow::mutableValues(row))
                 .toLongLong();
}

std::optional<TicketRow> find(Tx &tx, const QString &ticketId)
{
    return one(sql::run(tx, byTicketId(), {ticketId}));
}

std::optional<TicketRow> findForChange(Tx &tx, const QString &ticketId)
{
    return one(sql::run(tx, byTicketId() + sql::lockSuffix(tx), {ticketId}));
}

std::optional<TicketRow> newestOf(Tx &tx, const QString &sessionName)
{
    static const QString statement =
        ticketrow::select() + QStringLiteral(" WHERE session_name = ? ORDER BY id DESC LIMIT 1");
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
                                     ticketrow::mutableColumns().join(QStringLiteral(" = ?, ")) +
                                     QStringLiteral(" = ? WHERE id = ? AND version = ?");
    row.updatedAt = tx.now();
    row.version = row.savedVersion + 1;
    const QVariantList values =
        ticketrow::mutableValues(row) + QVariantList{row.id, row.savedVersion};
    if (sql::changed(tx, statement, values) != 1)
        return false;
    row.savedVersion = row.version;
    return true;
}

QList<TicketRow> slaDue(Tx &tx, int limit)
{
    static const QString statement =
        ticketrow::select() +
        QStringLiteral(" WHERE sla_turns_at <= ? ORDER BY sla_turns_at, id LIMIT ?");
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
    sql::run(tx,
             QStringLiteral("UPDATE tickets SET sla_response_deadline = created_at + ?, "
                            "sla_deadline = created_at + ?, sla_turns_at = ? "
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
