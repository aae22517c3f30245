#pragma once

#include "server/config/config.h"

#include <span>
#include <variant>

namespace handoff {

/// One row of the only list of settings: reading, `--print-config`, `--help` and the documented
/// example file all follow it.
struct Setting
{
    /// Where a value stands; its type says how it is read and written.
    using Value =
        std::variant<QString *, int *, bool *, QStringList *, QTime *, QTimeZone *, QList<QDate> *>;
    /// What is wrong with a text (or one item of a list), or empty.
    using Check = QString (*)(const QString &value);

    const char *name;
    Value (*at)(Config &config);
    const char *help; ///< one line
    int min = 0;      ///< of integers
    int max = 0;
    Check check = nullptr;
    bool secret = false;           ///< never shown
    const char *flag = nullptr;    ///< `--flag` that sets it
    const char *section = nullptr; ///< with the first setting of a section
};

std::span<const Setting> settings();

} // namespace handoff
