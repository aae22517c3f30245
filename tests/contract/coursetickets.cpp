#include "tests/contract/course.h"

// The course through tickets, attachments and SLA policies (openapi.json).
namespace handoff::test {

namespace {
constexpr By A = By::Agent;
constexpr By Adm = By::Admin;
constexpr const char *ticket = "/api/tickets/${ticket}";
} // namespace

QList<Step> ticketSteps()
{
    return {
        {"POST /api/tickets", A, "",
         R"({"title":"Brake noise","description":"squeals","category":"technical",
             "customer_id":"c_1","department":"technical","priority":"urgent","session_id":"h1"})",
         200, "", "ticket=data.ticket_id version=data.version"},
        {"POST /api/tickets", A, "", R"({"title":""})", 422, "VALIDATION_ERROR"},
        {"POST /api/tickets", A, "",
         R"({"title":"x","description":"x","category":"odd","customer_id":"c","department":"technical"})",
         422, "VALIDATION_ERROR"},
        {"GET /api/tickets", A, "/api/tickets?category=technical&keyword=brake", "", 200},
        {"GET /api/tickets", A, "/api/tickets?status=odd", "", 422, "VALIDATION_ERROR"},
        {"GET /api/tickets/{ticket_id}", A, ticket, "", 200},
        {"GET /api/tickets/{ticket_id}", A, "/api/tickets/none", "", 404, "TICKET_NOT_FOUND"},
        {"PATCH /api/tickets/{ticket_id}", A, ticket, R"({"tags":["brake"],"version":${version}})",
         200},
        {"PATCH /api/tickets/{ticket_id}", A, ticket, R"({"title":"old","version":${version}})",
         409, "TICKET_CONFLICT"},
        {"PATCH /api/tickets/{ticket_id}", A, "/api/tickets/none", R"({"title":"x"})", 404,
         "TICKET_NOT_FOUND"},
        {"POST /api/tickets/{ticket_id}/assign", A, "/api/tickets/${ticket}/assign",
         R"({"assignee_id":"agent002","assignee_name":"客服小李","department":"warehouse"})", 200},
        {"POST /api/tickets/{ticket_id}/assign", A, "/api/tickets/none/assign",
         R"({"assignee_id":"agent002","assignee_name":"x","department":"warehouse"})", 404,
         "TICKET_NOT_FOUND"},
        {"POST /api/tickets/{ticket_id}/assign", A, "/api/tickets/${ticket}/assign",
         R"({"assignee_id":"nobody","assignee_name":"x","department":"warehouse"})", 404,
         "AGENT_NOT_FOUND"},
        {"POST /api/tickets/{ticket_id}/status", A, "/api/tickets/${ticket}/status",
         R"({"status":"in_progress","comment":"on it"})", 200},
        {"POST /api/tickets/{ticket_id}/status", A, "/api/tickets/${ticket}/status",
         R"({"status":"pending"})", 409, "INVALID_TRANSITION"},
        {"POST /api/tickets/{ticket_id}/status", A, "/api/tickets/none/status",
         R"({"status":"in_progress"})", 404, "TICKET_NOT_FOUND"},
        {"POST /api/tickets/{ticket_id}/comments", A, "/api/tickets/${ticket}/comments",
         R"({"content":"look","mentions":["agent002"],"is_internal":true})", 200},
        {"POST /api/tickets/{ticket_id}/comments", A, "/api/tickets/none/comments",
         R"({"content":"look"})", 404, "TICKET_NOT_FOUND"},
        {"POST /api/tickets/{ticket_id}/attachments", A,
         "/api/tickets/${ticket}/attachments?filename=a.txt", "hello world\n", 200, "",
         "attachment=data.id", World::Usual, "", "text/plain"},
        {"POST /api/tickets/{ticket_id}/attachments", A,
         "/api/tickets/${ticket}/attachments?filename=a.png", "MZ\x90\x01\x02", 415,
         "UNSUPPORTED_MEDIA_TYPE", "", World::Usual, "", "image/png"},
        {"POST /api/tickets/{ticket_id}/attachments", A,
         "/api/tickets/none/attachments?filename=a.txt", "hello world\n", 404, "TICKET_NOT_FOUND",
         "", World::Usual, "", "text/plain"},
        {"GET /api/tickets/{ticket_id}/attachments", A, "/api/tickets/${ticket}/attachments", "",
         200},
        {"GET /api/tickets/{ticket_id}/attachments", A, "/api/tickets/none/attachments", "", 404,
         "TICKET_NOT_FOUND"},
        {"GET /api/tickets/{ticket_id}/attachments/{attachment_id}", A,
         "/api/tickets/${ticket}/attachments/${attachment}", "", 200},
        {"GET /api/tickets/{ticket_id}/attachments/{attachment_id}", A,
         "/api/tickets/${ticket}/attachments/none", "", 404, "ATTACHMENT_NOT_FOUND"},
        {"GET /api/tickets/{ticket_id}", A, ticket, "", 200}, // with one of everything
        {"DELETE /api/tickets/{ticket_id}/attachments/{attachment_id}", A,
         "/api/tickets/${ticket}/attachments/${attachment}", "", 200},
        {"DELETE /api/tickets/{ticket_id}/attachments/{attachment_id}", A,
         "/api/tickets/${ticket}/attachments/none", "", 404, "ATTACHMENT_NOT_FOUND"},
        {"POST /api/tickets/bulk", A, "",
         R"({"ids":["${ticket}","none"],"priority":"high","tags":["brake","front"]})", 200},
        {"POST /api/tickets/bulk", A, "", R"({"ids":"${ticket}"})", 422, "VALIDATION_ERROR"},
        {"GET /api/tickets/export", A, "/api/tickets/export?format=csv", "", 200},
        {"GET /api/tickets/export", A, "/api/tickets/export?format=odd", "", 422,
         "VALIDATION_ERROR"},
        {"GET /api/sessions/{session_name}/ticket", A, "/api/sessions/h1/ticket", "", 200},
        {"GET /api/sessions/{session_name}/ticket", A, "/api/sessions/c1/ticket", "", 200},
        {"GET /api/sessions/{session_name}/ticket", A, "/api/sessions/nobody/ticket", "", 404,
         "SESSION_NOT_FOUND"},
        {"GET /api/sla-policies", Adm, "", "", 200},
        {"PUT /api/sla-policies", Adm, "",
         R"({"items":[{"category":"technical","priority":"urgent","response_minutes":10,
             "resolution_minutes":400}],"default_response_minutes":240,
             "default_resolution_minutes":1440})",
         200},
        {"PUT /api/sla-policies", Adm, "", R"({"items":[{"category":"odd"}]})", 422,
         "VALIDATION_ERROR"},
    };
}

} // namespace handoff::test
