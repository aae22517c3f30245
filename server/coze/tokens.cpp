#include "server/coze/tokens.h"

#include "shared/core/ids.h"

#include <QJsonDocument>

namespace handoff::coze {

namespace {
constexpr qint64 lifetime = 3600;
}

Tokens::Tokens(const CozeSettings &settings, SigningKey key, Transport *transport,
               std::function<qint64()> now, QObject *parent)
    : QObject(parent), m_settings(settings), m_key(std::move(key)), m_transport(transport),
      m_now(std::move(now)), m_cache(maxCached)
{
    m_signer.setMaxThreadCount(1);
}

QJsonObject Tokens::claims(const CozeSettings &settings, const QString &sessionName, qint64 now)
{
    return {{QStringLiteral("iss"), settings.clientId},
            {QStringLiteral("aud"), settings.audience()},
            {QStringLiteral("iat"), now},
            {QStringLiteral("exp"), now + lifetime},
            {QStringLiteral("jti"), newUuid()},
            {QStringLiteral("session_name"), sessionName}};
}

qint64 Tokens::refreshAt(qint64 now, qint64 expiresIn)
{
    const qint64 expires = expiresIn < 1'000'000'000 ? now + expiresIn : expiresIn;
    return expires - std::max<qint64>(60, (expires - now) / 10);
}

void Tokens::get(const QString &sessionName, QObject *context, Callback callback)
{
    if (const Token *token = m_cache.object(sessionName)) {
        if (m_now() < token->refreshAt) {
            callback(QByteArray(token->value), std::nullopt);
            return;
        }
        m_cache.remove(sessionName);
    }
    const bool first = !m_waiting.contains(sessionName);
    m_waiting[sessionName].append({context, std::move(callback)});
    if (!first)
        return;
    const QJsonObject header{{QStringLiteral("alg"), QStringLiteral("RS256")},
                             {QStringLiteral("typ"), QStringLiteral("JWT")},
                             {QStringLiteral("kid"), m_settings.publicKeyId}};
    const QJsonObject body = claims(m_settings, sessionName, m_now());
    m_signer.start([this, sessionName, header, body, key = m_key] {
        // The pool is joined before this object goes, and Qt drops the call if it went meanwhile.
        const QByteArray jwt = key.sign(header, body);
        QMetaObject::invokeMethod(
            this, [this, sessionName, jwt] { request(sessionName, jwt); }, Qt::QueuedConnection);
    });
}

void Tokens::drop(const QString &sessionName, const QByteArray &token)
{
    const Token *cached = m_cache.object(sessionName);
    if (cached && cached->value == token)
        m_cache.remove(sessionName);
}

void Tokens::request(const QString &sessionName, const QByteArray &jwt)
{
    const QByteArray body =
        R"({"grant_type":"urn:ietf:params:oauth:grant-type:jwt-bearer","duration_seconds":)" +
        QByteArray::number(lifetime) + '}';
    const QByteArray url = m_settings.apiBase.toUtf8() + "/api/permission/oauth2/token";
    Exchange *exchange = m_transport->post({url, jwt, body}, this);
    const auto answer = std::make_shared<QByteArray>();
    connect(exchange, &Exchange::received, this,
            [answer](const QByteArray &bytes) { answer->append(bytes); });
    connect(exchange, &Exchange::ended, this,
            [this, sessionName, exchange, answer](Exchange::End end) {
                answered(sessionName, exchange, end, *answer);
            });
}

void Tokens::answered(const QString &sessionName, Exchange *exchange, Exchange::End end,
                      const QByteArray &body)
{
    QJsonObject answer;
    std::optional<Failure> failure = jsonFailure(*exchange, end, body, &answer);
    exchange->deleteLater();
    const QByteArray token = answer.value(QLatin1String("access_token")).toString().toUtf8();
    if (!failure && token.isEmpty()) {
        failure = Failure{};
        failure->message = QStringLiteral("no access_token");
    }
    if (failure) {
        failure->tokenCall = true;
        settle(sessionName, {}, failure);
        return;
    }
    const qint64 now = m_now();
    const qint64 until = refreshAt(now, answer.value(QLatin1String("expires_in")).toInteger());
    if (until > now)
        m_cache.insert(sessionName, new Token{token, until});
    settle(sessionName, token, std::nullopt);
}

void Tokens::settle(const QString &sessionName, const QByteArray &token,
                    const std::optional<Failure> &failure)
{
    const QList<Waiter> waiters = m_waiting.take(sessionName);
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.callback(token, failure);
    }
}

std::optional<Failure> jsonFailure(const Exchange &exchange, Exchange::End end,
                                   const QByteArray &body, QJsonObject *object)
{
    Failure f;
    f.logId = QString::fromUtf8(exchange.logId());
    f.httpStatus = exchange.status();
    f.message = exchange.errorText();
    switch (end) {
    case Exchange::End::Complete: {
        std::optional<Failure> refused = refusal(exchange.status(), body, f.logId, object);
        if (refused)
            refused->retryAfterMs = exchange.retryAfterMs();
        return refused;
    }
    case Exchange::End::ConnectFailed:
        f.kind = Failure::Kind::Connect;
        break;
    case Exchange::End::Timeout:
        f.kind = Failure::Kind::Timeout;
        break;
    case Exchange::End::Broken:
        f.kind = Failure::Kind::Broken;
        break;
    case Exchange::End::TooLarge:
        f.kind = Failure::Kind::TooLarge;
        break;
    }
    return f;
}

} // namespace handoff::coze
