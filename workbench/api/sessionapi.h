#pragma once

#include "shared/contract/mail.h"
#include "shared/contract/presence.h"
#include "shared/contract/sessionlist.h"
#include "shared/contract/sessionrequests.h"
#include "shared/contract/ticket.h"
#include "workbench/api/apiclient.h"

/// Typed calls about sessions and messages (api.md, Sessions and hand-over).
namespace handoff {

/// Filters of `GET /api/sessions`; empty fields are not sent.
struct SessionQuery
{
    QString status; ///< wire name of SessionStatus, empty: all
    QString keyword;
    QString tag;      ///< tag id
    QString agent;    ///< `mine`, `unassigned` or an agent id
    QString priority; ///< wire name of PriorityLevel
    QString sort;     ///< `newest`, `oldest` (created), `wait`; empty: queue order or last activity
    QString cursor;   ///< `next_cursor` of the page before
    int pageSize = 100;
};

namespace SessionApi {

Later<SessionPage> list(ApiClient &api, const SessionQuery &query);
Later<SessionDetail> detail(ApiClient &api, const QString &sessionName);
/// Messages older than `before` (a message id; empty: the newest), oldest first; `limit` ≤ 200.
Later<MessagePage> messages(ApiClient &api, const QString &sessionName, const QString &before,
                            int limit);
/// As role agent. The same `clientMessageId` again gives the first answer and stores nothing.
Later<SendMessageAnswer> send(ApiClient &api, const QString &sessionName, const QString &content,
                              const QString &clientMessageId);
Later<SessionState> takeOver(ApiClient &api, const QString &sessionName);
Later<SessionState> release(ApiClient &api, const QString &sessionName, const QString &reason,
                            bool close);
Later<SessionState> requeue(ApiClient &api, const QString &sessionName, const QString &reason);
Later<SessionState> cancel(ApiClient &api, const QString &sessionName);
Later<void> typing(ApiClient &api, const QString &sessionName, bool active);
/// Starts or renews the lease of 60 s that shows me to colleagues; who looks now, me included.
Later<ViewerList> viewing(ApiClient &api, const QString &sessionName);
Later<SessionState> patchProfile(ApiClient &api, const QString &sessionName,
                                 const ProfilePatch &patch);
/// Mails the conversation to the staff; waits for the mail server. `force`: once more.
Later<SendMailAnswer> email(ApiClient &api, const QString &sessionName, bool force);
/// The newest ticket of the session; nothing when it has none.
Later<std::optional<Ticket>> ticket(ApiClient &api, const QString &sessionName);
Later<void> markRead(ApiClient &api, const QString &sessionName, const QString &messageId);

} // namespace SessionApi
} // namespace handoff
