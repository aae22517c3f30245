#pragma once

#include "server/domain/actor.h"
#include "server/domain/policy.h"
#include "server/store/session/sessionstore.h"
#include "shared/contract/presence.h"

/// What is known of a customer (api.md, Sessions and hand-over).
namespace handoff::Customers {

/// Takes over what is declared; true when something changed.
bool mergeProfile(SessionRow &row, const DeclaredProfile &declared);
/// What an agent changes of a customer's profile. 404; 403 ADMIN_REQUIRED for `vip`; 422.
Result<SessionState> changeProfile(Tx &tx, const DeskPolicy &policy, const QString &name,
                                   const ProfilePatch &wanted, const Actor &actor);

} // namespace handoff::Customers
