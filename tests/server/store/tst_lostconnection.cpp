#include "server/store/database.h"
#include "server/store/sql.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace handoff;
using test::await;

namespace {

/// What the use cases below change, and what they announce; one after the other.
Later<void> write(Database &db, const QString &name, std::atomic<int> &runs, int cuts)
{
    return db.write(QStringLiteral("written"), [name, cuts, &runs](Tx &tx) -> Result<void> {
        tx.hold(hold::session(name));
        sql::run(tx, QStringLiteral("INSERT INTO written VALUES (?)"), {name});
        tx.announce({0, QStringLiteral("status_change"), name, Audience::Agents, {}, "{}", {}});
        if (++runs <= cuts)
            (void)sql::value(tx, QStringLiteral("SELECT pg_terminate_backend(pg_backend_pid())"));
        return {};
    });
}

QStringList writtenIn(Database &db)
{
    return *await(db.read([](Tx &tx) -> Result<QStringList> {
        QStringList names;
        Rows &rows = sql::run(tx, QStringLiteral("SELECT name FROM written ORDER BY name"));
        while (rows.next())
            names.append(rows.value(0).toString());
        return names;
    }));
}

} // namespace

/// PostgreSQL cuts connections: at a restart, a fail-over, or because somebody told it to
/// (operations.md, Reliability; events.md, Guarantees 1 and 2).
class TestLostConnection : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_files = std::make_unique<test::TestDatabase>();
        m_db = m_files->open();
        m_announced.clear();
        connect(m_db.get(), &Database::committed, this, [this](const QList<StoredEvent> &events) {
            for (const StoredEvent &event : events)
                m_announced.append(event.sessionName);
        });
        create(QStringLiteral("CREATE TABLE written (name TEXT)"));
    }
    void cleanup()
    {
        m_db.reset();
        m_files.reset();
    }

    void aWriteRunsAgainOnce_data()
    {
        QTest::addColumn<int>("cuts");
        QTest::addColumn<bool>("ok");
        QTest::newRow("never cut") << 0 << true;
        QTest::newRow("cut once") << 1 << true;
        QTest::newRow("cut again") << 2 << false;
    }
    void aWriteRunsAgainOnce()
    {
        QFETCH(int, cuts);
        QFETCH(bool, ok);
        std::atomic<int> runs = 0;
        const auto result = await(write(*m_db, QStringLiteral("a"), runs, cuts));
        QCOMPARE(result.ok(), ok);
        if (!ok)
            QCOMPARE(result.error().kind, ErrorKind::Unavailable);
        QCOMPARE(runs.load(), cuts == 0 ? 1 : 2);
        QCOMPARE(m_db->healthy(), ok);
        const QStringList expected = ok ? QStringList{QStringLiteral("a")} : QStringList();
        QCOMPARE(writtenIn(*m_db), expected);
        QCOMPARE(m_announced, expected);
        QVERIFY(await(write(*m_db, QStringLiteral("b"), runs, 0)).ok()); // and goes on
        QCOMPARE(m_announced.constLast(), QStringLiteral("b"));
        QVERIFY(m_db->healthy());
    }

    /// Who stands in line with the one whose connection is cut loses and doubles nothing either.
    void othersAreNotHarmed()
    {
        std::atomic<int> runs = 0;
        std::atomic<int> others = 0;
        QStringList names;
        QList<Later<void>> futures;
        for (int i = 0; i < 50; ++i) {
            names.append(QStringLiteral("n%1").arg(i, 2, 10, QLatin1Char('0')));
            futures.append(i == 25 ? write(*m_db, names.constLast(), runs, 1)
                                   : write(*m_db, names.constLast(), others, 0));
        }
        for (const auto &future : futures)
            QVERIFY(await(future).ok());
        QCOMPARE(runs.load(), 2);
        QCOMPARE(others.load(), 49);
        QCOMPARE(writtenIn(*m_db), names);
        QCOMPARE(m_announced, names);
    }

    void aRefusalStands()
    {
        std::atomic<int> runs = 0;
        QList<Later<void>> futures;
        futures.append(write(*m_db, QStringLiteral("a"), runs, 0));
        futures.append(m_db->write(QStringLiteral("written"), [](Tx &tx) -> Result<void> {
            const qint64 n =
                sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM written")).toLongLong();
            return Error::plain(ErrorKind::Conflict, QStringLiteral("N"), QString::number(n));
        }));
        std::atomic<int> cut = 0;
        futures.append(write(*m_db, QStringLiteral("b"), cut, 1));
        QVERIFY(await(futures.at(0)).ok());
        QCOMPARE(await(futures.at(1)).error().message, QStringLiteral("1"));
        QVERIFY(await(futures.at(2)).ok());
        QCOMPARE(writtenIn(*m_db), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    /// In the middle of COMMIT nobody knows, so nobody tries again.
    void aCommitIsNotRepeated()
    {
        create(
            QStringLiteral("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                           "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"));
        create(QStringLiteral("CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON written DEFERRABLE "
                              "INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.name = 'cut') "
                              "EXECUTE FUNCTION cut()"));
        std::atomic<int> runs = 0;
        const auto result = await(write(*m_db, QStringLiteral("cut"), runs, 0));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Unavailable);
        QCOMPARE(runs.load(), 1);
        QVERIFY(await(write(*m_db, QStringLiteral("a"), runs, 0)).ok());
        QCOMPARE(writtenIn(*m_db), QStringList{QStringLiteral("a")});
        QCOMPARE(m_announced, QStringList{QStringLiteral("a")});
    }

    void aReadRunsAgain()
    {
        std::atomic<int> runs = 0;
        const auto read = [this, &runs](int cuts) {
            runs = 0;
            return await(m_db->read([&runs, cuts](Tx &tx) -> Result<int> {
                if (++runs <= cuts)
                    sql::run(tx, QStringLiteral("SELECT pg_terminate_backend(pg_backend_pid())"));
                return 1;
            }));
        };
        for (int i = 0; i < 4; ++i) // every reader has its connection
            QVERIFY(read(0).ok());
        QVERIFY(read(1).ok());
        QCOMPARE(runs.load(), 2);
        QVERIFY(read(0).ok());
        QVERIFY(!read(2).ok());
        for (int i = 0; i < 4; ++i)
            QVERIFY(read(0).ok());
    }

    /// A result that breaks off is no short result.
    void rowsThatBreakOffAreAnError()
    {
        const auto numbers = [this](const QString &until) {
            return await(m_db->read([until](Tx &tx) -> Result<qint64> {
                Rows &rows = sql::run(tx, QStringLiteral("SELECT 1 / (%1 - n) FROM "
                                                         "generate_series(1, 1000) n")
                                              .arg(until));
                qint64 count = 0;
                while (rows.next())
                    ++count;
                return count;
            }));
        };
        QCOMPARE(*numbers(QStringLiteral("1001")), 1000);
        QVERIFY(!numbers(QStringLiteral("500")).ok());
        QCOMPARE(*numbers(QStringLiteral("1001")), 1000);
    }

private:
    /// PostgreSQL prepares no CREATE.
    void create(const QString &statement)
    {
        QVERIFY(await(m_db->write([statement](Tx &tx) {
                    return tx.connection().run(statement);
                })).ok());
    }

    std::unique_ptr<test::TestDatabase> m_files;
    std::unique_ptr<Database> m_db;
    QStringList m_announced;
};

QTEST_GUILESS_MAIN(TestLostConnection)
#include "tst_lostconnection.moc"
