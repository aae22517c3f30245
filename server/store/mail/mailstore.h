#pragma once

#include "server/store/tx.h"

#include <QStringList>

/// The table of mails to the staff: an outbox that survives the program. One who sends claims a
/// mail for a while; only the holder of the claim reports what became of it.
namespace handoff {

struct MailRow
{
    QString id; ///< `mail_…`
    qint64 sessionId = 0;
    int episode = 0;        ///< the session's escalations when it was made
    bool automatic = false; ///< of an escalation; else an agent asked for it
    QString requestedBy;    ///< username, `customer`, `regulator`
    QStringList recipients;
    QString messageId; ///< with its angle brackets
    int attempts = 0;  ///< failed so far
    Timestamp dueAt;
    std::optional<Timestamp> digestAt; ///< goes out together with those of the same moment
    QString claim;                     ///< empty: nobody sends it
};

namespace MailStore {

/// False when this episode's automatic mail exists.
bool insert(Tx &tx, const MailRow &row);
/// Claims one that is due until `until`; empty when there is none. With the name of its session.
struct Claimed
{
    MailRow mail;
    QString sessionName;
};
std::optional<Claimed> claim(Tx &tx, const QString &claim, Timestamp until);
/// Claims at most `limit` more that are due and belong to the same digest.
QList<Claimed> claimDigest(Tx &tx, Timestamp digestAt, const QString &claim, Timestamp until,
                           int limit);
/// When a mail of an escalation goes out that is made now: together with others that are gathered
/// already, or `seconds` after the last one; empty when that is long ago.
std::optional<Timestamp> nextDigest(Tx &tx, int seconds);

/// Of the holder of `claim`; false when he lost it.
bool markSent(Tx &tx, const QString &id, const QString &claim);
/// The next attempt at `dueAt`, or none: given up.
bool markFailed(Tx &tx, const QString &id, const QString &claim, const QString &error,
                const std::optional<Timestamp> &dueAt);

/// Is one for this episode of the session on its way?
bool isQueued(Tx &tx, qint64 sessionId, int episode);

} // namespace MailStore

} // namespace handoff
