#include "server/store/autoreplystore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"
#include "shared/rules/templates.h"

#include <algorithm>

namespace handoff::AutoReplyStore {

namespace {

QString select(const QString &rest)
{
    return QStringLiteral("SELECT id, type, trigger_condition, reply_content, enabled, "
                          "delay_seconds, created_by, created_at, updated_at "
                          "FROM auto_reply_rules ") +
           rest;
}

AutoReplyRule readRow(const Rows &q)
{
    AutoReplyRule rule;
    rule.id = q.value(0).toString();
    rule.type = bind::named<AutoReplyType>(q, 1);
    rule.triggerCondition = QJsonDocument::fromJson(q.value(2).toString().toUtf8()).object();
    rule.replyContent = q.value(3).toString();
    rule.variables = Templates::variables(rule.replyContent);
    rule.unknownVariables = Templates::unknown(rule.replyContent, inQueue(rule.type));
    rule.enabled = q.value(4).toInt() == 1;
    rule.delaySeconds = q.value(5).toInt();
    rule.createdBy = q.value(6).toString();
    rule.createdAt = bind::time(q, 7);
    rule.updatedAt = bind::time(q, 8);
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

QString conditionText(const AutoReplyRule &rule)
{
    return QString::fromUtf8(json::toJson(rule.triggerCondition));
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
    sql::run(tx,
             QStringLiteral("INSERT INTO auto_reply_rules (id, type, trigger_condition, "
                            "reply_content, enabled, delay_seconds, created_by, created_at, "
                            "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
             {rule.id, bind::name(rule.type), conditionText(rule), rule.replyContent,
              bind::flag(rule.enabled), rule.delaySeconds, rule.createdBy, rule.createdAt.ms,
              rule.updatedAt.ms});
}

bool update(Tx &tx, const AutoReplyRule &rule)
{
    return sql::changed(
               tx,
               QStringLiteral("UPDATE auto_reply_rules SET type = ?, trigger_condition = ?, "
                              "reply_content = ?, enabled = ?, delay_seconds = ?, "
                              "updated_at = ? WHERE id = ?"),
               {bind::name(rule.type), conditionText(rule), rule.replyContent,
                bind::flag(rule.enabled), rule.delaySeconds, rule.updatedAt.ms, rule.id}) == 1;
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
