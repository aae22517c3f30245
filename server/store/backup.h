#pragma once

#include "shared/core/result.h"

/// Copies of the whole database in one file (operations.md, Reliability). For SQLite; PostgreSQL
/// has pg_dump and pg_restore, and the errors say so. Blocking: for the command line. Attachments
/// are files of their own and not in it.
namespace handoff::Backup {

/// Writes a consistent copy to `file`, which must not exist, while the server may run and write. On
/// disk when it returns, and never half of one under that name.
Result<void> write(const QString &databaseUrl, const QString &file);

struct Restored
{
    QString keptAs; ///< where the data from before are; empty when there were none
};
/// Puts the copy in the place of the database. Refused while a program has the database open, when
/// the copy is damaged or of a newer version, and when there are data, unless `force`; those are
/// kept.
Result<Restored> restore(const QString &databaseUrl, const QString &file, bool force);

} // namespace handoff::Backup
