#include "workbench/api/apierror.h"

#include "shared/core/json.h"

#include <QCoreApplication>

namespace handoff {

namespace {

/// Context of the translations.
struct ApiError
{
    Q_DECLARE_TR_FUNCTIONS(ApiError)
};

Error error(ErrorKind kind, QLatin1String code, const QString &message, const QString &detail = {})
{
    return {kind, code, message, detail.isEmpty() ? message : detail, 0};
}

Error notHandoff()
{
    return error(ErrorKind::Unavailable, clienterror::notHandoff,
                 ApiError::tr("What answers at this address is not a Handoff server"));
}

ErrorKind kindOf(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::Unauthorized;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::TooMany;
    case 502:
        return ErrorKind::Upstream;
    case 503:
        return ErrorKind::Unavailable;
    default:
        return status >= 500 ? ErrorKind::Internal : ErrorKind::Invalid;
    }
}

Error networkError(const HttpAnswer &answer)
{
    switch (answer.networkError) {
    case QNetworkReply::SslHandshakeFailedError:
        return error(ErrorKind::Unavailable, clienterror::tls,
                     ApiError::tr("The server's certificate is not accepted"), answer.errorText);
    case QNetworkReply::OperationCanceledError: // how Qt reports a transfer timeout
    case QNetworkReply::TimeoutError:
        return error(ErrorKind::Unavailable, clienterror::timedOut,
                     ApiError::tr("The server does not answer in time"), answer.errorText);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return notHandoff();
    default:
        return error(ErrorKind::Unavailable, clienterror::unreachable,
                     ApiError::tr("The server cannot be reached"), answer.errorText);
    }
}

/// The error our server wrote. Its kind follows the HTTP status; in a 200 it is the other side's.
Error serverError(const QJsonObject &object, const HttpAnswer &answer)
{
    const ErrorKind kind = answer.status < 300 ? ErrorKind::Upstream : kindOf(answer.status);
    Error e{kind, object.value(u"code").toString(), object.value(u"error").toString(),
            object.value(u"detail").toString(), answer.retryAfterSeconds};
    if (e.message.isEmpty())
        e.message = e.detail;
    return e;
}

} // namespace

Error badAnswer()
{
    return error(ErrorKind::Upstream, clienterror::badAnswer,
                 ApiError::tr("The server's answer could not be read"));
}

Error signedOutError()
{
    return error(ErrorKind::Unauthorized, clienterror::signedOut,
                 ApiError::tr("You are not signed in"));
}

Result<QJsonObject> readAnswer(const HttpAnswer &answer, bool bare)
{
    if (answer.status == 0)
        return networkError(answer);

    const auto parsed = json::parse(answer.body);
    const bool isObject = parsed.ok() && parsed->isObject();
    const QJsonObject object = isObject ? parsed->toObject() : QJsonObject();
    const QJsonValue success = object.value(u"success");
    if (success.isBool() && !success.toBool())
        return serverError(object, answer);

    const bool isSuccess = answer.status >= 200 && answer.status < 300;
    if (isSuccess && isObject && (success.toBool() || (bare && success.isUndefined())))
        return object;
    if (answer.status == 502 || answer.status == 503 || answer.status == 504)
        return error(ErrorKind::Unavailable, clienterror::proxy,
                     ApiError::tr("The server is not available at the moment"),
                     QStringLiteral("HTTP %1").arg(answer.status));
    // The connection broke inside the body, or the body stops in the middle of our JSON.
    if (isSuccess && !isObject && answer.body.trimmed().startsWith('{'))
        return badAnswer();
    if (isSuccess && answer.networkError != QNetworkReply::NoError)
        return networkError(answer);
    return notHandoff();
}

} // namespace handoff
