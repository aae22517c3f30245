#include "server/store/catalog/quickreplystore.h"

#include "server/store/sql.h"
#include "server/store/table.h"
#include "server/store/where.h"
#include "shared/rules/templates.h"
#include "shared/text/searchfold.h"

namespace handoff::QuickReplyStore {

namespace {

QVariant scopeOf(const QuickReply &reply)
{
    return reply.isShared ? QStringLiteral("") : reply.createdBy;
}

QVariant searchText(const QuickReply &reply)
{
    return searchfold::folded(QString(reply.title + u'\n' + reply.content));
}

const Table<QuickReply> &table()
{
    using C = Column<QuickReply>;
    using R = QuickReply;
    static const Table<QuickReply> table("quick_replies",
                                         {
                                             C::fixed<&R::id>("id"),
                                             C::kept<&R::category>("category"),
                                             C::kept<&R::title>("title"),
                                             C::kept<&R::content>("content"),
                                             C::kept<&R::shortcut>("shortcut"),
                                             C::kept<&R::isShared>("is_shared"),
                                             C::fixed<&R::isSystem>("is_system"),
                                             C::fixed<&R::createdBy>("created_by"),
                                             C::fixed<&R::usageCount>("usage_count"),
                                             C::fixed<&R::createdAt>("created_at"),
                                             C::kept<&R::updatedAt>("updated_at"),
                                             C::made("shortcut_scope", &scopeOf),
                                             C::made("search_text", &searchText),
                                         });
    return table;
}

QString select(const QString &rest)
{
    return table().select(QStringLiteral("WHERE (is_shared = 1 OR created_by = ?)") + rest);
}

QuickReply readRow(const Rows &rows)
{
    QuickReply reply = table().read(rows);
    reply.variables = Templates::variables(reply.content);
    return reply;
}

} // namespace

QList<QuickReply> list(Tx &tx, const QString &viewer,
                       const std::optional<QuickReplyCategory> &category, const QString &keyword,
                       int limit)
{
    QString rest;
    QVariantList parameters{viewer};
    if (category) {
        rest += QStringLiteral(" AND category = ?");
        parameters.append(bind::name(*category));
    }
    if (!keyword.isEmpty()) {
        rest += QStringLiteral(" AND search_text LIKE ? ESCAPE '!'");
        parameters.append(Where::containing(keyword));
    }
    parameters.append(limit);
    Rows &rows = sql::run(
        tx, select(rest + QStringLiteral(" ORDER BY usage_count DESC, created_at, id LIMIT ?")),
        parameters);
    QList<QuickReply> replies;
    while (rows.next())
        replies.append(readRow(rows));
    return replies;
}

std::optional<QuickReply> findForChange(Tx &tx, const QString &id, const QString &viewer)
{
    Rows &rows =
        sql::run(tx, select(QStringLiteral(" AND id = ?")) + sql::lockSuffix(tx), {viewer, id});
    return rows.next() ? std::optional(readRow(rows)) : std::nullopt;
}

bool insert(Tx &tx, const QuickReply &reply)
{
    static const QString statement =
        table().insertion() + QStringLiteral(" ON CONFLICT DO NOTHING");
    return sql::changed(tx, statement, table().inserted(reply)) == 1;
}

bool update(Tx &tx, const QuickReply &reply)
{
    static const QString statement =
        QStringLiteral("UPDATE quick_replies SET ") + table().assignments() +
        QStringLiteral(" WHERE id = ? AND NOT EXISTS (SELECT 1 FROM quick_replies other WHERE "
                       "other.shortcut_scope = ? AND other.shortcut = ? AND other.id <> ?)");
    return sql::changed(tx, statement,
                        table().updated(reply) + QVariantList{reply.id, scopeOf(reply),
                                                              bind::orNull(reply.shortcut),
                                                              reply.id}) == 1;
}

std::optional<qint64> countUse(Tx &tx, const QString &id, const QString &viewer)
{
    const QVariant count =
        sql::value(tx,
                   QStringLiteral("UPDATE quick_replies SET usage_count = usage_count + 1 "
                                  "WHERE id = ? AND (is_shared = 1 OR created_by = ?) "
                                  "RETURNING usage_count"),
                   {id, viewer});
    return count.isValid() ? std::optional(count.toLongLong()) : std::nullopt;
}

int removePrivate(Tx &tx, const QString &agentId)
{
    return sql::changed(
        tx, QStringLiteral("DELETE FROM quick_replies WHERE is_shared = 0 AND created_by = ?"),
        {agentId});
}

void remove(Tx &tx, const QString &id)
{
    sql::run(tx, QStringLiteral("DELETE FROM quick_replies WHERE id = ?"), {id});
}

} // namespace handoff::QuickReplyStore
