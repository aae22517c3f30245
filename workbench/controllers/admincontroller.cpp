#include "workbench/controllers/admincontroller.h"

#include "shared/contract/errors.h"
#include "workbench/api/agentapi.h"
#include "workbench/api/future.h"
#include "workbench/models/ticketwords.h"

namespace handoff {

AdminController::AdminController(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk), m_agents(tables::agents(this)),
      m_replies(tables::quickReplies(this)), m_tags(tables::tags(this)),
      m_rules(tables::rules(this)), m_sla(tables::sla(this)), m_config(tables::config(this)),
      m_audit(tables::audit(this))
{
    connect(&desk, &DeskController::stopped, this, &AdminController::stop);
    connect(&desk, &DeskController::event, this, &AdminController::onEvent);
    connect(&desk, &DeskController::caughtUp, this, [this] {
        for (const AdminList list : allAdminLists)
            outdated(list);
    });
}

void AdminController::show(AdminList list)
{
    m_shown = list;
    // What the server does not announce is asked for at each visit.
    const bool silent = list == AdminList::Audit || list == AdminList::Config ||
                        list == AdminList::Sla || list == AdminList::Agents;
    if (at(list).stale || silent)
        reload(list);
}

void AdminController::hide()
{
    m_shown.reset();
}

void AdminController::stop()
{
    m_shown.reset();
    for (State &state : m_states)
        state = State{false, true, state.load + 1};
    m_busy = false;
    m_auditFilter = {};
    m_auditTotal = 0;
    m_agents->assign({});
    m_replies->assign({});
    m_tags->assign({});
    m_rules->assign({});
    m_sla->assign({});
    m_config->assign({});
    m_audit->assign({});
    emit changed();
}

void AdminController::outdated(AdminList list)
{
    at(list).stale = true;
    if (m_shown == list)
        reload(list);
}

void AdminController::onEvent(const QString &type, const QJsonObject &payload)
{
    if (type == QLatin1String("catalog_changed")) {
        const QString what = payload.value(u"what").toString();
        if (what == QLatin1String("quick_replies"))
            outdated(AdminList::QuickReplies);
        else if (what == QLatin1String("tags"))
            outdated(AdminList::Tags);
        else if (what == QLatin1String("auto_reply_rules"))
            outdated(AdminList::Rules);
        else
            outdated(AdminList::Sla);
    } else if (type == eventtype::agentUpdated) {
        const auto event =
            json::fromJson<AgentUpdatedEvent>(QJsonValue(payload), json::Mode::Lenient);
        if (!event)
            return;
        for (Agent agent : m_agents->rows()) {
            if (agent.id != event->agent.id)
                continue;
            agent.status = event->agent.status;
            m_agents->update(agent);
            break;
        }
    }
}

bool AdminController::checkDemoted(const Error &error)
{
    if (error.code != errors::adminRequired().code)
        return false;
    emit demoted();
    return true;
}

// ---- loading ------------------------------------------------------------------------------------

template<typename T, typename F>
void AdminController::fetch(AdminList list, const QFuture<Result<T>> &future, F take)
{
    at(list).loading = true;
    emit changed();
    whenDone(future, this,
             [this, list, take, load = at(list).load](const Result<T> &answer) mutable {
                 if (load != at(list).load)
                     return;
                 if (answer)
                     take(*answer);
                 else
                     ended(list, answer.error());
             });
}

void AdminController::ended(AdminList list, const Result<void> &result)
{
    at(list).loading = false;
    at(list).stale = !result;
    emit changed();
    if (result)
        emit loaded(list);
    else if (!checkDemoted(result.error()))
        emit failed(list, result.error());
}

void AdminController::reload(AdminList list)
{
    ++at(list).load;
    const auto into = [this, list](auto *table) {
        return [this, list, table](const auto &answer) {
            table->assign(answer.items);
            ended(list, {});
        };
    };
    switch (list) {
    case AdminList::Agents:
        loadAgents(1, {});
        break;
    case AdminList::QuickReplies:
        fetch(list, AdminApi::quickReplies(m_api), into(m_replies));
        break;
    case AdminList::Tags:
        fetch(list, AdminApi::tags(m_api), [this, list](const TagList &answer) {
            m_tags->assign(answer.systemTags + answer.customTags);
            ended(list, {});
        });
        break;
    case AdminList::Rules:
        fetch(list, AdminApi::rules(m_api), into(m_rules));
        loadClock();
        break;
    case AdminList::Sla:
        fetch(list, AdminApi::slaPolicies(m_api), [this, list](const SlaPolicies &answer) {
            m_sla->assign(
                answer.items +
                QList<SlaPolicy>{{TicketCategory::Unknown, TicketPriority::Unknown,
                                  answer.defaultResponseMinutes, answer.defaultResolutionMinutes}});
            ended(list, {});
        });
        break;
    case AdminList::Config:
        loadConfig();
        break;
    case AdminList::Audit:
        loadAudit(1);
        break;
    }
}

void AdminController::loadAgents(int page, QList<Agent> before)
{
    fetch(AdminList::Agents, AdminApi::agents(m_api, page),
          [this, page, before](const AgentPage &answer) mutable {
              before += answer.items;
              if (page < answer.totalPages && !answer.items.isEmpty()) {
                  loadAgents(page + 1, before);
                  return;
              }
              m_agents->assign(before);
              ended(AdminList::Agents, {});
          });
}

namespace {

void addEntries(QList<ConfigEntry> &entries, const QString &section, const QJsonObject &object,
                std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const QString name = QString::fromLatin1(key);
        const QJsonValue value = object.value(name);
        QString words;
        if (value.isBool()) {
            words = value.toBool() ? AdminController::tr("Yes") : AdminController::tr("No");
        } else if (value.isArray()) {
            QStringList parts;
            const QJsonArray array = value.toArray();
            for (const QJsonValue &part : array)
                parts.append(part.toString());
            words =
                parts.isEmpty() ? AdminController::tr("none") : parts.join(QStringLiteral(", "));
        } else if (name == QLatin1String("uptime_seconds")) {
            words = text::timeSpan(value.toInteger());
        } else {
            words = value.toVariant().toString();
        }
        entries.append({section, name, words});
    }
}

} // namespace

