#include "server/app/asownerof.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace handoff {

#ifdef Q_OS_UNIX
AsOwnerOf::AsOwnerOf(const QString &folder)
{
    struct stat found
    {
    };
    if (::geteuid() != 0 || ::stat(QFile::encodeName(folder).constData(), &found) != 0 ||
        found.st_uid == 0)
        return;
    const int count = ::getgroups(0, nullptr);
    m_groups.resize(static_cast<size_t>(std::max(count, 0)));
    m_good = count >= 0 && ::getgroups(count, m_groups.data()) == count;
    const passwd *owner = ::getpwuid(found.st_uid);
    // His other groups too: they may be what lets him read a certificate's key.
    const bool grouped =
        owner ? ::initgroups(owner->pw_name, owner->pw_gid) == 0 : ::setgroups(0, nullptr) == 0;
    m_changed = true;
    m_good = m_good && grouped && ::setegid(owner ? owner->pw_gid : found.st_gid) == 0 &&
             ::seteuid(found.st_uid) == 0;
}

AsOwnerOf::~AsOwnerOf()
{
    if (!m_changed)
        return;
    // Root may always become root again.
    [[maybe_unused]] const bool back = ::seteuid(0) == 0 && ::setegid(0) == 0 &&
                                       ::setgroups(m_groups.size(), m_groups.data()) == 0;
    Q_ASSERT(back);
}
#else
AsOwnerOf::AsOwnerOf(const QString &) {}
AsOwnerOf::~AsOwnerOf() = default;
#endif

} // namespace handoff
