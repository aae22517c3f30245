#include "server/domain/session/sessionlookup.h"

#include "shared/contract/errors.h"
#include "shared/text/displaytext.h"
#include "shared/text/names.h"

namespace handoff::SessionLookup {

Result<SessionRow> forChange(Tx &tx, const QString &name)
{
    auto row = SessionStore::findForChange(tx, name);
    if (!row)
        return errors::sessionNotFound();
    return std::move(*row);
}

Result<SessionRow> ensure(Tx &tx, const QString &name, bool *created)
{
    if (created)
        *created = false;
    if (auto row = SessionStore::findForChange(tx, name))
        return std::move(*row);
    if (displaytext::isBlank(name))
        return errors::sessionNameRequired();
    HANDOFF_CHECK(names::checkNewSession(QStringLiteral("/session_name"), name));
    SessionRow row;
    row.name = name;
    if (SessionStore::insert(tx, row)) {
        if (created)
            *created = true;
        return row;
    }
    return forChange(tx, name); // another server made it in between
}

} // namespace handoff::SessionLookup
