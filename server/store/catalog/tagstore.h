#pragma once

#include "server/store/tx.h"
#include "shared/contract/tag.h"

#include <QHash>

/// The tables of tags and of who carries them. A session's row holds the ids only (sessionrow.h
/// puts the names in), so a tag is renamed or deleted with one row, however many sessions carry it.
namespace handoff::TagStore {

/// System tags first, then by age.
QList<Tag> all(Tx &tx);
std::optional<Tag> find(Tx &tx, const QString &id);
/// Name and colour of the tags with these ids; those that do not exist (any more) are left out.
QHash<QString, SessionTag> named(Tx &tx, const QStringList &ids);

/// False when the id or the name (ignoring case) exists.
bool insert(Tx &tx, const Tag &tag);
/// Saves name, colour and icon. False when another tag has the name.
bool update(Tx &tx, const Tag &tag);
/// From now on nobody carries it; what is left of it is cleaned up by sweep().
void remove(Tx &tx, const QString &id);
/// Removes at most `limit` rows that deleted tags left behind; returns how many.
int sweep(Tx &tx, int limit);

/// Puts the tag on the session and counts it. False when the tag does not exist (any more).
bool apply(Tx &tx, qint64 sessionId, const QString &tagId, const QString &addedBy);
/// False when the session does not carry it.
bool take(Tx &tx, qint64 sessionId, const QString &tagId);
/// Oldest first.
QList<AppliedTag> ofSession(Tx &tx, qint64 sessionId);

} // namespace handoff::TagStore
