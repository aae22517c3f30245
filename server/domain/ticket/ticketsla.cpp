#include "server/domain/ticket/ticketsla.h"

#include "server/domain/audit.h"
#include "server/domain/ticket/ticketviews.h"
#include "server/store/ticket/ticketstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/rules/slarules.h"

/// Policies of the SLA, and the clock that tells when a ticket turns.
namespace handoff::TicketSla {

namespace {

constexpr int maxMinutes = 525'600; // a year
constexpr qint64 msPerMinute = 60'000;

Result<void> checkMinutes(const QString &path, const QString &prefix, int response, int resolution)
{
    const std::pair<const char *, int> both[] = {{"response_minutes", response},
                                                 {"resolution_minutes", resolution}};
    for (const auto &[name, minutes] : both) {
        if (minutes < 1 || minutes > maxMinutes)
            return errors::validation(
                path + u'/' + prefix + QLatin1String(name),
                QStringLiteral("whole number from 1 to %1 expected").arg(maxMinutes));
    }
    if (response > resolution)
        return errors::validation(path + u'/' + prefix + QLatin1String("response_minutes"),
                                  QStringLiteral("at most resolution_minutes expected"));
    return {};
}

Result<void> check(const SlaPolicies &policies)
{
    HANDOFF_CHECK(checkMinutes({}, QStringLiteral("default_"), policies.defaultResponseMinutes,
                               policies.defaultResolutionMinutes));
    QList<std::pair<TicketCategory, TicketPriority>> seen;
    for (qsizetype i = 0; i < policies.items.size(); ++i) {
        const SlaPolicy &policy = policies.items.at(i);
        const QString path = QStringLiteral("/items/") + QString::number(i);
        HANDOFF_CHECK(checkMinutes(path, {}, policy.responseMinutes, policy.resolutionMinutes));
        const std::pair pair(policy.category, policy.priority);
        if (seen.contains(pair))
            return errors::validation(path, QStringLiteral("this pair stands there already"));
        seen.append(pair);
    }
    return {};
}

} // namespace

Result<SlaPolicies> policies(Tx &tx)
{
    return SlaStore::policies(tx);
}

Result<SlaPolicies> setPolicies(Tx &tx, const json::Patch<SlaPolicies> &change, const Actor &actor)
{
    const SlaPolicies before = SlaStore::policies(tx);
    HANDOFF_TRY(const SlaPolicies policies, change.on(before));
    HANDOFF_CHECK(check(policies));
    SlaStore::replace(tx, policies);
    for (size_t c = 0; c < json::EnumNames<TicketCategory>::names.size(); ++c) {
        for (size_t p = 0; p < json::EnumNames<TicketPriority>::names.size(); ++p) {
            const auto category = static_cast<TicketCategory>(c);
            const auto priority = static_cast<TicketPriority>(p);
            const auto span = SlaRules::span(policies, category, priority);
            if (span != SlaRules::span(before, category, priority))
                TicketStore::setDeadlines(tx, category, priority,
                                          span.responseMinutes * msPerMinute,
                                          span.resolutionMinutes * msPerMinute);
        }
    }
    Audit::record(tx, actor, QStringLiteral("settings_changed"), QStringLiteral("sla_policies"));
    const CatalogChangedEvent changed{eventtype::catalogChanged, Catalog::Settings};
    tx.announce({0, changed.type, {}, Audience::Agents, {}, json::toJson(changed), {}});
    return SlaStore::policies(tx);
}

Result<int> turn(Tx &tx, int limit)
{
    QStringList ids;
    for (const TicketRow &row : TicketStore::slaDue(tx, limit))
        ids.append(row.ticketId);
    holdAll(tx, &hold::ticket, ids);
    const QList<TicketRow> due = TicketStore::slaDue(tx, limit); // as they are behind that
    for (TicketRow row : due) {
        if (!ids.contains(row.ticketId))
            continue;
        const SlaRules::Clocks clocks = SlaRules::clocks(row);
        const SlaStatus before = row.slaAnnounced;
        row.slaStatus = SlaRules::status(clocks, tx.now());
        row.slaAnnounced = row.slaStatus;
        row.slaTurnsAt = SlaRules::turnsAt(clocks, tx.now());
        if (!TicketStore::saveSla(tx, row, before))
            continue; // changed or announced meanwhile, by another server
        if (row.slaStatus != before)
            tx.announce(TicketViews::stored(
                TicketSlaEvent{eventtype::ticketSla, row.ticketId, row.slaStatus}, row));
        // Also when it stands as before: then a new policy has moved its deadlines.
        tx.announce(TicketViews::stored(TicketUpdatedEvent{eventtype::ticketUpdated, row}, row));
    }
    return static_cast<int>(due.size());
}

} // namespace handoff::TicketSla
