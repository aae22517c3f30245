#include "server/store/backup/backup.h"

#include "server/store/backup/backupfiles.h"
#include "server/store/migrator.h"
#include "server/store/operatorerror.h"
#include "server/store/sql.h"
#include "shared/core/privatefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace handoff::Backup {

namespace {

/// The file of a `sqlite:` URL.
Result<QString> fileOf(const QString &databaseUrl, const QString &instead)
{
    if (databaseUrl.startsWith(QLatin1String("sqlite:")))
        return databaseUrl.mid(7);
    return problem(QStringLiteral("the database is PostgreSQL: use ") + instead);
}

QVariant pragma(Connection &connection, const QString &statement)
{
    Tx tx(connection, {});
    const QVariant value = sql::value(tx, statement);
    tx.finishStatements();
    return value;
}

/// A file or a folder.
Result<void> rename(const QString &from, const QString &to)
{
    if (!QDir().rename(from, to))
        return problem(QStringLiteral("%1 cannot become %2").arg(from, to));
    return {};
}

void removeWithCompanions(const QString &path)
{
    for (const char *end : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(end));
}

/// A desk of a version that this program knows, and undamaged.
Result<void> check(const QString &path, const QString &shownAs)
{
    Connection copy(QStringLiteral("sqlite:") + path, Connection::Purpose::Writer);
    if (!copy.open() ||
        pragma(copy, QStringLiteral("PRAGMA integrity_check")) != QStringLiteral("ok"))
        return problem(shownAs + QStringLiteral(": damaged, or no backup"));
    const QVariant version =
        pragma(copy, QStringLiteral("SELECT MAX(version) FROM schema_migrations"));
    if (version.toInt() < 1)
        return problem(shownAs + QStringLiteral(": no backup of Handoff"));
    if (version.toInt() > Migrator::newestVersion())
        return problem(shownAs + QStringLiteral(": written by a newer version of handoff-server"));
    return {};
}

/// Leaves everything in the one file; only possible when nobody else has it open.
Result<void> closeForGood(const QString &path)
{
    Connection connection(QStringLiteral("sqlite:") + path, Connection::Purpose::Writer);
    if (!connection.open())
        return operatorError(connection);
    (void)pragma(connection, QStringLiteral("PRAGMA busy_timeout = 0"));
    if (pragma(connection, QStringLiteral("PRAGMA journal_mode = DELETE")) !=
        QStringLiteral("delete"))
        return problem(path + QStringLiteral(": in use, stop the server first"));
    return {};
}

/// The copy with its files, not sealed yet.
Result<Written> writePart(const Place &place, const QString &part)
{
    // Before the snapshot: what it refers to must not go while it is copied.
    const KeptFiles kept(place.attachments);
    if (!kept.isHeld() && QFileInfo::exists(place.attachments))
        return problem(place.attachments + QStringLiteral(": not writable"));
    {
        Connection connection(place.databaseUrl, Connection::Purpose::Writer);
        if (!connection.open())
            return operatorError(connection);
        QString quoted = part;
        quoted.replace(u'\'', QStringLiteral("''"));
        // One read transaction of SQLite: a moment between two commits, and nobody waits for it.
        if (!connection.run(QStringLiteral("VACUUM INTO '%1'").arg(quoted)))
            return operatorError(connection, QStringLiteral("writing ") + part);
        keepPrivate(part);
    }
    Written written;
    {
        Connection copy(QStringLiteral("sqlite:") + part, Connection::Purpose::Writer);
        if (!copy.open())
            return operatorError(copy);
        // Nobody misses half of it after a crash; it is synced as a whole.
        (void)pragma(copy, QStringLiteral("PRAGMA journal_mode = OFF"));
        (void)pragma(copy, QStringLiteral("PRAGMA synchronous = OFF"));
        HANDOFF_TRY(written.lost, putFiles(copy, place.attachments, kept));
    }
    HANDOFF_CHECK(closeForGood(part));
    return written;
}

/// The database of a backup as `part`, its attachments in the folder `files`, both on the disk.
/// False when it has none with it.
Result<bool> readPart(const QString &file, const QString &part, const QString &files)
{
    HANDOFF_CHECK(copyUnsealed(file, part));
    QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    HANDOFF_CHECK(check(part, file));
    bool withFiles = false;
    {
        Connection copy(QStringLiteral("sqlite:") + part, Connection::Purpose::Writer);
        if (!copy.open())
            return operatorError(copy);
        HANDOFF_TRY(withFiles, takeFiles(copy, files, file));
    }
    HANDOFF_CHECK(closeForGood(part));
    HANDOFF_CHECK(flush(part));
    return withFiles;
}

/// What is there, what takes its place, and which of the two there are.
struct Exchange
{
    QString place;
    QString from;
    bool exists = false;
};

/// Puts the old data aside and the new ones in their place; on failure all is as it was.
Result<void> swap(const Exchange &database, const Exchange &files, Restored *restored)
{
    const QString aside = QStringLiteral(".before-") + QDateTime::currentDateTimeUtc().toString(
                                                           QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    QList<std::pair<QString, QString>> moves; // the database comes last: with it the desk is there
    if (files.exists) {
        if (!QDir(files.place).isEmpty(QDir::Files | QDir::Hidden))
            moves.append({files.place, restored->attachmentsKeptAs = files.place + aside});
        else
            QDir(files.place).removeRecursively();
        moves.append({files.from, files.place});
    }
    if (database.exists)
        moves.append({database.place, restored->keptAs = database.place + aside});
    else
        removeWithCompanions(database.place);
    moves.append({database.from, database.place});
    for (qsizetype i = 0; i < moves.size(); ++i) {
        const auto done = rename(moves.at(i).first, moves.at(i).second);
        if (done)
            continue;
        for (qsizetype back = i; back-- > 0;)
            (void)rename(moves.at(back).second, moves.at(back).first);
        return done;
    }
    return {};
}

} // namespace

Result<Written> write(const Place &place, const QString &file)
{
    HANDOFF_TRY(const QString database,
                fileOf(place.databaseUrl, QStringLiteral("pg_dump --format=custom --file FILE URL, "
                                                         "then copy the folder of attachments")));
    if (!QFileInfo::exists(database))
        return problem(database + QStringLiteral(": no such database"));
    if (QFileInfo::exists(file))
        return problem(file + QStringLiteral(": exists already"));
    const QString part = file + QStringLiteral(".part");
    removeWithCompanions(part);
    auto written = writePart(place, part);
    Result<void> done = written ? seal(part) : Result<void>(written.error());
    if (done)
        done = flush(part);
    if (done)
        done = rename(part, file);
    if (!done) {
        removeWithCompanions(part);
        return done.error();
    }
    return written;
}

Result<Restored> restore(const Place &place, const QString &file, bool force)
{
    HANDOFF_TRY(const QString database,
                fileOf(place.databaseUrl, QStringLiteral("pg_restore --clean --dbname URL FILE")));
    const bool exists = QFileInfo(database).size() > 0;
    if (exists && !force)
        return problem(database + QStringLiteral(": there are data; --force puts them aside"));
    if (!QDir().mkpath(QFileInfo(database).absolutePath()))
        return problem(database + QStringLiteral(": the directory cannot be made"));
    // The copy is checked, not the backup: opening would write to it. Nothing that is there is
    // touched before all that is going to take its place is whole and on the disk.
    const QString part = database + QStringLiteral(".restore");
    const QString files = place.attachments + QStringLiteral(".restore");
    removeWithCompanions(part);
    QDir(files).removeRecursively();
    Result<bool> withFiles = readPart(file, part, files);
    Result<void> ready = withFiles ? Result<void>() : Result<void>(withFiles.error());
    if (ready && exists)
        ready = closeForGood(database);
    Restored restored;
    if (ready)
        ready = swap({database, part, exists}, {place.attachments, files, *withFiles}, &restored);
    if (!ready) {
        removeWithCompanions(part);
        QDir(files).removeRecursively();
        return ready.error();
    }
    return restored;
}

} // namespace handoff::Backup
