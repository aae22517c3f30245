#pragma once

#include "workbench/controllers/adminlist.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// Who did what, newest first, page by page. GUI thread.
class AdminAudit : public AdminTable<AuditRecord>
{
public:
    AdminAudit(ApiClient &api, DeskController &desk) : AdminTable(tables::audit, api, desk) {}

    void setFilter(const AuditQuery &filter);
    void loadMore();
    bool hasMore() const { return m_table->rowCount() < m_total; }
    qint64 total() const { return m_total; }

private:
    void load() override { loadPage(1); }
    void loadPage(int page);
    void clear() override;

    AuditQuery m_filter;
    qint64 m_total = 0;
};

} // namespace handoff
