#pragma once

#include "shared/core/result.h"

/// Every error of the contract with its literal `code` and `detail` (api.md). Both programs use
/// these functions and nobody writes such a literal elsewhere.
namespace handoff::errors {

// ---- general
Error validation(const QString &path, const QString &problem); ///< 422
Error invalidJson();                                           ///< 422
Error notFound();                                              ///< 404, unknown path
Error methodNotAllowed();                 ///< 405, added by the router with `Allow`
Error internal(const QString &requestId); ///< 500
Error unavailable();                      ///< 503, store down or overloaded
Error badRequest(const QString &text);    ///< 400, not understood as HTTP
Error requestTimeout();                   ///< 408
Error payloadTooLarge();                  ///< 413
Error unsupportedMediaType();             ///< 415
Error headersTooLarge();                  ///< 431
Error httpVersionNotSupported();          ///< 505

// ---- authentication
Error notAuthenticated();
Error invalidToken();
Error adminRequired();
Error permissionDenied(const QString &text = QStringLiteral("没有权限执行此操作"));
Error sessionTokenRequired();
Error invalidCredentials();
Error invalidRefreshToken();
Error loginThrottled(int retryAfterSeconds);

// ---- chat
Error sessionIdRequired();
Error manualInProgress();                         ///< escalate while live
Error sessionInManualMode(const QString &status); ///< `/api/chat` while pending or live
Error rateLimited(int retryAfterSeconds);
Error cozeError(const QString &text); ///< 502
Error questionUnderway();             ///< the same `client_message_id` again while the AI answers
Error keyUsedBefore();                ///< an `Idempotency-Key` that came with something else
Error tooManyConnections();           ///< 4th stream of a customer, 6th of an agent
Error sseCapacity();

// ---- sessions and hand-over
Error sessionNotFound();
Error sessionNameRequired();
Error messageFieldsRequired();
Error messageRoleInvalid();
Error notInManualLive();
/// `action` is the verb shown to people, e.g. 接入.
Error invalidStatus(const QString &status, const QString &action);
Error invalidStatusFilter(const QString &value);
Error alreadyTaken(const QString &ownerName);
Error capacityReached(int max);
Error agentNotFound();
Error versionConflict();
Error agentOffline();    ///< target of a transfer
Error sameAgent();       ///< transfer to who owns the session already
Error transferPending(); ///< another transfer of the session waits for its answer
Error transferNotFound();
Error transferClosed(); ///< answered or expired
Error noteNotFound();

// ---- accounts
Error noFieldsToUpdate();
Error oldPasswordIncorrect();
Error invalidPassword();
Error passwordSame();
Error usernameExists();
Error lastAdminDemoted();
Error lastAdminDeleted();

// ---- mail
Error mailNotConfigured();               ///< 503
Error mailAlreadySent();                 ///< 409, for this escalation
Error mailFailed(const QString &reason); ///< 502

// ---- tickets
Error ticketNotFound(const QString &id);
Error ticketConflict(); ///< the given version is stale
/// Wire names of the two statuses.
Error invalidTransition(const QString &from, const QString &to);
Error attachmentNotFound();
Error rangeNotSatisfiable(); ///< 416

// ---- quick replies, tags, auto-replies
Error quickReplyNotFound(const QString &id);
Error shortcutConflict(const QString &shortcut);
Error systemReply();
Error tagNotFound();
Error tagExists();
Error systemTag();
Error tagAlreadyAdded();
Error tagLimit(int max);
Error autoReplyRuleNotFound();
Error ruleLimit(int max);

} // namespace handoff::errors
