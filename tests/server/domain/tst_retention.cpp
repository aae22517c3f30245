#include "server/domain/session/retention.h"

#include "server/domain/catalog/tags.h"
#include "server/domain/session/notes.h"
#include "server/domain/session/sessionlists.h"
#include "server/domain/ticket/tickets.h"
#include "server/domain/ticket/ticketwork.h"
#include "server/store/repeats.h"
#include "server/store/search/searchindex.h"
#include "tests/server/domain/testdesk.h"

using namespace handoff;
using test::TestDesk;
using test::u8;

namespace {

const QString marker = QStringLiteral("marker7Qx");

/// Every table of the database that holds the marker somewhere, and the tables in all.
struct Found
{
    QStringList where;
    qsizetype tables = 0;
};
Found search(TestDesk &desk)
{
    return *desk.read([](Tx &tx) -> Result<Found> {
        const bool postgres = tx.connection().isPostgres();
        Found found;
        QStringList tables;
        Rows &rows = sql::run(
            tx, postgres ? QStringLiteral("SELECT tablename FROM pg_tables WHERE schemaname = "
                                          "current_schema()")
                         : QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"));
        while (rows.next())
            tables.append(rows.value(0).toString());
        rows.finish();
        found.tables = tables.size();
        for (const QString &table : std::as_const(tables)) {
            QStringList columns{QStringLiteral("CAST(t AS TEXT)")};
            if (!postgres) {
                columns.clear();
                Rows &names =
                    sql::run(tx, QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table});
                while (names.next())
                    columns.append(QStringLiteral("COALESCE(CAST(t.\"%1\" AS TEXT), '')")
                                       .arg(names.value(0).toString()));
                names.finish();
            }
            Rows &all = sql::run(tx, QStringLiteral("SELECT ") +
                                         columns.join(QStringLiteral(" || '|' || ")) +
                                         QStringLiteral(" FROM ") + table + QStringLiteral(" t"));
            while (all.next()) {
                if (all.value(0).toString().contains(marker) && !found.where.contains(table))
                    found.where.append(table);
            }
            all.finish();
        }
        return found;
    });
}

void index(TestDesk &desk)
{
    while (*desk.write([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); })) {
    }
}

qint64 count(TestDesk &desk, const QString &what)
{
    return *desk.read([&](Tx &tx) -> Result<qint64> {
        return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM ") + what).toLongLong();
    });
}

/// A session whose every part holds the marker, closed now.
void leaveTraces(TestDesk &desk, const QString &name)
{
    QVERIFY(desk.write([&](Tx &tx) {
                    Chat::Introduction introduction;
                    introduction.declared.emplace().nickname = marker;
                    introduction.declared->email = marker + QStringLiteral("@example.org");
                    return Chat::introduce(tx, desk.policy, name, introduction);
                })
                .ok());
    QVERIFY(desk.turn(name, marker + QStringLiteral(" asks"), marker).ok());
    QVERIFY(desk.takeOver(name, desk.wang).ok());
    QVERIFY(desk.send(name, QStringLiteral("agent"), marker, desk.wang).ok());
    QVERIFY(desk.write([&](Tx &tx) {
                    return Notes::add(tx, name, NoteRequest{marker, {}}, desk.wang);
                })
                .ok());
    QVERIFY(desk.close(name, desk.wang).ok());
}

Retention::Step sweep(TestDesk &desk, int rows = 200)
{
    return *desk.write([&](Tx &tx) { return Retention::sweep(tx, desk.policy, rows); });
}

} // namespace

