#pragma once

#include "server/mail/mime.h"
#include "shared/core/result.h"

#include <QFuture>
#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

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
/// blocks there. Used on the event loop.
class SmtpSender
{
public:
    static constexpr int maxWaiting = 8;

    explicit SmtpSender(const SmtpSettings &settings);
    ~SmtpSender();
    /// Breaks off what is on its way; the futures of all mails are failed. Blocks for that long.
    void close();
    SmtpSender(const SmtpSender &) = delete;
    SmtpSender &operator=(const SmtpSender &) = delete;

    bool configured() const { return !m_settings.host.isEmpty(); }
    /// Done when the mail server has taken the mail for at least one recipient. The error is for
    /// people, without addresses: MAIL_FAILED with its reason.
    QFuture<Result<void>> send(const Mail &mail);

private:
    const SmtpSettings m_settings;
    std::unique_ptr<QObject> m_worker; ///< lives on m_thread
    QThread m_thread;
    std::shared_ptr<std::atomic<int>> m_waiting = std::make_shared<std::atomic<int>>(0);
    std::atomic<bool> m_stopped = false;
};

} // namespace handoff::mail
