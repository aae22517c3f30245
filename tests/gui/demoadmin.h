#pragma once

#include "shared/contract/audit.h"
#include "shared/contract/autoreply.h"
#include "shared/contract/quickreply.h"
#include "shared/contract/slapolicy.h"
#include "shared/contract/stats.h"
#include "shared/contract/tag.h"
#include "shared/contract/ticket.h"
#include "tests/gui/demodesk.h"

namespace handoff::test {

/// The admin panel and the statistics of a DemoDesk, for pictures: answers the lists from plain
/// data and refuses every change.
class DemoAdmin
{
public:
    explicit DemoAdmin(DemoDesk &desk);

    QList<Agent> agents;
    QList<QuickReply> replies;
    QList<Tag> tags;
    QList<AutoReplyRule> rules;
    SlaPolicies sla;
    QList<AuditRecord> audit;
    bool demoted = false; ///< everything answers 403 ADMIN_REQUIRED
    bool emptyStats = false;

private:
    bool answer(const ScriptedServer::Request &request, QTcpSocket *socket);
    bool answerStats(const QString &path, const QUrlQuery &query, QTcpSocket *socket);
    bool answerSystem(const QString &path, QTcpSocket *socket);
    void fillCatalog();

    DemoDesk &m_desk;
};

} // namespace handoff::test
