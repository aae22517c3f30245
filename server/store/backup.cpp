#include "server/store/backup.h"

#include "server/store/migrator.h"
#include "server/store/sql.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace handoff::Backup {

namespace {

Error problem(const QString &text)
{
    return Error::plain(ErrorKind::Invalid, QStringLiteral("BACKUP_FAILED"), text);
}

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
    connection.finishStatements();
    return value;
}

/// Until it is on the disk.
Result<void> flush(const QString &path)
{
    QFile file(path);
    bool done = file.open(QIODevice::ReadWrite);
#ifdef Q_OS_UNIX
    done = done && ::fsync(file.handle()) == 0;
#endif
    if (!done)
        return problem(QStringLiteral("%1: %2").arg(path, file.errorString()));
    return {};
}

Result<void> rename(const QString &from, const QString &to)
{
    QFile file(from);
    if (!file.rename(to))
        return problem(QStringLiteral("%1 → %2: %3").arg(from, to, file.errorString()));
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
    HANDOFF_CHECK(connection.open());
    (void)pragma(connection, QStringLiteral("PRAGMA busy_timeout = 0"));
    if (pragma(connection, QStringLiteral("PRAGMA journal_mode = DELETE")) !=
        QStringLiteral("delete"))
        return problem(path + QStringLiteral(": in use, stop the server first"));
    return {};
}

} // namespace

Result<void> write(const QString &databaseUrl, const QString &file)
{
    HANDOFF_TRY(const QString database,
                fileOf(databaseUrl, QStringLiteral("pg_dump --format=custom --file FILE URL")));
    if (!QFileInfo::exists(database))
        return problem(database + QStringLiteral(": no such database"));
    if (QFileInfo::exists(file))
        return problem(file + QStringLiteral(": exists already"));
    const QString part = file + QStringLiteral(".part");
    removeWithCompanions(part);
    {
        Connection connection(databaseUrl, Connection::Purpose::Writer);
        HANDOFF_CHECK(connection.open());
        QString quoted = part;
        quoted.replace(u'\'', QStringLiteral("''"));
        // One read transaction of SQLite: a moment between two commits, and nobody waits for it.
        if (!connection.run(QStringLiteral("VACUUM INTO '%1'").arg(quoted))) {
            removeWithCompanions(part);
            return problem(file + QStringLiteral(": cannot be written"));
        }
    }
    HANDOFF_CHECK(flush(part));
    return rename(part, file);
}

Result<Restored> restore(const QString &databaseUrl, const QString &file, bool force)
{
    HANDOFF_TRY(const QString database,
                fileOf(databaseUrl, QStringLiteral("pg_restore --clean --dbname URL FILE")));
    const bool exists = QFileInfo(database).size() > 0;
    if (exists && !force)
        return problem(database + QStringLiteral(": there are data; --force puts them aside"));
    if (!QDir().mkpath(QFileInfo(database).absolutePath()))
        return problem(database + QStringLiteral(": the directory cannot be made"));
    // The copy is checked, not the backup: opening would write to it.
    const QString part = database + QStringLiteral(".restore");
    removeWithCompanions(part);
    if (!QFile::copy(file, part))
        return problem(file + QStringLiteral(": cannot be read, or no space"));
    QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    Result<void> ready = check(part, file);
    if (ready)
        ready = closeForGood(part);
    if (ready)
        ready = flush(part);
    if (ready && exists)
        ready = closeForGood(database);
    if (!ready) {
        removeWithCompanions(part);
        return ready.error();
    }
    Restored restored;
    if (exists) {
        restored.keptAs =
            database + QStringLiteral(".before-") +
            QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
        HANDOFF_CHECK(rename(database, restored.keptAs));
    }
    removeWithCompanions(database);
    HANDOFF_CHECK(rename(part, database));
    return restored;
}

} // namespace handoff::Backup
