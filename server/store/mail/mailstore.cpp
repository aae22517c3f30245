#include "server/store/mail/mailstore.h"

#include "server/store/bind.h"
#include "server/store/sql.h"

#include <algorithm>

namespace handoff::MailStore {

namespace {

const QString returning =
    QStringLiteral("RETURNING id, session_id, episode, automatic, requested_by, recipients, "
                   "message_id, attempts, digest_at, "
                   "(SELECT name FROM sessions WHERE sessions.id = session_id)");

QList<Claimed> read(Rows &rows, const QString &claim, Timestamp until)
{
    QList<Claimed> list;
    while (rows.next()) {
        Claimed claimed;
        MailRow &mail = claimed.mail;
        mail.id = rows.value(0).toString();
        mail.sessionId = rows.value(1).toLongLong();
        mail.episode = rows.value(2).toInt();
        mail.automatic = rows.value(3).toInt() == 1;
        mail.requestedBy = rows.value(4).toString();
        mail.recipients = rows.value(5).toString().split(u',', Qt::SkipEmptyParts);
        mail.messageId = rows.value(6).toString();
        mail.attempts = rows.value(7).toInt();
        if (!rows.isNull(8))
            mail.digestAt = Timestamp{rows.value(8).toLongLong()};
        mail.dueAt = until;
        mail.claim = claim;
        claimed.sessionName = rows.value(9).toString();
        list.append(claimed);
    }
    return list;
}

} // namespace

bool insert(Tx &tx, const MailRow &row)
{
    return sql::changed(tx,
                        QStringLiteral("INSERT INTO mails (id, session_id, episode, automatic, "
                                       "requested_by, recipients, message_id, state, attempts, "
                                       "due_at, claim, created_at, digest_at) "
                                       "VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, ?, ?) "
                                       "ON CONFLICT DO NOTHING"),
                        {row.id, row.sessionId, row.episode, bind::flag(row.automatic),
                         row.requestedBy, row.recipients.join(u','), row.messageId, row.dueAt.ms,
                         row.claim, tx.now().ms, bind::orNull(row.digestAt)}) == 1;
}

std::optional<Claimed> claim(Tx &tx, const QString &claim, Timestamp until)
{
    // The second server waits for the row of the first, sees that it is not due any more, and goes
    // away with nothing.
    Rows &rows =
        sql::run(tx,
                 QStringLiteral("UPDATE mails SET claim = ?, due_at = ? WHERE state = 'queued' "
                                "AND due_at <= ? AND id = (SELECT id FROM mails WHERE "
                                "state = 'queued' AND due_at <= ? ORDER BY due_at LIMIT 1) ") +
                     returning,
                 {claim, until.ms, tx.now().ms, tx.now().ms});
    QList<Claimed> one = read(rows, claim, until);
    return one.isEmpty() ? std::nullopt : std::optional(one.takeFirst());
}

QList<Claimed> claimDigest(Tx &tx, Timestamp digestAt, const QString &claim, Timestamp until,
                           int limit)
{
    Rows &rows = sql::run(
        tx,
        QStringLiteral("UPDATE mails SET claim = ?, due_at = ? WHERE state = 'queued' "
                       "AND due_at <= ? AND id IN (SELECT id FROM mails WHERE state = 'queued' "
                       "AND digest_at = ? AND due_at <= ? ORDER BY created_at LIMIT ?) ") +
            returning,
        {claim, until.ms, tx.now().ms, digestAt.ms, tx.now().ms, limit});
    return read(rows, claim, until);
}

std::optional<Timestamp> nextDigest(Tx &tx, int seconds)
{
    const auto newest = [&tx](const QString &query, const QVariantList &values) {
        const QVariant ms = sql::value(tx, query, values);
        return ms.isNull() ? std::nullopt : std::optional(Timestamp{ms.toLongLong()});
    };
    if (const auto gathered = newest(QStringLiteral("SELECT MAX(digest_at) FROM mails "
                                                    "WHERE state = 'queued' AND digest_at > ?"),
                                     {tx.now().ms}))
        return gathered;
    const auto sent = newest(QStringLiteral("SELECT MAX(sent_at) FROM mails "
                                            "WHERE automatic = 1 AND state = 'sent'"),
                             {});
    const auto onItsWay = newest(QStringLiteral("SELECT MAX(created_at) FROM mails "
                                                "WHERE automatic = 1 AND state = 'queued'"),
                                 {});
    const Timestamp next =
        std::max(sent.value_or(Timestamp()), onItsWay.value_or(Timestamp())).plusSeconds(seconds);
    return next > tx.now() ? std::optional(next) : std::nullopt;
}

bool markSent(Tx &tx, const QString &id, const QString &claim)
{
    return sql::changed(tx,
                        QStringLiteral("UPDATE mails SET state = 'sent', sent_at = ?, claim = '', "
                                       "error = NULL WHERE id = ? AND claim = ? "
                                       "AND state = 'queued'"),
                        {tx.now().ms, id, claim}) == 1;
}

bool markFailed(Tx &tx, const QString &id, const QString &claim, const QString &error,
                const std::optional<Timestamp> &dueAt)
{
    return sql::changed(tx,
                        QStringLiteral("UPDATE mails SET state = ?, attempts = attempts + 1, "
                                       "due_at = ?, claim = '', error = ? WHERE id = ? "
                                       "AND claim = ? AND state = 'queued'"),
                        {dueAt ? QStringLiteral("queued") : QStringLiteral("failed"),
                         dueAt.value_or(tx.now()).ms, error, id, claim}) == 1;
}

bool isQueued(Tx &tx, qint64 sessionId, int episode)
{
    return sql::value(tx,
                      QStringLiteral("SELECT COUNT(*) FROM mails WHERE session_id = ? "
                                     "AND episode = ? AND state = 'queued'"),
                      {sessionId, episode})
               .toLongLong() > 0;
}

} // namespace handoff::MailStore
