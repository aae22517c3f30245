#pragma once

#include "server/http/ratelimit.h"
#include "server/http/request.h"
#include "shared/core/result.h"

#include <array>

namespace handoff {
struct Config;
class Metrics;
} // namespace handoff

namespace handoff::api {

/// What clients without an account may ask for in a minute, per address, and for what they write
/// also per session (limits.md, Requests). Agents are never limited. Event loop.
class ClientLimits
{
public:
    /// Each has a budget of its own.
    enum class Kind {
        Conversations, ///< each asks Coze for one
        Escalations,
        Messages, ///< of a customer to a human
        Streams,  ///< event streams opened
        Typing,
    };

    ClientLimits(const Config &config, Metrics &metrics);

    /// Counts one. RATE_LIMITED with the seconds to wait when there was room for none.
    Result<void> take(Kind kind, const http::Request &request, const QString &sessionName = {});
    /// The last one of this client (see anonymousClient) was for nothing.
    void giveBack(Kind kind, const QString &client);

private:
    struct Budget
    {
        const char *name = nullptr; ///< label of the metric
        int perAddress = 0;         ///< 0: no limit
        int perSession = 0;
        http::RateLimit addresses{};
        http::RateLimit sessions{};
    };

    std::array<Budget, 5> m_budgets; ///< by Kind
    Metrics &m_metrics;
};

/// The client of a request in tables: its networkOf() as text; empty for an agent's request.
QString anonymousClient(const http::Request &request);

} // namespace handoff::api
