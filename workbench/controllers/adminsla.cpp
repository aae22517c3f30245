#include "workbench/controllers/adminsla.h"

namespace handoff {

void AdminSla::load()
{
    fetch(AdminApi::list<SlaPolicies>(m_api, AdminApi::slaPath), [this](const SlaPolicies &answer) {
        fill(answer.items +
             QList<SlaPolicy>{{TicketCategory::Unknown, TicketPriority::Unknown,
                               answer.defaultResponseMinutes, answer.defaultResolutionMinutes}});
    });
}

void AdminSla::save(const SlaPolicy &policy)
{
    QList<SlaPolicy> rows = m_table->rows();
    const int at = m_table->rowOf(tables::slaId(policy));
    if (at < 0)
        rows.append(policy);
    else
        rows[at] = policy;
    saveAll(rows);
}

void AdminSla::remove(const SlaPolicy &policy)
{
    QList<SlaPolicy> rows = m_table->rows();
    rows.removeIf(
        [&](const SlaPolicy &row) { return tables::slaId(row) == tables::slaId(policy); });
    saveAll(rows);
}

void AdminSla::saveAll(const QList<SlaPolicy> &rows)
{
    SlaPolicies all;
    for (const SlaPolicy &row : rows) {
        if (row.category == TicketCategory::Unknown) {
            all.defaultResponseMinutes = row.responseMinutes;
            all.defaultResolutionMinutes = row.resolutionMinutes;
        } else {
            all.items.append(row);
        }
    }
    cancelLoad();          // what is on its way was made before
    m_table->assign(rows); // the next change builds on this one; a refusal brings the old ones back
    act(AdminApi::saveSlaPolicies(m_api, all));
}

} // namespace handoff
