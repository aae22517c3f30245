#include "server/config/envfile.h"

#include <optional>

namespace handoff {

namespace {

/// A value in quotes; `end` is where it ends. Empty optional: no closing quote.
std::optional<QString> quoted(QStringView text, qsizetype *end)
{
    const QChar quote = text.front();
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == quote) {
            *end = i + 1;
            return value;
        }
        if (quote == u'"' && c == u'\\' && i + 1 < text.size()) {
            const QChar next = text.at(++i);
            if (next == u'n')
                value += u'\n';
            else if (next == u'"' || next == u'\\')
                value += next;
            else
                value += QString(c) + next;
        } else {
            value += c;
        }
    }
    return {};
}

/// In quotes where parseEnvFile() needs them.
QString asWritten(const QString &value)
{
    const bool plain = value == value.trimmed() && !value.contains(u'\n') &&
                       !value.contains(u'#') && !value.startsWith(u'"') && !value.startsWith(u'\'');
    if (plain)
        return value;
    QString escaped = value;
    escaped.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'"', QStringLiteral("\\\""))
        .replace(u'\n', QStringLiteral("\\n"));
    return u'"' + escaped + u'"';
}

} // namespace

EnvFile parseEnvFile(const QByteArray &bytes)
{
    EnvFile file;
    const QStringList lines =
        QString::fromUtf8(bytes).replace(QStringLiteral("\r\n"), QStringLiteral("\n")).split(u'\n');
    for (qsizetype number = 1; number <= lines.size(); ++number) {
        QString line = lines.at(number - 1).trimmed();
        if (line.startsWith(QChar(0xfeff)))
            line.remove(0, 1);
        if (line.startsWith(u"export "))
            line = line.mid(7).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = line.left(qMax(equals, qsizetype(0))).trimmed();
        if (equals <= 0 || name.contains(u' ')) {
            file.problems.append(QStringLiteral("line %1: NAME=value expected").arg(number));
            continue;
        }
        QString value = line.mid(equals + 1).trimmed();
        if (value.startsWith(u'"') || value.startsWith(u'\'')) {
            qsizetype end = 0;
            const auto inner = quoted(value, &end);
            const QString rest = inner ? value.mid(end).trimmed() : QString();
            if (!inner || (!rest.isEmpty() && !rest.startsWith(u'#'))) {
                file.problems.append(QStringLiteral("line %1: closing quote missing").arg(number));
                continue;
            }
            value = *inner;
        } else if (const qsizetype comment = value.indexOf(QStringLiteral(" #")); comment >= 0) {
            value = value.left(comment).trimmed();
        }
        file.values.insert(name, value);
    }
    return file;
}

QByteArray withSettings(const QByteArray &bytes, const QMap<QString, QString> &values)
{
    QStringList lines = QString::fromUtf8(bytes).split(u'\n');
    if (lines.constLast().isEmpty())
        lines.removeLast();
    for (auto it = values.begin(); it != values.end(); ++it) {
        const QString written = it.key() + u'=' + asWritten(it.value());
        qsizetype at = -1;
        bool set = false;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString line = lines.at(i).trimmed();
            const QString name = line.left(line.indexOf(u'='));
            if (name == it.key() || name == QString(QStringLiteral("export ") + it.key())) {
                at = i;
                set = true;
            } else if (!set && at < 0 && name == QString(u'#' + it.key())) {
                at = i;
            }
        }
        if (at >= 0)
            lines[at] = written;
        else
            lines.append(written);
    }
    return lines.join(u'\n').toUtf8() + '\n';
}

} // namespace handoff
