#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

struct evp_pkey_st;

namespace handoff::coze {

/// An RSA private key that signs JWTs. Immutable; copies share the key and may be used by any
/// thread. Not libjwt (server/auth/tokens has it for HS256): that reads the PEM again for each
/// signature, and asks the terminal when the key has a passphrase.
class SigningKey
{
public:
    /// From PEM, PKCS#8 or PKCS#1; an error for anything else, also for a key that is not RSA.
    static Result<SigningKey> fromPem(const QByteArray &pem);

    /// The compact form `header.claims.signature`, RS256; empty when the signature failed.
    QByteArray sign(const QJsonObject &header, const QJsonObject &claims) const;

private:
    explicit SigningKey(std::shared_ptr<evp_pkey_st> key) : m_key(std::move(key)) {}

    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace handoff::coze
