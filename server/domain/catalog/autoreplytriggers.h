#pragma once

#include "server/domain/reactions.h"
#include "shared/contract/autoreply.h"
#include "shared/rules/templates.h"

/// Private to server/domain: when an auto-reply rule fires, and what it says.
namespace handoff {

namespace AutoReplies {

/// An occasion, and how the desk stands.
struct Situation : Occasion
{
    qint64 position = 0;  ///< in the queue, from 1; 0 when it does not wait
    bool allBusy = false; ///< no agent who is online has a place free
};

/// Types of rules that can fire on this occasion. `timeout` among them means: set a timer.
QList<AutoReplyType> typesFor(const Occasion &occasion);
/// Keywords of a keyword rule that stand in the text, as written in the rule.
QStringList keywordsIn(const AutoReplyRule &rule, const QString &text);
/// Does the rule fire? Once-only aside. For timeout: always, when its time has come.
bool holds(const AutoReplyRule &rule, const Situation &situation);
/// Of a timeout rule.
int waitSeconds(const AutoReplyRule &rule);
/// The condition as it is stored; 422 when it does not fit the type.
Result<QJsonObject> checkedCondition(AutoReplyType type, const QJsonObject &condition);

/// What stands for `{queue_position}` and `{estimated_wait_time}`; the time comes from recent
/// waits.
void addQueueValues(Tx &tx, qint64 position, Templates::Values *values);
/// The text of a rule. Variables that the desk knows but that have no value here become empty.
QString rendered(const AutoReplyRule &rule, const Templates::Values &values);

/// Adds the replies that are due now to the change, and timers for the later ones. Whatever goes
/// wrong, the change goes on without them (product.md, Rules 1).
void react(Tx &tx, const DeskPolicy &policy, SessionChange &change, const Occasion &occasion);

} // namespace AutoReplies

} // namespace handoff
