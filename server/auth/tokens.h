#pragma once

#include "shared/contract/agent.h"
#include "shared/contract/signin.h"
#include "shared/core/clock.h"
#include "shared/core/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace handoff {

/// The signed claims of an access token. `role` is what it was when the token was made: nobody
/// decides by it (api.md, Authentication).
struct AccessClaims
{
    QString agentId;
    QString username;
    SignIn signIn;
};

/// Claims of an HS256 JWT whose signature, algorithm and `exp` (when it has one) are right; else
/// nothing. `alg: none` and every other algorithm are refused.
std::optional<QJsonObject> verifiedClaims(const QByteArray &token, const QByteArray &secret,
                                          Timestamp now);

/// Makes and checks the tokens of agents (JWT, HS256) and of customers' sessions (an HMAC of the
/// session name, so that every server with the same secret knows it). Holds no state but the
/// secret; lives on the event loop.
class Tokens
{
public:
    static constexpr int minSecretLength = 32;

    struct Options
    {
        QByteArray secret; ///< `JWT_SECRET_KEY`, at least minSecretLength bytes
        int accessMinutes = 60;
        int refreshDays = 7;
    };
    explicit Tokens(const Options &options);

    QString access(const Agent &agent, Timestamp now, const SignIn &signIn = {}) const;
    QString refresh(const Agent &agent, Timestamp now, const SignIn &signIn = {}) const;
    int accessSeconds() const { return m_options.accessMinutes * 60; }

    /// INVALID_TOKEN for everything that is not a living access token of ours.
    Result<AccessClaims> verifyAccess(const QByteArray &token, Timestamp now) const;
    /// As verifyAccess, for refresh tokens; the error is the one of `/api/agent/refresh`.
    Result<AccessClaims> verifyRefresh(const QByteArray &token, Timestamp now) const;

    /// The customer's `session_token` of a session.
    QString sessionToken(const QString &sessionName) const;
    /// Compares in constant time.
    bool verifySessionToken(const QString &sessionName, QStringView token) const;

private:
    std::optional<AccessClaims> verify(const QByteArray &token, QStringView type,
                                       Timestamp now) const;

    Options m_options;
    QByteArray m_sessionKey;
};

} // namespace handoff
