#include "server/store/searchindex.h"

#include "server/store/searchgrams.h"
#include "server/store/searchtext.h"
#include "server/store/sql.h"

#include <algorithm>
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

struct Session
{
    qint64 id = 0;
    QString text;   ///< folded
    QString stored; ///< its search_text
    qint64 indexed = 0;
    qint64 last = 0;
};

QList<Session> unindexedSessions(Tx &tx)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT id, name, nickname, email, indexed_seq, last_seq, "
                                         "search_text FROM sessions WHERE last_seq > indexed_seq "
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
                     rows.value(5).toLongLong()});
    }
    return list;
}

/// Up to which message the batch has the session.
qint64 addMessages(Tx &tx, const Session &session, Batch &batch)
{
    Rows &rows = sql::run(tx,
                          QStringLiteral("SELECT seq, content, internal, search_text FROM messages "
                                         "WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?"),
                          {session.id, session.indexed, messagesAtOnce});
    QList<std::pair<qint64, QVariant>> unfolded; // of before messages were folded
    qint64 last = session.last;
    // One message at least, so that a session is finished some time, however full the batch is.
    for (int read = 1; rows.next(); ++read) {
        const qint64 seq = rows.value(0).toLongLong();
        const QString content = rows.value(1).toString();
        if (rows.isNull(3)) {
            if (const QVariant folded = search::textOf(content); !folded.isNull())
                unfolded.append({seq, folded});
        }
        if (rows.value(2).toInt() == 0)
            batch.add(session.id, searchfold::folded(QStringView(content).left(indexedLength)));
        if (read == messagesAtOnce || batch.full()) {
            last = seq;
            break;
        }
    }
    rows.finish();
    for (const auto &[seq, folded] : std::as_const(unfolded))
        sql::run(
            tx,
            QStringLiteral("UPDATE messages SET search_text = ? WHERE session_id = ? AND seq = ?"),
            {folded, session.id, seq});
    return last;
}

bool updateSessions(Tx &tx)
{
    Batch batch;
    const QList<Session> sessions = unindexedSessions(tx);
    for (const Session &session : sessions) {
        batch.add(session.id, session.text);
        sql::run(tx, QStringLiteral("UPDATE sessions SET indexed_seq = ? WHERE id = ?"),
                 {addMessages(tx, session, batch), session.id});
        if (const QString folded = searchfold::folded(session.stored); folded != session.stored)
            sql::run(tx, QStringLiteral("UPDATE sessions SET search_text = ? WHERE id = ?"),
                     {folded, session.id});
        if (batch.full())
            break;
    }
    batch.store(tx, QLatin1String("session_grams"));
    return !sessions.isEmpty();
}

bool updateTickets(Tx &tx)
{
    Batch batch;
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
    while (!batch.full() && rows.next()) {
        read.append({rows.value(0).toLongLong(), searchfold::folded(rows.value(1).toString()),
                     rows.value(2).toLongLong()});
        batch.add(read.constLast().id, read.constLast().text);
    }
    rows.finish();
    for (const Ticket &ticket : std::as_const(read))
        sql::run(
            tx,
            QStringLiteral("UPDATE tickets SET indexed_version = ?, search_text = ? WHERE id = ?"),
            {ticket.version, ticket.text, ticket.id});
    batch.store(tx, QLatin1String("ticket_grams"));
    return !read.isEmpty();
}

/// Quick replies have no grams, they are few.
bool updateQuickReplies(Tx &tx)
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
    for (const auto &[id, text] : std::as_const(read))
        sql::run(tx, QStringLiteral("UPDATE quick_replies SET search_text = ? WHERE id = ?"),
                 {text, id});
    return !read.isEmpty();
}

} // namespace

bool update(Tx &tx)
{
    const bool sessions = updateSessions(tx);
    const bool tickets = updateTickets(tx);
    const bool replies = updateQuickReplies(tx);
    return (sessions || tickets || replies) && !tx.failed();
}

} // namespace handoff::SearchIndex
