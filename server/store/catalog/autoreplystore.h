#pragma once

#include "server/store/tx.h"
#include "shared/contract/autoreply.h"

/// The tables of auto-reply rules, of when they fired, and of replies that are due later.
namespace handoff {

/// A reply that is due later.
struct AutoReplyTimer
{
    qint64 id = 0;
    qint64 sessionId = 0;
    QString ruleId;
    Timestamp dueAt;
    Timestamp escalatedAt; ///< of the escalation it belongs to; 0: none
};

namespace AutoReplyStore {

/// By type in the order of the contract, oldest first.
QList<AutoReplyRule> all(Tx &tx);
/// The enabled ones of these types, in the same order.
QList<AutoReplyRule> enabled(Tx &tx, const QList<AutoReplyType> &types);
std::optional<AutoReplyRule> find(Tx &tx, const QString &id);
int count(Tx &tx, AutoReplyType type);
void insert(Tx &tx, const AutoReplyRule &rule);
/// False when there is none such.
bool update(Tx &tx, const AutoReplyRule &rule);
bool remove(Tx &tx, const QString &id);

/// Notes that the rule fires now in this session; false when it did after `notSince`.
bool fire(Tx &tx, qint64 sessionId, const QString &ruleId, Timestamp notSince);
/// Forgets at most `limit` firings older than `before`; returns how many.
int forgetFired(Tx &tx, Timestamp before, int limit);

void addTimer(Tx &tx, const AutoReplyTimer &timer);
/// Ids of timers that are due, oldest first.
QList<qint64> due(Tx &tx, int limit);
/// Takes the timer away: whoever gets it, and nobody else, sends the reply in this transaction.
std::optional<AutoReplyTimer> takeTimer(Tx &tx, qint64 id);

} // namespace AutoReplyStore

} // namespace handoff
