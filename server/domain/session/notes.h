#pragma once

#include "server/domain/actor.h"
#include "server/store/tx.h"
#include "shared/contract/note.h"

/// Internal notes of a session (api.md, Sessions and hand-over). No customer ever sees them; who is
/// mentioned gets a `mention` event. All answer 404 SESSION_NOT_FOUND.
namespace handoff::Notes {

/// The newest 200, oldest first.
Result<QList<Note>> list(Tx &tx, const QString &sessionName);
/// 422 for a text that is not 1..2000 characters.
Result<Note> add(Tx &tx, const QString &sessionName, const NoteRequest &request,
                 const Actor &actor);
/// By its author or an admin: 403; 404 NOTE_NOT_FOUND. Without `mentions` they stay.
Result<Note> change(Tx &tx, const QString &sessionName, const QString &id,
                    const NoteRequest &request, const Actor &actor);
/// Errors as change.
Result<void> remove(Tx &tx, const QString &sessionName, const QString &id, const Actor &actor);

} // namespace handoff::Notes
