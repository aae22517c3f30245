#include "server/domain/catalog/catalogchanges.h"

namespace handoff::catalog {

void announce(Tx &tx, Catalog what)
{
    const CatalogChangedEvent event{eventtype::catalogChanged, what};
    tx.announce({0, event.type, {}, Audience::Agents, {}, json::toJson(event), {}});
}

} // namespace handoff::catalog
