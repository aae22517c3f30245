#include "server/store/database.h"
#include "server/store/eventlog.h"
#include "server/store/sql.h"
#include "shared/contract/errors.h"
#include "tests/support/testdatabase.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

using namespace handoff;
using test::await;

namespace {

StoredEvent someEvent(const QString &session, Audience audience = Audience::Agents,
                      const QStringList &agents = {})
{
    return {0, QStringLiteral("status_change"), session, audience, agents, "{\"x\":\"客服\"}", {}};
}

Later<void> announcing(Database &db, const QString &session)
{
    return db.write([session](Tx &tx) -> Result<void> {
        tx.announce(someEvent(session));
        return {};
    });
}

Result<void> announce(Database &db, const QString &session)
{
    return await(announcing(db, session));
}

Error refusal()
{
    return Error::plain(ErrorKind::Conflict, QStringLiteral("NO"), QStringLiteral("no"));
}

qint64 countOf(Database &db, const QString &session)
{
    return *await(db.read([session](Tx &tx) -> Result<qint64> {
        return EventLog::after(tx, 0, {session, false, {}}, 100000).size();
    }));
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatIsCommitted()
    {
        const test::TestDatabase files;
        {
            const auto db = files.open();
            QVERIFY(announce(*db, QStringLiteral("会话")).ok());
        }
        const auto again = files.open(); // migrating twice changes nothing
        const auto events = await(again->read(
            [](Tx &tx) -> Result<QList<StoredEvent>> { return EventLog::after(tx, 0, {}, 10); }));
        QCOMPARE(events->size(), 1);
        QVERIFY(events->constFirst().id > 0);
        QCOMPARE(events->constFirst().sessionName, QStringLiteral("会话"));
        QCOMPARE(events->constFirst().json, QByteArray("{\"x\":\"客服\"}"));
    }

    void oneFailureInAGroupHarmsNobodyElse()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QSignalSpy commits(db.get(), &Database::groupCommitted);
        QList<Later<int>> futures;
        for (int i = 0; i < 300; ++i) {
            futures.append(db->write([i](Tx &tx) -> Result<int> {
                tx.announce(someEvent(QStringLiteral("s")));
                if (i % 3 == 1)
                    return refusal();
                if (i % 3 == 2)
                    sql::run(tx, QStringLiteral("INSERT INTO no_such_table VALUES (1)"));
                return i;
            }));
        }
        for (int i = 0; i < 300; ++i) {
            const auto r = await(futures.at(i));
            QCOMPARE(r.ok(), i % 3 == 0);
            if (i % 3 == 1)
                QCOMPARE(r.error(), refusal());
            if (i % 3 == 2)
                QCOMPARE(r.error().kind, ErrorKind::Unavailable);
        }
        QCOMPARE(countOf(*db, QStringLiteral("s")), 100);
        if (test::TestDatabase::isPostgres())
            return; // each in a transaction of its own
        QTRY_VERIFY(commits.size() > 0);
        QVERIFY2(commits.size() < 100, "300 use cases that wait together share commits");
    }

