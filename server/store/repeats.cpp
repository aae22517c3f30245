#include "server/store/repeats.h"

#include "server/store/rows.h"
#include "server/store/sql.h"

namespace handoff::Repeats {

std::optional<Earlier> find(Tx &tx, const Key &key)
{
    tx.hold(u'k' + key.username + u'\n' + key.key);
    Rows &rows = sql::run(
        tx, QStringLiteral("SELECT request, answer FROM repeats WHERE username = ? AND key = ?"),
        {key.username, key.key});
    if (!rows.next())
        return std::nullopt;
    return Earlier{rows.value(0).toString().toLatin1(), rows.value(1).toString().toUtf8()};
}

void keep(Tx &tx, const Key &key, const QByteArray &answer)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO repeats (username, key, request, answer, created_at) "
                            "VALUES (?, ?, ?, ?, ?)"),
             {key.username, key.key, QString::fromLatin1(key.request), QString::fromUtf8(answer),
              tx.now().ms});
}

int trim(Tx &tx, Timestamp olderThan, int limit)
{
    return sql::changed(tx,
                        QStringLiteral("DELETE FROM repeats WHERE (username, key) IN "
                                       "(SELECT username, key FROM repeats WHERE created_at < ? "
                                       "ORDER BY created_at LIMIT ?)"),
                        {olderThan.ms, limit});
}

} // namespace handoff::Repeats
