#include "server/store/tagstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

namespace handoff::TagStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, name, color, icon, category, is_system, usage_count, "
                          "created_by, created_at FROM tags ") +
           rest;
}

Tag readRow(const Rows &q)
{
    Tag tag;
    tag.id = q.value(0).toString();
    tag.name = q.value(1).toString();
    tag.color = q.value(2).toString();
    tag.icon = bind::optionalText(q, 3);
    tag.category = bind::named<TagCategory>(q, 4);
    tag.isSystem = q.value(5).toInt() == 1;
    tag.usageCount = q.value(6).toLongLong();
    tag.createdBy = q.value(7).toString();
    tag.createdAt = bind::time(q, 8);
    return tag;
}

/// Few different lengths of `IN (?, …)`, so that few statements are prepared.
qsizetype paddedCount(qsizetype n)
{
    return n <= 10 ? 10 : n <= 100 ? 100 : 1000;
}

} // namespace

QList<Tag> all(Tx &tx)
{
    Rows &rows = sql::run(tx, select(QStringLiteral("ORDER BY is_system DESC, created_at, id")));
    QList<Tag> tags;
    while (rows.next())
        tags.append(readRow(rows));
    return tags;
}

std::optional<Tag> find(Tx &tx, const QString &id)
{
    Rows &rows = sql::run(tx, select(QStringLiteral("WHERE id = ?")), {id});
    return rows.next() ? std::optional(readRow(rows)) : std::nullopt;
}

QHash<QString, SessionTag> named(Tx &tx, const QStringList &ids)
{
    QHash<QString, SessionTag> tags;
    for (qsizetype from = 0; from < ids.size(); from += 1000) {
        const QStringList some = ids.mid(from, 1000);
        const qsizetype count = paddedCount(some.size());
        QVariantList parameters;
        for (qsizetype i = 0; i < count; ++i)
            parameters.append(some.at(std::min(i, some.size() - 1)));
        const QStringList marks(count, QStringLiteral("?"));
        Rows &rows = sql::run(tx,
                              QStringLiteral("SELECT id, name, color FROM tags WHERE id IN (") +
                                  marks.join(u',') + u')',
                              parameters);
        while (rows.next()) {
            const QString id = rows.value(0).toString();
            tags.insert(id, {id, rows.value(1).toString(), rows.value(2).toString()});
        }
    }
    return tags;
}

bool insert(Tx &tx, const Tag &tag)
{
    return sql::changed(tx,
                        QStringLiteral("INSERT INTO tags (id, name, name_key, color, icon, "
                                       "category, is_system, usage_count, created_by, created_at) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?) "
                                       "ON CONFLICT DO NOTHING"),
                        {tag.id, tag.name, tag.name.toLower(), tag.color, bind::orNull(tag.icon),
                         bind::name(tag.category), bind::flag(tag.isSystem), tag.createdBy,
                         tag.createdAt.ms}) == 1;
}

bool update(Tx &tx, const Tag &tag)
{
    return sql::changed(
               tx,
               QStringLiteral("UPDATE tags SET name = ?, name_key = ?, color = ?, icon = ? "
                              "WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tags other "
                              "WHERE other.name_key = ? AND other.id <> ?)"),
               {tag.name, tag.name.toLower(), tag.color, bind::orNull(tag.icon), tag.id,
                tag.name.toLower(), tag.id}) == 1;
}

void remove(Tx &tx, const QString &id)
{
    sql::run(tx, QStringLiteral("DELETE FROM tags WHERE id = ?"), {id});
    sql::run(tx, QStringLiteral("INSERT INTO deleted_tags (id) VALUES (?) ON CONFLICT DO NOTHING"),
             {id});
}

int sweep(Tx &tx, int limit)
{
    const QVariant id = sql::value(tx, QStringLiteral("SELECT id FROM deleted_tags LIMIT 1"));
    if (!id.isValid())
        return 0;
    const int removed = sql::changed(
        tx,
        QStringLiteral("DELETE FROM session_tags WHERE tag_id = ? AND session_id IN "
                       "(SELECT session_id FROM session_tags WHERE tag_id = ? LIMIT ?)"),
        {id, id, limit});
    if (removed >= limit)
        return removed;
    sql::run(tx, QStringLiteral("DELETE FROM deleted_tags WHERE id = ?"), {id});
    return removed + 1;
}

bool apply(Tx &tx, qint64 sessionId, const QString &tagId, const QString &addedBy)
{
    const int counted = sql::changed(
        tx, QStringLiteral("UPDATE tags SET usage_count = usage_count + 1 WHERE id = ?"), {tagId});
    if (counted != 1)
        return false;
    sql::run(tx,
             QStringLiteral("INSERT INTO session_tags (session_id, tag_id, added_at, added_by) "
                            "VALUES (?, ?, ?, ?)"),
             {sessionId, tagId, tx.now().ms, addedBy});
    return true;
}

bool take(Tx &tx, qint64 sessionId, const QString &tagId)
{
    const int removed = sql::changed(
        tx, QStringLiteral("DELETE FROM session_tags WHERE session_id = ? AND tag_id = ?"),
        {sessionId, tagId});
    if (removed != 1)
        return false;
    sql::run(tx, QStringLiteral("UPDATE tags SET usage_count = usage_count - 1 WHERE id = ?"),
             {tagId});
    return true;
}

QList<AppliedTag> ofSession(Tx &tx, qint64 sessionId)
{
    Rows &rows = sql::run(
        tx,
        QStringLiteral("SELECT t.id, t.name, t.color, s.added_at, s.added_by FROM session_tags s "
                       "JOIN tags t ON t.id = s.tag_id WHERE s.session_id = ? "
                       "ORDER BY s.added_at, t.id"),
        {sessionId});
    QList<AppliedTag> tags;
    while (rows.next())
        tags.append({rows.value(0).toString(), rows.value(1).toString(), rows.value(2).toString(),
                     bind::time(rows, 3), rows.value(4).toString()});
    return tags;
}

} // namespace handoff::TagStore
