#include "server/store/ahead.h"

#include "server/store/sql.h"

namespace handoff {

void readAhead(Tx &tx, const std::function<void()> &reads)
{
    Connection &connection = tx.connection();
    if (!connection.isPostgres() || tx.failed())
        return;
    connection.setAhead(true);
    reads();
    connection.setAhead(false);
}

} // namespace handoff
