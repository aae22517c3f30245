#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>

namespace handoff {

/// Time limits of the relay in milliseconds (coze.md, Failures); only tests change them.
struct CozeTimings
{
    int connect = 5'000;
    int firstByte = 30'000;   ///< from the start of a request to its first byte
    int gap = 30'000;         ///< between two bytes
    int turn = 300'000;       ///< a whole AI turn, retries and waiting included
    int background = 60'000;  ///< what a turn may still take after its customer went away
    int breakerOpen = 15'000; ///< how long an open breaker answers at once
    int probe = 5'000;        ///< how long the chat that tries it again keeps others waiting
    int busy = 30'000;        ///< how long 4016 (conversation busy) is waited out
    int drain = 2'000; ///< how long the rest of a finished stream is read, to keep its connection
    std::array<int, 3> retry{500, 1'000, 2'000};
};

/// The COZE_* settings and nothing else (coze.md, Settings).
struct CozeSettings
{
    QString apiBase =
        QStringLiteral("https://api.coze.com"); ///< COZE_API_BASE, no slash at its end
    QString workflowId;                         ///< COZE_WORKFLOW_ID
    QString appId;                              ///< COZE_APP_ID
    QString clientId;                           ///< COZE_OAUTH_CLIENT_ID
    QString publicKeyId;                        ///< COZE_OAUTH_PUBLIC_KEY_ID
    QString privateKeyFile;                     ///< COZE_OAUTH_PRIVATE_KEY_FILE
    QString privateKey;  ///< COZE_OAUTH_PRIVATE_KEY, PEM; `\n` may stand for a line end
    QString jwtAudience; ///< COZE_JWT_AUDIENCE, empty: host[:port] of the base
    QString botName = QStringLiteral("Fiido 客服"); ///< COZE_BOT_NAME
    QString botIconUrl;                             ///< COZE_BOT_ICON_URL
    QString botDescription;                         ///< COZE_BOT_DESCRIPTION
    QString botWelcome;                             ///< COZE_BOT_WELCOME
    CozeTimings timings;

    /// Names of the settings a chat cannot do without that are empty.
    QStringList missing() const;
    bool configured() const { return missing().isEmpty(); }
    /// The JWT's `aud`.
    QString audience() const;
    /// Text of the private key, PKCS#8 or PKCS#1 PEM; an error when its file cannot be read.
    Result<QByteArray> privateKeyPem() const;
};

} // namespace handoff
