#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/tag.h"
#include "workbench/controllers/deskcontroller.h"
#include "workbench/controllers/refresh.h"
#include "workbench/models/quickreplymodel.h"

namespace handoff {

/// What all chats share: quick replies, tags, colleagues. Loaded once the line stands and again
/// when the server says that they changed. GUI thread.
class DeskCatalog : public QObject
{
    Q_OBJECT

public:
    DeskCatalog(ApiClient &api, DeskController &desk, QObject *parent = nullptr);

    QuickReplyModel *quickReplies() { return &m_replies; }
    /// Counts a use; of no consequence when it fails.
    void use(const QString &replyId);

    /// System tags first, then by use.
    const QList<Tag> &tags() const { return m_tags; }
    /// The tag is known at once, before the event comes.
    void addTag(const Tag &tag);

    /// Who is not offline, me included, least loaded first; as of the last refreshAgents().
    const QList<AvailableAgent> &agents() const { return m_agents; }
    void refreshAgents();

signals:
    void tagsChanged();
    void agentsChanged();

private:
    void loadReplies();
    void loadTags();
    void loadAgents();

    ApiClient &m_api;
    DeskController &m_desk;
    QuickReplyModel m_replies;
    QList<Tag> m_tags;
    QList<AvailableAgent> m_agents;
    Refresh m_repliesRefresh{[this] { loadReplies(); }};
    Refresh m_tagsRefresh{[this] { loadTags(); }};
    Refresh m_agentsRefresh{[this] { loadAgents(); }};
    QTimer m_agentsTimer; ///< a burst of changes of colleagues is one question
};

} // namespace handoff
