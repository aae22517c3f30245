#pragma once

#include "server/config/settings.h"

/// The value of a setting as text, and back.
namespace handoff {

/// Puts `text` into its member; returns what is wrong with it, or empty.
QString assign(Config &config, const Setting &setting, const QString &text);
/// The member as text, as it would stand in an env file.
QString valueText(Config config, const Setting &setting);

/// A value as people may see it, good or bad: secrets and the passwords of URLs are masked.
QString shownValue(const Setting &setting, const QString &value);

/// The example file, generated from the list; `packaging/config/handoff.env.example` is this text.
QByteArray exampleEnvFile();

} // namespace handoff
