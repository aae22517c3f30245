#include "tests/simulator/tokendesk.h"

#include <QJsonDocument>

#include <jwt.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cmath>
#include <cstdlib>
#include <memory>

namespace handoff::sim {

namespace {

constexpr int kSkewSeconds = 60;
constexpr int kMaxDurationSeconds = 86'399;

QByteArray readBio(BIO *bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    return {bytes, size};
}

QJsonObject partOf(const QByteArray &jwt, int index)
{
    const QList<QByteArray> parts = jwt.split('.');
    if (parts.size() != 3)
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(
        parts.at(index), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QJsonDocument::fromJson(*decoded).object() : QJsonObject();
}

bool signatureFits(const QByteArray &jwt, const QByteArray &publicPem)
{
    jwt_t *decoded = nullptr;
    const int failure = jwt_decode(&decoded, jwt.constData(),
                                   reinterpret_cast<const unsigned char *>(publicPem.constData()),
                                   int(publicPem.size()));
    const bool good = failure == 0 && jwt_get_alg(decoded) == JWT_ALG_RS256;
    jwt_free(decoded);
    return good;
}

bool isWhole(const QJsonValue &value)
{
    return value.isDouble() && std::floor(value.toDouble()) == value.toDouble();
}

} // namespace

KeyPair newKeyPair()
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048),
                                                                  &EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> secret(BIO_new(BIO_s_mem()), &BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> open(BIO_new(BIO_s_mem()), &BIO_free);
    if (!key || !secret || !open)
        return {};
    PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_PUBKEY(open.get(), key.get());
    return {readBio(secret.get()), readBio(open.get())};
}

const KeyPair &demoKeyPair()
{
    static const KeyPair pair = newKeyPair();
    return pair;
}

QByteArray signJwt(const QJsonObject &claims, const QString &kid, const QByteArray &privatePem)
{
    jwt_t *jwt = nullptr;
    if (jwt_new(&jwt) != 0)
        return {};
    const QByteArray json = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    QByteArray out;
    if (jwt_add_grants_json(jwt, json.constData()) == 0 &&
        jwt_add_header(jwt, "kid", kid.toUtf8().constData()) == 0 &&
        jwt_set_alg(jwt, JWT_ALG_RS256,
                    reinterpret_cast<const unsigned char *>(privatePem.constData()),
                    int(privatePem.size())) == 0) {
        char *encoded = jwt_encode_str(jwt);
        out = encoded;
        std::free(encoded);
    }
    jwt_free(jwt);
    return out;
}

std::optional<App> TokenDesk::checkJwt(const QByteArray &authorization, Timestamp now,
                                       QJsonObject &claims, TokenRefusal &refusal)
{
    const auto refuse = [&refusal](int status, const char *code, const char *message) {
        refusal = {status, QString::fromLatin1(code), QString::fromLatin1(message)};
        return std::nullopt;
    };
    const QByteArray jwt = bearerOf(authorization);
    if (jwt.isEmpty())
        return refuse(400, "invalid_request", "verify jwt empty error");
    const QJsonObject header = partOf(jwt, 0);
    if (header.value(QStringLiteral("alg")) != QStringLiteral("RS256"))
        return refuse(400, "invalid_request", "invalid jwt: alg not supported");
    const auto app = m_apps.constFind(header.value(QStringLiteral("kid")).toString());
    if (app == m_apps.cend())
        return refuse(400, "invalid_request", "invalid jwt: kid not been registred");
    if (!signatureFits(jwt, app->publicPem))
        return refuse(401, "invalid_client", "invalid jwt: signature is invalid");
    claims = partOf(jwt, 1);
    if (claims.value(QStringLiteral("iss")) != app->clientId)
        return refuse(401, "invalid_client", "invalid jwt: iss does not own the kid");
    const QString audience = claims.value(QStringLiteral("aud")).toString();
    if (audience != u"api.coze.com" && audience != u"api.coze.cn" && !m_hosts.contains(audience))
        return refuse(401, "invalid_client", "invalid jwt: aud is invalid");
    const QJsonValue issued = claims.value(QStringLiteral("iat"));
    const QJsonValue expires = claims.value(QStringLiteral("exp"));
    if (!isWhole(issued) || issued.toDouble() > now.seconds() + kSkewSeconds)
        return refuse(401, "invalid_client", "invalid jwt: iat is invalid");
    if (!isWhole(expires) || expires.toDouble() < now.seconds() - kSkewSeconds ||
        expires.toDouble() <= issued.toDouble())
        return refuse(401, "invalid_client", "invalid jwt: token is expired");
    const QString id = claims.value(QStringLiteral("jti")).toString();
    if (id.isEmpty() || m_usedIds.contains(id))
        return refuse(401, "invalid_client", "invalid jwt: jti has been used");
    m_usedIds.insert(id);
    return *app;
}

std::optional<TokenGrant> TokenDesk::check(const QByteArray &authorization, const QJsonObject &body,
                                           Timestamp now, TokenRefusal &refusal)
{
    QJsonObject claims;
    const auto app = checkJwt(authorization, now, claims, refusal);
    if (!app)
        return std::nullopt;
    if (body.value(QStringLiteral("grant_type")) !=
        QStringLiteral("urn:ietf:params:oauth:grant-type:jwt-bearer")) {
        refusal = {400, QStringLiteral("unsupported_grant_type"),
                   QStringLiteral("grant_type is not supported")};
        return std::nullopt;
    }
    TokenGrant grant{*app, claims.value(QStringLiteral("session_name")).toString()};
    const QJsonValue duration = body.value(QStringLiteral("duration_seconds"));
    if (!duration.isUndefined() && !duration.isNull()) {
        if (!isWhole(duration) || duration.toDouble() < 1 ||
            duration.toDouble() > kMaxDurationSeconds) {
            refusal = {400, QStringLiteral("invalid_request"),
                       QStringLiteral("duration_seconds is out of range")};
            return std::nullopt;
        }
        grant.durationSeconds = duration.toInt();
    }
    return grant;
}

QJsonObject decodeJwt(const QByteArray &jwt)
{
    const QJsonObject header = partOf(jwt, 0);
    if (header.isEmpty())
        return {};
    return {{QStringLiteral("header"), header}, {QStringLiteral("claims"), partOf(jwt, 1)}};
}

QByteArray bearerOf(const QByteArray &authorization)
{
    return authorization.startsWith("Bearer ") ? authorization.mid(7).trimmed() : QByteArray();
}

} // namespace handoff::sim
