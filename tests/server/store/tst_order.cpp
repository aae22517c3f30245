#include "server/store/database.h"
#include "server/store/eventlog.h"
#include "server/store/sql.h"
#include "tests/support/testdatabase.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace handoff;
using test::await;

namespace {

StoredEvent someEvent(const QString &session, const QByteArray &json = "{}")
{
    return {0, QStringLiteral("status_change"), session, Audience::Agents, {}, json, {}};
}

/// Another server that has begun a transaction and does not end it.
class Stalled
{
public:
    explicit Stalled(const QString &url) : m_connection(url, Connection::Purpose::Writer)
    {
        if (!m_connection.open() || !m_connection.run(QStringLiteral("BEGIN")))
            qFatal("no transaction");
        m_tx.emplace(m_connection, Timestamp{1});
    }
    Tx &tx() { return *m_tx; }
    Connection &connection() { return m_connection; }
    /// From here on PostgreSQL has numbered it.
    void write()
    {
        QVERIFY(sql::value(*m_tx, QStringLiteral("SELECT pg_current_xact_id()")).isValid());
    }
    bool commit()
    {
        (void)m_tx->logEvents();
        const bool done = m_connection.run(QStringLiteral("COMMIT")).ok();
        m_tx->finishStatements();
        return done;
    }

private:
    Connection m_connection;
    std::optional<Tx> m_tx;
};

} // namespace

