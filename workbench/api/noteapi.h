#pragma once

#include "shared/contract/note.h"
#include "workbench/api/apiclient.h"

/// Typed calls about the internal notes of a session (api.md, Sessions and hand-over).
namespace handoff::NoteApi {

/// Oldest first.
QFuture<Result<QList<Note>>> list(ApiClient &api, const QString &sessionName);
QFuture<Result<Note>> add(ApiClient &api, const QString &sessionName, const NoteRequest &note);
QFuture<Result<Note>> edit(ApiClient &api, const QString &sessionName, const QString &id,
                           const NoteRequest &note);
QFuture<Result<void>> remove(ApiClient &api, const QString &sessionName, const QString &id);

} // namespace handoff::NoteApi
