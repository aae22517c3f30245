#include "server/store/ticket/ticketlist.h"

#include "server/store/search/search.h"
#include "server/store/sql.h"
#include "server/store/ticket/ticketrow.h"
#include "server/store/where.h"
#include "shared/text/searchfold.h"

namespace handoff::TicketList {

namespace {

constexpr search::Source searched{
    "ticket_grams", "SELECT id FROM tickets WHERE version > indexed_version", 1'000'000};

/// The rules of shared/rules/slarules.h as a condition; a test compares both.
void addSla(Where &where, SlaStatus status, Timestamp now)
{
    const QString at = QStringLiteral("COALESCE(resolved_at, closed_at, ?)");
    const auto late = [&at](const QString &sla, const QString &response) {
        return QString(u'(' + at + QStringLiteral(" > ") + sla +
                       QStringLiteral(" OR (first_responded_at IS NULL AND ") + at +
                       QStringLiteral(" > ") + response + QStringLiteral("))"));
    };
    const QString breached =
        late(QStringLiteral("sla_deadline"), QStringLiteral("sla_response_deadline"));
    const QString warned =
        late(QStringLiteral("sla_deadline - (sla_deadline - created_at) / 5"),
             QStringLiteral("sla_response_deadline - (sla_response_deadline - created_at) / 5"));
    const QVariantList twice{now.ms, now.ms};
    if (status == SlaStatus::Breached)
        return where.add(breached, twice);
    if (status == SlaStatus::Warning)
        return where.add(QStringLiteral("NOT ") + breached + QStringLiteral(" AND ") + warned,
                         twice + twice);
    where.add(QStringLiteral("NOT ") + warned, twice);
}

enum class Use { Page, Count };

Where whereOf(Tx &tx, const Filter &filter, Use use)
{
    Where where;
    if (filter.status)
        where.add(QStringLiteral("status = ?"), {bind::name(*filter.status)});
    if (filter.open)
        where.add(QStringLiteral("status <> ?"), {bind::name(TicketStatus::Closed)});
    if (filter.department)
        where.add(QStringLiteral("department = ?"), {bind::name(*filter.department)});
    if (filter.category)
        where.add(QStringLiteral("category = ?"), {bind::name(*filter.category)});
    if (filter.priority)
        where.add(QStringLiteral("urgency = ?"), {static_cast<int>(*filter.priority)});
    if (!filter.assigneeId.isEmpty())
        where.add(QStringLiteral("assignee_id = ?"), {filter.assigneeId});
    if (filter.unassigned)
        where.add(QStringLiteral("assignee_id IS NULL"));
    if (filter.slaStatus)
        addSla(where, *filter.slaStatus, tx.now());
    if (const QString key = searchfold::key(filter.keyword); !key.isEmpty()) {
        const search::Way way = search::wayTo(tx, searched, key);
        if (way.few || use == Use::Count)
            where.add(QStringLiteral("id IN (") + way.ids + u')', way.parameters);
        where.add(QStringLiteral("search_text LIKE ? ESCAPE '!'"), {Where::containing(key)});
    }
    return where;
}

} // namespace

QList<TicketRow> list(Tx &tx, const Filter &filter, qint64 offset, int limit)
{
    const Where where = whereOf(tx, filter, Use::Page);
    return ticketrow::readAll(sql::run(
        tx,
        ticketrow::table().select(where.text() +
                                  QStringLiteral(" ORDER BY urgency DESC, created_at DESC, id DESC "
                                                 "LIMIT ? OFFSET ?")),
        where.parameters + QVariantList{limit, offset}));
}

qint64 count(Tx &tx, const Filter &filter, int cap)
{
    const Where where = whereOf(tx, filter, Use::Count);
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM (SELECT 1 AS hit FROM tickets") +
                          where.text() + QStringLiteral(" LIMIT ?) AS hits"),
                      where.parameters + QVariantList{cap})
        .toLongLong();
}

QList<TicketRow> pageById(Tx &tx, const Filter &filter, qint64 beforeId, int limit)
{
    Where where = whereOf(tx, filter, Use::Page);
    if (beforeId != 0)
        where.add(QStringLiteral("id < ?"), {beforeId});
    return ticketrow::readAll(sql::run(
        tx, ticketrow::table().select(where.text() + QStringLiteral(" ORDER BY id DESC LIMIT ?")),
        where.parameters + QVariantList{limit}));
}

} // namespace handoff::TicketList
