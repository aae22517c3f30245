#include "tests/contract/course.h"

// The course through quick replies, tags and auto-replies (openapi.json).
namespace handoff::test {

namespace {
constexpr By A = By::Agent;
constexpr By Adm = By::Admin;
} // namespace

QList<Step> catalogSteps()
{
    return {
        // ---- quick replies
        {"GET /api/quick-replies", A, "", "", 200, "", "preset=data.items.0.id"},
        {"POST /api/quick-replies", Adm, "",
         R"({"category":"logistics","title":"On its way","content":"Dear {customer_name}",
             "shortcut":"Ctrl+7"})",
         200, "", "reply=data.id"},
        {"POST /api/quick-replies", Adm, "",
         R"({"category":"logistics","title":"Again","content":"x","shortcut":"Ctrl+7"})", 400,
         "SHORTCUT_CONFLICT"},
        {"POST /api/quick-replies", Adm, "", R"({"category":"odd","title":"x","content":"x"})", 422,
         "VALIDATION_ERROR"},
        {"GET /api/quick-replies", A, "/api/quick-replies?category=logistics&keyword=way", "", 200},
        {"PUT /api/quick-replies/{id}", Adm, "/api/quick-replies/${reply}",
         R"({"category":"logistics","title":"Sent","content":"It is on its way"})", 200},
        {"PUT /api/quick-replies/{id}", Adm, "/api/quick-replies/none",
         R"({"category":"logistics","title":"Sent","content":"x"})", 404, "QUICK_REPLY_NOT_FOUND"},
        {"POST /api/quick-replies/{id}/use", A, "/api/quick-replies/${reply}/use", "{}", 200},
        {"POST /api/quick-replies/{id}/use", A, "/api/quick-replies/none/use", "{}", 404,
         "QUICK_REPLY_NOT_FOUND"},
        {"DELETE /api/quick-replies/{id}", Adm, "/api/quick-replies/${preset}", "", 400,
         "SYSTEM_REPLY"},
        {"DELETE /api/quick-replies/{id}", Adm, "/api/quick-replies/${reply}", "", 200},
        {"DELETE /api/quick-replies/{id}", Adm, "/api/quick-replies/${reply}", "", 404,
         "QUICK_REPLY_NOT_FOUND"},
        // ---- tags
        {"GET /api/tags", A, "", "", 200},
        {"POST /api/tags", A, "", R"({"name":"Spain","color":"#AA3300"})", 200, "", "tag=data.id"},
        {"POST /api/tags", A, "", R"({"name":"Spain","color":"#AA3300"})", 400, "TAG_EXISTS"},
        {"POST /api/tags", A, "", R"({"name":"x","color":"red"})", 422, "VALIDATION_ERROR"},
        {"PUT /api/tags/{tag_id}", Adm, "/api/tags/${tag}",
         R"({"name":"España","color":"#AA3301"})", 200},
        {"PUT /api/tags/{tag_id}", Adm, "/api/tags/none", R"({"name":"x","color":"#AA3301"})", 404,
         "TAG_NOT_FOUND"},
        {"POST /api/sessions/{session_name}/tags", A, "/api/sessions/h1/tags",
         R"({"tag_id":"${tag}"})", 200},
        {"POST /api/sessions/{session_name}/tags", A, "/api/sessions/h1/tags",
         R"({"tag_id":"${tag}"})", 400, "TAG_ALREADY_ADDED"},
        {"POST /api/sessions/{session_name}/tags", A, "/api/sessions/h1/tags",
         R"({"tag_id":"none"})", 404, "TAG_NOT_FOUND"},
        {"POST /api/sessions/{session_name}/tags", A, "/api/sessions/nobody/tags",
         R"({"tag_id":"${tag}"})", 404, "SESSION_NOT_FOUND"},
        {"GET /api/sessions/by-tag/{tag_id}", A, "/api/sessions/by-tag/${tag}", "", 200},
        {"GET /api/sessions/by-tag/{tag_id}", A, "/api/sessions/by-tag/none", "", 404,
         "TAG_NOT_FOUND"},
        {"GET /api/sessions", A, "/api/sessions?tag=${tag}", "", 200},
        {"GET /api/sessions/{session_name}", A, "/api/sessions/h1", "", 200}, // with a tag
        {"DELETE /api/sessions/{session_name}/tags/{tag_id}", A, "/api/sessions/h1/tags/${tag}", "",
         200},
        {"DELETE /api/sessions/{session_name}/tags/{tag_id}", A, "/api/sessions/h1/tags/${tag}", "",
         404, "TAG_NOT_FOUND"},
        {"DELETE /api/tags/{tag_id}", Adm, "/api/tags/tag_vip", "", 400, "SYSTEM_TAG"},
        {"DELETE /api/tags/{tag_id}", Adm, "/api/tags/${tag}", "", 200},
        {"DELETE /api/tags/{tag_id}", Adm, "/api/tags/${tag}", "", 404, "TAG_NOT_FOUND"},
        // ---- auto-replies
        {"POST /api/auto-reply-rules", Adm, "",
         R"({"type":"keyword","trigger_condition":{"keywords":["refund"]},
             "reply_content":"Three days, {customer_name}","enabled":true,"delay_seconds":0})",
         200, "", "rule=data.id"},
        {"POST /api/auto-reply-rules", Adm, "",
         R"({"type":"odd","trigger_condition":{},"reply_content":"x","enabled":true,"delay_seconds":0})",
         422, "VALIDATION_ERROR"},
        {"GET /api/auto-reply-rules", Adm, "", "", 200},
        {"POST /api/auto-reply-rules/test", Adm, "", R"({"message":"I want a refund"})", 200},
        {"PUT /api/auto-reply-rules/{id}", Adm, "/api/auto-reply-rules/${rule}",
         R"({"type":"welcome","trigger_condition":{"event":"first_message"},
             "reply_content":"Welcome","enabled":false,"delay_seconds":1})",
         200},
        {"PUT /api/auto-reply-rules/{id}", Adm, "/api/auto-reply-rules/none",
         R"({"type":"welcome","trigger_condition":{"event":"first_message"},
             "reply_content":"Welcome","enabled":false,"delay_seconds":1})",
         404, "RULE_NOT_FOUND"},
        {"DELETE /api/auto-reply-rules/{id}", Adm, "/api/auto-reply-rules/${rule}", "", 200},
        {"DELETE /api/auto-reply-rules/{id}", Adm, "/api/auto-reply-rules/${rule}", "", 404,
         "RULE_NOT_FOUND"},
    };
}

} // namespace handoff::test
