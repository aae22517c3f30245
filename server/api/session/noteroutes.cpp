#include "server/api/endpoints.h"
#include "server/api/routes.h"
#include "server/domain/session/customers.h"
#include "server/domain/session/notes.h"
#include "server/domain/session/sessions.h"

namespace handoff::api {

namespace {

using http::Level;

void addNotes(Endpoints &routes)
{
    routes.get("/api/sessions/{session_name}/notes", Level::Agent,
               [](Tx &tx, const Actor &, const Plain &ask) {
                   return Notes::list(tx, ask.param("session_name"));
               });
    routes.post<NoteRequest>("/api/sessions/{session_name}/notes", Level::Agent,
                             [](Tx &tx, const Actor &actor, const Ask<NoteRequest> &ask) {
                                 return Notes::add(tx, ask.param("session_name"), ask.body, actor);
                             });
    routes.put<NoteRequest>("/api/sessions/{session_name}/notes/{note_id}", Level::Agent,
                            [](Tx &tx, const Actor &actor, const Ask<NoteRequest> &ask) {
                                return Notes::change(tx, ask.param("session_name"),
                                                     ask.param("note_id"), ask.body, actor);
                            });
    routes.remove("/api/sessions/{session_name}/notes/{note_id}", Level::Agent,
                  [](Tx &tx, const Actor &actor, const Plain &ask) {
                      return Notes::remove(tx, ask.param("session_name"), ask.param("note_id"),
                                           actor);
                  });
}

void addCustomer(Endpoints &routes)
{
    const DeskPolicy &policy = routes.context().policy;
    routes.patch<ProfilePatch>("/api/sessions/{session_name}/profile", Level::Agent,
                               [&policy](Tx &tx, const Actor &actor, const Ask<ProfilePatch> &ask) {
                                   return Customers::changeProfile(
                                       tx, policy, ask.param("session_name"), ask.body, actor);
                               });
    routes.post<ReadRequest>("/api/sessions/{session_name}/read", Level::Agent,
                             [](Tx &tx, const Actor &actor, const Ask<ReadRequest> &ask) {
                                 return Sessions::markRead(tx, ask.param("session_name"),
                                                           ask.body.messageId, actor);
                             });
}

} // namespace

void addNoteRoutes(http::Router &router, const ApiContext &context)
{
    Endpoints routes(router, context);
    addNotes(routes);
    addCustomer(routes);
}

} // namespace handoff::api
