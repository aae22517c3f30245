#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/tx.h"
#include "shared/contract/presence.h"
#include "shared/contract/session.h"
#include "shared/contract/sessionlist.h"
#include "shared/contract/sessionrequests.h"

/// Use cases of sessions and the hand-over (api.md, Sessions and hand-over). Each runs in one
/// transaction on a database thread. Verbs that change something need Database::write.
namespace handoff::Sessions {

/// The new state and the status changes that led to it, oldest first (for backend.log).
struct Changed
{
    SessionState state;
    QList<AuditEntry> transitions;
    std::optional<qint64> servedMs; ///< since the takeover, when that ended
};

// ---- reading ------------------------------------------------------------------------------------

/// 404 SESSION_NOT_FOUND. A customer gets his view of it (customerview.h).
Result<SessionState> state(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const Actor &viewer);
/// State and audit trail. 404.
Result<SessionDetail> detail(Tx &tx, const DeskPolicy &policy, const QString &name,
                             const Actor &viewer);
/// Version of the session, for `ready.session_version`. 404.
Result<qint64> version(Tx &tx, const QString &name);
/// 1 for who is served next; 0 when the session does not wait. 404.
Result<int> queuePosition(Tx &tx, const QString &name);

/// A page of the history, oldest first. `before` is a message id (422 when it is none of this
/// session) or empty for the newest; `limit` 1..200, clamped. 404.
Result<MessagePage> messages(Tx &tx, const QString &name, const QString &before, int limit);

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

// ---- changing -----------------------------------------------------------------------------------

struct Escalated : Changed
{
    bool isInShift = true;
    bool mailQueued = false; ///< out of shift, and its mail is on the way
    bool changed = false;    ///< false when it waited already
};

/// `reason` of the request: `user_request`, `manual_request` or an enum value; 422 else. Creates
/// the session on first use. 409 MANUAL_IN_PROGRESS when live; closed is 409 INVALID_STATUS; 429
/// RATE_LIMITED when the actor's client has too many in the queue.
Result<Escalated> escalate(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const QString &reason, const Actor &actor);

struct TakenOver : Changed
{
    Agent agent;
};
/// `agentId` (id or username) names who takes it; empty: the actor. 403 when an agent names
/// another, 404 AGENT_NOT_FOUND, 409 ALREADY_TAKEN with the owner's name, CAPACITY_REACHED (not for
/// an admin naming another), INVALID_STATUS.
Result<TakenOver> takeOver(Tx &tx, const DeskPolicy &policy, const QString &name,
                           const QString &agentId, const Actor &actor);

/// Back to the AI, or closed (then also from bot_active and after_hours_email). 404, 409 `Session
/// not in manual_live status`, 403 for who is neither owner nor admin.
Result<Changed> release(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const ReleaseRequest &request, const Actor &actor);
/// Back to the queue. Errors as release.
Result<Changed> requeue(Tx &tx, const DeskPolicy &policy, const QString &name,
                        const QString &reason, const Actor &actor);
/// The wait is over: pending_manual → bot_active, by customer or agent; an agent also dismisses
/// after_hours_email → bot_active. 404, 409.
Result<Changed> cancel(Tx &tx, const DeskPolicy &policy, const QString &name, const Actor &actor);

/// What an agent changes of a customer's profile. 404; 403 ADMIN_REQUIRED for `vip`; 422.
Result<SessionState> changeProfile(Tx &tx, const DeskPolicy &policy, const QString &name,
                                   const ProfilePatch &patch, const Actor &actor);

/// Closes at most `limit` sessions idle for SESSION_IDLE_CLOSE_HOURS; returns their names.
Result<QStringList> closeIdle(Tx &tx, const DeskPolicy &policy, int limit);

} // namespace handoff::Sessions
