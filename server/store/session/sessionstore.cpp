#include "server/store/session/sessionstore.h"

#include "server/store/session/sessionrow.h"
#include "server/store/sql.h"
#include "shared/core/fingerprint.h"
#include "shared/core/ids.h"
#include "shared/rules/messagetimes.h"

namespace handoff::SessionStore {

namespace {

std::optional<SessionRow> one(Tx &tx, const QString &name)
{
    static const QString select = sessionrow::rows().select(QStringLiteral("WHERE name = ?"));
    Rows &rows = sql::run(tx, select, {name});
    if (!rows.next())
        return std::nullopt;
    SessionRow row = sessionrow::read(rows);
    rows.finish();
    sessionrow::nameTags(tx, row);
    return row;
}

void beginSave(Tx &tx, SessionRow &row)
{
    row.updatedAt = tx.now();
    row.version = std::max(row.version, row.savedVersion + 1);
}

/// The store keeps no addresses.
QString markOf(const QString &client)
{
    return client.isEmpty() ? QStringLiteral("") : QString::fromLatin1(fingerprint(client).toHex());
}

QStringList names(Rows &rows)
{
    QStringList list;
    while (rows.next())
        list.append(rows.value(0).toString());
    return list;
}

} // namespace

std::optional<SessionRow> find(Tx &tx, const QString &name)
{
    return one(tx, name);
}

std::optional<SessionRow> findForChange(Tx &tx, const QString &name)
{
    tx.hold(hold::session(name));
    return one(tx, name);
}

std::optional<QString> nameOf(Tx &tx, qint64 id)
{
    const QVariant name =
        sql::value(tx, QStringLiteral("SELECT name FROM sessions WHERE id = ?"), {id});
    return name.isValid() ? std::optional(name.toString()) : std::nullopt;
}

void setQueuedFrom(Tx &tx, qint64 id, const QString &client)
{
    sql::run(tx, QStringLiteral("UPDATE sessions SET queued_from = ? WHERE id = ?"),
             {markOf(client), id});
}

int waitingFrom(Tx &tx, const QString &client)
{
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM sessions "
                                     "WHERE status = 'pending_manual' AND queued_from = ?"),
                      {markOf(client)})
        .toInt();
}

bool insert(Tx &tx, SessionRow &row)
{
    row.messageKey = newId(u"", 16);
    row.createdAt = tx.now();
    row.updatedAt = tx.now();
    row.version = 1;
    static const QString statement = sessionrow::rows().insertion() +
                                     QStringLiteral(" ON CONFLICT (name) DO NOTHING RETURNING id");
    const QVariant id = sql::value(tx, statement, sessionrow::rows().inserted(row));
    if (!id.isValid())
        return false;
    row.id = id.toLongLong();
    row.savedStatus = row.status;
    row.savedVersion = row.version;
    sql::run(tx, QStringLiteral("UPDATE session_counts SET n = n + 1 WHERE status = ?"),
             {bind::name(row.status)});
    return !tx.failed();
}

bool save(Tx &tx, SessionRow &row)
{
    // Another text to find it by has to come into the index (searchindex.h).
    static const QString statement =
        QStringLiteral("UPDATE sessions SET ") + sessionrow::rows().assignments() +
        QStringLiteral(", indexed_seq = CASE WHEN search_text = ? OR indexed_seq < last_seq "
                       "THEN indexed_seq ELSE last_seq - 1 END WHERE id = ? AND version = ?");
    beginSave(tx, row);
    const QVariantList values = sessionrow::rows().updated(row) +
                                QVariantList{sessionrow::searchText(row), row.id, row.savedVersion};
    if (!sql::changeOne(tx, statement, values))
        return false;
    row.savedVersion = row.version;
    if (row.status != row.savedStatus) {
        sql::run(tx,
                 QStringLiteral("UPDATE session_counts SET n = CASE WHEN status = ? THEN n + 1 "
                                "ELSE n - 1 END WHERE status IN (?, ?)"),
                 {bind::name(row.status), bind::name(row.status), bind::name(row.savedStatus)});
        row.savedStatus = row.status;
    }
    return !tx.failed();
}

bool saveProgress(Tx &tx, SessionRow &row)
{
    constexpr unsigned progress = Column<SessionRow>::Progress;
    static const QString statement = QStringLiteral("UPDATE sessions SET ") +
                                     sessionrow::rows().assignments(progress) +
                                     QStringLiteral(" WHERE id = ? AND version = ?");
    beginSave(tx, row);
    if (!sql::changeOne(tx, statement,
                        sessionrow::rows().updated(row, progress) +
                            QVariantList{row.id, row.savedVersion}))
        return false;
    row.savedVersion = row.version;
    return true;
}

