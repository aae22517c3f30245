#pragma once

#include "shared/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QNetworkReply>

namespace handoff {

/// Codes of failures that no Handoff server said: they come from the network or from something
/// that stands in its place. Everything else carries the server's own code
/// (shared/contract/errors.h).
namespace clienterror {
inline constexpr QLatin1String unreachable{"UNREACHABLE"}; ///< no connection, no such host, cut
inline constexpr QLatin1String timedOut{"TIMED_OUT"};      ///< connected, but no answer in time
inline constexpr QLatin1String tls{"TLS_ERROR"}; ///< certificate not accepted; never ignored
inline constexpr QLatin1String notHandoff{"NOT_HANDOFF"}; ///< an answer, but of some other program
inline constexpr QLatin1String badAnswer{"BAD_ANSWER"};   ///< truncated or unreadable JSON
inline constexpr QLatin1String proxy{"PROXY_ERROR"};      ///< 502, 503, 504 page of a proxy
inline constexpr QLatin1String signedOut{"SIGNED_OUT"};   ///< no token to ask with
inline constexpr QLatin1String tooOld{"TOO_OLD"}; ///< this workbench, for the server it asked
} // namespace clienterror

/// One finished HTTP exchange as plain values.
struct HttpAnswer
{
    int status = 0; ///< 0: no answer at all
    QByteArray body;
    QNetworkReply::NetworkError networkError = QNetworkReply::NoError;
    QString errorText; ///< what Qt or TLS says about it
    int retryAfterSeconds = 0;
};

/// The one place where HTTP becomes a Result again (the reverse of server/http): the JSON object of
/// a success, or the server's error, or one of `clienterror`. `bare`: the success has no `success`
/// field (health).
Result<QJsonObject> readAnswer(const HttpAnswer &answer, bool bare = false);

/// An answer of our server that lacks what was asked for.
Error badAnswer();
/// There is no token to ask with.
Error signedOutError();

} // namespace handoff
