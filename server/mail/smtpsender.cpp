#include "server/mail/smtpsender.h"

#include "shared/contract/errors.h"

#include <QLoggingCategory>

#include <curl/curl.h>

#include <algorithm>
#include <cstring>

namespace handoff::mail {

namespace {

Q_LOGGING_CATEGORY(mailLog, "handoff.mail")

struct Upload
{
    QByteArray bytes;
    qsizetype at = 0;
};

size_t readUpload(char *out, size_t size, size_t n, void *self)
{
    auto *upload = static_cast<Upload *>(self);
    const qsizetype length =
        std::min(static_cast<qsizetype>(size * n), upload->bytes.size() - upload->at);
    std::memcpy(out, upload->bytes.constData() + upload->at, static_cast<size_t>(length));
    upload->at += length;
    return static_cast<size_t>(length);
}

int stopAsked(void *self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return *static_cast<const std::atomic<bool> *>(self) ? 1 : 0;
}

size_t ignoreBytes(char *, size_t size, size_t n, void *)
{
    return size * n;
}

/// What went wrong, for people; the mail server's own words may hold addresses and stay out.
QString reasonOf(CURLcode code, long reply)
{
    const QString suffix = reply >= 400 ? QStringLiteral(" (%1)").arg(reply) : QString();
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return QStringLiteral("mail server not found");
    case CURLE_COULDNT_CONNECT:
        return QStringLiteral("connection refused");
    case CURLE_OPERATION_TIMEDOUT:
        return QStringLiteral("timeout");
    case CURLE_LOGIN_DENIED:
        return QStringLiteral("login refused") + suffix;
    case CURLE_USE_SSL_FAILED:
        return QStringLiteral("no TLS on this server");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
        return QStringLiteral("TLS failed");
    case CURLE_ABORTED_BY_CALLBACK:
        return QStringLiteral("the server stops");
    default:
        break;
    }
    if (reply >= 400)
        return QStringLiteral("refused") + suffix;
    // After a yes it is silence: the line is cut.
    const bool cut =
        code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
    return cut ? QStringLiteral("connection lost") : QString::fromLatin1(curl_easy_strerror(code));
}

QByteArray urlOf(const SmtpSettings &settings)
{
    const QByteArray host = settings.host.toUtf8();
    return (settings.security == Security::Implicit ? "smtps://" : "smtp://") +
           (host.contains(':') ? QByteArray('[' + host + ']') : host) + ':' +
           QByteArray::number(settings.port);
}

Result<void> deliver(const SmtpSettings &settings, const Mail &mail,
                     const std::atomic<bool> &stopped)
{
    Upload upload{encode(mail), 0};
    CURL *easy = curl_easy_init();
    const std::unique_ptr<CURL, void (*)(CURL *)> owner(easy, curl_easy_cleanup);
    if (!easy)
        return errors::mailFailed(QStringLiteral("out of memory"));
    const auto set = [easy](CURLoption option, auto value) {
        curl_easy_setopt(easy, option, value);
    };
    const QByteArray url = urlOf(settings);
    const QByteArray from = '<' + mail.from.toUtf8() + '>';
    const QByteArray username = settings.username.toUtf8();
    const QByteArray password = settings.password.toUtf8();
    const QByteArray caFile = settings.caFile.toUtf8();
    curl_slist *to = nullptr;
    for (const QString &address : mail.to)
        to = curl_slist_append(to, QByteArray('<' + address.toUtf8() + '>').constData());
    const std::unique_ptr<curl_slist, void (*)(curl_slist *)> recipients(to, curl_slist_free_all);

    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL,
        static_cast<long>(settings.security == Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!caFile.isEmpty())
        set(CURLOPT_CAINFO, caFile.constData());
    if (!username.isEmpty()) {
        set(CURLOPT_USERNAME, username.constData());
        set(CURLOPT_PASSWORD, password.constData());
    }
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connectMs));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.totalMs));
    set(CURLOPT_MAIL_FROM, from.constData());
    set(CURLOPT_MAIL_RCPT, to);
    // One address that is gone must not keep the mail from all others.
    set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &readUpload);
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_WRITEFUNCTION, &ignoreBytes);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &stopAsked);
    set(CURLOPT_XFERINFODATA, &stopped);

    const CURLcode code = curl_easy_perform(easy);
    if (code == CURLE_OK)
        return {};
    long reply = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
    const QString reason = reasonOf(code, reply);
    qCWarning(mailLog).noquote() << "mail not sent:" << reason << "- libcurl"
                                 << static_cast<int>(code) << "message" << mail.messageId;
    return errors::mailFailed(reason);
}

} // namespace

Security securityOf(bool useTls, int port)
{
    if (!useTls)
        return Security::None;
    return port == 465 ? Security::Implicit : Security::StartTls;
}

SmtpSender::SmtpSender(const SmtpSettings &settings)
    : m_settings(settings),
      m_pool(1, maxWaiting, errors::mailFailed(QStringLiteral("too many mails are waiting")),
             errors::mailFailed(reasonOf(CURLE_ABORTED_BY_CALLBACK, 0)))
{
    static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(initialised);
}

Later<void> SmtpSender::send(const Mail &mail)
{
    return m_pool.run([settings = m_settings, mail, &stopped = m_pool.closing()] {
        return deliver(settings, mail, stopped);
    });
}

} // namespace handoff::mail