/// Several servers, and several writers of each, write at the same time; everybody gets the same
/// events in the same order, each once (events.md, Guarantees 1 and 2; operations.md, Reliability).
class TestOrder : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_files = std::make_unique<test::TestDatabase>();
        m_db = m_files->open();
        m_seen.clear();
        connect(m_db.get(), &Database::committed, this, [this](const QList<StoredEvent> &events) {
            for (const StoredEvent &event : events)
                m_seen.append(event.sessionName);
        });
        create(
            QStringLiteral("CREATE TABLE places (place INTEGER PRIMARY KEY, n BIGINT NOT NULL)"));
        create(QStringLiteral(
            "INSERT INTO places SELECT place, 0 FROM generate_series(1, 20) AS place"));
    }
    void cleanup()
    {
        m_db.reset();
        m_files.reset();
    }

    /// A transaction that began first and ends last.
    void anEventInFrontIsWaitedFor()
    {
        Stalled other(m_files->url());
        other.write();
        QVERIFY(announce(QStringLiteral("second")).ok()); // the answer does not wait for ever
        QCOMPARE(m_seen, QStringList());
        const auto lastId = [this] {
            return *await(
                m_db->read([](Tx &tx) -> Result<qint64> { return EventLog::lastId(tx); }));
        };
        QCOMPARE(lastId(), 0); // no stream may begin behind it
        other.tx().announce(someEvent(QStringLiteral("first")));
        QVERIFY(other.commit());
        QTRY_COMPARE(m_seen, QStringList({QStringLiteral("first"), QStringLiteral("second")}));
        const auto logged = *await(m_db->read(
            [](Tx &tx) -> Result<QList<StoredEvent>> { return EventLog::after(tx, 0, {}, 10); }));
        QCOMPARE(logged.size(), 2);
        QCOMPARE(logged.at(0).sessionName, QStringLiteral("first"));
        QCOMPARE(logged.at(1).id, lastId());
        QVERIFY(logged.at(1).id < qint64(1) << 53);
    }

    /// It has the session, and no number yet: nobody but who wants the same session notices.
    void aServerThatHangsHoldsUpNobodyElse()
    {
        auto hung = std::make_unique<Stalled>(m_files->url());
        QVERIFY(hung->connection()
                    .run(QStringLiteral("SET LOCAL idle_in_transaction_session_timeout = '2s'"))
                    .ok());
        hung->tx().hold(hold::session(QStringLiteral("stuck")));
        QVERIFY(hung->connection().settle().ok());

        const auto own = announcing(QStringLiteral("stuck"));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            QVERIFY(announce(QStringLiteral("other")).ok());
        QVERIFY(!own.isFinished());
        QCOMPARE(m_seen.count(QStringLiteral("other")), 20);
        QVERIFY(await(own).ok()); // when PostgreSQL has ended the one that hangs
        QTRY_COMPARE(m_seen.count(QStringLiteral("stuck")), 1);
    }

    void everybodySeesTheSame()
    {
        constexpr int sessions = 10;
        constexpr int each = 400;
        const auto second = m_files->open();
        QList<StoredEvent> here;
        QList<StoredEvent> there;
        connect(m_db.get(), &Database::committed, this,
                [&](const QList<StoredEvent> &events) { here += events; });
        connect(second.get(), &Database::committed, this,
                [&](const QList<StoredEvent> &events) { there += events; });
        QList<Later<void>> futures;
        int failing = 0;
        for (int i = 0; i < each; ++i) {
            for (Database *db : {m_db.get(), second.get()}) {
                const int place = 1 + QRandomGenerator::global()->bounded(sessions);
                const bool fails = QRandomGenerator::global()->bounded(10) == 0;
                failing += fails ? 1 : 0;
                futures.append(db->write([place, fails](Tx &tx) -> Result<void> {
                    const QString name = QStringLiteral("s%1").arg(place);
                    tx.hold(hold::session(name));
                    const qint64 n =
                        sql::value(tx, QStringLiteral("SELECT n FROM places WHERE place = ?"),
                                   {place})
                            .toLongLong();
                    sql::run(tx, QStringLiteral("UPDATE places SET n = ? WHERE place = ?"),
                             {n + 1, place});
                    tx.announce(someEvent(name, QByteArray::number(n + 1)));
                    if (fails)
                        return errors();
                    return {};
                }));
            }
        }
        int failed = 0;
        for (const auto &future : futures)
            failed += await(future).ok() ? 0 : 1;
        QCOMPARE(failed, failing);
        QTRY_COMPARE(here.size(), 2 * each - failing);
        QTRY_COMPARE(there.size(), 2 * each - failing);
        QMap<QString, qint64> last;
        for (qsizetype i = 0; i < here.size(); ++i) {
            QCOMPARE(here.at(i).id, there.at(i).id);
            QVERIFY(i == 0 || here.at(i - 1).id < here.at(i).id);
            qint64 &n = last[here.at(i).sessionName];
            QCOMPARE(here.at(i).json.toLongLong(), ++n); // the order of commits, without a gap
        }
    }

    /// Who asks for a session only after a change would have a number from before it.
    void whoAsksTooLateRunsAgain()
    {
        std::atomic<int> runs = 0;
        QVERIFY(await(m_db->write([&runs](Tx &tx) -> Result<void> {
                    ++runs;
                    sql::run(tx, QStringLiteral("UPDATE places SET n = n + 1 WHERE place = 1"));
                    tx.hold(hold::session(QStringLiteral("a")));
                    tx.hold(hold::session(QStringLiteral("b")));
                    return {};
                })).ok());
        QCOMPARE(runs.load(), 2);
        QCOMPARE(placeAt(1), 1);
        QCOMPARE(m_db->reruns(), 1);
    }

    void deadlocksRunAgain()
    {
        std::atomic<int> first = 0;
        const auto both = [&first](int from, int to) {
            return [&first, from, to](Tx &tx) -> Result<void> {
                const QString statement =
                    QStringLiteral("UPDATE places SET n = n + 1 WHERE place = ?");
                (void)sql::changed(tx, statement, {from});
                ++first;
                for (int i = 0; i < 200 && first < 2; ++i)
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                (void)sql::changed(tx, statement, {to});
                return {};
            };
        };
        const auto there = m_db->write(both(1, 2));
        const auto back = m_db->write(both(2, 1));
        QVERIFY(await(there).ok());
        QVERIFY(await(back).ok());
        QCOMPARE(placeAt(1), 2);
        QCOMPARE(placeAt(2), 2);
        QVERIFY(m_db->reruns() >= 1);
    }

    /// As of another transaction that does not ask for holds.
    void aRowThatWasFasterRunsAgain()
    {
        std::atomic<int> runs = 0;
        QVERIFY(await(m_db->write([&](Tx &tx) -> Result<void> {
                    const qint64 n =
                        sql::value(tx, QStringLiteral("SELECT n FROM places WHERE place = 3"))
                            .toLongLong();
                    if (++runs == 1) {
                        Stalled other(m_files->url());
                        sql::run(other.tx(),
                                 QStringLiteral("UPDATE places SET n = n + 10 WHERE place = 3"));
                        other.commit();
                    }
                    sql::changeOne(tx,
                                   QStringLiteral("UPDATE places SET n = ? WHERE place = 3 AND "
                                                  "n = ?"),
                                   {n + 1, n});
                    return {};
                })).ok());
        QCOMPARE(runs.load(), 2);
        QCOMPARE(placeAt(3), 11);
    }

    void aRestoredDatabaseBeginsAbove()
    {
        QVERIFY(announce(QStringLiteral("before")).ok());
        const qint64 before = lastId();
        m_db.reset();
        {
            Connection connection(m_files->url(), Connection::Purpose::Writer);
            QVERIFY(connection.open().ok());
            // As if transactions were counted from a lower number.
            QVERIFY(connection.run(QStringLiteral("UPDATE event_base SET base = base - (1 << 30)"))
                        .ok());
        }
        m_db = m_files->open();
        QVERIFY(announce(QStringLiteral("after")).ok());
        QVERIFY(lastId() > before);
        QVERIFY(lastId() < qint64(1) << 53);
        const qint64 trimmed =
            *await(m_db->read([](Tx &tx) -> Result<qint64> { return EventLog::trimmedUpTo(tx); }));
        QVERIFY(trimmed > before); // a cursor of before it may know what is gone
        QVERIFY(trimmed < lastId());
    }

    /// Of a version whose ids came from a counter.
    void idsGoOnAboveThoseOfTheCounter()
    {
        m_db.reset();
        {
            Connection connection(m_files->url(), Connection::Purpose::Writer);
            QVERIFY(connection.open().ok());
            for (const char *statement :
                 {"DELETE FROM event_base", "DELETE FROM events",
                  "INSERT INTO events (id, at, type, session_name, audience, agent_ids, json) "
                  "VALUES (123456789, 1, 'x', 's', 1, '', '{}')"})
                QVERIFY(connection.run(QLatin1String(statement)).ok());
        }
        m_db = m_files->open();
        QCOMPARE(lastId(), 123456789);
        QVERIFY(announce(QStringLiteral("after")).ok());
        QVERIFY(lastId() > 123456789);
        QVERIFY(lastId() < 123456789 + (qint64(1) << 30));
        QCOMPARE(
            *await(m_db->read([](Tx &tx) -> Result<qint64> { return EventLog::trimmedUpTo(tx); })),
            0);
    }

private:
    static Error errors()
    {
        return Error::plain(ErrorKind::Conflict, QStringLiteral("NO"), QStringLiteral("no"));
    }
    void create(const QString &statement)
    {
        QVERIFY(await(m_db->write([statement](Tx &tx) {
                    return tx.connection().run(statement);
                })).ok());
    }
    Later<void> announcing(const QString &session)
    {
        return m_db->write([session](Tx &tx) -> Result<void> {
            tx.announce(someEvent(session));
            return {};
        });
    }
    Result<void> announce(const QString &session) { return await(announcing(session)); }
    qint64 placeAt(int place)
    {
        return *await(m_db->read([place](Tx &tx) -> Result<qint64> {
            return sql::value(tx, QStringLiteral("SELECT n FROM places WHERE place = ?"), {place})
                .toLongLong();
        }));
    }
    qint64 lastId()
    {
        return *await(m_db->read([](Tx &tx) -> Result<qint64> { return EventLog::lastId(tx); }));
    }

    std::unique_ptr<test::TestDatabase> m_files;
    std::unique_ptr<Database> m_db;
    QStringList m_seen;
};

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
