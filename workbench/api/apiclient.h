#pragma once

#include "shared/core/json.h"
#include "workbench/api/apierror.h"

#include <QFuture>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>
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

    /// The future always finishes with a Result; drop it with a dead `.then` context.
    template<typename T>
    QFuture<Result<T>> call(const ApiRequest &request);

    /// Fetches a new access token; several callers at once share one request.
    QFuture<Result<void>> refreshAccess();

    /// Address of `path` on the server.
    QUrl url(const QString &path, const QUrlQuery &query = {}) const;
    /// Percent-encodes one path segment (session names may be Chinese or hold a slash).
    static QString segment(const QString &text);

signals:
    /// The refresh token is gone or refused: the user has to sign in again. Nothing else is lost.
    void signInRequired(const handoff::Error &error);
    /// A new access token is in use from now on.
    void accessRenewed();

private:
    using Done = std::function<void(Result<QJsonObject>)>;
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
    quint64 m_identity = 0; ///< changes with the tokens; calls of an older one are not repeated
    QList<std::function<void(Result<void>)>> m_waiting; ///< for the refresh under way
};

template<typename T>
QFuture<Result<T>> ApiClient::call(const ApiRequest &request)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    send(request, [promise, request](const Result<QJsonObject> &answer) {
        const auto read = [&]() -> Result<T> {
            if (!answer)
                return answer.error();
            if constexpr (std::is_void_v<T>) {
                return {};
            } else {
                const QJsonValue value =
                    request.key.isEmpty() ? QJsonValue(*answer) : answer->value(request.key);
                auto typed = json::fromJson<T>(value, json::Mode::Lenient);
                if (!typed)
                    return badAnswer();
                return typed;
            }
        };
        promise->addResult(read());
        promise->finish();
    });
    return future;
}

} // namespace handoff
