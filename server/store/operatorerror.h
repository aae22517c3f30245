#pragma once

#include "server/store/sql.h"

namespace handoff {

/// What a connection failed with last, in words for operators: which file or server, what is wrong,
/// and the remedy. Customers get errors::unavailable() instead.
Error operatorError(const Connection &connection, const QString &doing = {});

} // namespace handoff
