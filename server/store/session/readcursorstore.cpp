#include "server/store/session/readcursorstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

namespace handoff::ReadCursorStore {

std::optional<ReadCursor> find(Tx &tx, const QString &agentId, qint64 sessionId)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT seq, user_messages FROM read_cursors "
                                         "WHERE agent_id = ? AND session_id = ?"),
                          {agentId, sessionId});
    if (!rows.next())
        return std::nullopt;
    return ReadCursor{rows.value(0).toLongLong(), rows.value(1).toLongLong()};
}

void advance(Tx &tx, const QString &agentId, qint64 sessionId, const ReadCursor &cursor)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO read_cursors (agent_id, session_id, seq, user_messages) "
                            "VALUES (?, ?, ?, ?) ON CONFLICT (agent_id, session_id) DO UPDATE SET "
                            "seq = excluded.seq, user_messages = excluded.user_messages "
                            "WHERE read_cursors.seq < excluded.seq"),
             {agentId, sessionId, cursor.seq, cursor.userMessages});
}

QHash<qint64, qint64> readOf(Tx &tx, const QString &agentId, const QList<qint64> &sessionIds)
{
    QHash<qint64, qint64> read;
    if (agentId.isEmpty() || sessionIds.isEmpty())
        return read;
    // Rounded up, so that pages of any length need few prepared statements.
    constexpr qsizetype step = 20;
    const qsizetype n = (sessionIds.size() + step - 1) / step * step;
    const QStringList marks(n, QStringLiteral("?"));
    QVariantList parameters{agentId};
    for (qsizetype i = 0; i < n; ++i)
        parameters.append(i < sessionIds.size() ? sessionIds.at(i) : qint64(-1));
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT session_id, user_messages FROM read_cursors "
                                         "WHERE agent_id = ? AND session_id IN (") +
                              marks.join(u',') + u')',
                          parameters);
    while (rows.next())
        read.insert(rows.value(0).toLongLong(), rows.value(1).toLongLong());
    return read;
}

void forget(Tx &tx, const QString &agentId)
{
    sql::run(tx, QStringLiteral("DELETE FROM read_cursors WHERE agent_id = ?"), {agentId});
}

} // namespace handoff::ReadCursorStore
