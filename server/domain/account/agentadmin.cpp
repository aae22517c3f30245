#include "server/domain/account/agentadmin.h"

#include "server/domain/account/accountrow.h"
#include "server/domain/account/presence.h"
#include "server/domain/audit.h"
#include "server/domain/catalog/catalogchanges.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/domain/session/transfers.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/account/agentstore.h"
#include "server/store/catalog/quickreplystore.h"
#include "server/store/session/readcursorstore.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/errors.h"
#include "shared/contract/event.h"
#include "shared/contract/limits.h"
#include "shared/core/ids.h"
#include "shared/rules/accountrules.h"
#include "shared/text/searchfold.h"

#include <algorithm>

namespace handoff::AgentAdmin {

namespace {

/// 3..50 of letters, digits, `_`, `-` and `.`, the first a letter or digit; none of the names that
/// stand for somebody else in the audit trail, or for a path of their own beside
/// /api/agents/{username}. An account that has such a name from before is reached by its id.
Result<void> validUsername(const QString &username)
{
    static const QStringList reserved{QStringLiteral("customer"), QStringLiteral("regulator"),
                                      QStringLiteral("system"), QStringLiteral("available")};
    if (!AccountRules::isUsername(username))
        return errors::validation(
            QStringLiteral("/username"),
            QStringLiteral("3 to 50 of the characters a-z, 0-9, _, - and . expected"));
    if (reserved.contains(searchfold::folded(username)))
        return errors::validation(QStringLiteral("/username"),
                                  QStringLiteral("this name is reserved"));
    return {};
}

Result<void> validMaxSessions(int n)
{
    if (n < 1 || n > limits::liveSessions)
        return errors::validation(QStringLiteral("/max_sessions"),
                                  QStringLiteral("whole number from 1 to 20 expected"));
    return {};
}

/// What an admin changes, for the audit log; without the fields that stay.
QJsonObject differences(const Agent &before, const Agent &after)
{
    QJsonObject details;
    const auto note = [&details](QLatin1String key, const auto &a, const auto &b) {
        if (a != b)
            details.insert(key, QJsonValue(b));
    };
    note(QLatin1String("name"), before.name, after.name);
    note(QLatin1String("role"), QString(json::enumName(before.role)),
         QString(json::enumName(after.role)));
    note(QLatin1String("status"), QString(json::enumName(before.status)),
         QString(json::enumName(after.status)));
    note(QLatin1String("max_sessions"), before.maxSessions, after.maxSessions);
    note(QLatin1String("avatar_url"), before.avatarUrl.value_or(QString()),
         after.avatarUrl.value_or(QString()));
    return details;
}

/// Puts the live sessions of an agent back into the queue, offered to nobody.
Result<void> giveBack(Tx &tx, const DeskPolicy &policy, const QString &agentId, const Actor &actor)
{
    const QStringList owned = SessionStore::namesOwnedBy(tx, agentId);
    holdAll(tx, &hold::session, owned);
    for (const QString &name : owned) {
        HANDOFF_TRY(SessionRow session, SessionLookup::forChange(tx, name));
        if (!session.owner || session.owner->id != agentId)
            continue; // released meanwhile, by another server
        SessionChange change(tx, policy, std::move(session));
        HANDOFF_CHECK(
            change.backToQueue(actor, QStringLiteral("agent_deleted"), statusreason::agentLost));
        change.log(QLatin1String("session_requeued"), {{QStringLiteral("agent_id"), agentId}});
        change.addSystem(policy.texts.agentLost);
        HANDOFF_CHECK(change.finish());
    }
    return {};
}

} // namespace

Result<AgentPage> list(Tx &tx, const Query &query)
{
    AgentPage page;
    page.page = std::max(1, query.page);
    page.pageSize = std::clamp(query.pageSize, 1, limits::page);
    const AgentStore::Filter filter{query.status, query.role};
    const auto rows =
        AgentStore::page(tx, filter, (qint64(page.page) - 1) * page.pageSize, page.pageSize);
    for (const AgentRow &row : rows)
        page.items.append(row);
    page.total = AgentStore::countOf(tx, filter);
    page.totalPages = static_cast<int>((page.total + page.pageSize - 1) / page.pageSize);
    return page;
}

Result<AvailableAgents> available(Tx &tx)
{
    AvailableAgents agents;
    agents.items = AgentStore::available(tx);
    agents.total = agents.items.size();
    return agents;
}

Result<void> mayCreate(Tx &tx, const CreateAgentRequest &request)
{
    HANDOFF_CHECK(validUsername(request.username));
    HANDOFF_CHECK(account::validName(request.name));
    HANDOFF_CHECK(validMaxSessions(request.maxSessions));
    HANDOFF_CHECK(account::validAvatar(request.avatarUrl.value_or(QString())));
    // Neither a username nor, since both name an agent in requests, an id.
    if (AgentStore::findAny(tx, request.username))
        return errors::usernameExists();
    return {};
}

Result<Agent> create(Tx &tx, const CreateAgentRequest &request, const Agents::NewPassword &password,
                     const Actor &actor)
{
    HANDOFF_CHECK(mayCreate(tx, request));
    AgentRow row;
    row.id = newId(u"agent_");
    row.username = request.username;
    HANDOFF_TRY(row.name, account::validName(request.name));
    row.role = request.role;
    row.maxSessions = request.maxSessions;
    HANDOFF_TRY(row.avatarUrl, account::validAvatar(request.avatarUrl.value_or(QString())));
    row.createdAt = tx.now();
    row.passwordHash = password.hash;
    row.wellKnownPassword = password.wellKnown;
    tx.hold(hold::agent(row.id));
    if (!AgentStore::insert(tx, row))
        return tx.failure().value_or(errors::usernameExists());
    account::announce(tx, row);
    Audit::record(tx, actor, QStringLiteral("agent_created"), row.username,
                  {{QStringLiteral("role"), QString(json::enumName(row.role))}});
    return Agent(row);
}

Result<Agent> update(Tx &tx, const DeskPolicy &policy, const QString &username,
                     const UpdateAgentRequest &request, const Actor &actor)
{
    if (!request.name && !request.role && !request.maxSessions && !request.status &&
        !request.avatarUrl)
        return errors::noFieldsToUpdate();
    const bool demotes = request.role == AgentRole::Agent;
    const QStringList admins = demotes ? AgentStore::lockAdmins(tx) : QStringList();
    HANDOFF_TRY(AgentRow row, account::forChange(tx, username));
    const Agent before = row;
    if (request.name) {
        HANDOFF_TRY(row.name, account::validName(*request.name));
    }
    if (request.maxSessions) {
        HANDOFF_CHECK(validMaxSessions(*request.maxSessions));
        row.maxSessions = *request.maxSessions;
    }
    if (request.avatarUrl) {
        HANDOFF_TRY(row.avatarUrl, account::validAvatar(*request.avatarUrl));
    }
    row.role = request.role.value_or(row.role);
    const bool demoted = before.role == AgentRole::Admin && row.role != AgentRole::Admin;
    if (demoted && admins == QStringList{row.id})
        return errors::lastAdminDemoted();
    if (request.status && row.status != *request.status) {
        row.status = *request.status;
        row.lostAt.reset();
        row.statusBeforeLoss.reset();
    }
    if (Agent(row) == before)
        return before;

    HANDOFF_CHECK(account::save(tx, row));
    Audit::record(tx, actor, QStringLiteral("agent_updated"), row.username,
                  differences(before, row));
    if (row.name != before.name)
        HANDOFF_CHECK(account::showName(tx, policy, row));
    if (demoted)
        account::endStreams(tx, row.id);
    return Agent(row);
}

Result<Agent> remove(Tx &tx, const DeskPolicy &policy, const QString &username, const Actor &actor)
{
    const auto found = AgentStore::findAny(tx, username);
    if (!found)
        return errors::agentNotFound();
    if (AgentStore::lockAdmins(tx) == QStringList{found->id})
        return errors::lastAdminDeleted();

    HANDOFF_CHECK(Transfers::endOf(tx, found->id));
    HANDOFF_CHECK(giveBack(tx, policy, found->id, actor));
    HANDOFF_TRY(AgentRow row, account::forChange(tx, found->id));
    // What another server gave him in between; from here on nobody can.
    HANDOFF_CHECK(Transfers::endOf(tx, found->id));
    HANDOFF_CHECK(giveBack(tx, policy, found->id, actor));
    if (!AgentStore::remove(tx, row))
        return tx.failure().value_or(errors::versionConflict());
    SessionStore::clearOffers(tx, row.id);
    ReadCursorStore::forget(tx, row.id);
    HANDOFF_CHECK(TicketWork::assigneeLeft(tx, row.id, actor));
    if (QuickReplyStore::removePrivate(tx, row.id) > 0)
        catalog::announce(tx, Catalog::QuickReplies);

    row.status = AgentPresence::Offline;
    account::announce(tx, row);
    account::endStreams(tx, row.id);
    Audit::record(tx, actor, QStringLiteral("agent_deleted"), row.username);
    return Agent(row);
}

Result<void> resetPassword(Tx &tx, const QString &username, const Agents::NewPassword &password,
                           const Actor &actor)
{
    HANDOFF_TRY(AgentRow row, account::forChange(tx, username));
    HANDOFF_CHECK(account::setPassword(tx, row, password, actor));
    Audit::record(tx, actor, QStringLiteral("password_reset"), row.username);
    return {};
}

} // namespace handoff::AgentAdmin
