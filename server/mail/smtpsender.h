#pragma once

#include "server/mail/mime.h"
#include "shared/core/workpool.h"

namespace handoff::mail {

enum class Security {
    None,
    StartTls, ///< required: nothing is said before TLS
    Implicit, ///< TLS from the first byte
};

struct SmtpSettings
{
    QString host; ///< empty: no mail
    int port = 465;
    Security security = Security::Implicit;
    QString username; ///< empty: no login
    QString password;
    QString caFile; ///< empty: the system's
    int connectMs = 10'000;
    int totalMs = 30'000; ///< of one mail
};

/// Of SMTP_USE_TLS and SMTP_PORT: TLS from the first byte on port 465, STARTTLS on others.
Security securityOf(bool useTls, int port);

/// Gives mails to the mail server, one after another, on a thread of its own, because libcurl
/// blocks there. Used on the event loop, where results are heard, too.
class SmtpSender
{
public:
    static constexpr int maxWaiting = 8;

    explicit SmtpSender(const SmtpSettings &settings);
    /// Breaks off what is on its way; all of them have failed. Blocks for that long.
    void close() { m_pool.close(); }

    bool configured() const { return !m_settings.host.isEmpty(); }
    /// Done when the mail server has taken the mail for at least one recipient. The error is for
    /// people, without addresses: MAIL_FAILED with its reason.
    Later<void> send(const Mail &mail);

private:
    const SmtpSettings m_settings;
    WorkPool m_pool;
};

} // namespace handoff::mail
