#pragma once

#include "shared/core/deskclock.h"
#include "workbench/api/adminapi.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/models/admintables.h"

namespace handoff {

/// The pages of the admin panel.
enum class AdminList { Agents, QuickReplies, Tags, Rules, Sla, Config, Audit };
inline constexpr std::array allAdminLists{
    AdminList::Agents, AdminList::QuickReplies, AdminList::Tags, AdminList::Rules,
    AdminList::Sla,    AdminList::Config,       AdminList::Audit};

/// The lists of the admin panel and their changes. Loads a list when its page is shown and again
/// when an event says so. GUI thread.
class AdminController : public QObject
{
    Q_OBJECT

public:
    AdminController(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    /// Loads the list when it is not there or out of date; only a shown list follows events.
    void show(AdminList list);
    void hide();
    void reload(AdminList list);
    void stop();
    bool isLoading(AdminList list) const { return at(list).loading; }
    bool isBusy() const { return m_busy; }

    AgentTable *agents() const { return m_agents; }
    QuickReplyTable *quickReplies() const { return m_replies; }
    TagTable *tags() const { return m_tags; }
    RuleTable *rules() const { return m_rules; }
    SlaTable *sla() const { return m_sla; }
    ConfigTable *config() const { return m_config; }
    AuditTable *audit() const { return m_audit; }
    const Agent &me() const { return m_desk.me(); }
    /// The desk's, once its shift is known: auto-replies follow it.
    const DeskClock &clock() const { return m_clock; }

    // Each of these ends with saved() or refused().
    void createAgent(const CreateAgentRequest &request);
    /// A new password is set after the rest; empty: the old one stays.
    void updateAgent(const QString &username, const UpdateAgentRequest &request,
                     const QString &newPassword = {});
    void deleteAgent(const QString &username);
    /// An empty id creates, here and below.
    void saveQuickReply(const QString &id, const QuickReplyRequest &request);
    void deleteQuickReply(const QString &id);
    void saveTag(const QString &id, const TagRequest &request);
    void deleteTag(const QString &id);
    void saveRule(const QString &id, const AutoReplyRuleRequest &request);
    void deleteRule(const QString &id);
    /// Puts one pair in (or, without minutes, takes it out) and saves them all.
    void saveSla(const SlaPolicy &policy);
    void removeSla(const SlaPolicy &policy);
    /// tested() or refused() answers.
    void testRules(const AutoReplyTestRequest &request);

    const AuditQuery &auditFilter() const { return m_auditFilter; }
    void setAuditFilter(const AuditQuery &filter);
    void loadMoreAudit();
    bool hasMoreAudit() const { return m_audit->rowCount() < m_auditTotal; }
    qint64 auditTotal() const { return m_auditTotal; }

signals:
    /// isLoading() or isBusy() changed.
    void changed();
    void loaded(handoff::AdminList list);
    void failed(handoff::AdminList list, const handoff::Error &error);
    void saved(handoff::AdminList list);
    void refused(handoff::AdminList list, const handoff::Error &error);
    void tested(const QList<handoff::AutoReplyMatch> &matches);
    /// The server no longer takes this agent for an admin.
    void demoted();

private:
    struct State
    {
        bool loading = false;
        bool stale = true;
        quint64 load = 0;
    };
    State &at(AdminList list) { return m_states[static_cast<size_t>(list)]; }
    const State &at(AdminList list) const { return m_states[static_cast<size_t>(list)]; }

    template<typename T, typename F>
    void fetch(AdminList list, const QFuture<Result<T>> &future, F take);
    /// `next` goes on after a success, and is what ends the whole.
    void act(AdminList list, const QFuture<Result<void>> &future,
             const std::function<void()> &next = {});
    void saveSlaRows(const QList<SlaPolicy> &rows);
    void loadAgents(int page, QList<Agent> before);
    void loadConfig();
    void loadClock();
    void loadAudit(int page);
    void ended(AdminList list, const Result<void> &result);
    void onEvent(const QString &type, const QJsonObject &payload);
    void outdated(AdminList list);
    bool checkDemoted(const Error &error);

    ApiClient &m_api;
    DeskController &m_desk;
    std::array<State, allAdminLists.size()> m_states;
    std::optional<AdminList> m_shown;
    bool m_busy = false;
    AgentTable *m_agents;
    QuickReplyTable *m_replies;
    TagTable *m_tags;
    RuleTable *m_rules;
    SlaTable *m_sla;
    ConfigTable *m_config;
    AuditTable *m_audit;
    DeskClock m_clock;
    AuditQuery m_auditFilter;
    qint64 m_auditTotal = 0;
};

} // namespace handoff
