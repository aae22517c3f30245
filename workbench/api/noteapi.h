#pragma once

#include "shared/contract/note.h"
#include "workbench/api/apiclient.h"

/// Typed calls about the internal notes of a session (api.md, Sessions and hand-over).
namespace handoff::NoteApi {

/// Oldest first.
Later<QList<Note>> list(ApiClient &api, const QString &sessionName);
Later<Note> add(ApiClient &api, const QString &sessionName, const NoteRequest &note);
Later<Note> edit(ApiClient &api, const QString &sessionName, const QString &id,
                 const NoteRequest &note);
Later<void> remove(ApiClient &api, const QString &sessionName, const QString &id);

} // namespace handoff::NoteApi
