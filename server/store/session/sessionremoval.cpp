#include "server/store/session/sessionremoval.h"

#include "server/store/search/searchindex.h"
#include "server/store/sql.h"
#include "shared/text/searchfold.h"

namespace handoff::SessionRemoval {

namespace {

/// What hangs on a session, in an order in which nothing refers to what has gone.
constexpr const char *parts[] = {"session_audit", "episodes",         "transfers",
                                 "notes",         "read_cursors",     "session_tags",
                                 "mails",         "auto_reply_fired", "auto_reply_timers"};

/// The search index knows what stands in the row by the row's texts.
void forgetRow(Tx &tx, qint64 sessionId)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT name, nickname, email, status FROM sessions "
                                         "WHERE id = ?"),
                          {sessionId});
    if (!rows.next())
        return;
    QStringList texts{rows.value(0).toString(), rows.value(1).toString()};
    if (!rows.isNull(2))
        texts.append(rows.value(2).toString());
    const QString name = texts.constFirst();
    const QString status = rows.value(3).toString();
    rows.finish();
    SearchIndex::forget(tx, sessionId, searchfold::folded(texts.join(u'\n')));
    sql::run(tx, QStringLiteral("UPDATE tickets SET session_name = NULL WHERE session_name = ?"),
             {name});
    sql::run(tx, QStringLiteral("DELETE FROM events WHERE session_name = ?"), {name});
    sql::run(tx, QStringLiteral("UPDATE session_counts SET n = n - 1 WHERE status = ?"), {status});
}

} // namespace

QStringList due(Tx &tx, Timestamp before, int limit)
{
    Rows &rows = sql::run(
        tx,
        QStringLiteral("SELECT name FROM sessions WHERE status = 'closed' AND updated_at < ? "
                       "AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.session_name = "
                       "sessions.name AND t.status <> 'closed') ORDER BY updated_at, id LIMIT ?"),
        {before.ms, limit});
    QStringList names;
    while (rows.next())
        names.append(rows.value(0).toString());
    return names;
}

Progress remove(Tx &tx, qint64 sessionId, int messages)
{
    Progress progress;
    qint64 last = 0;
    QStringList texts;
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT seq, content FROM messages WHERE session_id = ? "
                                         "ORDER BY seq LIMIT ?"),
                          {sessionId, messages});
    while (rows.next()) {
        last = rows.value(0).toLongLong();
        texts.append(rows.value(1).toString());
    }
    rows.finish();
    for (const QString &text : std::as_const(texts))
        SearchIndex::forgetMessage(tx, sessionId, text);
    progress.rows =
        sql::changed(tx, QStringLiteral("DELETE FROM messages WHERE session_id = ? AND seq <= ?"),
                     {sessionId, last});
    if (progress.rows == messages || tx.failed())
        return progress;

    sql::run(tx,
             QStringLiteral("UPDATE tags SET usage_count = usage_count - 1 WHERE id IN "
                            "(SELECT tag_id FROM session_tags WHERE session_id = ?)"),
             {sessionId});
    for (const char *part : parts)
        sql::run(tx,
                 QStringLiteral("DELETE FROM ") + QLatin1String(part) +
                     QStringLiteral(" WHERE session_id = ?"),
                 {sessionId});
    forgetRow(tx, sessionId);
    sql::run(tx, QStringLiteral("DELETE FROM sessions WHERE id = ?"), {sessionId});
    progress.gone = !tx.failed();
    return progress;
}

} // namespace handoff::SessionRemoval