void AdminController::loadConfig()
{
    const AdminList list = AdminList::Config;
    fetch(list, AdminApi::shiftConfig(m_api), [this, list](const QJsonObject &shift) {
        fetch(list, AdminApi::botConfig(m_api), [this, list, shift](const QJsonObject &bot) {
            fetch(list, AgentApi::health(m_api),
                  [this, list, shift, bot](const QJsonObject &health) {
                      QList<ConfigEntry> entries;
                      addEntries(entries, QStringLiteral("shift"), shift,
                                 {"start", "end", "timezone", "weekends_disabled", "holidays",
                                  "is_in_shift"});
                      addEntries(entries, QStringLiteral("ai"), bot,
                                 {"appId", "workflowId", "authMode", "sessionIsolation"});
                      addEntries(
                          entries, QStringLiteral("server"), health,
                          {"status", "coze_connected", "version", "database", "uptime_seconds"});
                      m_config->assign(entries);
                      ended(list, {});
                  });
        });
    });
}

void AdminController::loadClock()
{
    whenDone(AdminApi::shiftConfig(m_api), this, [this](const Result<QJsonObject> &shift) {
        if (!shift)
            return; // of no consequence but for tests of another time
        m_clock = DeskClock::named(shift->value(u"timezone").toString());
        emit changed();
    });
}

void AdminController::loadAudit(int page)
{
    fetch(AdminList::Audit, AdminApi::audit(m_api, m_auditFilter, page),
          [this, page](const AuditPage &answer) {
              m_auditTotal = answer.total;
              m_audit->assign(page == 1 ? answer.items : m_audit->rows() + answer.items);
              if (answer.items.isEmpty())
                  m_auditTotal = m_audit->rowCount();
              ended(AdminList::Audit, {});
          });
}

