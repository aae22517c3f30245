#pragma once

#include "shared/core/json.h"
#include "shared/core/later.h"
#include "workbench/api/apierror.h"

#include <QDeadlineTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSet>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

namespace handoff {

/// One REST call. `path` starts with `/api/`; its variable parts went through ApiClient::segment().
struct ApiRequest
{
    QByteArray method = "GET";
    QString path;
    QUrlQuery query;
    QByteArray body;                           ///< JSON, empty for none
    QLatin1String key = QLatin1String("data"); ///< where the value stands; empty: the answer itself
    bool authorised = true;                    ///< false: no token, a 401 is an ordinary answer
    bool bare = false;                         ///< the answer has no `success` field (health)
    int timeoutMs = 10000;
    bool creates = false;    ///< makes something new: said again, it would be there twice
    QByteArray onceKey = {}; ///< its `Idempotency-Key`, by call()
};

/// Talks REST to one server with the token of one agent; the typed calls stand in sessionapi.h and
/// agentapi.h. GUI thread, never blocks. A 401 refreshes the token once for all waiting calls and
/// repeats them; if that fails, signInRequired() is sent and the calls end with the 401.
class ApiClient : public QObject
{
    Q_OBJECT

public:
    explicit ApiClient(QObject *parent = nullptr);
    ~ApiClient() override;

    /// Base address, e.g. `https://desk.example.com`. Forgets the tokens when the address changes.
    void setServer(const QUrl &base);
    QUrl server() const { return m_server; }
    void setTokens(const QString &access, const QString &refresh);
    QString accessToken() const { return m_access; }
    QString refreshToken() const { return m_refresh; }
    /// Certificates that are accepted although they do not prove the server's name (operations.md,
    /// Security): SHA-256 of the whole certificate, lower-case hex.
    void setPinnedCertificates(const QSet<QByteArray> &sha256) { m_pins = sha256; }
    /// For every reply of this server, whoever asked: TLS errors end it, unless they are about a
    /// pinned certificate. `said` gets what is wrong, and the fingerprint for whoever wants to pin.
    void guard(QNetworkReply *reply, const std::shared_ptr<QString> &said = {});

    /// Always comes; whose context is gone by then does not hear it.
    template<typename T>
    Later<T> call(const ApiRequest &request);

    /// Fetches a new access token; several callers at once share one request.
    Later<void> refreshAccess();

    /// Address of `path` on the server.
    QUrl url(const QString &path, const QUrlQuery &query = {}) const;
    /// Percent-encodes one path segment (session names may be Chinese or hold a slash).
    static QString segment(const QString &text);

    /// A connection to the server broke or never came: the others may have gone the same way.
    void noteBroken() { emit lineBroke(); }

signals:
    /// See noteBroken().
    void lineBroke();
    /// The refresh token is gone or refused: the user has to sign in again. Nothing else is lost.
    void signInRequired(const handoff::Error &error);
    /// A new access token is in use from now on.
    void accessRenewed();

private:
    using Done = std::function<void(Result<QJsonObject>)>;
    ApiRequest withKey(ApiRequest request) const;
    void noteOutcome(const ApiRequest &request, const Result<QJsonObject> &answer);
    void send(const ApiRequest &request, Done done, bool mayRefresh = true);
    void finish(const Result<QJsonObject> &answer, const ApiRequest &request,
                const QString &tokenUsed, const Done &done, bool mayRefresh);
    void refresh(std::function<void(Result<void>)> done);
    void refreshed(const Result<QJsonObject> &answer);
    void endWaiting(const Result<void> &result);

    QNetworkAccessManager m_network;
    QUrl m_server;
    QString m_access;
    QString m_refresh;
    QSet<QByteArray> m_pins;
    /// Something new that may be there or not, because the answer was lost. The same asked for
    /// again soon, as people do then, is the same.
    struct Unanswered
    {
        QByteArray order; ///< path and body
        QByteArray onceKey;
        QDeadlineTimer soon;
    };
    QList<Unanswered> m_unanswered; ///< oldest first
    quint64 m_identity = 0; ///< changes with the tokens; calls of an older one are not repeated
    QList<std::function<void(Result<void>)>> m_waiting; ///< for the refresh under way
};

template<typename T>
Later<T> ApiClient::call(const ApiRequest &request)
{
    LaterSource<T> source;
    const ApiRequest keyed = withKey(request);
    send(keyed, [this, source, keyed](const Result<QJsonObject> &answer) mutable {
        noteOutcome(keyed, answer);
        const auto read = [&]() -> Result<T> {
            if (!answer)
                return answer.error();
            if constexpr (std::is_void_v<T>) {
                return {};
            } else {
                const QJsonValue value =
                    keyed.key.isEmpty() ? QJsonValue(*answer) : answer->value(keyed.key);
                auto typed = json::fromJson<T>(value, json::Mode::Lenient);
                if (!typed)
                    return badAnswer();
                return typed;
            }
        };
        source.resolve(read());
    });
    return source.later();
}

} // namespace handoff
