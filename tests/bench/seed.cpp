// Fills a store that the server has made: quicker than any API, and true to the schema, because it
// copies whole rows and changes only what must differ.
#include "shared/core/clock.h"
#include "tests/bench/rig.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QTextStream>
#include <QUrl>
#include <QVariant>

namespace handoff::bench {

namespace {

constexpr auto kConnection = "bench-seed";

/// One connection and the first error it met.
class Seeder
{
public:
    explicit Seeder(const QString &file)
        : m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"),
                                         QString::fromLatin1(kConnection)))
    {
        m_db.setDatabaseName(file);
        if (!m_db.open())
            m_error = m_db.lastError().text();
        run(QStringLiteral("PRAGMA journal_mode=WAL"));
        run(QStringLiteral("PRAGMA synchronous=OFF")); // nobody misses this data after a crash
        run(QStringLiteral("PRAGMA cache_size=-262144"));
    }
    void run(const QString &sql)
    {
        if (!m_error.isEmpty())
            return;
        QSqlQuery query(m_db);
        if (!query.exec(sql))
            m_error = query.lastError().text() + QStringLiteral(" in: ") + sql.left(400);
    }
    qint64 number(const QString &sql)
    {
        QSqlQuery query(m_db);
        if (!query.exec(sql) || !query.next())
            return -1;
        return query.value(0).toLongLong();
    }
    /// The columns of a table without `id`, which the store gives; and what stands for each in a
    /// copy.
    void columns(const QString &table, const QMap<QString, QString> &changed, QStringList &names,
                 QStringList &values)
    {
        QSqlQuery query(m_db);
        query.exec(QStringLiteral("PRAGMA table_info(%1)").arg(table));
        while (query.next()) {
            const QString name = query.value(1).toString();
            if (name == u"id" && !changed.contains(name))
                continue;
            names.append(name);
            values.append(changed.value(name, QStringLiteral("t.") + name));
        }
    }
    const QString &error() const { return m_error; }

private:
    QSqlDatabase m_db;
    QString m_error;
};

/// Sessions up to this one can be found by a keyword; the grams of a million take minutes, and only
/// the plain list is measured there.
constexpr long kSearchable = 100'000;

/// As server/store/search/searchgrams.h has it: four characters as one number. `places` counts
/// from 1.
QString gramsOf(const QString &text)
{
    QStringList units;
    for (int i = 0; i < 4; ++i)
        units.append(QStringLiteral("(coalesce(unicode(substr(%1, p.i + %2, 1)), 0) << %3)")
                         .arg(text)
                         .arg(i)
                         .arg(48 - 16 * i));
    return units.join(QStringLiteral(" | "));
}

/// What the server's index of keywords has for them.
void seedGrams(Seeder &s, long count)
{
    const QString places = QStringLiteral("WITH RECURSIVE p(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                                          "FROM p WHERE i < 200) ");
    const QString since = QStringLiteral("s.id > (SELECT max(id) FROM sessions) - %1").arg(count);
    s.run(places +
          QStringLiteral("INSERT OR IGNORE INTO session_grams (gram, id) SELECT DISTINCT %1 AS g, "
                         "s.id FROM sessions s JOIN p ON p.i <= length(s.search_text) WHERE %2 "
                         "ORDER BY g, s.id")
              .arg(gramsOf(QStringLiteral("s.search_text")), since));
    // Their messages are those of the template.
    s.run(places +
          QStringLiteral("INSERT OR IGNORE INTO session_grams (gram, id) SELECT t.g, s.id FROM "
                         "(SELECT DISTINCT %1 AS g FROM messages m JOIN p ON p.i <= "
                         "length(m.content) WHERE m.internal = 0 AND m.session_id = (SELECT id "
                         "FROM sessions WHERE name = 'bench_template') ORDER BY g) t "
                         "CROSS JOIN sessions s WHERE %2")
              .arg(gramsOf(QStringLiteral("lower(m.content)")), since));
}

