#pragma once

#include <QString>

/// Files that hold customers' words or secrets are for this user, at most read by his group
/// (operations.md, Security). What the program makes anew is private by its umask
/// (process::keepFilesPrivate); this is for what is there already.
namespace handoff {

/// Takes from a file or folder what others may do with it. No error: a file of another owner stays
/// as he wants it.
void keepPrivate(const QString &path);

} // namespace handoff
