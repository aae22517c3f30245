#include "server/config/commandline.h"

#include "server/config/settings.h"

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
        {QStringLiteral("set-password"), Action::SetPassword},
        {QStringLiteral("setup"), Action::Setup}};
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
            if (!setting && argument != u"--env-file" && argument != u"--admin") {
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
            else if (argument == u"--admin")
                result.admin = *value;
            else
                result.envFile = *value;
        }
    }
    if (takesArgument(result.action) && result.argument.isEmpty())
        result.problems.append(QStringLiteral("backup, restore: the name of a file expected; "
                                              "set-password: the name of an account"));
    using Action = CommandLine::Action;
    if (result.force && result.action != Action::Restore && result.action != Action::Setup)
        result.problems.append(QStringLiteral("--force: only with restore and setup"));
    if (!result.admin.isEmpty() && result.action != Action::Setup)
        result.problems.append(QStringLiteral("--admin: only with setup"));
    return result;
}

QString helpText()
{
    QString text = QStringLiteral(
        "Usage: handoff-server [command] [options]\n\n"
        "  (none)               serve\n"
        "  setup                ask, or take from the options, what a desk in production needs: "
        "write it into\n"
        "                       the file of --env-file, make the first administrator (--admin "
        "NAME);\n"
        "                       --force: although it was done\n"
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

} // namespace handoff
