#include "server/store/notestore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff::NoteStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, content, author_id, author_username, author_name, mentions, "
                          "created_at, updated_at FROM notes WHERE session_id = ? ") +
           rest;
}

QList<NoteRow> readAll(Rows &q, qint64 sessionId, const QString &sessionName)
{
    QList<NoteRow> list;
    while (q.next()) {
        NoteRow row;
        row.id = q.value(0).toString();
        row.sessionName = sessionName;
        row.content = q.value(1).toString();
        row.authorId = q.value(2).toString();
        row.createdBy = q.value(3).toString();
        row.createdByName = q.value(4).toString();
        row.mentions = q.value(5).toString().split(u',', Qt::SkipEmptyParts);
        row.createdAt = bind::time(q, 6);
        row.updatedAt = bind::time(q, 7);
        row.sessionId = sessionId;
        list.append(std::move(row));
    }
    return list;
}

} // namespace

void insert(Tx &tx, const NoteRow &row)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO notes (id, session_id, content, author_id, "
                            "author_username, author_name, mentions, created_at, updated_at) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {row.id, row.sessionId, row.content, row.authorId, row.createdBy, row.createdByName,
              row.mentions.join(u','), row.createdAt.ms, row.updatedAt.ms});
}

bool save(Tx &tx, const NoteRow &row)
{
    return sql::changed(tx,
                        QStringLiteral("UPDATE notes SET content = ?, mentions = ?, "
                                       "updated_at = ? WHERE id = ?"),
                        {row.content, row.mentions.join(u','), row.updatedAt.ms, row.id}) == 1;
}

bool remove(Tx &tx, const NoteRow &row)
{
    return sql::changed(tx, QStringLiteral("DELETE FROM notes WHERE id = ?"), {row.id}) == 1;
}

std::optional<NoteRow> find(Tx &tx, qint64 sessionId, const QString &sessionName, const QString &id)
{
    const auto list = readAll(sql::run(tx, select(QStringLiteral("AND id = ?")), {sessionId, id}),
                              sessionId, sessionName);
    return list.isEmpty() ? std::nullopt : std::optional(list.constFirst());
}

QList<NoteRow> ofSession(Tx &tx, qint64 sessionId, const QString &sessionName, int limit)
{
    auto list =
        readAll(sql::run(tx, select(QStringLiteral("ORDER BY n DESC LIMIT ?")), {sessionId, limit}),
                sessionId, sessionName);
    std::reverse(list.begin(), list.end());
    return list;
}

} // namespace handoff::NoteStore
