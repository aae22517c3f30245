#include "server/domain/reactions.h"

#include "server/domain/catalog/autoreplytriggers.h"
#include "server/domain/mail/mails.h"
#include "server/domain/session/sessionchange.h"
#include "server/domain/session/transfers.h"

namespace handoff::Reactions {

bool mailStaff(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &actor)
{
    return Mails::queueFor(tx, policy, row, actor);
}

void reply(Tx &tx, const DeskPolicy &policy, SessionChange &change, const Occasion &occasion)
{
    AutoReplies::react(tx, policy, change, occasion);
}

void ownerLeft(Tx &tx, qint64 sessionId)
{
    Transfers::endWaiting(tx, sessionId);
}

} // namespace handoff::Reactions
