#include "server/app/settings.h"

namespace handoff {

namespace {

const Setting *settingOfFlag(QStringView flag)
{
    for (const Setting &setting : settings()) {
        if (setting.flag && flag == QLatin1String(setting.flag))
            return &setting;
    }
    return nullptr;
}

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

bool takesArgument(CommandLine::Action action)
{
    using Action = CommandLine::Action;
    return action == Action::Backup || action == Action::Restore || action == Action::SetPassword;
}

/// An argument without dashes: the command, then what it is about.
void readCommand(const QString &argument, CommandLine &line)
{
    using Action = CommandLine::Action;
    static const QMap<QString, Action> commands{
        {QStringLiteral("backup"), Action::Backup},
        {QStringLiteral("restore"), Action::Restore},
        {QStringLiteral("migrate"), Action::Migrate},
        {QStringLiteral("check-config"), Action::CheckConfig},
        {QStringLiteral("set-password"), Action::SetPassword}};
    if (takesArgument(line.action) && line.argument.isEmpty())
        line.argument = argument;
    else if (line.action == Action::Run && commands.contains(argument))
        line.action = commands.value(argument);
    else
        line.problems.append(QStringLiteral("%1: unknown command, see --help").arg(argument));
}

} // namespace

CommandLine parseCommandLine(const QStringList &arguments)
{
    CommandLine result;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString argument = arguments.at(i);
        std::optional<QString> value;
        if (const qsizetype equals = argument.indexOf(u'='); equals > 0) {
            value = argument.mid(equals + 1);
            argument.truncate(equals);
        }
        if (argument == u"--help" || argument == u"-h") {
            result.action = CommandLine::Action::Help;
        } else if (argument == u"--version") {
            result.action = CommandLine::Action::Version;
        } else if (argument == u"--print-config") {
            result.action = CommandLine::Action::PrintConfig;
        } else if (argument == u"--force") {
            result.force = true;
        } else if (!argument.startsWith(u'-')) {
            readCommand(argument, result);
        } else {
            const Setting *setting =
                argument.startsWith(u"--") ? settingOfFlag(QStringView(argument).mid(2)) : nullptr;
            if (!setting && argument != u"--env-file") {
                result.problems.append(
                    QStringLiteral("%1: unknown option, see --help").arg(argument));
                // What follows may be its value, and a secret: nothing to be told.
                if (!value && i + 1 < arguments.size() && !arguments.at(i + 1).startsWith(u'-'))
                    ++i;
                continue;
            }
            if (!value && i + 1 < arguments.size())
                value = arguments.at(++i);
            if (!value)
                result.problems.append(QStringLiteral("%1: a value expected").arg(argument));
            else if (setting)
                result.flags.insert(QLatin1String(setting->name), *value);
            else
                result.envFile = *value;
        }
    }
    if (takesArgument(result.action) && result.argument.isEmpty())
        result.problems.append(QStringLiteral("backup, restore: the name of a file expected; "
                                              "set-password: the name of an account"));
    if (result.force && result.action != CommandLine::Action::Restore)
        result.problems.append(QStringLiteral("--force: only with restore"));
    return result;
}

QString helpText()
{
    QString text = QStringLiteral(
        "Usage: handoff-server [command] [options]\n\n"
        "  (none)               serve\n"
        "  backup FILE          copy database (SQLite) and attachments into FILE, also while the "
        "server runs\n"
        "  restore FILE         put that copy in place; --force: although there are data\n"
        "  set-password ACCOUNT give an account a new password and print it, while no server runs\n"
        "  migrate              bring the database to the version of this program\n"
        "  check-config         say what is wrong with the settings, change nothing\n\n"
        "  --env-file FILE      read settings from FILE instead of ./.env\n"
        "  --print-config       show all settings and where they are from, then exit\n"
        "  --version, --help\n");
    for (const Setting &setting : settings()) {
        if (setting.flag)
            text += QStringLiteral("  --%1%2\n")
                        .arg(QLatin1String(setting.flag), -19)
                        .arg(QString::fromUtf8(setting.help));
    }
    return text +
           QStringLiteral("\nAll other settings are environment variables; the documented list is "
                          "handoff.env.example.\n");
}

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

} // namespace handoff
