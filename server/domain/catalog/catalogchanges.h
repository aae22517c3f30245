#pragma once

#include "server/store/tx.h"
#include "shared/contract/event.h"

/// Private to server/domain: what quick replies, tags and auto-replies have in common.
namespace handoff::catalog {

/// Every agent hears that he should read it again.
void announce(Tx &tx, Catalog what);

} // namespace handoff::catalog
