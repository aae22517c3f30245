#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/session/sessionstore.h"

/// Private to server/domain: the one door from a session that changes to what the rest of the desk
/// does about it: mail to the staff, auto-replies, transfers.
namespace handoff {

class SessionChange;

/// What a use case did to a session, for auto-replies.
struct Occasion
{
    QString customerText;      ///< of an AI turn; rules never look at other texts
    bool firstMessage = false; ///< of the session
    bool queued = false;       ///< now waits for a human, and did not before
    bool outOfShift = false;   ///< was escalated out of shift

    bool any() const { return !customerText.isEmpty() || queued || outOfShift; }
};

namespace Reactions {

/// Escalated out of shift: the staff gets a mail. False when mail is not configured.
bool mailStaff(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &actor);
/// Adds the replies that are due now to the change, and timers for the later ones. Whatever goes
/// wrong, the change goes on without them (product.md, Rules 1).
void reply(Tx &tx, const DeskPolicy &policy, SessionChange &change, const Occasion &occasion);
/// The session is live with its owner no more: a transfer that waits has lost its reason, its two
/// agents are told.
void ownerLeft(Tx &tx, qint64 sessionId);

} // namespace Reactions

} // namespace handoff
