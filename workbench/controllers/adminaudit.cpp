#include "workbench/controllers/adminaudit.h"

namespace handoff {

void AdminAudit::loadPage(int page)
{
    fetch(AdminApi::audit(m_api, m_filter, page), [this, page](const AuditPage &answer) {
        const auto rows = page == 1 ? answer.items : m_table->rows() + answer.items;
        m_total = answer.items.isEmpty() ? rows.size() : answer.total;
        fill(rows);
    });
}

void AdminAudit::loadMore()
{
    constexpr int pageSize = 50; // the server's default
    if (isLoading() || !hasMore())
        return;
    cancelLoad();
    loadPage(m_table->rowCount() / pageSize + 1);
}

void AdminAudit::setFilter(const AuditQuery &filter)
{
    if (filter == m_filter)
        return;
    clear();
    m_filter = filter;
    reload();
}

void AdminAudit::clear()
{
    AdminTable::clear();
    m_filter = {};
    m_total = 0;
}

} // namespace handoff
