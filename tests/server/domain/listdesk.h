#pragma once

#include "server/domain/session/customers.h"
#include "server/domain/session/sessionlists.h"
#include "tests/server/domain/testdesk.h"

/// Lists and queues, in short.
namespace handoff::test {

inline Result<SessionPage> listed(TestDesk &desk, const SessionLists::Query &query)
{
    return desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
}

inline QStringList names(const SessionPage &page)
{
    QStringList list;
    for (const SessionSummary &item : page.items)
        list.append(item.sessionName);
    return list;
}

inline void setVip(TestDesk &desk, const QString &name)
{
    ProfilePatch change;
    change.vip = true;
    (void)desk.write([&](Tx &tx) {
        return Customers::changeProfile(tx, desk.policy, name, change, desk.admin);
    });
}

inline QString numbered(int i)
{
    return QStringLiteral("%1").arg(i, 5, 10, QLatin1Char('0'));
}

/// Sessions `00000` … made in one transaction, one second after the other.
inline void fill(TestDesk &desk, int count)
{
    const auto made = desk.write([&](Tx &tx) -> Result<int> {
        for (int i = 0; i < count; ++i) {
            Tx later(tx.connection(), tx.now().plusSeconds(i));
            HANDOFF_CHECK(Chat::introduce(later, desk.policy, numbered(i), {}));
        }
        return count;
    });
    if (!made)
        qFatal("filling failed: %s", qPrintable(made.error().message));
    desk.pass(count);
    desk.takeEvents();
}

} // namespace handoff::test
