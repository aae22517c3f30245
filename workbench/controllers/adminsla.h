#pragma once

#include "workbench/controllers/adminlist.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// The SLA policies; the server keeps them all together. GUI thread.
class AdminSla : public AdminTable<SlaPolicy>
{
public:
    AdminSla(ApiClient &api, DeskController &desk)
        : AdminTable(tables::sla, api, desk, Catalog::Settings)
    {
    }
    /// Puts one pair in (or takes it out) and saves them all.
    void save(const SlaPolicy &policy);
    void remove(const SlaPolicy &policy);

private:
    void load() override;
    void saveAll(const QList<SlaPolicy> &rows);
};

} // namespace handoff
