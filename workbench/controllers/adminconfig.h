#pragma once

#include "workbench/controllers/adminlist.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// Shift, AI and server as they run now: three answers, one table. GUI thread.
class AdminConfig : public AdminTable<ConfigEntry>
{
    Q_OBJECT

public:
    AdminConfig(ApiClient &api, DeskController &desk) : AdminTable(tables::config, api, desk) {}

private:
    void load() override;
};

} // namespace handoff
