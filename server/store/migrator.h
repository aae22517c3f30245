#pragma once

#include "shared/core/result.h"

namespace handoff {

class Connection;

/// Brings the schema to the version of this program: under a lock, each migration in a transaction,
/// forward only. A schema newer than this program is refused. Migrations are
/// `migrations/NNNN_name.sql`, portable SQL; `@identity@` stands for the engine's growing key.
namespace Migrator {
Result<void> migrate(Connection &connection);
/// Of this program.
int newestVersion();
} // namespace Migrator

} // namespace handoff
