#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/presence.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"

/// Sessions, read (api.md, Sessions and hand-over); handover.h changes them. Each runs in one
/// transaction on a database thread.
namespace handoff::Sessions {

/// 404 SESSION_NOT_FOUND. A customer gets his view of it (customerview.h).
Result<SessionState> state(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const Actor &viewer);
/// State and audit trail. 404.
Result<SessionDetail> detail(Tx &tx, const DeskPolicy &policy, const QString &name,
                             const Actor &viewer);
/// Version of the session, for `ready.session_version`. 404.
Result<qint64> version(Tx &tx, const QString &name);
/// Is the AI at a question of the customer? 404.
Result<bool> isAnswering(Tx &tx, const QString &name);
/// 1 for who is served next; 0 when the session does not wait. 404.
Result<int> queuePosition(Tx &tx, const QString &name);

/// A page of the history, oldest first. `before` is a message id (422 when it is none of this
/// session) or empty for the newest; `limit` 1..200, clamped. 404.
Result<MessagePage> messages(Tx &tx, const QString &name, const QString &before, int limit,
                             const Actor &viewer);

enum class Sort {
    Default, ///< pending_manual: VIP first, then longest wait; else last activity first
    Newest,  ///< created last first
    Oldest,  ///< created first first
    Wait,    ///< longest wait first
};
enum class AgentFilter { All, Mine, Unassigned, One };

/// Query of `GET /api/sessions`; the names follow api.md.
struct ListQuery
{
    std::optional<SessionStatus> status; ///< empty: all
    QString keyword;
    AgentFilter agent = AgentFilter::All;
    QString agentId; ///< with Mine (who asks) and One (id or username)
    QString tagId;   ///< carries this tag
    std::optional<PriorityLevel> priority;
    std::optional<Timestamp> from; ///< created at or after
    std::optional<Timestamp> to;   ///< created before
    Sort sort = Sort::Default;
    int page = 1;
    int pageSize = 20;             ///< 1..100, clamped
    std::optional<QString> cursor; ///< `next_cursor` of the page before; wins over page and offset
    std::optional<qint64> offset;  ///< old clients; wins over page
    QString askedBy;               ///< id of the agent whose unread counts are told
};

/// `status` of the query string: `all` or empty is none; 400 `Invalid status: …`.
Result<std::optional<SessionStatus>> statusFilter(const QString &value);
/// 422 for an unknown value.
Result<Sort> sortFrom(const QString &value);

/// One query for the rows, one for read cursors; the total of plain lists is a maintained counter.
/// `total` of filtered lists counts to 10,000 at most. 422 for a bad cursor.
Result<SessionPage> list(Tx &tx, const ListQuery &query);

/// This agent has read up to and with the message: his cursor moves forward, never back. 404; 422
/// when the message is none of this session.
Result<ReadAnswer> markRead(Tx &tx, const QString &name, const QString &messageId,
                            const Actor &actor);

/// Numbers beside the sections of the workbench, by name: the five statuses, `all`, `mine`.
Result<QMap<QString, qint64>> counts(Tx &tx, const QString &agentId);

/// Who waits: VIP first, then level, then longest wait; at most 500 rows, the figures count all.
Result<Queue> queue(Tx &tx);

/// What an agent changes of a customer's profile. 404; 403 ADMIN_REQUIRED for `vip`; 422.
Result<SessionState> changeProfile(Tx &tx, const DeskPolicy &policy, const QString &name,
                                   const ProfilePatch &wanted, const Actor &actor);

} // namespace handoff::Sessions
