#pragma once

#include "shared/core/workpool.h"

#include <QStringList>

namespace handoff {

/// Files of attachments, each under a random name in one folder. All work is done by a few threads
/// of its own with a bounded queue; called on the event loop, where results are heard, too. With
/// several servers the folder has to be a shared one.
class FileStore
{
public:
    /// `dir` is made when the first file is saved.
    explicit FileStore(const QString &dir, int maxQueued = 32);

    /// Writes the bytes durably (file and folder are synced) and returns their new name.
    /// Unavailable when the disk refuses, or too much waits.
    Later<QString> save(const QByteArray &bytes);
    /// `length` bytes from `offset` on of the file that was saved with `size` bytes. 404 when it is
    /// gone, Internal when it cannot be read or is shorter by now.
    Later<QByteArray> read(const QString &name, qint64 size, qint64 offset, qint64 length);
    /// Deletes what is there of them; what cannot be deleted is found again as an orphan. So are
    /// all of them while a backup runs, see marksOf().
    void remove(const QStringList &names);
    /// Names of files (whole ones, and leftovers of uploads that broke off) older than this; nobody
    /// who is still uploading can own them.
    Later<QStringList> olderThan(qint64 seconds);

    /// Only what save() has made is a name: nothing that comes from elsewhere may name a file.
    static bool isName(const QString &name);
    /// Folder of marks beside the files: while there is one of the last hour, none is deleted.
    static QString marksOf(const QString &dir);

    /// Resolves waiting jobs, and all later ones at once, with Unavailable. Blocks for those that
    /// run.
    void close() { m_pool.close(); }

private:
    const QString m_dir;
    WorkPool m_pool;
};

} // namespace handoff
