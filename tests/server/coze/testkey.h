#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace handoff::test {

/// One RSA key per test program, made on first use.
QByteArray testKeyPkcs8();
QByteArray testKeyPkcs1();
/// A certificate of the key, signed by itself, for 127.0.0.1; PEM.
QByteArray testCertificate();

/// Header and claims of a JWT whose RS256 signature is good for the test key.
struct VerifiedJwt
{
    QJsonObject header;
    QJsonObject claims;
};
std::optional<VerifiedJwt> verifyJwt(const QByteArray &jwt);

} // namespace handoff::test
