#include "server/app/settings.h"

#include "server/app/settingchecks.h"

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

/// A URL, or what was meant to be one, without the password in it.
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
    if (colon < 0)
        return text;
    qsizetype end = text.lastIndexOf(u'@');
    if (end < colon) { // no user, so this is a port, unless the host was forgotten
        static const QRegularExpression port(QStringLiteral("\\A:\\d*(?:[/?]|\\z)"));
        if (port.match(QStringView(text).mid(colon)).hasMatch())
            return text;
        end = text.size();
    }
    return text.left(colon + 1) + QStringLiteral("***") + text.mid(end);
}

} // namespace

QString assign(Config &config, const Setting &setting, const QString &text)
{
    if (const auto *member = std::get_if<QString Config::*>(&setting.member)) {
        config.*(*member) = text;
        return setting.check ? setting.check(text) : QString();
    }
    if (const auto *member = std::get_if<int Config::*>(&setting.member)) {
        bool number = false;
        const int value = text.toInt(&number);
        if (!number || value < setting.min || value > setting.max)
            return QStringLiteral("a whole number from %1 to %2 expected")
                .arg(setting.min)
                .arg(setting.max);
        config.*(*member) = value;
        return {};
    }
    if (const auto *member = std::get_if<bool Config::*>(&setting.member)) {
        const QString lower = text.toLower();
        const bool yes = lower == u"true" || lower == u"1" || lower == u"yes" || lower == u"on";
        const bool no = lower == u"false" || lower == u"0" || lower == u"no" || lower == u"off";
        if (!yes && !no)
            return QStringLiteral("true or false expected");
        config.*(*member) = yes;
        return {};
    }
    const QStringList items = splitList(text);
    config.*(std::get<QStringList Config::*>(setting.member)) = items;
    for (const QString &item : items) {
        if (const QString problem = setting.check ? setting.check(item) : QString();
            !problem.isEmpty())
            return problem;
    }
    return {};
}

QString valueText(const Config &config, const Setting &setting)
{
    if (const auto *member = std::get_if<QString Config::*>(&setting.member))
        return config.*(*member);
    if (const auto *member = std::get_if<int Config::*>(&setting.member))
        return QString::number(config.*(*member));
    if (const auto *member = std::get_if<bool Config::*>(&setting.member))
        return config.*(*member) ? QStringLiteral("true") : QStringLiteral("false");
    return (config.*(std::get<QStringList Config::*>(setting.member))).join(u',');
}

QString shownValue(const Setting &setting, const QString &value)
{
    if (setting.secret)
        return value.isEmpty() ? value : QStringLiteral("***");
    return setting.check == settingcheck::databaseUrl ? withoutPassword(value) : value;
}

QByteArray exampleEnvFile()
{
    QByteArray out =
        "# Settings of handoff-server. Copy to .env and change what you need; every line shows "
        "the\n"
        "# default. Precedence: command line, environment, this file, default.\n"
        "# `handoff-server --print-config` shows what is in force and where it is from.\n";
    for (const Setting &setting : settings()) {
        if (setting.section)
            out += QByteArray("\n# ---- ") + setting.section + "\n";
        out += QByteArray("\n# ") + setting.help;
        if (std::holds_alternative<int Config::*>(setting.member))
            out += " (" + QByteArray::number(setting.min) + " to " +
                   QByteArray::number(setting.max) + ")";
        out += QByteArray("\n#") + setting.name + "=" + setting.defaultValue + "\n";
    }
    return out;
}

} // namespace handoff
