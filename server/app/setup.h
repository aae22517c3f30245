#pragma once

#include "server/config/config.h"

namespace handoff {

/// `handoff-server setup`: asks, or takes from the command line, what a desk in production needs,
/// makes its first administrator, and then writes the settings into the file of `--env-file`.
/// Nothing is written when something is wrong. Returns the program's exit code, as runOperation().
int runSetup(CommandLine line, const QProcessEnvironment &environment);

} // namespace handoff
