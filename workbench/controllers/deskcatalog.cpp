#include "workbench/controllers/deskcatalog.h"

#include "workbench/api/agentapi.h"
#include "workbench/api/catalogapi.h"
#include "workbench/api/future.h"

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
        ++m_account;
        m_agentsTimer.stop();
        m_replies.setReplies({});
        m_tags.clear();
        m_agents.clear();
        emit repliesChanged();
        emit tagsChanged();
        emit agentsChanged();
    });
    connect(&desk, &DeskController::caughtUp, this, [this] {
        loadReplies();
        loadTags();
        refreshAgents();
    });
    connect(&desk, &DeskController::event, this,
            [this](const QString &type, const QJsonObject &payload) {
                if (type != eventtype::catalogChanged)
                    return;
                const QString what = payload.value(u"what").toString();
                if (what == u"quick_replies")
                    loadReplies();
                else if (what == u"tags")
                    loadTags();
            });
    connect(&desk, &DeskController::agentChanged, this, [this] {
        if (!m_agents.isEmpty() && !m_agentsTimer.isActive())
            m_agentsTimer.start();
    });
}

/// An answer to the agent before reaches nobody.
template<typename T, typename F>
void DeskCatalog::fetch(const QFuture<Result<T>> &future, F take)
{
    whenDone(future, this, [this, take, account = m_account](const Result<T> &answer) {
        if (account != m_account)
            return;
        if (answer)
            take(*answer);
        else
            emit failed(answer.error());
    });
}

void DeskCatalog::loadReplies()
{
    fetch(CatalogApi::quickReplies(m_api), [this](const QuickReplyList &list) {
        m_replies.setReplies(list.items);
        emit repliesChanged();
    });
}

void DeskCatalog::loadTags()
{
    fetch(CatalogApi::tags(m_api), [this](const TagList &list) {
        m_tags = list.systemTags + list.customTags;
        emit tagsChanged();
    });
}

void DeskCatalog::refreshAgents()
{
    fetch(AgentApi::available(m_api), [this](const AvailableAgents &list) {
        if (std::exchange(m_agents, list.items) != list.items)
            emit agentsChanged();
    });
}

void DeskCatalog::use(const QString &replyId)
{
    whenDone(CatalogApi::useQuickReply(m_api, replyId), this,
             [this](const Result<QuickReplyUse> &answer) {
                 if (answer)
                     m_replies.setUsage(answer->id, answer->usageCount);
             });
}

void DeskCatalog::addTag(const Tag &tag)
{
    m_tags.append(tag);
    emit tagsChanged();
}

} // namespace handoff
