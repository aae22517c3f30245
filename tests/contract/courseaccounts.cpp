#include "tests/contract/course.h"

// The course through accounts, statistics and the system (openapi.json).
namespace handoff::test {

namespace {
constexpr By N = By::Nobody;
constexpr By A = By::Agent;
constexpr By Adm = By::Admin;
} // namespace

QList<Step> accountSteps()
{
    return {
        {"POST /api/agent/login", N, "", R"({"username":"agent001","password":"agent123"})", 200,
         "", "refresh=refresh_token"},
        {"POST /api/agent/login", N, "", R"({"username":"agent001","password":"wrong123"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"agent001"})", 422, "VALIDATION_ERROR"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong1"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong2"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong3"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong4"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong5"})", 401,
         "INVALID_CREDENTIALS"},
        {"POST /api/agent/login", N, "", R"({"username":"who","password":"wrong6"})", 429,
         "LOGIN_THROTTLED"},
        {"POST /api/agent/refresh", N, "", R"({"refresh_token":"${refresh}"})", 200},
        {"POST /api/agent/refresh", N, "", R"({"refresh_token":"x"})", 401, "INVALID_TOKEN"},
        {"GET /api/agent/profile", A, "", "", 200},
        {"GET /api/agent/profile", A, "/api/agent/profile?username=nobody", "", 404,
         "AGENT_NOT_FOUND"},
        {"PUT /api/agent/profile", A, "", R"({"name":"小王"})", 200},
        {"PUT /api/agent/profile", A, "", "{}", 400, "NO_FIELDS_TO_UPDATE"},
        {"PUT /api/agent/profile", A, "", R"({"name":""})", 422, "VALIDATION_ERROR"},
        {"POST /api/agent/change-password", A, "",
         R"({"old_password":"no","new_password":"agent456"})", 400, "OLD_PASSWORD_INCORRECT"},
        {"POST /api/agent/change-password", A, "",
         R"({"old_password":"agent123","new_password":"short"})", 400, "INVALID_PASSWORD"},
        {"POST /api/agent/change-password", A, "",
         R"({"old_password":"agent123","new_password":"agent123"})", 400, "PASSWORD_SAME"},
        {"POST /api/agent/change-password", A, "",
         R"({"old_password":"agent123","new_password":"agent456"})", 200},
        {"GET /api/agent/status", A, "", "", 200},
        {"PUT /api/agent/status", A, "", R"({"status":"busy","status_note":"lunch"})", 200},
        {"PUT /api/agent/status", A, "", R"({"status":"asleep"})", 422, "VALIDATION_ERROR"},
        {"PUT /api/agent/status", A, "", R"({"status":"online"})", 200},
        {"GET /api/agents/available", A, "", "", 200},
        // ---- administration
        {"POST /api/agents", Adm, "",
         R"({"username":"carol","password":"Passw0rd1","name":"Carol"})", 200, "",
         "carol=agent.id"},
        {"POST /api/agents", Adm, "",
         R"({"username":"carol","password":"Passw0rd1","name":"Carol"})", 400, "USERNAME_EXISTS"},
        {"POST /api/agents", Adm, "", R"({"username":"dave","password":"short","name":"Dave"})",
         400, "INVALID_PASSWORD"},
        {"POST /api/agents", Adm, "", R"({"username":"x","password":"Passw0rd1","name":"X"})", 422,
         "VALIDATION_ERROR"},
        {"GET /api/agents", Adm, "/api/agents?role=agent&page_size=2", "", 200},
        {"GET /api/agents", Adm, "/api/agents?status=odd", "", 422, "VALIDATION_ERROR"},
        {"PUT /api/agents/{username}", Adm, "/api/agents/carol", R"({"max_sessions":7})", 200},
        {"PUT /api/agents/{username}", Adm, "/api/agents/carol", R"({"max_sessions":70})", 422,
         "VALIDATION_ERROR"},
        {"PUT /api/agents/{username}", Adm, "/api/agents/nobody", R"({"max_sessions":7})", 404,
         "AGENT_NOT_FOUND"},
        {"PUT /api/agents/{username}", Adm, "/api/agents/admin", R"({"role":"agent"})", 400,
         "LAST_ADMIN"},
        {"POST /api/agents/{username}/reset-password", Adm, "/api/agents/carol/reset-password",
         R"({"new_password":"Passw0rd2"})", 200},
        {"POST /api/agents/{username}/reset-password", Adm, "/api/agents/carol/reset-password",
         R"({"new_password":"short"})", 400, "INVALID_PASSWORD"},
        {"POST /api/agents/{username}/reset-password", Adm, "/api/agents/nobody/reset-password",
         R"({"new_password":"Passw0rd2"})", 404, "AGENT_NOT_FOUND"},
        {"DELETE /api/agents/{username}", Adm, "/api/agents/carol", "", 200},
        {"DELETE /api/agents/{username}", Adm, "/api/agents/carol", "", 404, "AGENT_NOT_FOUND"},
        {"DELETE /api/agents/{username}", Adm, "/api/agents/admin", "", 400, "LAST_ADMIN"},
        {"GET /api/audit", Adm, "/api/audit?actor=admin", "", 200},
        {"GET /api/audit", Adm, "/api/audit?page=x", "", 422, "VALIDATION_ERROR"},
        {"POST /api/agent/logout", A, "/api/agent/logout?username=agent002", "", 403,
         "PERMISSION_DENIED"},
        {"POST /api/agent/logout", Adm, "/api/agent/logout?username=nobody", "", 404,
         "AGENT_NOT_FOUND"},
        {"POST /api/agent/logout", A, "", "", 200},
    };
}

QList<Step> systemSteps()
{
    return {
        {"GET /api/sessions/stats", A, "/api/sessions/stats?range=24h", "", 200},
        {"GET /api/sessions/stats", A, "/api/sessions/stats?range=1y", "", 422, "VALIDATION_ERROR"},
        {"GET /api/stats/series", A, "/api/stats/series?metric=sessions&bucket=day", "", 200},
        {"GET /api/stats/series", A, "/api/stats/series?metric=wait_p90&bucket=hour&format=csv", "",
         200},
        {"GET /api/stats/series", A, "/api/stats/series?metric=odd", "", 422, "VALIDATION_ERROR"},
        {"GET /api/stats/agents", A, "", "", 200},
        {"GET /api/stats/agents", A, "/api/stats/agents?format=csv", "", 200},
        {"GET /api/stats/agents", A, "/api/stats/agents?from=x", "", 422, "VALIDATION_ERROR"},
        {"GET /api/shift/config", N, "", "", 200},
        {"GET /api/shift/status", N, "", "", 200},
        {"GET /api/health", N, "", "", 200},
        {"GET /api/version", N, "", "", 200},
        {"GET /healthz", N, "", "", 200},
        {"GET /metrics", N, "", "", 200},
        {"GET /api/openapi.json", N, "", "", 200},
    };
}

} // namespace handoff::test
