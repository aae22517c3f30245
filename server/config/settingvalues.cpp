#include "server/config/settingvalues.h"

#include "server/config/settingchecks.h"

#include <QRegularExpression>

namespace handoff {

namespace {

QStringList splitList(const QString &text)
{
    QStringList items;
    for (const QString &item : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = item.trimmed(); !trimmed.isEmpty())
            items.append(trimmed);
    }
    return items;
}

/// A URL, or what was meant to be one, without the password in it or what else stands before its @.
QString withoutPassword(const QString &url)
{
    if (url.startsWith(u"sqlite:"))
        return url;
    static const QRegularExpression named(
        QStringLiteral("((?:password|passwd|pwd)\\s*=\\s*)[^&;\\s]*"),
        QRegularExpression::CaseInsensitiveOption);
    QString text = url;
    text.replace(named, QStringLiteral("\\1***"));
    const qsizetype slashes = text.indexOf(u"//");
    const qsizetype begin = slashes < 0 ? 0 : slashes + 2;
    const qsizetype colon = text.indexOf(u':', begin);
    const qsizetype path = text.indexOf(u'/', begin);
    const qsizetype at = text.lastIndexOf(u'@');
    if (colon >= 0 && colon < at)
        return text.left(colon + 1) + QStringLiteral("***") + text.mid(at);
    if (at >= begin && (path < 0 || at < path)) // a user, or a key
        return text.left(begin) + QStringLiteral("***") + text.mid(at);
    if (colon < 0 || (path >= 0 && path < colon))
        return text;
    // No user, so this is a port, unless the host was forgotten.
    static const QRegularExpression port(QStringLiteral("\\A:\\d*(?:[/?]|\\z)"));
    return port.match(QStringView(text).mid(colon)).hasMatch()
               ? text
               : text.left(colon + 1) + QStringLiteral("***");
}

/// Is the value, or each of a list, a URL, or was it meant to be one?
bool isUrl(const Setting &setting, const QString &value)
{
    using namespace settingcheck;
    return value.contains(u"//") || setting.check == databaseUrl || setting.check == httpUrl ||
           setting.check == httpUrlOrEmpty || setting.check == origin;
}

// read() puts a text into a value and returns what is wrong with it, or nothing; written() is the
// way back.

QString checked(const QString &text, const Setting &setting)
{
    return setting.check ? setting.check(text) : QString();
}

QString read(const QString &text, const Setting &setting, QString &value)
{
    value = text;
    return checked(text, setting);
}
QString written(const QString &value)
{
    return value;
}

QString read(const QString &text, const Setting &setting, int &value)
{
    bool number = false;
    value = text.toInt(&number);
    return number && value >= setting.min && value <= setting.max
               ? QString()
               : QStringLiteral("a whole number from %1 to %2 expected")
                     .arg(setting.min)
                     .arg(setting.max);
}
QString written(int value)
{
    return QString::number(value);
}

QString read(const QString &text, const Setting &, bool &value)
{
    const QString lower = text.toLower();
    value = lower == u"true" || lower == u"1" || lower == u"yes" || lower == u"on";
    const bool no = lower == u"false" || lower == u"0" || lower == u"no" || lower == u"off";
    return value || no ? QString() : QStringLiteral("true or false expected");
}
QString written(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

QString read(const QString &text, const Setting &setting, QStringList &value)
{
    value = splitList(text);
    for (const QString &item : std::as_const(value)) {
        if (const QString problem = checked(item, setting); !problem.isEmpty())
            return problem;
    }
    return {};
}
QString written(const QStringList &value)
{
    return value.join(u',');
}

QString read(const QString &text, const Setting &, QTime &value)
{
    value = QTime::fromString(text, QStringLiteral("HH:mm"));
    return value.isValid() ? QString() : QStringLiteral("a time like 09:00 expected");
}
QString written(QTime value)
{
    return value.toString(QStringLiteral("HH:mm"));
}

QString read(const QString &text, const Setting &, QTimeZone &value)
{
    value = QTimeZone(text.toUtf8());
    return QTimeZone::isTimeZoneIdAvailable(text.toUtf8())
               ? QString()
               : QStringLiteral("an IANA time zone expected");
}
QString written(const QTimeZone &value)
{
    return QString::fromUtf8(value.id());
}

QString read(const QString &text, const Setting &, QList<QDate> &value)
{
    value.clear();
    for (const QString &day : splitList(text))
        value.append(QDate::fromString(day, Qt::ISODate));
    return value.contains(QDate()) ? QStringLiteral("dates like 2026-10-01 expected") : QString();
}
QString written(const QList<QDate> &value)
{
    QStringList days;
    for (const QDate &day : value)
        days.append(day.toString(Qt::ISODate));
    return days.join(u',');
}

} // namespace

QString assign(Config &config, const Setting &setting, const QString &text)
{
    return std::visit([&](auto *value) { return read(text, setting, *value); }, setting.at(config));
}

QString valueText(Config config, const Setting &setting)
{
    return std::visit([](const auto *value) { return written(*value); }, setting.at(config));
}

QString shownValue(const Setting &setting, const QString &value)
{
    if (setting.secret)
        return value.isEmpty() ? value : QStringLiteral("***");
    if (!isUrl(setting, value))
        return value;
    Config config;
    if (!std::holds_alternative<QStringList *>(setting.at(config)))
        return withoutPassword(value);
    QStringList shown;
    for (const QString &item : splitList(value))
        shown.append(withoutPassword(item));
    return shown.join(u',');
}

QByteArray exampleEnvFile()
{
    Config defaults;
    QByteArray out =
        "# Settings of handoff-server. Copy to .env and change what you need; every line shows "
        "the\n"
        "# default. Precedence: command line, environment, this file, default.\n"
        "# `handoff-server --print-config` shows what is in force and where it is from.\n";
    for (const Setting &setting : settings()) {
        if (setting.section)
            out += QByteArray("\n# ---- ") + setting.section + "\n";
        out += QByteArray("\n# ") + setting.help;
        if (std::holds_alternative<int *>(setting.at(defaults)))
            out += " (" + QByteArray::number(setting.min) + " to " +
                   QByteArray::number(setting.max) + ")";
        out +=
            QByteArray("\n#") + setting.name + "=" + valueText(defaults, setting).toUtf8() + "\n";
    }
    return out;
}

} // namespace handoff
