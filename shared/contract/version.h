#pragma once

#include "shared/core/json.h"

#include <optional>

namespace handoff {

/// Grows only when something is taken away that older clients use (api.md, Versions that meet).
inline constexpr int contractNumber = 1;
/// The oldest workbench that this server's desk can be worked at with.
inline constexpr QLatin1String minWorkbench{"0.1.0"};

/// The newest workbench, as its server knows it.
struct WorkbenchRelease
{
    QString latest;
    std::optional<QString> url; ///< WORKBENCH_URL

    static constexpr auto fields(auto to)
    {
        using T = WorkbenchRelease;
        return to(json::field("latest", &T::latest), json::field("url", &T::url));
    }
};

/// `GET /api/version`.
struct ServerVersion
{
    QString server;
    int contract = 0;
    QString minWorkbench;
    WorkbenchRelease workbench;

    static constexpr auto fields(auto to)
    {
        using T = ServerVersion;
        return to(json::field("server", &T::server), json::field("contract", &T::contract),
                  json::field("min_workbench", &T::minWorkbench),
                  json::field("workbench", &T::workbench));
    }
};

} // namespace handoff
