#pragma once

#include "tests/bench/report.h"
#include "tests/bench/rig.h"

namespace handoff::bench {

/// Several servers on one PostgreSQL, beside it and 2 ms away (operations.md, Reliability): fills
/// the rows `cluster …`. Starts a PostgreSQL of its own; needs its programs on this machine.
void benchCluster(Rig &rig, Report &report);

} // namespace handoff::bench
