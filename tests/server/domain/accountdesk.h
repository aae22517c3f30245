#pragma once

#include "server/domain/account/agentadmin.h"
#include "server/domain/audit.h"
#include "tests/server/domain/testdesk.h"

/// What admins do, in short.
namespace handoff::test {

inline const QString session = QStringLiteral("s");

inline CreateAgentRequest newcomer(const QString &username = QStringLiteral("agent003"))
{
    CreateAgentRequest request;
    request.username = username;
    request.name = u8("客服小赵");
    return request;
}

inline Result<Agent> create(TestDesk &desk, const CreateAgentRequest &request)
{
    return desk.write([&](Tx &tx) {
        return AgentAdmin::create(tx, request, {QStringLiteral("hash-new")}, desk.admin);
    });
}

inline Result<Agent> update(TestDesk &desk, const char *username, const UpdateAgentRequest &request)
{
    return desk.write([&](Tx &tx) {
        return AgentAdmin::update(tx, desk.policy, QString::fromLatin1(username), request,
                                  desk.admin);
    });
}

inline Result<Agent> removed(TestDesk &desk, const char *username)
{
    return desk.write([&](Tx &tx) {
        return AgentAdmin::remove(tx, desk.policy, QString::fromLatin1(username), desk.admin);
    });
}

/// `actor action object` of the audit log, newest first.
inline QStringList audited(TestDesk &desk, const Audit::Query &query = {})
{
    QStringList lines;
    const auto page = *desk.read([&](Tx &tx) { return Audit::page(tx, query); });
    for (const AuditRecord &record : page.items)
        lines.append(record.actor + u' ' + record.action + u' ' + record.object);
    return lines;
}

/// `CODE path` of a refusal, or the code alone.
inline QString refusal(const Error &error)
{
    return error.code == u"VALIDATION_ERROR" ? error.message.section(u':', 0, 0) : error.code;
}

inline QStringList usernames(TestDesk &desk, const AgentAdmin::Query &query = {})
{
    QStringList names;
    const auto page = *desk.read([&](Tx &tx) { return AgentAdmin::list(tx, query); });
    for (const Agent &agent : page.items)
        names.append(agent.username);
    return names;
}

} // namespace handoff::test
