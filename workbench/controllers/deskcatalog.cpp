#include "workbench/controllers/deskcatalog.h"

#include "workbench/api/agentapi.h"
#include "workbench/api/catalogapi.h"

namespace handoff {

namespace {
constexpr int agentsDelayMs = 500;
} // namespace

DeskCatalog::DeskCatalog(ApiClient &api, DeskController &desk, QObject *parent)
    : QObject(parent), m_api(api), m_desk(desk)
{
    m_agentsTimer.setSingleShot(true);
    m_agentsTimer.setInterval(agentsDelayMs);
    connect(&m_agentsTimer, &QTimer::timeout, this, &DeskCatalog::refreshAgents);
    connect(&desk, &DeskController::stopped, this, [this] {
        for (Refresh *each : {&m_repliesRefresh, &m_tagsRefresh, &m_agentsRefresh})
            each->cancel();
        m_agentsTimer.stop();
        m_replies.setReplies({});
        m_tags.clear();
        m_agents.clear();
        emit tagsChanged();
        emit agentsChanged();
    });
    connect(&desk, &DeskController::caughtUp, this, [this] {
        for (Refresh *each : {&m_repliesRefresh, &m_tagsRefresh, &m_agentsRefresh})
            each->restart();
    });
    connect(&desk, &DeskController::event, this, [this](const AnyEvent &event) {
        const auto *changed = eventAs<CatalogChangedEvent>(event);
        if (changed && changed->what == Catalog::QuickReplies)
            m_repliesRefresh.want();
        else if (changed && changed->what == Catalog::Tags)
            m_tagsRefresh.want();
    });
    connect(&desk, &DeskController::agentChanged, this, [this] {
        if (!m_agents.isEmpty() && !m_agentsTimer.isActive())
            m_agentsTimer.start();
    });
}

void DeskCatalog::loadReplies()
{
    m_repliesRefresh.await(CatalogApi::quickReplies(m_api),
                           [this](const Result<QuickReplyList> &list) {
                               if (!list)
                                   return;
                               m_replies.setReplies(list->items);
                           });
}

void DeskCatalog::loadTags()
{
    m_tagsRefresh.await(CatalogApi::tags(m_api), [this](const Result<TagList> &list) {
        if (!list)
            return;
        m_tags = list->systemTags + list->customTags;
        emit tagsChanged();
    });
}

void DeskCatalog::refreshAgents()
{
    m_agentsRefresh.want();
}

void DeskCatalog::loadAgents()
{
    m_agentsRefresh.await(AgentApi::available(m_api), [this](const Result<AvailableAgents> &list) {
        if (!list)
            return;
        if (std::exchange(m_agents, list->items) != list->items)
            emit agentsChanged();
    });
}

void DeskCatalog::use(const QString &replyId)
{
    CatalogApi::useQuickReply(m_api, replyId)
        .then(this, [this](const Result<QuickReplyUse> &answer) {
            if (answer)
                m_replies.setUsage(answer->id, answer->usageCount);
        });
}

void DeskCatalog::addTag(const Tag &tag)
{
    m_tags.removeIf([&](const Tag &known) { return known.id == tag.id; });
    m_tags.append(tag);
    if (m_tagsRefresh.isAsking()) // the list on its way may have been made before it
        m_tagsRefresh.want();
    emit tagsChanged();
}

} // namespace handoff
