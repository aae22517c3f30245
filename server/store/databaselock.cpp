#include "server/store/databaselock.h"

#include <QCoreApplication>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <sys/file.h>
#endif

namespace handoff {

namespace {

Error problem(const QString &text)
{
    return Error::plain(ErrorKind::Unavailable, QStringLiteral("DATABASE_LOCKED"), text);
}

bool lock(QFile &file)
{
#ifdef Q_OS_UNIX
    return ::flock(file.handle(), LOCK_EX | LOCK_NB) == 0;
#else
    Q_UNUSED(file);
    return true; // an open file cannot be replaced there, and SQLite's own locks keep it whole
#endif
}

} // namespace

Result<DatabaseLock> DatabaseLock::take(const QString &databaseUrl)
{
    const QLatin1String scheme("sqlite:");
    if (!databaseUrl.startsWith(scheme))
        return DatabaseLock(nullptr);
    const QFileInfo given(databaseUrl.mid(scheme.size()));
    // The same file by another name is the same database.
    const QString real = given.exists() ? given.canonicalFilePath()
                                        : QFileInfo(given.absolutePath()).canonicalFilePath() +
                                              u'/' + given.fileName();
    auto file = std::make_unique<QFile>(real + QStringLiteral(".lock"));
    if (!file->open(QIODevice::ReadWrite))
        return problem(QStringLiteral("%1 cannot be written (%2): make the folder, or give this "
                                      "user the right to write in it")
                           .arg(file->fileName(), file->errorString()));
    if (!lock(*file))
        return problem(
            QStringLiteral("%1 is in use by another handoff-server (process %2): stop it "
                           "first, or give each server a DATA_DIR of its own; several "
                           "servers for one desk need PostgreSQL")
                .arg(real, QString::fromLatin1(file->read(20).trimmed())));
    file->resize(0);
    file->write(QByteArray::number(QCoreApplication::applicationPid()) + '\n');
    file->flush();
    return DatabaseLock(std::move(file));
}

} // namespace handoff
