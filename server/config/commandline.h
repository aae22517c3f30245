#pragma once

#include <QMap>
#include <QStringList>

namespace handoff {

/// What the command line asked for.
struct CommandLine
{
    enum class Action {
        Run,
        PrintConfig,
        Version,
        Help,
        Backup,
        Restore,
        Migrate,
        CheckConfig,
        SetPassword,
        Setup
    };
    Action action = Action::Run;
    QString argument;             ///< file of backup and restore, account of set-password
    bool force = false;           ///< restore: although there are data; setup: although it was done
    QString admin;                ///< setup: the first administrator
    QString envFile;              ///< empty: ./.env if it is there
    QMap<QString, QString> flags; ///< by setting name
    QStringList problems;         ///< unknown flags, missing values
};
/// `arguments` without the program's name.
CommandLine parseCommandLine(const QStringList &arguments);
/// The text of `--help`.
QString helpText();

} // namespace handoff
