#include "server/jobs/mailoutbox.h"

#include "server/observe/metrics.h"

#include <QLoggingCategory>

namespace handoff {

namespace {

Q_LOGGING_CATEGORY(outboxLog, "handoff.mail")

} // namespace

MailOutbox::MailOutbox(Database &database, const DeskPolicy &policy, const mail::SmtpSettings &smtp,
                       const mail::Letterhead &letterhead, Metrics &metrics, int everyMs)
    : m_database(database), m_policy(policy), m_letterhead(letterhead), m_metrics(metrics),
      m_sender(smtp)
{
    if (!m_policy.mail.configured())
        return; // what waits is kept for a server that can send it
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MailOutbox::wake);
    timer->start(everyMs);
    wake(); // what the last run left behind
}

void MailOutbox::wake()
{
    if (!m_policy.mail.configured())
        return;
    m_again = m_taking;
    if (!m_taking)
        take();
}

void MailOutbox::deliver(const Mails::Job &job, std::function<void(const Result<void> &)> done)
{
    send(job, std::move(done));
}

void MailOutbox::take()
{
    m_taking = true;
    m_database.writeBehind([](Tx &tx) { return Mails::claimNext(tx); })
        .then(this, [this](const Result<std::optional<Mails::Job>> &job) {
            if (job && *job) {
                send(**job, [this](const Result<void> &) { take(); });
                return;
            }
            m_taking = false;
            if (std::exchange(m_again, false))
                take();
        });
}

void MailOutbox::send(const Mails::Job &job, std::function<void(const Result<void> &)> done)
{
    mail::EscalationMail content;
    content.messageId = job.mail.messageId;
    content.to = job.mail.recipients;
    content.sessionName = job.sessionName;
    content.customer = job.customer;
    content.escalation = job.escalation;
    content.requestedBy = job.mail.requestedBy;
    content.history = job.history;
    for (const Mails::Job &other : job.others)
        content.others.append(
            {other.sessionName, other.customer, other.escalation, other.mail.requestedBy});
    content.now = job.now;
    m_sender.send(mail::composed(content, m_letterhead))
        .then(this, [this, job, done = std::move(done)](const Result<void> &sent) {
            const auto failure = sent ? std::nullopt : std::optional(sent.error().message);
            if (failure)
                m_metrics.mailFailed();
            m_database
                .writeBehind([&policy = m_policy, job, failure](Tx &tx) {
                    return Mails::finish(tx, policy, job, failure);
                })
                .then(this, [job, sent, done](const Result<Mails::Outcome> &outcome) {
                    // Without this report the claim ends and the mail goes out a second time.
                    if (!outcome)
                        qCWarning(outboxLog).noquote()
                            << "mail" << job.mail.id << "not reported:" << outcome.error().message;
                    else if (*outcome == Mails::Outcome::GivenUp)
                        qCWarning(outboxLog).noquote() << "mail" << job.mail.id << "given up";
                    done(sent);
                });
        });
}

} // namespace handoff