void AdminController::loadMoreAudit()
{
    constexpr int pageSize = 50; // the server's default
    if (isLoading(AdminList::Audit) || !hasMoreAudit())
        return;
    ++at(AdminList::Audit).load;
    loadAudit(m_audit->rowCount() / pageSize + 1);
}

void AdminController::setAuditFilter(const AuditQuery &filter)
{
    if (filter == m_auditFilter)
        return;
    m_auditFilter = filter;
    m_audit->assign({});
    m_auditTotal = 0;
    reload(AdminList::Audit);
}

// ---- changing -----------------------------------------------------------------------------------

void AdminController::act(AdminList list, const QFuture<Result<void>> &future,
                          const std::function<void()> &next)
{
    m_busy = true;
    emit changed();
    whenDone(future, this, [this, list, next](const Result<void> &answer) {
        if (answer && next) {
            next();
            return;
        }
        m_busy = false;
        emit changed();
        if (answer)
            emit saved(list);
        else if (checkDemoted(answer.error()))
            return;
        else
            emit refused(list, answer.error());
        reload(list); // also a refusal leaves what came before it
    });
}

void AdminController::createAgent(const CreateAgentRequest &request)
{
    act(AdminList::Agents, AdminApi::createAgent(m_api, request));
}

void AdminController::updateAgent(const QString &username, const UpdateAgentRequest &request,
                                  const QString &newPassword)
{
    std::function<void()> password;
    if (!newPassword.isEmpty()) {
        password = [this, username, newPassword] {
            act(AdminList::Agents, AdminApi::resetPassword(m_api, username, newPassword));
        };
    }
    act(AdminList::Agents, AdminApi::updateAgent(m_api, username, request), password);
}

void AdminController::deleteAgent(const QString &username)
{
    act(AdminList::Agents, AdminApi::deleteAgent(m_api, username));
}

void AdminController::saveQuickReply(const QString &id, const QuickReplyRequest &request)
{
    act(AdminList::QuickReplies, AdminApi::saveQuickReply(m_api, id, request));
}

void AdminController::deleteQuickReply(const QString &id)
{
    act(AdminList::QuickReplies, AdminApi::deleteQuickReply(m_api, id));
}

void AdminController::saveTag(const QString &id, const TagRequest &request)
{
    act(AdminList::Tags, AdminApi::saveTag(m_api, id, request));
}

void AdminController::deleteTag(const QString &id)
{
    act(AdminList::Tags, AdminApi::deleteTag(m_api, id));
}

void AdminController::saveRule(const QString &id, const AutoReplyRuleRequest &request)
{
    act(AdminList::Rules, AdminApi::saveRule(m_api, id, request));
}

void AdminController::deleteRule(const QString &id)
{
    act(AdminList::Rules, AdminApi::deleteRule(m_api, id));
}

void AdminController::testRules(const AutoReplyTestRequest &request)
{
    whenDone(AdminApi::testRules(m_api, request), this,
             [this](const Result<AutoReplyTestAnswer> &answer) {
                 if (answer)
                     emit tested(answer->items);
                 else if (!checkDemoted(answer.error()))
                     emit refused(AdminList::Rules, answer.error());
             });
}

void AdminController::saveSla(const SlaPolicy &policy)
{
    QList<SlaPolicy> rows = m_sla->rows();
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const SlaPolicy &row) {
        return tables::slaId(row) == tables::slaId(policy);
    });
    if (same == rows.end())
        rows.append(policy);
    else
        *same = policy;
    saveSlaRows(rows);
}

void AdminController::removeSla(const SlaPolicy &policy)
{
    QList<SlaPolicy> rows = m_sla->rows();
    rows.removeIf(
        [&](const SlaPolicy &row) { return tables::slaId(row) == tables::slaId(policy); });
    saveSlaRows(rows);
}

void AdminController::saveSlaRows(const QList<SlaPolicy> &rows)
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
    m_sla->assign(rows); // the next change builds on this one; a refusal brings the old ones back
    act(AdminList::Sla, AdminApi::saveSlaPolicies(m_api, all));
}

} // namespace handoff
