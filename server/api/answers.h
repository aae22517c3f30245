#pragma once

#include "shared/contract/agent.h"

/// Answers that stand beside `success` instead of in `data` (api.md, Agents and accounts).
namespace handoff::api {

/// `{"success":true,"agent":…}`
struct AgentAnswer
{
    Agent agent;
    static constexpr auto fields(auto to) { return to(json::field("agent", &AgentAnswer::agent)); }
};

} // namespace handoff::api
