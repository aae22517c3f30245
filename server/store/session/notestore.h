#pragma once

#include "server/store/tx.h"
#include "shared/contract/note.h"

/// The table of agents' notes.
namespace handoff {

struct NoteRow : Note
{
    qint64 sessionId = 0;
    QString authorId;
};

namespace NoteStore {

void insert(Tx &tx, const NoteRow &row);
/// Text, mentions and time; false when it is gone.
bool save(Tx &tx, const NoteRow &row);
/// False when it is gone.
bool remove(Tx &tx, const NoteRow &row);

/// Empty when the session has no such note.
std::optional<NoteRow> find(Tx &tx, qint64 sessionId, const QString &sessionName,
                            const QString &id);
/// The newest `limit`, oldest first.
QList<NoteRow> ofSession(Tx &tx, qint64 sessionId, const QString &sessionName, int limit);

} // namespace NoteStore

} // namespace handoff
