#include "shared/contract/errors.h"

namespace handoff::errors {

namespace {
using K = ErrorKind;

constexpr int streamRetrySeconds = 10;

Error plain(K kind, const char *code, const QString &text)
{
    return Error::plain(kind, QString::fromLatin1(code), text);
}
Error coded(K kind, const char *code, const QString &text)
{
    return Error::coded(kind, QString::fromLatin1(code), text);
}
} // namespace

Error validation(const QString &path, const QString &problem)
{
    return plain(K::Invalid, "VALIDATION_ERROR", path + QStringLiteral(": ") + problem);
}
Error invalidJson()
{
    return plain(K::Invalid, "INVALID_JSON", QStringLiteral("The body is not valid JSON"));
}
Error notFound()
{
    return plain(K::NotFound, "NOT_FOUND", QStringLiteral("Not Found"));
}
Error methodNotAllowed()
{
    return plain(K::Invalid, "METHOD_NOT_ALLOWED", QStringLiteral("Method Not Allowed"));
}
Error internal(const QString &requestId)
{
    return plain(K::Internal, "INTERNAL", QStringLiteral("Internal error, request ") + requestId);
}
Error unavailable()
{
    return plain(K::Unavailable, "UNAVAILABLE", QStringLiteral("服务暂时不可用，请稍后再试"));
}
Error badRequest(const QString &text)
{
    return plain(K::Invalid, "BAD_REQUEST", text);
}
Error requestTimeout()
{
    return plain(K::Invalid, "REQUEST_TIMEOUT", QStringLiteral("Request Timeout"));
}
Error payloadTooLarge()
{
    return plain(K::Invalid, "PAYLOAD_TOO_LARGE", QStringLiteral("Payload Too Large"));
}
Error unsupportedMediaType()
{
    return plain(K::Invalid, "UNSUPPORTED_MEDIA_TYPE", QStringLiteral("Unsupported Media Type"));
}
Error headersTooLarge()
{
    return plain(K::Invalid, "HEADERS_TOO_LARGE",
                 QStringLiteral("Request Header Fields Too Large"));
}
Error httpVersionNotSupported()
{
    return plain(K::Invalid, "HTTP_VERSION_NOT_SUPPORTED",
                 QStringLiteral("HTTP Version Not Supported"));
}

Error notAuthenticated()
{
    return plain(K::Forbidden, "NOT_AUTHENTICATED", QStringLiteral("Not authenticated"));
}
Error invalidToken()
{
    return plain(K::Unauthorized, "INVALID_TOKEN", QStringLiteral("Token 无效或已过期"));
}
Error adminRequired()
{
    return plain(K::Forbidden, "ADMIN_REQUIRED", QStringLiteral("需要管理员权限"));
}
Error permissionDenied(const QString &text)
{
    return plain(K::Forbidden, "PERMISSION_DENIED", text);
}
Error sessionTokenRequired()
{
    return plain(K::Forbidden, "SESSION_TOKEN_REQUIRED", QStringLiteral("Session token required"));
}
Error invalidCredentials()
{
    return plain(K::Unauthorized, "INVALID_CREDENTIALS", QStringLiteral("用户名或密码错误"));
}
Error invalidRefreshToken()
{
    return plain(K::Unauthorized, "INVALID_TOKEN", QStringLiteral("无效的刷新 Token"));
}
Error loginThrottled(int retryAfterSeconds)
{
    Error e = plain(K::TooMany, "LOGIN_THROTTLED", QStringLiteral("登录失败次数过多，请稍后再试"));
    e.retryAfterSeconds = retryAfterSeconds;
    return e;
}

Error sessionIdRequired()
{
    return plain(K::Invalid, "SESSION_ID_REQUIRED", QStringLiteral("session_id is required"));
}
Error manualInProgress()
{
    return plain(K::Conflict, "MANUAL_IN_PROGRESS", QStringLiteral("MANUAL_IN_PROGRESS"));
}
Error sessionInManualMode(const QString &status)
{
    return {K::Conflict, QStringLiteral("MANUAL_IN_PROGRESS"), QStringLiteral("MANUAL_IN_PROGRESS"),
            QStringLiteral("SESSION_IN_MANUAL_MODE: ") + status, 0};
}
Error rateLimited(int retryAfterSeconds)
{
    Error e = plain(K::TooMany, "RATE_LIMITED", QStringLiteral("请求过于频繁，请稍后再试"));
    e.retryAfterSeconds = retryAfterSeconds;
    return e;
}
Error cozeError(const QString &text)
{
    return plain(K::Upstream, "COZE_ERROR", text);
}
Error questionUnderway()
{
    return plain(K::Conflict, "QUESTION_UNDERWAY", QStringLiteral("这条消息正在回答中，请稍候"));
}
Error keyUsedBefore()
{
    return plain(K::Invalid, "IDEMPOTENCY_KEY_USED",
                 QStringLiteral("The Idempotency-Key belongs to another request"));
}
Error tooManyConnections()
{
    Error e = plain(K::TooMany, "TOO_MANY_CONNECTIONS",
                    QStringLiteral("Too many concurrent connections"));
    e.retryAfterSeconds = streamRetrySeconds;
    return e;
}
Error sseCapacity()
{
    Error e = plain(K::Unavailable, "SSE_CAPACITY", QStringLiteral("Too many event streams"));
    e.retryAfterSeconds = streamRetrySeconds;
    return e;
}

Error sessionNotFound()
{
    return plain(K::NotFound, "SESSION_NOT_FOUND", QStringLiteral("Session not found"));
}
Error sessionNameRequired()
{
    return plain(K::Invalid, "SESSION_NAME_REQUIRED", QStringLiteral("session_name is required"));
}
Error messageFieldsRequired()
{
    return plain(K::Invalid, "FIELDS_REQUIRED",
                 QStringLiteral("session_name, role, and content are required"));
}
Error messageRoleInvalid()
{
    return plain(K::Invalid, "INVALID_ROLE", QStringLiteral("role must be 'agent' or 'user'"));
}
Error notInManualLive()
{
    return plain(K::Conflict, "INVALID_STATUS",
                 QStringLiteral("Session not in manual_live status"));
}
Error invalidStatus(const QString &status, const QString &action)
{
    return coded(K::Conflict, "INVALID_STATUS",
                 QStringLiteral("当前状态为%1，无法%2").arg(status, action));
}
Error invalidStatusFilter(const QString &value)
{
    return plain(
        K::Invalid, "INVALID_STATUS_FILTER",
        QStringLiteral("Invalid status: %1. Valid values: ['bot_active', 'pending_manual', "
                       "'manual_live', 'after_hours_email', 'closed', 'all']")
            .arg(value));
}
Error alreadyTaken(const QString &ownerName)
{
    return coded(K::Conflict, "ALREADY_TAKEN",
                 QStringLiteral("会话已被坐席【%1】接入").arg(ownerName));
}
Error capacityReached(int max)
{
    return coded(K::Conflict, "CAPACITY_REACHED", QStringLiteral("已达最大会话数 %1").arg(max));
}
Error agentNotFound()
{
    return plain(K::NotFound, "AGENT_NOT_FOUND", QStringLiteral("坐席不存在"));
}
Error versionConflict()
{
    return plain(K::Conflict, "VERSION_CONFLICT",
                 QStringLiteral("会话已被其他操作修改，请刷新后重试"));
}
Error agentOffline()
{
    return plain(K::Conflict, "AGENT_OFFLINE", QStringLiteral("目标坐席不在线"));
}
Error sameAgent()
{
    return plain(K::Conflict, "SAME_AGENT", QStringLiteral("不能转接给当前坐席"));
}
Error transferPending()
{
    return plain(K::Conflict, "TRANSFER_PENDING", QStringLiteral("该会话已有待处理的转接请求"));
}
Error transferNotFound()
{
    return plain(K::NotFound, "TRANSFER_NOT_FOUND", QStringLiteral("转接请求不存在"));
}
Error transferClosed()
{
    return plain(K::Conflict, "TRANSFER_CLOSED", QStringLiteral("转接请求已处理或已过期"));
}
Error noteNotFound()
{
    return plain(K::NotFound, "NOTE_NOT_FOUND", QStringLiteral("备注不存在"));
}

Error noFieldsToUpdate()
{
    return coded(K::Invalid, "NO_FIELDS_TO_UPDATE", QStringLiteral("至少需要提供一个要修改的字段"));
}
Error oldPasswordIncorrect()
{
    return coded(K::Invalid, "OLD_PASSWORD_INCORRECT", QStringLiteral("旧密码不正确"));
}
Error invalidPassword()
{
    return coded(K::Invalid, "INVALID_PASSWORD",
                 QStringLiteral("密码必须至少8个字符，包含字母和数字"));
}
Error passwordSame()
{
    return coded(K::Invalid, "PASSWORD_SAME", QStringLiteral("新密码不能与旧密码相同"));
}
Error usernameExists()
{
    return coded(K::Invalid, "USERNAME_EXISTS", QStringLiteral("用户名已存在"));
}
Error lastAdminDemoted()
{
    return coded(K::Invalid, "LAST_ADMIN", QStringLiteral("不能降级最后一个管理员"));
}
Error lastAdminDeleted()
{
    return coded(K::Invalid, "LAST_ADMIN", QStringLiteral("不能删除最后一个管理员"));
}

Error mailNotConfigured()
{
    return coded(K::Unavailable, "MAIL_NOT_CONFIGURED", QStringLiteral("邮件服务未配置"));
}
Error mailAlreadySent()
{
    return coded(K::Conflict, "MAIL_ALREADY_SENT", QStringLiteral("该会话的邮件已发送"));
}
Error mailFailed(const QString &reason)
{
    return coded(K::Upstream, "MAIL_FAILED", QStringLiteral("邮件发送失败: ") + reason);
}

Error ticketNotFound(const QString &id)
{
    return plain(K::NotFound, "TICKET_NOT_FOUND", QStringLiteral("工单不存在: ") + id);
}
Error ticketConflict()
{
    return plain(K::Conflict, "TICKET_CONFLICT",
                 QStringLiteral("工单已被其他操作修改,请刷新后重试"));
}
Error invalidTransition(const QString &from, const QString &to)
{
    return coded(K::Conflict, "INVALID_TRANSITION",
                 QStringLiteral("工单不能从 %1 变更为 %2").arg(from, to));
}
Error attachmentNotFound()
{
    return plain(K::NotFound, "ATTACHMENT_NOT_FOUND", QStringLiteral("附件不存在"));
}
Error rangeNotSatisfiable()
{
    return plain(K::Invalid, "RANGE_NOT_SATISFIABLE", QStringLiteral("Range Not Satisfiable"));
}

Error quickReplyNotFound(const QString &id)
{
    return plain(K::NotFound, "QUICK_REPLY_NOT_FOUND", QStringLiteral("快捷回复不存在: ") + id);
}
Error shortcutConflict(const QString &shortcut)
{
    return coded(K::Invalid, "SHORTCUT_CONFLICT",
                 QStringLiteral("快捷键 %1 已被占用").arg(shortcut));
}
Error systemReply()
{
    return coded(K::Invalid, "SYSTEM_REPLY", QStringLiteral("系统预设回复不可删除"));
}
Error tagNotFound()
{
    return plain(K::NotFound, "TAG_NOT_FOUND", QStringLiteral("标签不存在"));
}
Error tagExists()
{
    return coded(K::Invalid, "TAG_EXISTS", QStringLiteral("标签名称已存在"));
}
Error systemTag()
{
    return coded(K::Invalid, "SYSTEM_TAG", QStringLiteral("系统标签不可删除"));
}
Error tagAlreadyAdded()
{
    return coded(K::Invalid, "TAG_ALREADY_ADDED", QStringLiteral("该标签已添加到此会话"));
}
Error tagLimit(int max)
{
    return coded(K::Invalid, "TAG_LIMIT", QStringLiteral("每个会话最多 %1 个标签").arg(max));
}
Error autoReplyRuleNotFound()
{
    return plain(K::NotFound, "RULE_NOT_FOUND", QStringLiteral("自动回复规则不存在"));
}
Error ruleLimit(int max)
{
    return coded(K::Invalid, "RULE_LIMIT", QStringLiteral("同类型规则最多 %1 条").arg(max));
}

} // namespace handoff::errors
