#include "server/api/routes.h"
#include "server/domain/notes.h"
#include "server/domain/sessions.h"

namespace handoff::api {

namespace {

using http::Level;
using http::ReplyPtr;
using http::Request;

auto answerNote(const ReplyPtr &reply)
{
    return [reply](const Note &note) { reply->data(json::toJson(note)); };
}

void addNotes(http::Router &router, const ApiContext &c)
{
    router.add("GET", "/api/sessions/{session_name}/notes", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   read(
                       c, request, reply,
                       [name = request.param("session_name")](Tx &tx, const Actor &) {
                           return Notes::list(tx, name);
                       },
                       [reply](const QList<Note> &notes) { reply->data(json::toJson(notes)); });
               });

    router.add(
        "POST", "/api/sessions/{session_name}/notes", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<NoteRequest>(request);
            if (!body)
                return reply->error(body.error());
            write(
                c, request, reply,
                [name = request.param("session_name"), body = *body](Tx &tx, const Actor &actor) {
                    return Notes::add(tx, name, body, actor);
                },
                answerNote(reply));
        });

    router.add("PUT", "/api/sessions/{session_name}/notes/{note_id}", Level::Agent,
               [&c](const Request &request, const ReplyPtr &reply) {
                   const auto body = bodyOf<NoteRequest>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [name = request.param("session_name"), id = request.param("note_id"),
                        body = *body](Tx &tx, const Actor &actor) {
                           return Notes::change(tx, name, id, body, actor);
                       },
                       answerNote(reply));
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
                   const auto body = bodyOf<ProfilePatch>(request);
                   if (!body)
                       return reply->error(body.error());
                   write(
                       c, request, reply,
                       [&c, name = request.param("session_name"),
                        body = *body](Tx &tx, const Actor &actor) {
                           return Sessions::changeProfile(tx, c.policy, name, body, actor);
                       },
                       [reply](const SessionState &state) { reply->data(json::toJson(state)); });
               });

    router.add(
        "POST", "/api/sessions/{session_name}/read", Level::Agent,
        [&c](const Request &request, const ReplyPtr &reply) {
            const auto body = bodyOf<ReadRequest>(request);
            if (!body)
                return reply->error(body.error());
            write(
                c, request, reply,
                [name = request.param("session_name"), body = *body](Tx &tx, const Actor &actor) {
                    return Sessions::markRead(tx, name, body.messageId, actor);
                },
                [reply](const ReadAnswer &answer) { reply->data(json::toJson(answer)); });
        });
}

} // namespace

void addNoteRoutes(http::Router &router, const ApiContext &context)
{
    addNotes(router, context);
    addCustomer(router, context);
}

} // namespace handoff::api
