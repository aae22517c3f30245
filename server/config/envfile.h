#pragma once

#include <QMap>
#include <QStringList>

namespace handoff {

/// The lines of an `.env` file: `NAME=value`, optional `export`, quotes ('…' as it is, "…" with
/// \n \" \\), `#` comments. Problems name the line.
struct EnvFile
{
    QMap<QString, QString> values;
    QStringList problems;
};
EnvFile parseEnvFile(const QByteArray &bytes);
/// The text of such a file with these values: in the line that sets a name (the last one counts),
/// else in place of its first comment `#NAME=`, else at the end. All other lines stay.
QByteArray withSettings(const QByteArray &bytes, const QMap<QString, QString> &values);

} // namespace handoff
