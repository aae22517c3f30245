#include "server/store/catalog/tagstore.h"

#include "server/store/sql.h"
#include "server/store/table.h"

namespace handoff::TagStore {

namespace {

QVariant nameKey(const Tag &tag)
{
    return tag.name.toLower();
}

const Table<Tag> &table()
{
    using C = Column<Tag>;
    static const Table<Tag> table("tags", {
                                              C::fixed<&Tag::id>("id"),
                                              C::kept<&Tag::name>("name"),
                                              C::kept<&Tag::color>("color"),
                                              C::kept<&Tag::icon>("icon"),
                                              C::fixed<&Tag::category>("category"),
                                              C::fixed<&Tag::isSystem>("is_system"),
                                              C::fixed<&Tag::usageCount>("usage_count"),
                                              C::fixed<&Tag::createdBy>("created_by"),
                                              C::fixed<&Tag::createdAt>("created_at"),
                                              C::made("name_key", &nameKey),
                                          });
    return table;
}

/// Few different lengths of `IN (?, …)`, so that few statements are prepared.
qsizetype paddedCount(qsizetype n)
{
    return n <= 10 ? 10 : n <= 100 ? 100 : 1000;
}

} // namespace

QList<Tag> all(Tx &tx)
{
    return table().readAll(
        sql::run(tx, table().select(QStringLiteral("ORDER BY is_system DESC, created_at, id"))));
}

std::optional<Tag> find(Tx &tx, const QString &id)
{
    return table().readFirst(sql::run(tx, table().select(QStringLiteral("WHERE id = ?")), {id}));
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
    static const QString statement =
        table().insertion() + QStringLiteral(" ON CONFLICT DO NOTHING");
    return sql::changed(tx, statement, table().inserted(tag)) == 1;
}

bool update(Tx &tx, const Tag &tag)
{
    static const QString statement =
        QStringLiteral("UPDATE tags SET ") + table().assignments() +
        QStringLiteral(" WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tags other WHERE "
                       "other.name_key = ? AND other.id <> ?)");
    return sql::changed(tx, statement,
                        table().updated(tag) + QVariantList{tag.id, nameKey(tag), tag.id}) == 1;
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