bool seedWith(Seeder &s, long sessions)
{
    const qint64 now = Timestamp::now().ms;
    const qint64 have = s.number(
        QStringLiteral("SELECT count(*) FROM sessions WHERE name LIKE 'bench\\_s%' ESCAPE '\\'"));
    s.run(QStringLiteral("BEGIN"));
    if (have < sessions) {
        // Every 50th waits for a person, every 5th is closed; each a bit older than the one before.
        const QString at = QStringLiteral("(%1 - n.i * 20)").arg(now);
        const QString waits = QStringLiteral("n.i % 50 = 0");
        const QMap<QString, QString> changed{
            {QStringLiteral("name"), QStringLiteral("'bench_s' || n.i")},
            {QStringLiteral("message_key"), QStringLiteral("lower(hex(randomblob(12)))")},
            {QStringLiteral("nickname"), QStringLiteral("'Customer ' || n.i")},
            {QStringLiteral("search_text"),
             QStringLiteral("'bench_s' || n.i || ' customer ' || n.i")},
            {QStringLiteral("status"), QStringLiteral("CASE WHEN %1 THEN 'pending_manual' WHEN n.i "
                                                      "% 5 = 0 THEN 'closed' ELSE 'bot_active' END")
                                           .arg(waits)},
            {QStringLiteral("escalation_reason"),
             QStringLiteral("CASE WHEN %1 THEN 'manual' END").arg(waits)},
            {QStringLiteral("escalation_details"),
             QStringLiteral("CASE WHEN %1 THEN 'bench' END").arg(waits)},
            {QStringLiteral("escalation_severity"),
             QStringLiteral("CASE WHEN %1 THEN 'medium' END").arg(waits)},
            {QStringLiteral("escalated_at"),
             QStringLiteral("CASE WHEN %1 THEN %2 END").arg(waits, at)},
            {QStringLiteral("waiting_since"),
             QStringLiteral("CASE WHEN %1 THEN %2 ELSE t.waiting_since END").arg(waits, at)},
            {QStringLiteral("created_at"), at},
            {QStringLiteral("updated_at"), at},
            {QStringLiteral("last_at"), at},
            {QStringLiteral("preview_at"), at},
            {QStringLiteral("indexed_seq"), QStringLiteral("t.last_seq")},
        };
        QStringList names;
        QStringList values;
        s.columns(QStringLiteral("sessions"), changed, names, values);
        s.run(QStringLiteral(
                  "WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) "
                  "INSERT INTO sessions (%3) SELECT %4 FROM n, sessions t WHERE t.name = "
                  "'bench_template'")
                  .arg(have + 1)
                  .arg(sessions)
                  .arg(names.join(u','), values.join(u',')));
        names.clear();
        values.clear();
        s.columns(QStringLiteral("messages"),
                  {{QStringLiteral("session_id"), QStringLiteral("s.id")}}, names, values);
        s.run(QStringLiteral(
                  "INSERT INTO messages (%1) SELECT %2 FROM sessions s, messages t "
                  "WHERE t.session_id = (SELECT id FROM sessions WHERE name = 'bench_template') "
                  "AND s.name LIKE 'bench\\_s%' ESCAPE '\\' "
                  "AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.session_id = s.id)")
                  .arg(names.join(u','), values.join(u',')));
        if (sessions <= kSearchable)
            seedGrams(s, sessions - have);
        s.run(QStringLiteral("UPDATE session_counts SET n = (SELECT count(*) FROM sessions x WHERE "
                             "x.status = session_counts.status)"));
    }
    if (s.number(QStringLiteral("SELECT count(*) FROM agents WHERE username LIKE 'bench%'")) == 0) {
        QStringList names;
        QStringList values;
        s.columns(QStringLiteral("agents"),
                  {{QStringLiteral("id"), QStringLiteral("'agent_bench' || n.i")},
                   {QStringLiteral("username"), QStringLiteral("'bench' || n.i")},
                   {QStringLiteral("name"), QStringLiteral("'Bench ' || n.i")},
                   {QStringLiteral("status"), QStringLiteral("'offline'")}},
                  names, values);
        s.run(
            QStringLiteral(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                "INSERT INTO agents (%2) SELECT %3 FROM n, agents t WHERE t.username = 'agent001'")
                .arg(kSeededAgents)
                .arg(names.join(u','), values.join(u',')));
    }
    s.run(QStringLiteral("COMMIT"));
    s.run(QStringLiteral("ANALYZE"));
    s.run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (s.error().isEmpty())
        return true;
    QTextStream(stderr) << "handoff-bench: seeding failed: " << s.error() << Qt::endl;
    return false;
}

} // namespace

bool seed(const QString &databaseFile, long sessions)
{
    bool good = false;
    {
        Seeder seeder(databaseFile);
        good = seedWith(seeder, sessions);
    }
    QSqlDatabase::removeDatabase(QString::fromLatin1(kConnection));
    return good;
}

QString seededSession(long i)
{
    return QStringLiteral("bench_s%1").arg(i);
}

QString seededAgent(int i)
{
    return QStringLiteral("bench%1").arg(i);
}

bool emptyPostgres(const QString &databaseUrl)
{
    const QUrl url(databaseUrl);
    QString error;
    {
        QSqlDatabase db =
            QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), QString::fromLatin1(kConnection));
        db.setHostName(url.host());
        db.setPort(url.port());
        db.setDatabaseName(url.path().mid(1));
        db.setUserName(url.userName());
        db.setConnectOptions(QStringLiteral("options=-cclient_min_messages=error"));
        QSqlQuery query(db.open() ? db : QSqlDatabase());
        for (const char *statement : {"DROP SCHEMA public CASCADE", "CREATE SCHEMA public"}) {
            if (error.isEmpty() && !query.exec(QLatin1String(statement)))
                error = db.lastError().text() + query.lastError().text();
        }
    }
    QSqlDatabase::removeDatabase(QString::fromLatin1(kConnection));
    if (!error.isEmpty())
        QTextStream(stderr) << "handoff-bench: " << error << Qt::endl;
    return error.isEmpty();
}

} // namespace handoff::bench
