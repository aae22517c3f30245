#pragma once

#include "server/store/tx.h"

namespace handoff {

/// Reads that need no answer of each other wait for PostgreSQL once: of each read in `reads` the
/// first statement is sent, and what it returns there is nothing. When the same is read afterwards
/// in earnest, with nothing changed between that it would see, its answer comes with the first one
/// that is waited for. On SQLite this does nothing.
void readAhead(Tx &tx, const std::function<void()> &reads);

} // namespace handoff
