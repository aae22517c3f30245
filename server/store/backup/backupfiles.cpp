#include "server/store/backup/backupfiles.h"

#include "server/store/files/filestore.h"
#include "server/store/sql.h"
#include "shared/core/ids.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace handoff::Backup {

namespace {

constexpr qint64 chunk = 1024 * 1024;
const QByteArray sealHead = QByteArrayLiteral("\nhandoff backup sha256 ");
constexpr qsizetype hexLength = 64;

/// A Tx of a connection that no database thread knows.
class Step
{
public:
    explicit Step(Connection &connection) : tx(connection, {}) {}
    ~Step() { tx.finishStatements(); }
    Step(const Step &) = delete;
    Step &operator=(const Step &) = delete;
    Result<void> ended() const
    {
        return tx.failed() ? Result<void>(*tx.failure()) : Result<void>();
    }

    Tx tx;
};

/// False when it is not there.
Result<bool> putFile(Tx &tx, const QString &path, const QString &name, const KeptFiles &kept)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return QFile::exists(path)
                   ? Result<bool>(problem(QStringLiteral("%1: %2").arg(path, file.errorString())))
                   : Result<bool>(false);
    // An empty file has one empty piece, so that it is in the copy at all.
    for (int n = 0; n == 0 || !file.atEnd(); ++n) {
        const QByteArray bytes = file.read(chunk);
        if (bytes.isEmpty() && file.error() != QFileDevice::NoError)
            return problem(QStringLiteral("%1: %2").arg(path, file.errorString()));
        sql::run(tx, QStringLiteral("INSERT INTO backup_files (name, n, bytes) VALUES (?, ?, ?)"),
                 {name, n, bytes});
        kept.renew();
    }
    return true;
}

/// The piece behind (name, n) in their order; false when there is none.
bool nextPiece(Tx &tx, QString *name, int *n, QByteArray *bytes)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT name, n, bytes FROM backup_files "
                                         "WHERE (name, n) > (?, ?) ORDER BY name, n LIMIT 1"),
                          {*name, *n});
    if (!rows.next())
        return false;
    *name = rows.value(0).toString();
    *n = rows.value(1).toInt();
    *bytes = rows.value(2).toByteArray();
    rows.finish();
    return true;
}

} // namespace

Error problem(const QString &text)
{
    return Error::plain(ErrorKind::Invalid, QStringLiteral("BACKUP_FAILED"), text);
}

KeptFiles::KeptFiles(const QString &attachments)
{
    if (!QFileInfo::exists(attachments))
        return; // not to be made by who need not be the server's user
    const QString marks = FileStore::marksOf(attachments);
    const QString mark = marks + u'/' + newId(u"backup_");
    QFile file(mark);
    if (QDir().mkpath(marks) && file.open(QIODevice::WriteOnly))
        m_mark = mark;
}

KeptFiles::~KeptFiles()
{
    if (isHeld())
        QFile::remove(m_mark);
}

void KeptFiles::renew() const
{
    QFile file(m_mark);
    if (file.open(QIODevice::ReadWrite))
        file.setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
}

Result<QStringList> putFiles(Connection &copy, const QString &attachments, const KeptFiles &kept)
{
    kept.renew();
    Step step(copy);
    QStringList names;
    Rows &rows = sql::run(step.tx, QStringLiteral("SELECT file FROM ticket_attachments"));
    while (rows.next())
        names.append(rows.value(0).toString());
    rows.finish();
    sql::run(step.tx, QStringLiteral("CREATE TABLE backup_files (name TEXT NOT NULL, n INTEGER NOT "
                                     "NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, n))"));
    QStringList lost;
    for (const QString &name : std::as_const(names)) {
        HANDOFF_TRY(const bool there, putFile(step.tx, attachments + u'/' + name, name, kept));
        if (!there)
            lost.append(name);
    }
    HANDOFF_CHECK(step.ended());
    return lost;
}

Result<bool> takeFiles(Connection &copy, const QString &folder, const QString &shownAs)
{
    Step step(copy);
    if (!sql::value(step.tx, QStringLiteral("SELECT 1 FROM sqlite_master WHERE type = 'table' "
                                            "AND name = 'backup_files'"))
             .isValid()) {
        HANDOFF_CHECK(step.ended());
        return false;
    }
    if (!QDir().mkpath(folder))
        return problem(folder + QStringLiteral(": cannot be made"));
    QString name;
    int n = -1;
    QByteArray bytes;
    for (bool more = nextPiece(step.tx, &name, &n, &bytes); more;) {
        if (!FileStore::isName(name) || n != 0)
            return problem(shownAs + QStringLiteral(": damaged"));
        const QString path = folder + u'/' + name;
        QSaveFile file(path); // commit() syncs it
        bool done = file.open(QIODevice::WriteOnly);
        const QString current = name;
        do {
            done = done && file.write(bytes) == bytes.size();
            more = nextPiece(step.tx, &name, &n, &bytes);
        } while (more && name == current);
        if (!done || !file.commit())
            return problem(QStringLiteral("%1: %2").arg(path, file.errorString()));
    }
    sql::run(step.tx, QStringLiteral("DROP TABLE backup_files"));
    step.tx.finishStatements();
    HANDOFF_CHECK(step.ended());
    HANDOFF_CHECK(copy.run(QStringLiteral("VACUUM")));
    return true;
}

Result<void> seal(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadWrite) || !hash.addData(&file))
        return problem(QStringLiteral("%1: %2").arg(path, file.errorString()));
    const QByteArray end = sealHead + hash.result().toHex();
    if (!file.seek(file.size()) || file.write(end) != end.size() || !file.flush())
        return problem(QStringLiteral("%1: %2").arg(path, file.errorString()));
    return {};
}

Result<void> copyUnsealed(const QString &from, const QString &to)
{
    QFile in(from);
    QFile out(to);
    if (!in.open(QIODevice::ReadOnly))
        return problem(from + QStringLiteral(": cannot be read"));
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return problem(QStringLiteral("%1: %2").arg(to, out.errorString()));
    const qint64 sealSize = sealHead.size() + hexLength;
    const qint64 length = in.size() - sealSize;
    QByteArray end;
    if (length > 0 && in.seek(length))
        end = in.read(sealSize);
    const bool sealed = end.startsWith(sealHead);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    in.seek(0);
    for (qint64 left = sealed ? length : in.size(); left > 0;) {
        const QByteArray bytes = in.read(std::min(left, chunk));
        if (bytes.isEmpty())
            return problem(from + QStringLiteral(": cannot be read"));
        hash.addData(bytes);
        if (out.write(bytes) != bytes.size())
            return problem(QStringLiteral("%1: %2").arg(to, out.errorString()));
        left -= bytes.size();
    }
    if (!out.flush())
        return problem(QStringLiteral("%1: %2").arg(to, out.errorString()));
    if (sealed && hash.result().toHex() != end.mid(sealHead.size()))
        return problem(from + QStringLiteral(": damaged, its checksum is another one"));
    return {};
}

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

} // namespace handoff::Backup
