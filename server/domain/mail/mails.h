#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/mail/mailstore.h"
#include "server/store/session/sessionstore.h"

#include <vector>

/// Use cases of mail to the staff (api.md, After hours). A mail is queued in the transaction of its
/// cause, claimed by one server, sent, and reported. Delivered at least once: a server that dies
/// between the mail server's yes and its own report leaves a claim that ends, and the mail is sent
/// again with the same Message-ID.
namespace handoff::Mails {

inline constexpr int maxAttempts = 3;
inline constexpr int maxPerDigest = 250;
inline constexpr int claimSeconds = 300; ///< longer than all that can wait before it in one server
/// Until the next attempt after the n-th failure: 1, 5 minutes.
int backoffSeconds(int failures);

/// Queues the automatic mail of the current escalation, once; soon after another one it is gathered
/// into a digest (EMAIL_DIGEST_SECONDS). False when mail is not configured. Sets nothing in the
/// row.
bool queueFor(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &actor);

/// Is a mail of the current escalation on its way?
bool isQueued(Tx &tx, const SessionRow &row);

/// A mail that this server sends now, and what stands in it.
struct Job
{
    MailRow mail;
    QString sessionName;
    QString customer;
    std::optional<Escalation> escalation;
    QList<Message> history; ///< the newest 10
    Timestamp now;
    std::vector<Job> others{}; ///< in the same mail, without their histories
};
/// The next one that is due, claimed, with all of its digest; empty when there is none.
Result<std::optional<Job>> claimNext(Tx &tx);
/// A mail that an agent asks for, claimed. 404; 503 MAIL_NOT_CONFIGURED; 409 MAIL_ALREADY_SENT when
/// this escalation was mailed, or is on its way, unless `force`. It is tried once.
Result<Job> request(Tx &tx, const DeskPolicy &policy, const QString &sessionName, bool force,
                    const Actor &actor);

enum class Outcome {
    Sent,
    Later,   ///< failed, and will be tried again
    GivenUp, ///< failed
    Lost,    ///< somebody else has the claim now: his word counts
};
/// What became of it and of the others in it (told of the first); `failure` is empty when the mail
/// server took it. Stands in the session's `mail`, with `session_updated`, as long as that is about
/// the same escalation; the customer who waits for its answer is told when it is given up.
Result<Outcome> finish(Tx &tx, const DeskPolicy &policy, const Job &job,
                       const std::optional<QString> &failure);

} // namespace handoff::Mails
