#pragma once

#include <optional>

namespace handoff {

/// What the operating system says about this process, for metrics; nothing where it does not say.
struct ProcessFigures
{
    double cpuSeconds = 0; ///< user and system
    double residentBytes = 0;
    double virtualBytes = 0;
    double openFiles = 0;
    double maxFiles = 0;
    double startedAt = 0; ///< UTC seconds
};
/// A few reads of /proc; Linux only.
std::optional<ProcessFigures> processFigures();

} // namespace handoff
