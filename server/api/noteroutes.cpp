#include "server/api/routes.h"
#include "server/domain/notes.h"
#include "server/domain/sessions.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

void addNotes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/sessions/{session_name}/notes", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &) {
                           return Notes::list(tx, name);
                       },
                       asData(reply));
               });

    router.add("POST", "/api/sessions/{session_name}/notes", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<NoteRequest>(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &actor,
                                                              const NoteRequest &body) {
                           return Notes::add(tx, name, body, actor);
                       },
                       asData(reply));
               });

    router.add("PUT", "/api/sessions/{session_name}/notes/{note_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<NoteRequest>(
                       c, request, reply,
                       [name = request.param("session_name"), id = request.param("note_id")](
                           Tx &tx, const Actor &actor, const NoteRequest &body) {
                           return Notes::change(tx, name, id, body, actor);
                       },
                       asData(reply));
               });

    router.add("DELETE", "/api/sessions/{session_name}/notes/{note_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   write(
                       c, request, reply,
                       [name = request.param("session_name"),
                        id = request.param("note_id")](Tx &tx, const Actor &actor) {
                           return Notes::remove(tx, name, id, actor);
                       },
                       [reply] { reply->data(); });
               });
}

void addCustomer(http::Router &router, const ApiContext &c)
{
    router.add("PATCH", "/api/sessions/{session_name}/profile", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<ProfilePatch>(
                       c, request, reply,
                       [&c, name = request.param("session_name")](Tx &tx, const Actor &actor,
                                                                  const ProfilePatch &body) {
                           return Sessions::changeProfile(tx, c.policy, name, body, actor);
                       },
                       asData(reply));
               });

    router.add("POST", "/api/sessions/{session_name}/read", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   writeBody<ReadRequest>(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &actor,
                                                              const ReadRequest &body) {
                           return Sessions::markRead(tx, name, body.messageId, actor);
                       },
                       asData(reply));
               });
}

} // namespace

void addNoteRoutes(http::Router &router, const ApiContext &context)
{
    addNotes(router, context);
    addCustomer(router, context);
}

} // namespace handoff::api
