#include "server/store/search/searchindex.h"

#include "server/store/search/searchgrams.h"
#include "server/store/search/searchtext.h"
#include "server/store/sql.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace handoff::SearchIndex {

namespace {

constexpr size_t gramsAtOnce = 500; ///< about; the last text is taken whole
constexpr int rowsAtOnce = 100;
constexpr int messagesAtOnce = 100;
constexpr size_t rowsPerInsert = 64;
/// Of a message so much can be found by keyword: nobody writes more by hand, and a text of random
/// letters costs 18 bytes of index per letter.
constexpr qsizetype indexedLength = 1500;

QString indexedText(QStringView content)
{
    return searchfold::folded(content.left(indexedLength));
}

/// Grams of a few rows, to be stored in the order of the table, which touches the fewest pages.
class Batch
{
public:
    void add(qint64 id, const QString &folded)
    {
        for (const qint64 gram : search::gramsOf(folded))
            m_entries.emplace_back(gram, id);
        m_tidy = false;
    }
    /// What a customer says resembles what he said before: only different grams count.
    bool full()
    {
        if (m_entries.size() >= 4 * gramsAtOnce)
            tidy();
        return m_entries.size() >= gramsAtOnce && m_tidy;
    }
    void store(Tx &tx, QLatin1String table)
    {
        tidy();
        QString marks = QStringLiteral("(?, ?)");
        for (size_t i = 1; i < rowsPerInsert; ++i)
            marks += QStringLiteral(", (?, ?)");
        const QString insert = QStringLiteral("INSERT INTO ") + table +
                               QStringLiteral(" (gram, id) VALUES ") + marks +
                               QStringLiteral(" ON CONFLICT (gram, id) DO NOTHING");
        for (size_t at = 0; at < m_entries.size(); at += rowsPerInsert) {
            QVariantList values;
            for (size_t i = at; i < at + rowsPerInsert; ++i) {
                // One statement of one length: the last entry again is one that is there already.
                const auto &[gram, id] = m_entries[std::min(i, m_entries.size() - 1)];
                values << gram << id;
            }
            sql::run(tx, insert, values);
        }
    }

private:
    void tidy()
    {
        std::sort(m_entries.begin(), m_entries.end());
        m_entries.erase(std::unique(m_entries.begin(), m_entries.end()), m_entries.end());
        m_tidy = true;
    }

    std::vector<std::pair<qint64, qint64>> m_entries;
    bool m_tidy = true; ///< sorted, each once
};

/// What is written when all is read: on PostgreSQL a transaction that has written is waited for by
/// who reads events, so it lasts for one way to the server and back.
using Writes = QList<std::function<void()>>;

struct Session
{
    qint64 id = 0;
    QString text;   ///< folded
    QString stored; ///< its search_text
    qint64 indexed = 0;
    qint64 last = 0;
    qint64 version = 0; ///< a session that goes on meanwhile is read anew
};

QList<Session> unindexedSessions(Tx &tx)
{
    Rows &rows =
        sql::run(tx,
                 QStringLiteral("SELECT id, name, nickname, email, indexed_seq, last_seq, "
                                "search_text, version FROM sessions WHERE last_seq > indexed_seq "
                                "ORDER BY id LIMIT ?"),
                 {rowsAtOnce});
    QList<Session> list;
    while (rows.next()) {
        // As search_text has it, but for the owner: a list looks at owned sessions by itself.
        QStringList parts{rows.value(1).toString(), rows.value(2).toString()};
        if (!rows.isNull(3))
            parts.append(rows.value(3).toString());
        list.append({rows.value(0).toLongLong(), searchfold::folded(parts.join(u'\n')),
                     rows.value(6).toString(), rows.value(4).toLongLong(),
                     rows.value(5).toLongLong(), rows.value(7).toLongLong()});
    }
    return list;
}

/// Up to which message the batch has the session.
qint64 addMessages(Tx &tx, const Session &session, Batch &batch, Writes &writes)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT seq, content, internal, search_text FROM messages "
                                         "WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?"),
                          {session.id, session.indexed, messagesAtOnce});
    QList<std::pair<qint64, QVariant>> unfolded; // or folded otherwise, as it was done once
    qint64 last = session.last;
    // One message at least, so that a session is finished some time, however full the batch is.
    for (int read = 1; rows.next(); ++read) {
        const qint64 seq = rows.value(0).toLongLong();
        const QString content = rows.value(1).toString();
        const QVariant folded = search::textOf(content);
        if (folded.isNull() != rows.isNull(3) || folded.toString() != rows.value(3).toString())
            unfolded.append({seq, folded});
        if (rows.value(2).toInt() == 0)
            batch.add(session.id, indexedText(content));
        if (read == messagesAtOnce || batch.full()) {
            last = seq;
            break;
        }
    }
    rows.finish();
    if (!unfolded.isEmpty())
        writes.append([&tx, unfolded, id = session.id] {
            for (const auto &[seq, folded] : unfolded)
                sql::run(tx,
                         QStringLiteral("UPDATE messages SET search_text = ? WHERE session_id = ? "
                                        "AND seq = ?"),
                         {folded, id, seq});
        });
    return last;
}

