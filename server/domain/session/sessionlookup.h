#pragma once

#include "server/store/session/sessionstore.h"
#include "shared/core/result.h"

/// Private to server/domain: the session that a use case is going to change.
namespace handoff::SessionLookup {

/// 404.
Result<SessionRow> forChange(Tx &tx, const QString &name);
/// Finds or creates it; 422 for a name that no session may have. `created` may be null.
Result<SessionRow> ensure(Tx &tx, const QString &name, bool *created);

} // namespace handoff::SessionLookup
