#pragma once

#include "server/domain/mail/mails.h"
#include "server/mail/escalationmail.h"
#include "server/mail/smtpsender.h"
#include "server/store/database.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace handoff {

class Metrics;

/// Brings the mails that wait in the store to the mail server. Several servers on one database
/// share the work: each claims what it sends. Event loop.
class MailOutbox : public QObject
{
    Q_OBJECT

public:
    static constexpr int sweepMs = 5'000; ///< between looks for mails that are due again

    MailOutbox(Database &database, const DeskPolicy &policy, const mail::SmtpSettings &smtp,
               const mail::Letterhead &letterhead, Metrics &metrics, int everyMs = sweepMs);

    /// Breaks off what is under way and tells; nothing is sent any more.
    void close() { m_sender.close(); }
    /// There may be something new: look now.
    void wake();
    /// Sends a mail that an agent asked for; `done` is called with what became of it.
    void deliver(const Mails::Job &job, std::function<void(const Result<void> &)> done);

private:
    void take();
    void send(const Mails::Job &job, std::function<void(const Result<void> &)> done);

    Database &m_database;
    const DeskPolicy &m_policy;
    const mail::Letterhead m_letterhead;
    Metrics &m_metrics;
    mail::SmtpSender m_sender;
    bool m_taking = false;
    bool m_again = false;
};

} // namespace handoff
