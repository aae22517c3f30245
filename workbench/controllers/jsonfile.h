#pragma once

#include "shared/core/json.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

/// Small files that survive a crash: replaced as a whole, or not at all.
namespace handoff::jsonfile {

/// `<folder>/<kind>-<hash of server and user>.json`, so that users of one computer stay apart.
inline QString path(const QString &folder, const QString &kind, const QString &server,
                    const QString &username)
{
    const QByteArray owner = server.toUtf8() + '\n' + username.toUtf8();
    const QByteArray hash = QCryptographicHash::hash(owner, QCryptographicHash::Sha256).toHex();
    return folder + u'/' + kind + u'-' + QString::fromLatin1(hash.first(16)) +
           QStringLiteral(".json");
}

template<typename T>
T load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto read = json::fromJson<T>(file.readAll(), json::Mode::Lenient);
    if (read)
        return std::move(*read);
    QFile::remove(path + QStringLiteral(".broken")); // kept for a look, not in the way
    file.rename(path + QStringLiteral(".broken"));
    return {};
}

/// False when the disk refuses.
template<typename T>
bool save(const QString &path, const T &value)
{
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(json::toJson(value));
    return file.commit();
}

} // namespace handoff::jsonfile
