#include "workbench/api/apiclient.h"

#include "shared/contract/agent.h"
#include "shared/core/ids.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

namespace handoff {

namespace {

constexpr int soonMs = 5 * 60 * 1000;
constexpr qsizetype maxUnanswered = 20;

QByteArray orderOf(const ApiRequest &request)
{
    return request.path.toUtf8() + '\n' + request.body;
}

} // namespace

ApiClient::ApiClient(QObject *parent) : QObject(parent)
{
    m_network.setRedirectPolicy(
        QNetworkRequest::ManualRedirectPolicy); // a redirect is not our server
}

ApiClient::~ApiClient() = default;

void ApiClient::setServer(const QUrl &base)
{
    QString text = base.toString(QUrl::FullyEncoded);
    while (text.endsWith(u'/')) // paths begin with one
        text.chop(1);
    const QUrl server(text);
    if (server == m_server)
        return;
    m_server = server;
    setTokens({}, {});
}

void ApiClient::setTokens(const QString &access, const QString &refresh)
{
    ++m_identity;
    m_access = access;
    m_refresh = refresh;
    endWaiting(signedOutError());
}

QUrl ApiClient::url(const QString &path, const QUrlQuery &query) const
{
    QUrl url(m_server.toString(QUrl::FullyEncoded) + path, QUrl::StrictMode);
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

QString ApiClient::segment(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

void ApiClient::guard(QNetworkReply *reply, const std::shared_ptr<QString> &said)
{
    connect(reply, &QNetworkReply::sslErrors, this,
            [this, reply, said](const QList<QSslError> &problems) {
                const QByteArray print =
                    reply->sslConfiguration().peerCertificate().digest(QCryptographicHash::Sha256);
                if (m_pins.contains(print.toHex())) {
                    reply->ignoreSslErrors(problems);
                    return;
                }
                if (!said)
                    return;
                for (const QSslError &problem : problems)
                    *said += problem.errorString() + u'\n';
                *said +=
                    QStringLiteral("SHA-256 ") + QString::fromLatin1(print.toHex(':')).toUpper();
            });
}

Later<void> ApiClient::refreshAccess()
{
    LaterSource<void> source;
    refresh([source](const Result<void> &result) mutable { source.resolve(result); });
    return source.later();
}

ApiRequest ApiClient::withKey(ApiRequest request) const
{
    if (!request.creates)
        return request;
    request.onceKey = newUuid().toLatin1();
    for (const Unanswered &earlier : m_unanswered) {
        if (earlier.order == orderOf(request) && !earlier.soon.hasExpired())
            request.onceKey = earlier.onceKey;
    }
    return request;
}

void ApiClient::noteOutcome(const ApiRequest &request, const Result<QJsonObject> &answer)
{
    if (!request.creates)
        return;
    m_unanswered.removeIf([&](const Unanswered &earlier) {
        return earlier.onceKey == request.onceKey || earlier.soon.hasExpired();
    });
    const bool lost = !answer && (answer.error().kind == ErrorKind::Unavailable ||
                                  answer.error().kind == ErrorKind::Upstream);
    if (!lost)
        return;
    m_unanswered.append({orderOf(request), request.onceKey, QDeadlineTimer(soonMs)});
    if (m_unanswered.size() > maxUnanswered)
        m_unanswered.removeFirst();
}

void ApiClient::send(const ApiRequest &request, Done done, bool mayRefresh)
{
    if (request.authorised && m_access.isEmpty()) {
        refresh([this, request, done](const Result<void> &result) {
            if (result)
                send(request, done, false);
            else
                done(result.error());
        });
        return;
    }

    QNetworkRequest network(url(request.path, request.query));
    network.setTransferTimeout(request.timeoutMs);
    network.setRawHeader("Accept", "application/json");
    if (!request.body.isEmpty())
        network.setRawHeader("Content-Type", "application/json");
    if (!request.onceKey.isEmpty())
        network.setRawHeader("Idempotency-Key", request.onceKey);
    const QString token = request.authorised ? m_access : QString();
    if (!token.isEmpty())
        network.setRawHeader("Authorization", QByteArray("Bearer " + token.toLatin1()));

    QNetworkReply *reply = m_network.sendCustomRequest(network, request.method, request.body);
    const auto tlsText = std::make_shared<QString>();
    guard(reply, tlsText);
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, request, token, done, mayRefresh, tlsText, identity = m_identity] {
                reply->deleteLater();
                HttpAnswer answer;
                answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
                answer.body = reply->isReadable() ? reply->readAll() : QByteArray();
                answer.networkError = reply->error();
                answer.errorText = tlsText->isEmpty() ? reply->errorString() : tlsText->trimmed();
                answer.retryAfterSeconds = reply->rawHeader("Retry-After").toInt();
                if (answer.status == 0)
                    noteBroken();
                finish(readAnswer(answer, request.bare), request, token, done,
                       mayRefresh && identity == m_identity);
            });
}

void ApiClient::finish(const Result<QJsonObject> &answer, const ApiRequest &request,
                       const QString &tokenUsed, const Done &done, bool mayRefresh)
{
    const bool refused =
        request.authorised && !answer && answer.error().kind == ErrorKind::Unauthorized;
    if (!refused) {
        done(answer);
        return;
    }
    if (!mayRefresh) {
        done(answer);
        if (tokenUsed == m_access) { // also a fresh token is refused
            setTokens({}, {});
            emit signInRequired(answer.error());
        }
        return;
    }
    if (tokenUsed != m_access) { // another call renewed it meanwhile
        send(request, done, false);
        return;
    }
    refresh([this, request, done](const Result<void> &result) {
        if (result)
            send(request, done, false);
        else
            done(result.error());
    });
}

void ApiClient::refresh(std::function<void(Result<void>)> done)
{
    if (m_refresh.isEmpty()) {
        done(signedOutError());
        return;
    }
    m_waiting.append(std::move(done));
    if (m_waiting.size() > 1)
        return;
    ApiRequest request;
    request.method = "POST";
    request.path = QStringLiteral("/api/agent/refresh");
    request.body = json::toJson(RefreshRequest{m_refresh});
    request.key = {};
    request.authorised = false;
    send(request, [this, identity = m_identity](const Result<QJsonObject> &answer) {
        if (identity == m_identity)
            refreshed(answer);
    });
}

void ApiClient::refreshed(const Result<QJsonObject> &answer)
{
    if (answer) {
        const auto typed = json::fromJson<RefreshAnswer>(QJsonValue(*answer), json::Mode::Lenient);
        if (!typed || typed->token.isEmpty()) {
            endWaiting(badAnswer());
            return;
        }
        m_access = typed->token;
        emit accessRenewed();
        endWaiting({});
        return;
    }
    const Error error = answer.error();
    const bool refused = error.kind == ErrorKind::Unauthorized ||
                         error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Invalid;
    if (!refused) { // network trouble: the token may still be good
        endWaiting(error);
        return;
    }
    ++m_identity;
    m_access.clear();
    m_refresh.clear();
    endWaiting(error);
    emit signInRequired(error);
}

void ApiClient::endWaiting(const Result<void> &result)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &done : waiting)
        done(result);
}

} // namespace handoff
