#pragma once

#include "shared/core/clock.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace handoff::sim {

/// An RSA key pair in PEM; the private one as PKCS#8.
struct KeyPair
{
    QByteArray privatePem;
    QByteArray publicPem;
};
/// A new pair of 2048 bits (OpenSSL).
KeyPair newKeyPair();
/// The pair of this process: made once, because making one takes a while under the sanitizers.
const KeyPair &demoKeyPair();

/// An OAuth app as Coze knows it.
struct App
{
    QString clientId; ///< `iss` of its JWTs
    QString kid;
    QByteArray publicPem;
    QString appId;
    QString workflowId;
};

/// A JWT signed with RS256 (libjwt), as a client of Coze makes it; for tests.
QByteArray signJwt(const QJsonObject &claims, const QString &kid, const QByteArray &privatePem);

/// Why a token request is refused: the body is `{"error_code","error_message"}`.
struct TokenRefusal
{
    int status = 400; ///< 401 for `invalid_client`
    QString code;
    QString message;
};

/// What a good token request asked for.
struct TokenGrant
{
    App app;
    QString sessionName;
    int durationSeconds = 900;
};

/// Checks token requests in exactly Coze's order (spec coze.md, Simulator) and remembers every
/// `jti`.
class TokenDesk
{
public:
    void addApp(const App &app) { m_apps.insert(app.kid, app); }
    void clearApps() { m_apps.clear(); }
    const QHash<QString, App> &apps() const { return m_apps; }
    /// Beside api.coze.com and api.coze.cn, e.g. `127.0.0.1:8080`.
    void setAudiences(const QStringList &hosts) { m_hosts = hosts; }
    void forgetIds() { m_usedIds.clear(); }

    /// `authorization` is the header's value, `body` the decoded JSON. On refusal `refusal` says
    /// why.
    std::optional<TokenGrant> check(const QByteArray &authorization, const QJsonObject &body,
                                    Timestamp now, TokenRefusal &refusal);

private:
    std::optional<App> checkJwt(const QByteArray &authorization, Timestamp now, QJsonObject &claims,
                                TokenRefusal &refusal);

    QHash<QString, App> m_apps; ///< by kid
    QStringList m_hosts;
    QSet<QString> m_usedIds;
};

/// Header and claims of a JWT without any check, for the journal; empty if it is none.
QJsonObject decodeJwt(const QByteArray &jwt);

/// What follows `Bearer `; empty without it.
QByteArray bearerOf(const QByteArray &authorization);

} // namespace handoff::sim
