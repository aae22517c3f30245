#include "tests/contract/badinput.h"

namespace handoff::test {

QList<GoodBody> goodBodies()
{
    return {
        {"chat", "", R"({"message":"hello","user_id":"b1"})"},
        {"chatStream", "", R"({"message":"hello","user_id":"b1"})"},
        {"conversationNew", "", R"({"session_id":"b1","profile":{"nickname":"x"}})"},
        {"conversationClear", "", R"({"session_id":"b1"})"},
        {"conversationCreate", "", R"({"session_id":"b1"})"},
        {"escalate", "", R"({"session_name":"b1","reason":"user_request"})"},
        {"sendMessage", "",
         R"({"session_name":"live","role":"agent","content":"x","client_message_id":"1"})"},
        {"takeover", "/api/sessions/waits/takeover", R"({"agent_id":"agent002"})"},
        {"release", "/api/sessions/live/release", R"({"reason":"x","close":false})"},
        {"requeue", "/api/sessions/live/requeue", R"({"reason":"x"})"},
        {"transfer", "/api/sessions/live/transfer",
         R"({"to_agent_id":"agent002","reason":"x","note":"y"})"},
        {"respondTransfer", "/api/transfer-requests/$transfer/respond", R"({"action":"decline"})"},
        {"patchProfile", "/api/sessions/live/profile", R"({"country":"DE","vip":true})"},
        {"mailSession", "/api/sessions/live/email", R"({"force":false})"},
        {"addNote", "/api/sessions/live/notes", R"({"content":"x","mentions":["agent002"]})"},
        {"changeNote", "/api/sessions/live/notes/$note", R"({"content":"x"})"},
        {"typing", "/api/sessions/live/typing", R"({"active":true})"},
        {"read", "/api/sessions/live/read", R"({"message_id":"$message"})"},
        {"login", "", R"({"username":"agent001","password":"agent123"})"},
        {"refresh", "", R"({"refresh_token":"x"})"},
        {"changeProfile", "", R"({"name":"x"})"},
        {"changePassword", "", R"({"old_password":"admin123","new_password":"admin456"})"},
        {"changeStatus", "", R"({"status":"busy","status_note":"x"})"},
        {"createAgent", "", R"({"username":"carol","password":"Passw0rd1","name":"Carol"})"},
        {"changeAgent", "/api/agents/agent002", R"({"name":"x"})"},
        {"resetPassword", "/api/agents/agent002/reset-password", R"({"new_password":"Passw0rd1"})"},
        {"createTicket", "",
         R"({"title":"x","description":"x","category":"technical","customer_id":"c",
         "department":"technical"})"},
        {"changeTicket", "/api/tickets/$ticket", R"({"title":"x"})"},
        {"assignTicket", "/api/tickets/$ticket/assign",
         R"({"assignee_id":"agent002","assignee_name":"x","department":"technical"})"},
        {"ticketStatus", "/api/tickets/$ticket/status", R"({"status":"in_progress"})"},
        {"commentTicket", "/api/tickets/$ticket/comments", R"({"content":"x"})"},
        {"bulkTickets", "", R"({"ids":["$ticket"],"priority":"high"})"},
        {"changeSlaPolicies", "",
         R"({"items":[],"default_response_minutes":240,"default_resolution_minutes":1440})"},
        {"createQuickReply", "", R"({"category":"logistics","title":"x","content":"x"})"},
        {"changeQuickReply", "/api/quick-replies/$reply",
         R"({"category":"logistics","title":"x","content":"x"})"},
        {"createTag", "", R"({"name":"x","color":"#AA3300"})"},
        {"changeTag", "/api/tags/$tag", R"({"name":"x","color":"#AA3300"})"},
        {"addTag", "/api/sessions/live/tags", R"({"tag_id":"$tag"})"},
        {"createAutoReply", "",
         R"({"type":"keyword","trigger_condition":{"keywords":["x"]},"reply_content":"x"})"},
        {"changeAutoReply", "/api/auto-reply-rules/$rule",
         R"({"type":"keyword","trigger_condition":{"keywords":["x"]},"reply_content":"x"})"},
        {"testAutoReplies", "", R"({"message":"x"})"},
    };
}

QList<BadInputException> badInputExceptions()
{
    return {
        {"escalate", "session_name", "missing", 400, "SESSION_NAME_REQUIRED"},
        {"escalate", "session_name", "null", 400, "SESSION_NAME_REQUIRED"},
        {"sendMessage", "session_name", "missing", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "session_name", "null", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "role", "missing", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "role", "null", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "role", "unknown", 400, "INVALID_ROLE"},
        {"sendMessage", "content", "missing", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "content", "null", 400, "FIELDS_REQUIRED"},
        {"sendMessage", "content", "too short", 400, "FIELDS_REQUIRED"},
    };
}

} // namespace handoff::test