    void announcesBeforeItAnswersAndInOrder()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QList<qint64> seen;
        connect(db.get(), &Database::committed, this, [&](const QList<StoredEvent> &events) {
            for (const StoredEvent &e : events)
                seen.append(e.id);
        });
        int answered = 0;
        for (int i = 0; i < 200; ++i) {
            db->write([](Tx &tx) -> Result<void> {
                  tx.announce(someEvent(QStringLiteral("s")));
                  return {};
              }).then(this, [&](const Result<void> &) {
                ++answered;
                QVERIFY(seen.size() >= answered);
            });
        }
        QTRY_COMPARE(answered, 200);
        QCOMPARE(seen.size(), 200);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void manyEventsOfOneUseCaseKeepTheirOrder()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QStringList sent;
        connect(db.get(), &Database::committed, this, [&](const QList<StoredEvent> &events) {
            for (const StoredEvent &e : events)
                sent.append(e.sessionName + QString::number(e.id));
        });
        QStringList expected;
        for (int i = 1; i <= 100; ++i)
            expected.append(QStringLiteral("s%1_").arg(i));
        const auto done = await(db->write([](Tx &tx) -> Result<void> {
            for (int i = 1; i <= 100; ++i)
                tx.announce(someEvent(QStringLiteral("s%1_").arg(i)));
            return {};
        }));
        QVERIFY(done.ok());
        const auto logged = *await(db->read(
            [](Tx &tx) -> Result<QList<StoredEvent>> { return EventLog::after(tx, 0, {}, 1000); }));
        QStringList stored;
        for (const StoredEvent &e : logged)
            stored.append(e.sessionName + QString::number(e.id));
        QCOMPARE(sent, stored);
        const qint64 first = logged.constFirst().id;
        for (int i = 0; i < 100; ++i)
            expected[i] += QString::number(first + i);
        QCOMPARE(stored, expected);
    }

    void serversWriteAtTheSameTime()
    {
        if (!test::TestDatabase::isPostgres())
            QSKIP("SQLite belongs to one server");
        const test::TestDatabase files;
        const auto a = files.open();
        const auto b = files.open();
        QVERIFY(await(a->write([](Tx &tx) -> Result<void> {
                    // PostgreSQL prepares no CREATE.
                    HANDOFF_CHECK(tx.connection().run(
                        QStringLiteral("CREATE TABLE places (place INTEGER, n INTEGER)")));
                    sql::run(tx, QStringLiteral("INSERT INTO places VALUES (1, 0), (2, 0)"));
                    return {};
                })).ok());
        // The servers change the same rows.
        const auto change = [](Database &db, int place) {
            return db.write([place](Tx &tx) -> Result<void> {
                sql::run(tx, QStringLiteral("UPDATE places SET n = n + 1 WHERE place = ?"),
                         {place});
                tx.announce(someEvent(QStringLiteral("s")));
                return {};
            });
        };
        QList<qint64> seenA;
        QList<qint64> seenB;
        const auto noteIn = [](QList<qint64> *seen) {
            return [seen](const QList<StoredEvent> &events) {
                for (const StoredEvent &e : events)
                    seen->append(e.id);
            };
        };
        connect(a.get(), &Database::committed, this, noteIn(&seenA));
        connect(b.get(), &Database::committed, this, noteIn(&seenB));
        QList<Later<void>> futures;
        for (int i = 0; i < 300; ++i) {
            futures.append(change(*a, 1 + i % 2));
            futures.append(change(*b, 2 - i % 2));
        }
        for (const Later<void> &future : futures)
            QVERIFY(await(future).ok());
        QTRY_COMPARE(seenA.size(), 600);
        QTRY_COMPARE(seenB.size(), 600);
        QCOMPARE(seenA, seenB); // own and foreign ones in the same order
        QVERIFY(std::is_sorted(seenA.begin(), seenA.end()));
        QVERIFY(std::adjacent_find(seenA.begin(), seenA.end()) == seenA.end());
    }

    /// What was undone leaves no line in backend.log; the others have the time of their use case.
    void onlyWhatStandsIsLogged()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QStringList logged;
        connect(db.get(), &Database::logged, this, [&](const QList<LogEntry> &lines) {
            for (const LogEntry &line : lines) {
                QVERIFY(line.at.ms > 0);
                logged.append(line.event);
            }
        });
        const Error refused = errors::versionConflict();
        const auto log = [](Tx &tx, const char *event) {
            tx.log({QString::fromLatin1(event), {}, {}, {}, {}, {}, {}});
        };
        QVERIFY(await(db->write([&](Tx &tx) -> Result<void> {
                    log(tx, "first");
                    (void)tx.attempt([&]() -> Result<void> {
                        log(tx, "undone");
                        return refused;
                    });
                    log(tx, "last");
                    return {};
                })).ok());
        QVERIFY(!await(db->write([&](Tx &tx) -> Result<void> {
                     log(tx, "refused");
                     return refused;
                 })).ok());
        QCOMPARE(logged, (QStringList{QStringLiteral("first"), QStringLiteral("last")}));
    }

    void readersSeeOneMomentOnly()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        QSemaphore reads, committed;
        const auto read = db->read([&](Tx &tx) -> Result<bool> {
            const qint64 before = EventLog::lastId(tx);
            reads.release();
            committed.acquire(); // another use case, while this one reads
            return EventLog::lastId(tx) == before;
        });
        QTRY_COMPARE(reads.available(), 1);
        const bool announced = await(announcing(*db, QStringLiteral("s"))).ok();
        committed.release();
        QVERIFY(announced);
        const auto same = await(read);
        QVERIFY(same.ok());
        QVERIFY(*same);
        QCOMPARE(countOf(*db, QStringLiteral("s")), 1);
    }

    void readersMayNotWrite()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        const auto r = await(db->read([](Tx &tx) -> Result<void> {
            tx.announce(someEvent(QStringLiteral("s")));
            return {};
        }));
        QVERIFY(!r.ok());
        QCOMPARE(countOf(*db, QStringLiteral("s")), 0);
    }

    void replayFiltersByAudience()
    {
        const test::TestDatabase files;
        const auto db = files.open();
        (void)await(db->write([](Tx &tx) -> Result<void> {
            tx.announce(someEvent(QStringLiteral("a"), Audience::CustomerAndAgents));
            tx.announce(someEvent(QStringLiteral("a"), Audience::Agents));
            tx.announce(someEvent(QStringLiteral("b"), Audience::NamedAgents,
                                  {QStringLiteral("agent_1"), QStringLiteral("agent_22")}));
            return {};
        }));
        const auto count = [&](const EventLog::Filter &filter) {
            return await(db->read([filter](Tx &tx) -> Result<qsizetype> {
                       return EventLog::after(tx, 0, filter, 10).size();
                   }))
                .value();
        };
        QCOMPARE(count({QStringLiteral("a"), true, {}}), 1);
        QCOMPARE(count({QStringLiteral("a"), false, QStringLiteral("agent_3")}), 2);
        QCOMPARE(count({{}, false, QStringLiteral("agent_2")}), 2);
        QCOMPARE(count({{}, false, QStringLiteral("agent_22")}), 3);
    }

    void trimsAndRemembersHowFar()
    {
        const test::TestDatabase files;
        qint64 clock = 1000;
        const auto db = files.open([&clock] { return Timestamp{clock}; });
        QList<qint64> ids;
        const auto lastId = [&db] {
            return *await(db->read([](Tx &tx) -> Result<qint64> { return EventLog::lastId(tx); }));
        };
        for (int i = 0; i < 10; ++i) {
            clock += 1000;
            QVERIFY(announce(*db, QStringLiteral("s")).ok());
            ids.append(lastId());
        }
        const auto deleted =
            await(db->write([](Tx &tx) -> Result<int> { return EventLog::trim(tx, {5000}); }));
        QCOMPARE(*deleted, 3);
        QCOMPARE(
            *await(db->read([](Tx &tx) -> Result<qint64> { return EventLog::trimmedUpTo(tx); })),
            ids.at(2));
        QCOMPARE(countOf(*db, QStringLiteral("s")), 7);
        // Even when all are old, the newest stays and ids go on growing.
        QCOMPARE(*await(db->write(
                     [](Tx &tx) -> Result<int> { return EventLog::trim(tx, {999999999}); })),
                 6);
        QVERIFY(announce(*db, QStringLiteral("s")).ok());
        QVERIFY(lastId() > ids.constLast());
    }

    void refusesANewerSchema()
    {
        const test::TestDatabase files;
        {
            const auto db = files.open();
            (void)await(db->write([](Tx &tx) -> Result<void> {
                sql::run(tx, QStringLiteral("INSERT INTO schema_migrations (version, name, "
                                            "applied_at) VALUES (9999, 'x', 0)"));
                return {};
            }));
        }
        const auto again = Database::open({files.url()});
        QVERIFY(!again.ok());
        QCOMPARE(again.error().code, QStringLiteral("SCHEMA_NEWER"));
    }

    void aSchemaThatIsNotOursSaysSo()
    {
        const test::TestDatabase files;
        {
            Connection connection(files.url(), Connection::Purpose::Writer);
            QVERIFY(connection.open().ok());
            QVERIFY(connection.run(QStringLiteral("CREATE TABLE agents (a BIGINT)")).ok());
        }
        const auto opened = Database::open({files.url()});
        QVERIFY(!opened.ok());
        const QString said = opened.error().message;
        QVERIFY2(said.contains(u"migration 0002_desk.sql cannot be applied, nothing was changed"),
                 qPrintable(said));
        QVERIFY2(said.contains(u"agents") && said.contains(u"already exists"), qPrintable(said));
        Connection connection(files.url(), Connection::Purpose::Writer);
        QVERIFY(connection.open().ok());
        QVERIFY(!connection.run(QStringLiteral("SELECT * FROM schema_migrations")).ok());
    }

    void overloadAnswersAtOnce()
    {
        const test::TestDatabase files;
        auto opened = Database::open({files.url(), 1, 5});
        QVERIFY(opened.ok());
        QList<Later<int>> futures;
        for (int i = 0; i < 200; ++i)
            futures.append((*opened)->write([](Tx &) -> Result<int> { return 1; }));
        int refused = 0;
        for (const auto &f : futures)
            refused += await(f).ok() ? 0 : 1;
        QVERIFY(refused > 0);
        QVERIFY(refused < 200);
    }

    void badAddressesSaySo()
    {
        QVERIFY(!Database::open({QStringLiteral("mysql://x")}).ok());
        const auto said = [](const char *url) {
            return Database::open({QString::fromUtf8(url)}).error().message;
        };
        QCOMPARE(said("sqlite:/nonexistent/dir/x.db"),
                 QStringLiteral("/nonexistent/dir/x.db: unable to open database file Error opening "
                                "database; make its folder, and give this user the right to write "
                                "in it"));
        const QString refused = said("postgresql://nobody:hunter22@127.0.0.1:1/none");
        QVERIFY2(refused.startsWith(u"postgresql://127.0.0.1:1/none: "), qPrintable(refused));
        QVERIFY2(refused.contains(u"start PostgreSQL") && !refused.contains(u"hunter22"),
                 qPrintable(refused));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
