#include "server/store/files/filestore.h"

#include "shared/contract/errors.h"
#include "shared/core/ids.h"

#include <QDateTime>
#include <QDirIterator>
#include <QLoggingCategory>
#include <QSaveFile>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace handoff {

namespace {

Q_LOGGING_CATEGORY(filesLog, "handoff.files")

constexpr int threads = 2;
constexpr int nameLength = 32;
constexpr qint64 markSeconds = 3600; ///< an older mark was left behind by one that crashed

/// A file of ours: a whole one, or QSaveFile's `<name>.<random>` of an upload that broke off.
bool isOurs(const QString &name)
{
    const bool leftover = name.size() > nameLength && name.at(nameLength) == u'.';
    return !name.contains(u'/') &&
           (FileStore::isName(name) || (leftover && FileStore::isName(name.left(nameLength))));
}

/// Is somebody copying the files (backupfiles.h)?
bool marked(const QString &dir)
{
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-markSeconds);
    QDirIterator it(FileStore::marksOf(dir), QDir::Files);
    while (it.hasNext()) {
        it.next();
        if (it.fileInfo().lastModified() > before)
            return true;
    }
    return false;
}

Error failed(const char *what, const QString &problem)
{
    qCWarning(filesLog).noquote() << what << "failed:" << problem;
    return errors::unavailable();
}

/// A new name in a folder is durable once the folder is.
bool syncFolder(const QString &dir)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(dir).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool synced = ::fsync(fd) == 0;
    ::close(fd);
    return synced;
#else
    Q_UNUSED(dir);
    return true;
#endif
}

Result<QString> written(const QString &dir, const QByteArray &bytes)
{
    if (!QDir().mkpath(dir))
        return failed("making the folder of attachments", dir);
    const QString name = newId(u"", nameLength);
    QSaveFile file(dir + u'/' + name); // commit() syncs the file before it gets its name
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failed("writing an attachment", file.errorString());
    if (!syncFolder(dir))
        return failed("syncing the folder of attachments", dir);
    return name;
}

Result<QByteArray> partOf(const QString &path, qint64 size, qint64 offset, qint64 length)
{
    QFile file(path);
    if (!file.exists()) {
        qCWarning(filesLog).noquote() << "the file of an attachment is lost:" << path;
        return errors::attachmentNotFound();
    }
    QByteArray bytes;
    if (file.open(QIODevice::ReadOnly) && file.size() >= size && file.seek(offset))
        bytes = file.read(length);
    if (bytes.size() != length || !file.isOpen()) {
        qCWarning(filesLog).noquote()
            << "an attachment cannot be read:" << path << file.errorString();
        return Error::plain(ErrorKind::Internal, QStringLiteral("INTERNAL"),
                            QStringLiteral("The file cannot be read"));
    }
    return bytes;
}

} // namespace

FileStore::FileStore(const QString &dir, int maxQueued)
    : m_dir(dir), m_pool(threads, maxQueued, errors::unavailable(), errors::unavailable())
{
}

bool FileStore::isName(const QString &name)
{
    return name.size() == nameLength && std::all_of(name.begin(), name.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

QString FileStore::marksOf(const QString &dir)
{
    return dir + QStringLiteral("/.backups");
}

Later<QString> FileStore::save(const QByteArray &bytes)
{
    return m_pool.run([dir = m_dir, bytes] { return written(dir, bytes); });
}

Later<QByteArray> FileStore::read(const QString &name, qint64 size, qint64 offset, qint64 length)
{
    return m_pool.run([dir = m_dir, name, size, offset, length]() -> Result<QByteArray> {
        if (!isName(name))
            return errors::attachmentNotFound();
        return partOf(dir + u'/' + name, size, offset, length);
    });
}

void FileStore::remove(const QStringList &names)
{
    m_pool.run([dir = m_dir, names]() -> Result<void> {
        if (marked(dir))
            return {};
        for (const QString &name : names) {
            const QString path = dir + u'/' + name;
            if (isOurs(name) && !QFile::remove(path) && QFile::exists(path))
                qCWarning(filesLog) << "an attachment could not be deleted";
        }
        return {};
    });
}

Later<QStringList> FileStore::olderThan(qint64 seconds)
{
    return m_pool.run([dir = m_dir, seconds]() -> Result<QStringList> {
        const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-seconds);
        QStringList names;
        QDirIterator it(dir, QDir::Files | QDir::Hidden);
        while (it.hasNext()) {
            it.next();
            const QString name = it.fileName();
            if (isOurs(name) && it.fileInfo().lastModified() < before)
                names.append(name);
        }
        return names;
    });
}

} // namespace handoff
