#pragma once

#include "shared/core/result.h"

#include <QStringList>

/// Store-private: what a backup holds beside the tables of the desk. The files of attachments lie
/// in a table of their own in the copy; behind its last page stands a checksum of all before it.
namespace handoff {

class Connection;

namespace Backup {

Error problem(const QString &text);

/// While it lives, no server deletes files of this folder (FileStore::remove). Whatever a snapshot
/// that is taken now refers to stays there: rows go before their files, so a file whose deletion
/// was not kept back belonged to a row that was gone before.
class KeptFiles
{
public:
    explicit KeptFiles(const QString &attachments);
    ~KeptFiles();
    KeptFiles(const KeptFiles &) = delete;
    KeptFiles &operator=(const KeptFiles &) = delete;

    /// False when that could not be told to the servers.
    bool isHeld() const { return !m_mark.isEmpty(); }
    /// Now and then: a mark that nobody renews is one that was left behind.
    void renew() const;

private:
    QString m_mark;
};

/// Copies the files that the snapshot refers to into it. Returns those that are lost: the desk has
/// not got them either.
Result<QStringList> putFiles(Connection &copy, const QString &attachments, const KeptFiles &kept);

/// Writes the files of the copy into `folder`, which is made, and takes them out of the copy. False
/// when the copy is one without files, from before there were any in it.
Result<bool> takeFiles(Connection &copy, const QString &folder, const QString &shownAs);

/// Adds the checksum.
Result<void> seal(const QString &path);
/// Copies a backup without its checksum, which is compared; one from before there was any is taken
/// as it is.
Result<void> copyUnsealed(const QString &from, const QString &to);

/// Until it is on the disk.
Result<void> flush(const QString &path);

} // namespace Backup

} // namespace handoff
