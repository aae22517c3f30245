#pragma once

#include "server/app/config.h"

#include <span>
#include <variant>

namespace handoff {

/// One row of the only list of settings: reading, `--print-config`, `--help` and the documented
/// example file all follow it.
struct Setting
{
    using Member =
        std::variant<QString Config::*, int Config::*, bool Config::*, QStringList Config::*>;
    /// What is wrong with a text (or one item of a list), or empty.
    using Check = QString (*)(const QString &value);

    const char *name;
    Member member;
    const char *defaultValue; ///< UTF-8, as in an env file
    const char *help;         ///< one line
    int min = 0;              ///< of integers
    int max = 0;
    Check check = nullptr;
    bool secret = false;           ///< never shown
    const char *flag = nullptr;    ///< `--flag` that sets it
    const char *section = nullptr; ///< with the first setting of a section
};

std::span<const Setting> settings();
const Setting *findSetting(QStringView name);

/// Puts `text` into its member; returns what is wrong with it, or empty.
QString assign(Config &config, const Setting &setting, const QString &text);
/// The member as text, as it would stand in an env file.
QString valueText(const Config &config, const Setting &setting);

/// A value as people may see it, good or bad: secrets and the passwords of URLs are masked.
QString shownValue(const Setting &setting, const QString &value);

/// The example file, generated from the list; `packaging/config/handoff.env.example` is this text.
QByteArray exampleEnvFile();

} // namespace handoff
