#include "server/auth/tokens.h"

#include "server/auth/constanttime.h"
#include "shared/contract/errors.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <cstdlib>
#include <jwt.h>

namespace handoff {

namespace {

struct JwtDeleter
{
    void operator()(jwt_t *jwt) const { jwt_free(jwt); }
};
using Jwt = std::unique_ptr<jwt_t, JwtDeleter>;
using CString = std::unique_ptr<char, decltype(&std::free)>;

const unsigned char *keyBytes(const QByteArray &secret)
{
    return reinterpret_cast<const unsigned char *>(secret.constData());
}

QJsonObject with(const SignIn &signIn, QJsonObject claims)
{
    if (signIn.generation != 0)
        claims.insert(QStringLiteral("gen"), signIn.generation);
    if (!signIn.id.isEmpty())
        claims.insert(QStringLiteral("sid"), signIn.id);
    return claims;
}

QString sign(const QJsonObject &claims, const QByteArray &secret)
{
    jwt_t *raw = nullptr;
    if (jwt_new(&raw) != 0)
        return {};
    const Jwt jwt(raw);
    const QByteArray json = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    if (jwt_add_grants_json(raw, json.constData()) != 0 ||
        jwt_set_alg(raw, JWT_ALG_HS256, keyBytes(secret), static_cast<int>(secret.size())) != 0)
        return {};
    const CString token(jwt_encode_str(raw), &std::free);
    return QString::fromLatin1(token.get());
}

} // namespace

std::optional<QJsonObject> verifiedClaims(const QByteArray &token, const QByteArray &secret,
                                          Timestamp now)
{
    // libjwt would take a token with a NUL behind it, and no key as "do not verify".
    if (secret.isEmpty() || token.size() > 8192 || token.contains('\0'))
        return {};
    jwt_t *raw = nullptr;
    if (jwt_decode(&raw, token.constData(), keyBytes(secret), static_cast<int>(secret.size())) != 0)
        return {};
    const Jwt jwt(raw);
    if (jwt_get_alg(raw) != JWT_ALG_HS256)
        return {};
    const CString json(jwt_get_grants_json(raw, nullptr), &std::free);
    if (!json)
        return {};
    const QJsonObject claims = QJsonDocument::fromJson(QByteArray(json.get())).object();
    const QJsonValue exp = claims.value(u"exp");
    if (!exp.isUndefined() && !(exp.isDouble() && exp.toDouble() > now.seconds()))
        return {};
    return claims;
}

Tokens::Tokens(const Options &options)
    : m_options(options),
      m_sessionKey(QMessageAuthenticationCode::hash(QByteArrayLiteral("handoff session token"),
                                                    options.secret, QCryptographicHash::Sha256))
{
    Q_ASSERT(options.secret.size() >= minSecretLength);
}

QString Tokens::access(const Agent &agent, Timestamp now, const SignIn &signIn) const
{
    const qint64 iat = now.ms / 1000;
    return sign(with(signIn, {{QStringLiteral("agent_id"), agent.id},
                              {QStringLiteral("username"), agent.username},
                              {QStringLiteral("role"), QString(json::enumName(agent.role))},
                              {QStringLiteral("type"), QStringLiteral("access")},
                              {QStringLiteral("iat"), iat},
                              {QStringLiteral("exp"), iat + accessSeconds()}}),
                m_options.secret);
}

QString Tokens::refresh(const Agent &agent, Timestamp now, const SignIn &signIn) const
{
    const qint64 iat = now.ms / 1000;
    return sign(
        with(signIn, {{QStringLiteral("agent_id"), agent.id},
                      {QStringLiteral("username"), agent.username},
                      {QStringLiteral("type"), QStringLiteral("refresh")},
                      {QStringLiteral("iat"), iat},
                      {QStringLiteral("exp"), iat + qint64(m_options.refreshDays) * 86400}}),
        m_options.secret);
}

std::optional<AccessClaims> Tokens::verify(const QByteArray &token, QStringView type,
                                           Timestamp now) const
{
    const auto claims = verifiedClaims(token, m_options.secret, now);
    if (!claims || claims->value(u"type").toString() != type || !claims->value(u"exp").isDouble())
        return {};
    AccessClaims result{claims->value(u"agent_id").toString(),
                        claims->value(u"username").toString(),
                        {claims->value(u"gen").toInteger(), claims->value(u"sid").toString()}};
    if (result.agentId.isEmpty())
        return {};
    return result;
}

Result<AccessClaims> Tokens::verifyAccess(const QByteArray &token, Timestamp now) const
{
    if (const auto claims = verify(token, u"access", now))
        return *claims;
    return errors::invalidToken();
}

Result<AccessClaims> Tokens::verifyRefresh(const QByteArray &token, Timestamp now) const
{
    if (const auto claims = verify(token, u"refresh", now))
        return *claims;
    return errors::invalidRefreshToken();
}

QString Tokens::sessionToken(const QString &sessionName) const
{
    const QByteArray mac = QMessageAuthenticationCode::hash(sessionName.toUtf8(), m_sessionKey,
                                                            QCryptographicHash::Sha256);
    return QString::fromLatin1(
        mac.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool Tokens::verifySessionToken(const QString &sessionName, QStringView token) const
{
    return equalConstantTime(sessionToken(sessionName).toLatin1(), token.toUtf8());
}

} // namespace handoff
