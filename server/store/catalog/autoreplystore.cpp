#include "server/store/catalog/autoreplystore.h"

#include "server/store/sql.h"
#include "server/store/table.h"
#include "shared/rules/templates.h"

#include <algorithm>

namespace handoff::AutoReplyStore {

namespace {

const Table<AutoReplyRule> &table()
{
    using C = Column<AutoReplyRule>;
    using R = AutoReplyRule;
    static const Table<AutoReplyRule> table("auto_reply_rules",
                                            {
                                                C::fixed<&R::id>("id"),
                                                C::kept<&R::type>("type"),
                                                C::kept<&R::triggerCondition>("trigger_condition"),
                                                C::kept<&R::replyContent>("reply_content"),
                                                C::kept<&R::enabled>("enabled"),
                                                C::kept<&R::delaySeconds>("delay_seconds"),
                                                C::fixed<&R::createdBy>("created_by"),
                                                C::fixed<&R::createdAt>("created_at"),
                                                C::kept<&R::updatedAt>("updated_at"),
                                            });
    return table;
}

QString select(const QString &rest)
{
    return table().select(rest);
}

AutoReplyRule readRow(const Rows &rows)
{
    AutoReplyRule rule = table().read(rows);
    rule.variables = Templates::variables(rule.replyContent);
    rule.unknownVariables = Templates::unknown(rule.replyContent, inQueue(rule.type));
    return rule;
}

QList<AutoReplyRule> readAll(Rows &rows)
{
    QList<AutoReplyRule> rules;
    while (rows.next())
        rules.append(readRow(rows));
    std::stable_sort(
        rules.begin(), rules.end(),
        [](const AutoReplyRule &a, const AutoReplyRule &b) { return a.type < b.type; });
    return rules;
}

} // namespace

QList<AutoReplyRule> all(Tx &tx)
{
    return readAll(sql::run(tx, select(QStringLiteral("ORDER BY created_at, id"))));
}

QList<AutoReplyRule> enabled(Tx &tx, const QList<AutoReplyType> &types)
{
    QVariantList parameters;
    for (const AutoReplyType type : types)
        parameters.append(bind::name(type));
    const QStringList marks(types.size(), QStringLiteral("?"));
    return readAll(sql::run(tx,
                            select(QStringLiteral("WHERE enabled = 1 AND type IN (") +
                                   marks.join(u',') + QStringLiteral(") ORDER BY created_at, id")),
                            parameters));
}

std::optional<AutoReplyRule> find(Tx &tx, const QString &id)
{
    Rows &rows = sql::run(tx, select(QStringLiteral("WHERE id = ?")), {id});
    return rows.next() ? std::optional(readRow(rows)) : std::nullopt;
}

int count(Tx &tx, AutoReplyType type)
{
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM auto_reply_rules WHERE type = ?"),
                      {bind::name(type)})
        .toInt();
}

void insert(Tx &tx, const AutoReplyRule &rule)
{
    sql::run(tx, table().insertion(), table().inserted(rule));
}

bool update(Tx &tx, const AutoReplyRule &rule)
{
    static const QString statement = QStringLiteral("UPDATE auto_reply_rules SET ") +
                                     table().assignments() + QStringLiteral(" WHERE id = ?");
    return sql::changed(tx, statement, table().updated(rule) + QVariantList{rule.id}) == 1;
}

bool remove(Tx &tx, const QString &id)
{
    return sql::changed(tx, QStringLiteral("DELETE FROM auto_reply_rules WHERE id = ?"), {id}) == 1;
}

bool fire(Tx &tx, qint64 sessionId, const QString &ruleId, Timestamp notSince)
{
    return sql::changed(
               tx,
               QStringLiteral("INSERT INTO auto_reply_fired (session_id, rule_id, fired_at) "
                              "VALUES (?, ?, ?) ON CONFLICT (session_id, rule_id) "
                              "DO UPDATE SET fired_at = excluded.fired_at "
                              "WHERE auto_reply_fired.fired_at <= ?"),
               {sessionId, ruleId, tx.now().ms, notSince.ms}) == 1;
}

int forgetFired(Tx &tx, Timestamp before, int limit)
{
    return sql::changed(
        tx,
        QStringLiteral("DELETE FROM auto_reply_fired WHERE (session_id, rule_id) IN "
                       "(SELECT session_id, rule_id FROM auto_reply_fired "
                       "WHERE fired_at < ? ORDER BY fired_at LIMIT ?)"),
        {before.ms, limit});
}

void addTimer(Tx &tx, const AutoReplyTimer &timer)
{
    sql::run(tx,
             QStringLiteral("INSERT INTO auto_reply_timers (due_at, session_id, rule_id, "
                            "escalated_at) VALUES (?, ?, ?, ?)"),
             {timer.dueAt.ms, timer.sessionId, timer.ruleId, timer.escalatedAt.ms});
}

QList<qint64> due(Tx &tx, int limit)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id FROM auto_reply_timers WHERE due_at <= ? "
                                         "ORDER BY due_at, id LIMIT ?"),
                          {tx.now().ms, limit});
    QList<qint64> ids;
    while (rows.next())
        ids.append(rows.value(0).toLongLong());
    return ids;
}

std::optional<AutoReplyTimer> takeTimer(Tx &tx, qint64 id)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("DELETE FROM auto_reply_timers WHERE id = ? RETURNING "
                                         "id, session_id, rule_id, due_at, escalated_at"),
                          {id});
    if (!rows.next())
        return std::nullopt;
    const AutoReplyTimer timer{rows.value(0).toLongLong(), rows.value(1).toLongLong(),
                               rows.value(2).toString(), bind::time(rows, 3), bind::time(rows, 4)};
    rows.finish();
    return timer;
}

} // namespace handoff::AutoReplyStore
