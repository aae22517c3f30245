#pragma once

#include "shared/core/result.h"

#include <QStringList>

/// Copies of the whole desk, attachments included, in one file (operations.md, Reliability). For
/// SQLite; PostgreSQL has pg_dump and pg_restore, and the errors say so. Blocking: for the command
/// line.
namespace handoff::Backup {

/// Where a desk has its data.
struct Place
{
    QString databaseUrl;
    QString attachments; ///< folder
};

struct Written
{
    QStringList lost; ///< files of attachments that the desk itself has not got any more
};
/// Writes a consistent copy to `file`, which must not exist, while the server may run and write. On
/// disk when it returns, and never half of one under that name.
Result<Written> write(const Place &place, const QString &file);

struct Restored
{
    QString keptAs;            ///< where the data from before are; empty when there were none
    QString attachmentsKeptAs; ///< and their attachments
};
/// Puts the copy in the place of the desk. Refused while a program has the database open, when the
/// copy is damaged or of a newer version, and when there are data, unless `force`; those are kept.
/// A copy from before attachments were in it leaves them as they are.
Result<Restored> restore(const Place &place, const QString &file, bool force);

} // namespace handoff::Backup
