#include "workbench/controllers/adminagents.h"

namespace handoff {

void AdminAgents::load()
{
    m_presence.clear();
    loadPage(1, {});
}

void AdminAgents::loadPage(int page, QList<Agent> before)
{
    fetch(AdminApi::agents(m_api, page), [this, page, before](const AgentPage &answer) mutable {
        before += answer.items;
        if (page < answer.totalPages && !answer.items.isEmpty()) {
            loadPage(page + 1, before);
            return;
        }
        for (Agent &agent : before) // newer than the pages
            agent.status = m_presence.value(agent.id, agent.status);
        fill(before);
    });
}

void AdminAgents::onEvent(const AnyEvent &event)
{
    const auto *updated = eventAs<AgentUpdatedEvent>(event);
    if (!updated)
        return;
    if (isLoading())
        m_presence.insert(updated->agent.id, updated->agent.status);
    for (Agent agent : m_table->rows()) {
        if (agent.id != updated->agent.id)
            continue;
        agent.status = updated->agent.status;
        m_table->update(agent);
        break;
    }
}

void AdminAgents::create(const CreateAgentRequest &request)
{
    act(AdminApi::save(m_api, AdminApi::agentsPath, {}, json::toJson(request)));
}

void AdminAgents::update(const QString &username, const UpdateAgentRequest &request,
                         const QString &newPassword)
{
    std::function<void()> password;
    if (!newPassword.isEmpty()) {
        password = [this, username, newPassword] {
            act(AdminApi::resetPassword(m_api, username, newPassword));
        };
    }
    act(AdminApi::save(m_api, AdminApi::agentsPath, username, json::toJson(request)), password);
}

void AdminAgents::remove(const QString &username)
{
    act(AdminApi::remove(m_api, AdminApi::agentsPath, username));
}

} // namespace handoff
