#include "server/store/quickreplystore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"
#include "server/store/where.h"
#include "shared/rules/templates.h"
#include "shared/text/searchfold.h"

namespace handoff::QuickReplyStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, category, title, content, shortcut, is_shared, is_system, "
                          "created_by, usage_count, created_at, updated_at FROM quick_replies "
                          "WHERE (is_shared = 1 OR created_by = ?)") +
           rest;
}

QuickReply readRow(const Rows &q)
{
    QuickReply reply;
    reply.id = q.value(0).toString();
    reply.category = bind::named<QuickReplyCategory>(q, 1);
    reply.title = q.value(2).toString();
    reply.content = q.value(3).toString();
    reply.variables = Templates::variables(reply.content);
    reply.shortcut = bind::optionalText(q, 4);
    reply.isShared = q.value(5).toInt() == 1;
    reply.isSystem = q.value(6).toInt() == 1;
    reply.createdBy = q.value(7).toString();
    reply.usageCount = q.value(8).toLongLong();
    reply.createdAt = bind::time(q, 9);
    reply.updatedAt = bind::time(q, 10);
    return reply;
}

QString scopeOf(const QuickReply &reply)
{
    return reply.isShared ? QStringLiteral("") : reply.createdBy;
}

QString searchText(const QuickReply &reply)
{
    return searchfold::folded(QString(reply.title + u'\n' + reply.content));
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
    return sql::changed(
               tx,
               QStringLiteral("INSERT INTO quick_replies (id, category, title, content, shortcut, "
                              "shortcut_scope, is_shared, is_system, created_by, usage_count, "
                              "search_text, created_at, updated_at) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                              "ON CONFLICT DO NOTHING"),
               {reply.id, bind::name(reply.category), reply.title, reply.content,
                bind::orNull(reply.shortcut), scopeOf(reply), bind::flag(reply.isShared),
                bind::flag(reply.isSystem), reply.createdBy, reply.usageCount, searchText(reply),
                reply.createdAt.ms, reply.updatedAt.ms}) == 1;
}

bool update(Tx &tx, const QuickReply &reply)
{
    return sql::changed(
               tx,
               QStringLiteral(
                   "UPDATE quick_replies SET category = ?, title = ?, content = ?, shortcut = ?, "
                   "shortcut_scope = ?, is_shared = ?, search_text = ?, updated_at = ? "
                   "WHERE id = ? AND NOT EXISTS (SELECT 1 FROM quick_replies other "
                   "WHERE other.shortcut_scope = ? AND other.shortcut = ? AND other.id <> ?)"),
               {bind::name(reply.category), reply.title, reply.content,
                bind::orNull(reply.shortcut), scopeOf(reply), bind::flag(reply.isShared),
                searchText(reply), reply.updatedAt.ms, reply.id, scopeOf(reply),
                bind::orNull(reply.shortcut), reply.id}) == 1;
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
