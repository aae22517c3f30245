#include "server/domain/session/mentions.h"

#include "server/store/account/agentstore.h"
#include "shared/contract/errors.h"
#include "shared/rules/accountrules.h"
#include "shared/text/searchfold.h"

namespace handoff::Mentions {

namespace {

constexpr int maxName = 100;

} // namespace

Result<QList<Agent>> resolve(Tx &tx, const QStringList &usernames)
{
    if (usernames.size() > AccountRules::maxMentions)
        return errors::validation(QStringLiteral("/mentions"),
                                  QStringLiteral("at most 50 expected"));
    for (qsizetype i = 0; i < usernames.size(); ++i) {
        if (usernames.at(i).size() > maxName)
            return errors::validation(QStringLiteral("/mentions/%1").arg(i),
                                      QStringLiteral("at most 100 characters expected"));
    }
    QList<Agent> agents;
    for (const AgentRow &row : AgentStore::withUsernames(tx, usernames))
        agents.append(row);
    return agents;
}

void announce(Tx &tx, MentionEvent event, const Actor &author, const QList<Agent> &mentioned,
              const QStringList &before)
{
    QStringList known;
    for (const QString &name : before)
        known.append(searchfold::folded(name));
    QStringList ids;
    for (const Agent &agent : mentioned) {
        if (agent.id != author.agent.id && !known.contains(searchfold::folded(agent.username)))
            ids.append(agent.id);
    }
    if (ids.isEmpty())
        return;
    event.from = {author.agent.id, author.agent.name};
    tx.announce({0,
                 event.type,
                 event.sessionName.value_or(QString()),
                 Audience::NamedAgents,
                 ids,
                 json::toJson(event),
                 {}});
}

} // namespace handoff::Mentions