bool updateSessions(Tx &tx, Writes &writes)
{
    const auto batch = std::make_shared<Batch>();
    const QList<Session> sessions = unindexedSessions(tx);
    for (const Session &session : sessions) {
        batch->add(session.id, session.text);
        const qint64 last = addMessages(tx, session, *batch, writes);
        writes.append([&tx, session, last] {
            const QString folded = searchfold::folded(session.stored);
            sql::run(tx,
                     QStringLiteral("UPDATE sessions SET indexed_seq = ?, search_text = ? "
                                    "WHERE id = ? AND version = ?"),
                     {last, folded, session.id, session.version});
        });
        if (batch->full())
            break;
    }
    writes.prepend([&tx, batch] { batch->store(tx, QLatin1String("session_grams")); });
    return !sessions.isEmpty();
}

bool updateTickets(Tx &tx, Writes &writes)
{
    const auto batch = std::make_shared<Batch>();
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id, search_text, version FROM tickets "
                                         "WHERE version > indexed_version ORDER BY id LIMIT ?"),
                          {rowsAtOnce});
    struct Ticket
    {
        qint64 id;
        QString text; ///< folded
        qint64 version;
    };
    QList<Ticket> read;
    while (!batch->full() && rows.next()) {
        read.append({rows.value(0).toLongLong(), searchfold::folded(rows.value(1).toString()),
                     rows.value(2).toLongLong()});
        batch->add(read.constLast().id, read.constLast().text);
    }
    rows.finish();
    writes.append([&tx, read, batch] {
        batch->store(tx, QLatin1String("ticket_grams"));
        for (const Ticket &ticket : read)
            sql::run(tx,
                     QStringLiteral("UPDATE tickets SET indexed_version = ?, search_text = ? "
                                    "WHERE id = ? AND version = ?"),
                     {ticket.version, ticket.text, ticket.id, ticket.version});
    });
    return !read.isEmpty();
}

/// Quick replies have no grams, they are few.
bool updateQuickReplies(Tx &tx, Writes &writes)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id, title, content FROM quick_replies "
                                         "WHERE search_text = '' ORDER BY id LIMIT ?"),
                          {rowsAtOnce});
    QList<std::pair<QString, QString>> read;
    while (rows.next())
        read.append({rows.value(0).toString(),
                     searchfold::folded(
                         QString(rows.value(1).toString() + u'\n' + rows.value(2).toString()))});
    rows.finish();
    writes.append([&tx, read] {
        for (const auto &[id, text] : read)
            sql::run(tx,
                     QStringLiteral("UPDATE quick_replies SET search_text = ? WHERE id = ? AND "
                                    "search_text = ''"),
                     {text, id});
    });
    return !read.isEmpty();
}

} // namespace

bool update(Tx &tx)
{
    Writes writes;
    const bool sessions = updateSessions(tx, writes);
    const bool tickets = updateTickets(tx, writes);
    const bool replies = updateQuickReplies(tx, writes);
    for (const auto &write : std::as_const(writes))
        write();
    return (sessions || tickets || replies) && !tx.failed();
}

void forget(Tx &tx, qint64 sessionId, const QString &folded)
{
    static const QString statement = [] {
        const QStringList marks(rowsPerInsert, QStringLiteral("?"));
        return QString(QStringLiteral("DELETE FROM session_grams WHERE id = ? AND gram IN (") +
                       marks.join(u',') + u')');
    }();
    const std::vector<qint64> grams = search::gramsOf(folded);
    for (size_t at = 0; at < grams.size(); at += rowsPerInsert) {
        QVariantList values{sessionId};
        for (size_t i = at; i < at + rowsPerInsert; ++i)
            values << grams[std::min(i, grams.size() - 1)];
        sql::run(tx, statement, values);
    }
}

void forgetMessage(Tx &tx, qint64 sessionId, const QString &content)
{
    forget(tx, sessionId, indexedText(content));
}

} // namespace handoff::SearchIndex
