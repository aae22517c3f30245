#pragma once

#include "shared/core/json.h"

/// `GET /api/audit` (api.md, Agents and accounts).
namespace handoff {

/// Who did what: logins, logouts, changes of accounts, settings and catalogues, exports.
struct AuditRecord
{
    qint64 id = 0;
    QString actor;  ///< username, or `system`
    QString action; ///< e.g. `login`, `agent_created`
    QString object; ///< whom or what it concerns
    QJsonObject details;
    Timestamp timestamp;

    bool operator==(const AuditRecord &) const = default;
    static constexpr auto fields(auto to)
    {
        using T = AuditRecord;
        return to(json::field("id", &T::id), json::field("actor", &T::actor),
                  json::field("action", &T::action), json::field("object", &T::object),
                  json::field("details", &T::details), json::field("timestamp", &T::timestamp));
    }
};

/// Newest first.
struct AuditPage
{
    QList<AuditRecord> items;
    qint64 total = 0;
    int page = 1;
    int pageSize = 50;
    int totalPages = 0;

    static constexpr auto fields(auto to)
    {
        using T = AuditPage;
        return to(json::field("items", &T::items), json::field("total", &T::total),
                  json::field("page", &T::page), json::field("page_size", &T::pageSize),
                  json::field("total_pages", &T::totalPages));
    }
};

} // namespace handoff
