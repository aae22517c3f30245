#include "workbench/api/noteapi.h"

#include "workbench/api/apirequests.h"

namespace handoff::NoteApi {

namespace {

QString notesOf(const QString &sessionName, const QString &id = {})
{
    const QString path =
        QStringLiteral("/api/sessions/%1/notes").arg(ApiClient::segment(sessionName));
    return id.isEmpty() ? path : path + u'/' + ApiClient::segment(id);
}

} // namespace

Later<QList<Note>> list(ApiClient &api, const QString &sessionName)
{
    return api.call<QList<Note>>(requests::get(notesOf(sessionName)));
}

Later<Note> add(ApiClient &api, const QString &sessionName, const NoteRequest &note)
{
    return api.call<Note>(requests::create(notesOf(sessionName), json::toJson(note)));
}

Later<Note> edit(ApiClient &api, const QString &sessionName, const QString &id,
                 const NoteRequest &note)
{
    return api.call<Note>(requests::send("PUT", notesOf(sessionName, id), json::toJson(note)));
}

Later<void> remove(ApiClient &api, const QString &sessionName, const QString &id)
{
    return api.call<void>(requests::send("DELETE", notesOf(sessionName, id)));
}

} // namespace handoff::NoteApi
