#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

/// What kind of file an upload is, by its content (api.md, Tickets; operations.md, Security).
/// Nothing that a browser or a system would run is accepted.
namespace handoff::FileTypes {

/// The media type, or nothing when the content is of no accepted kind, when the name promises
/// another kind or a program, or when `declared` (a `Content-Type`, may be empty) does.
std::optional<QString> recognise(QByteArrayView content, const QString &filename,
                                 const QString &declared);

/// The last part of a path on one line, without dots and blanks at its ends and without what
/// Windows takes no name with, at most 120 characters, its extension kept; empty when nothing is
/// left. Only for people: files are stored under random names.
QString cleanName(const QString &filename);

/// `.png` for image/png, for an upload without a name.
QString extensionOf(const QString &mediaType);

} // namespace handoff::FileTypes