std::optional<SessionRow> countLiveMessage(Tx &tx, const LiveMessage &message)
{
    // MessageTimes::next(), here because the row is not read before.
    static const QString time = QStringLiteral("CASE WHEN last_at <= ? THEN ? "
                                               "WHEN last_at <= ? THEN last_at + %1 "
                                               "ELSE last_at + 1 END")
                                    .arg(MessageTimes::apartMs);
    static const QString statement =
        QStringLiteral("UPDATE sessions SET last_seq = last_seq + 1, last_at = ") + time +
        QStringLiteral(", preview_role = ?, preview_text = ?, preview_at = ") + time +
        QStringLiteral(", said_text = CASE WHEN ? = 1 THEN ? ELSE said_text END, "
                       "said_at = CASE WHEN ? = 1 THEN ") +
        time +
        QStringLiteral(" ELSE said_at END, user_messages = user_messages + ?, "
                       "unread_base = CASE WHEN ? = 1 THEN user_messages ELSE unread_base END, "
                       "updated_at = ?, version = version + 1 "
                       "WHERE name = ? AND status = 'manual_live' AND (? = '' OR owner_id = ?) "
                       "AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.session_id = sessions.id "
                       "AND m.role = ? AND m.client_message_id = ?) RETURNING ") +
        sessionrow::heads().columns() +
        QStringLiteral(", message_key, last_seq, last_at, ai_fail_count");
    tx.hold(hold::session(message.sessionName));
    const qint64 now = tx.now().ms;
    const qint64 quiet = now - MessageTimes::apartMs;
    const qint64 roomy = quiet + MessageTimes::aheadMs;
    const bool answer = message.role == MessageRole::Agent;
    const int said = answer ? 0 : 1;
    const QVariant owner = message.ownerId;
    Rows &rows = sql::run(
        tx, statement,
        {quiet,
         now,
         roomy,
         bind::name(message.role),
         message.preview,
         quiet,
         now,
         roomy,
         said,
         message.preview,
         said,
         quiet,
         now,
         roomy,
         said,
         answer ? 1 : 0,
         now,
         message.sessionName,
         owner,
         owner,
         bind::name(message.role),
         message.clientMessageId.isEmpty() ? QVariant() : QVariant(message.clientMessageId)});
    if (!rows.next())
        return std::nullopt;
    SessionRow row;
    sessionrow::heads().read(rows, row);
    int column = sessionrow::heads().columnCount();
    bind::read(rows, column++, row.messageKey);
    bind::read(rows, column++, row.lastSeq);
    bind::read(rows, column++, row.lastAt);
    bind::read(rows, column, row.aiFailCount);
    row.savedStatus = row.status;
    row.savedVersion = row.version;
    rows.finish();
    sessionrow::nameTags(tx, row);
    return row;
}

QMap<QString, qint64> counts(Tx &tx)
{
    Rows &rows = sql::run(tx, QStringLiteral("SELECT status, n FROM session_counts"));
    QMap<QString, qint64> result;
    while (rows.next())
        result.insert(rows.value(0).toString(), rows.value(1).toLongLong());
    return result;
}

qint64 liveCount(Tx &tx, const QString &agentId)
{
    return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM sessions WHERE owner_id = ?"),
                      {agentId})
        .toLongLong();
}

QStringList namesOwnedBy(Tx &tx, const QString &agentId)
{
    return names(sql::run(tx,
                          QStringLiteral("SELECT name FROM sessions WHERE owner_id = ? "
                                         "ORDER BY updated_at, id"),
                          {agentId}));
}

QStringList namesOfferedTo(Tx &tx, const QString &agentId)
{
    return names(
        sql::run(tx,
                 QStringLiteral("SELECT name FROM sessions WHERE offered_to = ? "
                                "AND status = 'pending_manual' ORDER BY waiting_since, id"),
                 {agentId}));
}

void clearOffers(Tx &tx, const QString &agentId)
{
    sql::run(tx, QStringLiteral("UPDATE sessions SET offered_to = NULL WHERE offered_to = ?"),
             {agentId});
}

QStringList idleNames(Tx &tx, Timestamp before, int limit)
{
    // Two walks of one index each; an IN list would sort all idle sessions.
    static const QString select = QStringLiteral("SELECT name FROM sessions WHERE status = ? AND "
                                                 "updated_at < ? ORDER BY updated_at, id LIMIT ?");
    QStringList list;
    for (const auto status : {SessionStatus::BotActive, SessionStatus::AfterHoursEmail}) {
        const int rest = limit - static_cast<int>(list.size());
        if (rest > 0)
            list += names(sql::run(tx, select, {bind::name(status), before.ms, rest}));
    }
    return list;
}

} // namespace handoff::SessionStore
