#include "server/coze/failure.h"

#include <QJsonDocument>

#include <algorithm>
#include <initializer_list>

namespace handoff::coze {

namespace {

bool isOneOf(const QString &code, std::initializer_list<QLatin1String> codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool tokenRejected(const Failure &f)
{
    return !f.tokenCall &&
           (f.httpStatus == 401 || isOneOf(f.code, {QLatin1String("4100"), QLatin1String("4101"),
                                                    QLatin1String("700012006")}));
}

bool conversationGone(const Failure &f)
{
    return isOneOf(f.code, {QLatin1String("4002"), QLatin1String("720702204")}) ||
           f.message.contains(QLatin1String("conversation not found"), Qt::CaseInsensitive);
}

bool transient(const Failure &f)
{
    if (f.kind == Failure::Kind::Connect)
        return true;
    if (f.httpStatus == 408 || f.httpStatus == 429 || f.httpStatus >= 500)
        return true;
    return isOneOf(f.code, {QLatin1String("4009"), QLatin1String("4013"), QLatin1String("4020"),
                            QLatin1String("5000")});
}

} // namespace

Remedy remedy(const Failure &failure)
{
    if (tokenRejected(failure))
        return Remedy::NewToken;
    if (conversationGone(failure))
        return Remedy::NewConversation;
    if (failure.code == QLatin1String("4016"))
        return Remedy::Wait;
    return transient(failure) ? Remedy::Retry : Remedy::GiveUp;
}

bool countsForBreaker(const Failure &failure)
{
    switch (failure.kind) {
    case Failure::Kind::Connect:
    case Failure::Kind::Timeout:
    case Failure::Kind::Broken:
        return true;
    case Failure::Kind::Refused:
    case Failure::Kind::InStream:
        return failure.httpStatus >= 500 || failure.tokenCall || tokenRejected(failure);
    default:
        return false;
    }
}

QString customerText(const Failure &failure)
{
    switch (failure.kind) {
    case Failure::Kind::NotConfigured:
        return QStringLiteral("AI 服务尚未配置，请联系人工客服");
    case Failure::Kind::Stopped:
        return QStringLiteral("服务正在重启，请稍后重新提问");
    case Failure::Kind::Timeout:
        return QStringLiteral("AI 响应超时，请稍后再试");
    case Failure::Kind::Broken:
    case Failure::Kind::Truncated:
    case Failure::Kind::TooLarge:
        return QStringLiteral("AI 回答中断，请重新提问");
    default:
        break;
    }
    if (failure.httpStatus == 429 ||
        isOneOf(failure.code, {QLatin1String("4013"), QLatin1String("4016")}))
        return QStringLiteral("AI 服务繁忙，请稍后再试");
    return QStringLiteral("AI 服务暂时不可用，请稍后再试");
}

QString codeOf(const QJsonObject &object, QLatin1String key)
{
    const QJsonValue value = object.value(key);
    QString code = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    return code == QLatin1String("0") ? QString() : code;
}

std::optional<Failure> refusal(int httpStatus, const QByteArray &body, const QString &logId,
                               QJsonObject *object)
{
    Failure f;
    f.httpStatus = httpStatus;
    const QJsonObject document = QJsonDocument::fromJson(body).object();
    f.logId = document.value(QLatin1String("detail"))
                  .toObject()
                  .value(QLatin1String("logid"))
                  .toString(logId);
    f.code = codeOf(document, QLatin1String("code"));
    f.message = document.value(QLatin1String("msg")).toString();
    if (f.code.isEmpty())
        f.code = codeOf(document, QLatin1String("error_code"));
    if (f.message.isEmpty())
        f.message = document.value(QLatin1String("error_message")).toString();
    if (object)
        *object = document;
    if (f.code.isEmpty() && httpStatus >= 200 && httpStatus < 300 && !document.isEmpty())
        return std::nullopt;
    if (f.message.isEmpty())
        f.message =
            document.isEmpty() ? QStringLiteral("no JSON object") : QStringLiteral("no message");
    return f;
}

} // namespace handoff::coze
