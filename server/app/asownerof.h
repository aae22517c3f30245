#pragma once

#include <QString>

#include <vector>

namespace handoff {

/// What root does while this lives, he does as the owner of a folder: the files it makes are the
/// owner's, and what the owner may not read it may not. Nothing for anybody else, nor when root
/// owns the folder or it is not there. For the whole process, threads included.
class AsOwnerOf
{
public:
    explicit AsOwnerOf(const QString &folder);
    ~AsOwnerOf();
    AsOwnerOf(const AsOwnerOf &) = delete;
    AsOwnerOf &operator=(const AsOwnerOf &) = delete;

    /// False: the system refused, and everything is as before.
    bool good() const { return m_good; }

private:
    bool m_changed = false;
    bool m_good = true;
    std::vector<unsigned> m_groups; ///< what root belonged to
};

} // namespace handoff
