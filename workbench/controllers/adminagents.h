#pragma once

#include "workbench/controllers/adminlist.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// The accounts, all pages of them; presence follows events. GUI thread.
class AdminAgents : public AdminTable<Agent>
{
public:
    AdminAgents(ApiClient &api, DeskController &desk) : AdminTable(tables::agents, api, desk) {}

    void create(const CreateAgentRequest &request);
    /// A new password is set after the rest; empty: the old one stays.
    void update(const QString &username, const UpdateAgentRequest &request,
                const QString &newPassword = {});
    void remove(const QString &username);

private:
    void load() override;
    void loadPage(int page, QList<Agent> before);
    void onEvent(const AnyEvent &event) override;

    QHash<QString, AgentPresence> m_presence; ///< by id, told while accounts were asked for
};

} // namespace handoff
