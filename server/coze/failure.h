#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace handoff::coze {

/// Why a call to Coze did not work, as far as Coze told.
struct Failure
{
    enum class Kind {
        NotConfigured,
        BreakerOpen,
        Stopped,   ///< by us: the server ends
        Connect,   ///< no answer at all: name, connection, TLS, reset before the status line
        Timeout,   ///< first byte, gap or whole turn
        Refused,   ///< plain JSON instead of an answer, HTTP 200 or not
        InStream,  ///< `error` or `conversation.chat.failed`
        Broken,    ///< the answer began, then its connection broke
        Truncated, ///< the stream ended without `done`, `completed`, `failed` or `error`
        TooLarge,  ///< over 1 MiB a line, 16 MiB a turn
    };
    Kind kind = Kind::Refused;
    int httpStatus = 0; ///< 0 when there was none
    QString code;       ///< digits or `invalid_client`; empty when Coze gave none
    QString message;    ///< Coze's or libcurl's text, for the log only
    QString logId;      ///< what Coze's support asks for
    int retryAfterMs = 0;
    bool tokenCall = false; ///< the token endpoint itself refused
};

/// What may help (coze.md, Failures).
enum class Remedy {
    GiveUp,
    Retry,           ///< with a delay
    NewToken,        ///< drop this session's token, once
    NewConversation, ///< once
    Wait,            ///< another chat runs on the conversation
};
Remedy remedy(const Failure &failure);

/// True for a failure that says something about Coze and not about this one request: of transport,
/// HTTP 5xx, authentication.
bool countsForBreaker(const Failure &failure);

/// What the customer reads; never holds words of Coze.
QString customerText(const Failure &failure);

/// `code` of an answer: a number or a string; "0" and "" mean none.
QString codeOf(const QJsonObject &object, QLatin1String key);

/// Reads a plain JSON answer: `code` ≠ 0, then `error_code`, then the status say whether it is a
/// refusal. `object` receives the document when it is one.
std::optional<Failure> refusal(int httpStatus, const QByteArray &body, const QString &logId,
                               QJsonObject *object = nullptr);

} // namespace handoff::coze