/// Closed sessions go after RETENTION_DAYS (operations.md, What is kept).
class TestRetention : public QObject
{
    Q_OBJECT

private slots:
    void nothingGoesUnlessAsked()
    {
        TestDesk desk;
        leaveTraces(desk, u8("旧"));
        desk.pass(3650LL * 86'400);
        const Retention::Step step = sweep(desk);
        QVERIFY(step.removed.isEmpty() && !step.more);
        QVERIFY(desk.state(u8("旧")).ok());
    }

    void noTraceIsLeft()
    {
        TestDesk desk;
        desk.policy.retentionDays = 30;
        desk.bring(QStringLiteral("stays"), SessionStatus::Closed);
        const qint64 grams = (index(desk), count(desk, QStringLiteral("session_grams")));
        desk.pass(120);
        leaveTraces(desk, u8("旧"));
        index(desk);
        QVERIFY(count(desk, QStringLiteral("session_grams")) > grams);
        const Found before = search(desk);
        QVERIFY2(before.where.size() >= 4, qPrintable(before.where.join(u' ')));
        QVERIFY(before.tables > 20);

        desk.pass(30LL * 86'400 - 60);
        QCOMPARE(sweep(desk).removed, QStringList{QStringLiteral("stays")});
        QVERIFY(search(desk).where.size() >= 4);
        desk.pass(3600);
        QCOMPARE(sweep(desk).removed, QStringList{u8("旧")});
        QCOMPARE(search(desk).where, QStringList());
        QCOMPARE(count(desk, QStringLiteral("session_grams")), 0);
        QCOMPARE(desk.counted(SessionStatus::Closed), 0);
        QCOMPARE(desk.state(u8("旧")).error().code, errors::sessionNotFound().code);
        QVERIFY(sweep(desk).removed.isEmpty());
        // He who comes back begins anew.
        QVERIFY(desk.turn(u8("旧"), QStringLiteral("hello"), QStringLiteral("hi")).ok());
        QCOMPARE(desk.state(u8("旧"))->history.size(), 2);
    }

    void onlyWhatIsClosedAndHasNoOpenTicket()
    {
        TestDesk desk;
        desk.policy.retentionDays = 1;
        for (const SessionStatus status : {SessionStatus::BotActive, SessionStatus::PendingManual,
                                           SessionStatus::ManualLive, SessionStatus::Closed})
            desk.bring(json::enumName(status), status);
        const auto ticket = desk.write([&](Tx &tx) {
            CreateTicketRequest request;
            request.title = QStringLiteral("Battery");
            request.customerId = QStringLiteral("c1");
            request.sessionId = QString(json::enumName(SessionStatus::Closed));
            return Tickets::create(tx, desk.policy, request, desk.wang);
        });
        QVERIFY2(ticket.ok(), qPrintable(ticket.ok() ? QString() : ticket.error().message));
        desk.pass(10LL * 86'400);
        QCOMPARE(sweep(desk).removed, QStringList());
        for (const TicketStatus to :
             {TicketStatus::InProgress, TicketStatus::Resolved, TicketStatus::Closed})
            QVERIFY(desk.write([&](Tx &tx) {
                            TicketStatusRequest request;
                            request.status = to;
                            return TicketWork::setStatus(tx, ticket->ticketId, request, desk.wang);
                        })
                        .ok());
        QCOMPARE(sweep(desk).removed, QStringList{QStringLiteral("closed")});
        const auto left = desk.read([&](Tx &tx) { return Tickets::find(tx, ticket->ticketId); });
        QVERIFY(left.ok());
        QVERIFY(!left->sessionId);
        QCOMPARE(desk.counted(SessionStatus::ManualLive), 1);
    }

    void keysOfRequestsAreForgotten()
    {
        TestDesk desk;
        const auto take = [&](const char *name) {
            return desk.write([&](Tx &tx) -> Result<bool> {
                const Repeats::Key key{QStringLiteral("wang"), QString::fromLatin1(name), "r"};
                const bool fresh = !Repeats::find(tx, key).has_value();
                if (fresh)
                    Repeats::keep(tx, key, {});
                return fresh;
            });
        };
        QVERIFY(*take("a"));
        desk.pass(86'000);
        QVERIFY(*take("b"));
        desk.pass(500);
        const auto trim = [&](int limit) {
            return *desk.write([&](Tx &tx) -> Result<int> {
                return Repeats::trim(tx, tx.now().plusSeconds(-86'400), limit);
            });
        };
        QCOMPARE(trim(10), 1);
        QVERIFY(*take("a"));
        QVERIFY(!*take("b"));
        desk.pass(2 * 86'400);
        QCOMPARE(trim(1), 1);
        QCOMPARE(trim(10), 1);
    }

    void aTagCountsWhoCarriesIt()
    {
        TestDesk desk;
        desk.policy.retentionDays = 1;
        TagRequest request;
        request.name = QStringLiteral("refund");
        request.color = QStringLiteral("#ff0000");
        const auto tag = desk.write([&](Tx &tx) { return Tags::create(tx, request, desk.admin); });
        QVERIFY(tag.ok());
        for (const char *name : {"old", "new"}) {
            QVERIFY(desk.begin(QString::fromLatin1(name)).ok());
            QVERIFY(desk.close(QString::fromLatin1(name), desk.wang).ok());
            QVERIFY(desk.write([&](Tx &tx) {
                            return Tags::add(tx, desk.policy, QString::fromLatin1(name), tag->id,
                                             desk.wang);
                        })
                        .ok());
            desk.pass(86'000);
        }
        QCOMPARE(sweep(desk).removed, QStringList{QStringLiteral("old")});
        QCOMPARE(count(desk, QStringLiteral("tags WHERE usage_count = 1")), 1);
    }

    void aLongSessionGoesInSmallSteps()
    {
        TestDesk desk;
        desk.policy.retentionDays = 1;
        desk.bring(QStringLiteral("long"), SessionStatus::ManualLive);
        for (int i = 0; i < 50; ++i)
            QVERIFY(desk.send(QStringLiteral("long"), QStringLiteral("agent"),
                              QStringLiteral("number %1").arg(i), desk.wang)
                        .ok());
        QVERIFY(desk.close(QStringLiteral("long"), desk.wang).ok());
        index(desk);
        const qint64 messages = count(desk, QStringLiteral("messages"));
        desk.pass(2 * 86'400);
        qint64 left = messages;
        int steps = 0;
        for (Retention::Step step{{}, true}; step.more; ++steps) {
            step = sweep(desk, 20);
            const qint64 now = count(desk, QStringLiteral("messages"));
            QVERIFY(left - now <= 20);
            QCOMPARE(step.removed.isEmpty(), now > 0);
            left = now;
        }
        QVERIFY(steps >= 3);
        QCOMPARE(count(desk, QStringLiteral("sessions")), 0);
        QCOMPARE(count(desk, QStringLiteral("session_grams")), 0);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
