#pragma once

#include "server/store/tx.h"
#include "shared/contract/sessionlist.h"

#include <QMap>

/// Lists of sessions: page, sections, queue (api.md, Sessions and hand-over).
namespace handoff::SessionLists {

enum class Sort {
    Default, ///< pending_manual: VIP first, then longest wait; else last activity first
    Newest,  ///< created last first
    Oldest,  ///< created first first
    Wait,    ///< longest wait first
};
enum class AgentFilter { All, Mine, Unassigned, One };

/// Query of `GET /api/sessions`; the names follow api.md.
struct Query
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
Result<SessionPage> list(Tx &tx, const Query &query);
/// What of it does not depend on who asks, for readAhead.
void ahead(Tx &tx, const Query &query);

/// Numbers beside the sections of the workbench, by name: the five statuses, `all`, `mine`.
Result<QMap<QString, qint64>> counts(Tx &tx, const QString &agentId);

/// Who waits: VIP first, then level, then longest wait; at most 500 rows, the figures count all.
Result<Queue> queue(Tx &tx);

} // namespace handoff::SessionLists
