#include "shared/core/privatefile.h"

#include <QFileInfo>

namespace handoff {

void keepPrivate(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return;
    QFile::Permissions mine = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
    if (info.isDir())
        mine |= QFile::ExeOwner | QFile::ExeGroup;
    const QFile::Permissions now = info.permissions();
    const QFile::Permissions others = QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                      QFile::WriteOther | QFile::ExeOther;
    if (now & others & ~mine)
        QFile::setPermissions(path, now & mine);
}

} // namespace handoff
