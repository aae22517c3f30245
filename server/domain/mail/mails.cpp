#include "server/domain/mail/mails.h"

#include "server/domain/session/sessionchange.h"
#include "server/domain/session/sessionlookup.h"
#include "server/store/session/messagestore.h"
#include "shared/contract/errors.h"
#include "shared/core/ids.h"

namespace handoff::Mails {

namespace {

constexpr int historyLength = 10;

MailRow newMail(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &actor)
{
    MailRow mail;
    mail.id = newId(u"mail_");
    mail.sessionId = row.id;
    mail.episode = row.escalations;
    mail.requestedBy = actor.operatorName();
    mail.recipients = policy.mail.recipients;
    mail.messageId = u'<' + mail.id + u'@' + policy.mail.domain + u'>';
    mail.dueAt = tx.now();
    return mail;
}

Job jobOf(Tx &tx, const MailRow &mail, const SessionRow &row)
{
    return {mail, row.name, row.profile.nickname, row.escalation, {}, tx.now()};
}

void addHistory(Tx &tx, const SessionRow &row, Job &job)
{
    for (const MessageRow &message : MessageStore::page(tx, row.id, 0, historyLength, false))
        job.history.append(MessageStore::toMessage(message, row.messageKey));
}

/// In the mail `messageId`.
Result<Outcome> finishOne(Tx &tx, const DeskPolicy &policy, const Job &job,
                          const QString &messageId, const std::optional<QString> &failure)
{
    const MailRow &mail = job.mail;
    const bool again = failure && mail.automatic && mail.attempts + 1 < maxAttempts;
    const auto dueAt = again
                           ? std::optional(tx.now().plusSeconds(backoffSeconds(mail.attempts + 1)))
                           : std::nullopt;
    const bool held = failure ? MailStore::markFailed(tx, mail.id, mail.claim, *failure, dueAt)
                              : MailStore::markSent(tx, mail.id, mail.claim);
    if (!held)
        return Outcome::Lost;

    HANDOFF_TRY(SessionRow row, SessionLookup::forChange(tx, job.sessionName));
    // A failure says nothing about a mail of this escalation that went out.
    const bool about = row.escalations == mail.episode && !(failure && row.mail.sent);
    if (about) {
        row.mail = failure ? MailState{false, mail.recipients, std::nullopt, failure}
                           : MailState{true, mail.recipients, messageId, std::nullopt};
        SessionChange change(tx, policy, std::move(row));
        change.touch();
        // He was told that it was passed on.
        if (failure && !again && mail.automatic &&
            change.row().status == SessionStatus::AfterHoursEmail)
            change.addSystem(policy.texts.afterHoursMailFailed);
        HANDOFF_CHECK(change.finish());
    }
    return !failure ? Outcome::Sent : again ? Outcome::Later : Outcome::GivenUp;
}

} // namespace

int backoffSeconds(int failures)
{
    return failures <= 1 ? 60 : 300;
}

bool queueFor(Tx &tx, const DeskPolicy &policy, const SessionRow &row, const Actor &actor)
{
    if (!policy.mail.configured())
        return false;
    MailRow mail = newMail(tx, policy, row, actor);
    mail.automatic = true;
    if (policy.mail.digestSeconds > 0)
        mail.digestAt = MailStore::nextDigest(tx, policy.mail.digestSeconds);
    mail.dueAt = mail.digestAt.value_or(mail.dueAt);
    return MailStore::insert(tx, mail);
}

bool isQueued(Tx &tx, const SessionRow &row)
{
    return MailStore::isQueued(tx, row.id, row.escalations);
}

Result<std::optional<Job>> claimNext(Tx &tx)
{
    const QString claim = newId(u"claim_");
    const Timestamp until = tx.now().plusSeconds(claimSeconds);
    const auto claimed = MailStore::claim(tx, claim, until);
    if (!claimed)
        return std::optional<Job>();
    const auto row = SessionStore::find(tx, claimed->sessionName);
    if (!row)
        return errors::sessionNotFound();
    Job job = jobOf(tx, claimed->mail, *row);
    addHistory(tx, *row, job);
    if (const auto digest = claimed->mail.digestAt) {
        const auto more = MailStore::claimDigest(tx, *digest, claim, until, maxPerDigest - 1);
        for (const MailStore::Claimed &other : more) {
            if (const auto otherRow = SessionStore::find(tx, other.sessionName))
                job.others.push_back(jobOf(tx, other.mail, *otherRow));
        }
    }
    return std::optional(job);
}

Result<Job> request(Tx &tx, const DeskPolicy &policy, const QString &sessionName, bool force,
                    const Actor &actor)
{
    HANDOFF_TRY(const SessionRow row, SessionLookup::forChange(tx, sessionName));
    if (!policy.mail.configured())
        return errors::mailNotConfigured();
    if (!force && (row.mail.sent || isQueued(tx, row)))
        return errors::mailAlreadySent();
    MailRow mail = newMail(tx, policy, row, actor);
    mail.claim = newId(u"claim_");
    mail.dueAt = tx.now().plusSeconds(claimSeconds);
    MailStore::insert(tx, mail);
    Job job = jobOf(tx, mail, row);
    addHistory(tx, row, job);
    return job;
}

Result<Outcome> finish(Tx &tx, const DeskPolicy &policy, const Job &job,
                       const std::optional<QString> &failure)
{
    const QString &messageId = job.mail.messageId;
    QStringList names{job.sessionName};
    for (const Job &other : job.others)
        names.append(other.sessionName);
    holdAll(tx, &hold::session, names);
    HANDOFF_TRY(const Outcome outcome, finishOne(tx, policy, job, messageId, failure));
    for (const Job &other : job.others)
        HANDOFF_CHECK(finishOne(tx, policy, other, messageId, failure));
    return outcome;
}

} // namespace handoff::Mails
