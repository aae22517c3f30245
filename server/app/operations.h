#pragma once

#include "server/config/config.h"

namespace handoff {

/// Runs a subcommand that does not serve (backup, restore, migrate, check-config) and returns the
/// program's exit code: 0, or 1 with the reason on stderr. Blocking.
int runOperation(const CommandLine &line, const Config &config);

} // namespace handoff
