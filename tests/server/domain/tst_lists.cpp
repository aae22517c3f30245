#include "server/domain/session/handover.h"
#include "server/domain/session/sessionlists.h"
#include "tests/server/domain/listdesk.h"

#include <QRandomGenerator>

using namespace handoff;
using test::fill;
using test::listed;
using test::names;
using test::numbered;
using test::setVip;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

namespace {

QStringList namesOf(TestDesk &desk, const SessionLists::Query &query)
{
    return names(*listed(desk, query));
}

/// All pages by cursor; `between` runs after each.
template<typename F>
QStringList walked(TestDesk &desk, SessionLists::Query query, F between)
{
    QStringList all;
    for (;;) {
        const auto page = listed(desk, query);
        all += names(*page);
        if (!page->hasMore)
            return all;
        query.cursor = page->nextCursor;
        between();
    }
}

} // namespace

class TestLists : public QObject
{
    Q_OBJECT

private slots:
    void emptyDesk()
    {
        TestDesk desk;
        const auto page = listed(desk, {});
        QCOMPARE(page->total, 0);
        QVERIFY(page->items.isEmpty() && !page->hasMore && !page->nextCursor);
        const auto queue = desk.read([](Tx &tx) { return SessionLists::queue(tx); });
        QCOMPARE(queue->totalCount, 0);
        QCOMPARE(queue->avgWaitTime, 0.0);
        QCOMPARE(queue->maxWaitTime, 0.0);
    }

    void filters()
    {
        TestDesk desk;
        for (const S status :
             {S::BotActive, S::PendingManual, S::ManualLive, S::AfterHoursEmail, S::Closed})
            desk.bring(json::enumName(status), status);
        (void)desk.turn(QStringLiteral("bot_active"), u8("电池 100% 坏_了"),
                        QStringLiteral("Sorry"));
        Chat::Introduction who;
        who.declared = DeclaredProfile{};
        who.declared->nickname = u8("小明");
        who.declared->email = QStringLiteral("Ming@Example.com");
        (void)desk.write([&](Tx &tx) {
            return Chat::introduce(tx, desk.policy, QStringLiteral("closed"), who);
        });

        SessionLists::Query query;
        QCOMPARE(listed(desk, query)->total, 5);
        for (int i = 0; i < 5; ++i) {
            query.status = static_cast<S>(i);
            const auto page = listed(desk, query);
            QCOMPARE(names(*page), QStringList{json::enumName(*query.status)});
            QCOMPARE(page->total, 1);
        }
        const auto agents = [&](SessionLists::AgentFilter filter, const QString &id) {
            SessionLists::Query q;
            q.agent = filter;
            q.agentId = id;
            return q;
        };
        using A = SessionLists::AgentFilter;
        QCOMPARE(namesOf(desk, agents(A::Mine, desk.wang.agent.id)), test::list({"manual_live"}));
        QCOMPARE(namesOf(desk, agents(A::One, QStringLiteral("agent001"))),
                 test::list({"manual_live"}));
        QCOMPARE(namesOf(desk, agents(A::Mine, desk.li.agent.id)), QStringList());
        QCOMPARE(namesOf(desk, agents(A::Unassigned, {})).size(), 4);
        QCOMPARE(listed(desk, agents(A::Unassigned, {}))->total, 4);
        QCOMPARE(listed(desk, agents(A::One, QStringLiteral("nobody"))).error(),
                 errors::agentNotFound());

        const QList<QPair<QString, QStringList>> keywords{
            {QStringLiteral("BOT_"), test::list({"bot_active"})}, // session name, _ is no wildcard
            {u8("小明"), test::list({"closed"})},                 // nickname
            {QStringLiteral("ming@example"), test::list({"closed"})},
            {u8("小王"), test::list({"manual_live"})}, // agent
            {u8("100% 坏_了"), test::list({"bot_active"})},
            {QStringLiteral("sorry"), test::list({"bot_active"})},
            {QStringLiteral("%"), test::list({"bot_active"})},
            {QStringLiteral("100!"), {}},
            {QStringLiteral("' OR 1=1 --"), {}},
        };
        for (const auto &[keyword, expected] : keywords) {
            SessionLists::Query q;
            q.keyword = keyword;
            QCOMPARE(namesOf(desk, q), expected);
            QCOMPARE(listed(desk, q)->total, expected.size());
        }
        // A keyword inside a section.
        query.status = S::Closed;
        query.keyword = QStringLiteral("active");
        QCOMPARE(namesOf(desk, query), QStringList());
    }

    /// Whoever spoke after him, the row knows the customer's last words, in lists and in events;
    /// the customer is told of no row.
    void theCustomersLastWords()
    {
        TestDesk desk;
        const QString name = u8("session_1");
        const auto said = [&](const QString &of) -> std::optional<CustomerWords> {
            const auto page = listed(desk, {});
            for (const SessionSummary &row : page->items) {
                if (row.sessionName == of)
                    return row.lastCustomerMessage;
            }
            return std::nullopt;
        };
        const auto announced = [&] {
            std::optional<CustomerWords> last;
            for (const StoredEvent &event : desk.takeEvents()) {
                if (event.type != eventtype::sessionUpdated)
                    continue;
                if (event.audience != Audience::Agents)
                    qFatal("a customer sees it");
                last = json::fromJson<SessionUpdatedEvent>(event.json)->session.lastCustomerMessage;
            }
            return last;
        };
        (void)desk.begin(name);
        QCOMPARE(said(name), std::nullopt);

        const Timestamp asked = desk.now();
        QVERIFY(
            desk.turn(name, u8("坏了 👩‍👩‍👧 ") + QString(60, u'x'), u8("您好")).ok());
        const auto first = said(name);
        QVERIFY(first.has_value());
        QVERIFY(first->content.startsWith(u8("坏了 👩‍👩‍👧 x")) &&
                first->content.endsWith(u'…'));
        QVERIFY(first->timestamp.ms <= asked.ms);
        QCOMPARE(announced(), first);

        desk.pass(10);
        QVERIFY(desk.escalate(name).ok()); // the system speaks
        QCOMPARE(said(name), first);
        desk.pass(10);
        QVERIFY(desk.ask(name, u8("还在吗"), {}, true).ok()); // while he waits
        QCOMPARE(said(name)->content, u8("还在吗"));
        QCOMPARE(announced(), said(name));

        desk.pass(10);
        QVERIFY(desk.takeOver(name, desk.wang).ok());
        QVERIFY(desk.send(name, u8("agent"), u8("我看看"), desk.wang).ok());
        QCOMPARE(said(name)->content, u8("还在吗"));
        desk.pass(10);
        QVERIFY(
            desk.send(name, u8("user"), u8("投诉"), Actor::customer()).ok()); // urgent: two saves
        const Timestamp last = desk.now();
        QCOMPARE(said(name), (CustomerWords{u8("投诉"), last}));
        QCOMPARE(announced(), said(name));
        desk.pass(10);
        QVERIFY(desk.send(name, u8("agent"), u8("好的"), desk.wang).ok());
        QVERIFY(desk.requeue(name, desk.wang).ok());
        QCOMPARE(said(name), (CustomerWords{u8("投诉"), last}));
        QCOMPARE(announced(), said(name));
    }

    void statusesAndSortsOfTheQueryString()
    {
        QCOMPARE(*SessionLists::statusFilter({}), std::nullopt);
        QCOMPARE(*SessionLists::statusFilter(QStringLiteral("all")), std::nullopt);
        QCOMPARE(*SessionLists::statusFilter(QStringLiteral("closed")), S::Closed);
        const auto bad = SessionLists::statusFilter(QStringLiteral("open"));
        QCOMPARE(bad.error().kind, ErrorKind::Invalid);
        QVERIFY(bad.error().detail.startsWith(u"Invalid status: open. Valid values: ["));
        QCOMPARE(*SessionLists::sortFrom(QStringLiteral("wait")), SessionLists::Sort::Wait);
        QVERIFY(!SessionLists::sortFrom(QStringLiteral("best")).ok());
    }

    void sorts()
    {
        TestDesk desk;
        fill(desk, 4); // 00000 is the oldest
        for (const char *name : {"00002", "00001", "00003"}) {
            desk.pass(10);
            (void)desk.escalate(QString::fromLatin1(name));
        }
        setVip(desk, QStringLiteral("00003"));
        const auto by = [&](SessionLists::Sort sort, std::optional<S> status) {
            SessionLists::Query query;
            query.sort = sort;
            query.status = status;
            return namesOf(desk, query);
        };
        using Sort = SessionLists::Sort;
        QCOMPARE(by(Sort::Newest, {}), test::list({"00003", "00002", "00001", "00000"}));
        QCOMPARE(by(Sort::Oldest, {}), test::list({"00000", "00001", "00002", "00003"}));
        QCOMPARE(by(Sort::Default, {}), test::list({"00003", "00001", "00002", "00000"}));
        QCOMPARE(by(Sort::Wait, {}), test::list({"00002", "00001", "00003", "00000"}));
        QCOMPARE(by(Sort::Wait, S::PendingManual), test::list({"00002", "00001", "00003"}));
        QCOMPARE(by(Sort::Default, S::PendingManual), test::list({"00003", "00002", "00001"}));
        QCOMPARE(by(Sort::Wait, S::BotActive), test::list({"00000"}));
    }

    void timeRange()
    {
        TestDesk desk;
        fill(desk, 10);
        SessionLists::Query query;
        query.sort = SessionLists::Sort::Oldest;
        query.from = test::workday.plusSeconds(3);
        query.to = test::workday.plusSeconds(6);
        QCOMPARE(namesOf(desk, query), test::list({"00003", "00004", "00005"}));
        QCOMPARE(listed(desk, query)->total, 3);
    }

    void pagesByNumberAndOffset()
    {
        TestDesk desk;
        fill(desk, 45);
        SessionLists::Query query;
        query.sort = SessionLists::Sort::Oldest;
        const auto first = *listed(desk, query);
        QCOMPARE(first.total, 45);
        QCOMPARE(first.items.size(), 20);
        const QJsonObject written = json::parse(json::toJson(first))->toObject();
        QCOMPARE(written.value(u"sessions"), written.value(u"items"));
        QCOMPARE(written.value(u"sessions").toArray().size(), 20);
        QVERIFY(first.hasMore && first.nextCursor);
        query.page = 3;
        const auto third = *listed(desk, query);
        QCOMPARE(third.items.size(), 5);
        QVERIFY(!third.hasMore && !third.nextCursor);
        QCOMPARE(third.offset, 40);
        QCOMPARE(third.page, 3);
        query.offset = 10;
        query.pageSize = 7;
        const auto byOffset = *listed(desk, query);
        QCOMPARE(byOffset.items.constFirst().sessionName, QStringLiteral("00010"));
        QCOMPARE(byOffset.limit, 7);
        query.pageSize = 1000;
        QCOMPARE(listed(desk, query)->pageSize, 100);
        query = {};
        query.page = 2'000'000'000;
        QCOMPARE(listed(desk, query).error().code, QStringLiteral("VALIDATION_ERROR"));
        for (const char *cursor : {"x", "1.2.3", "9.0.0.0", "1.0.x.0", "2.0.1.1"}) {
            query = {};
            query.cursor = QString::fromLatin1(cursor);
            query.sort = SessionLists::Sort::Newest; // 1.…
            QCOMPARE(listed(desk, query).error().code, QStringLiteral("VALIDATION_ERROR"));
        }
    }

    // ---- a cursor walk while rows move ----------------------------------------------------------
    void walksWhileRowsMove_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<int>("status"); // -1: all
        QTest::newRow("newest") << int(SessionLists::Sort::Newest) << -1;
        QTest::newRow("oldest") << int(SessionLists::Sort::Oldest) << -1;
        QTest::newRow("default") << int(SessionLists::Sort::Default) << -1;
        QTest::newRow("wait") << int(SessionLists::Sort::Wait) << int(S::PendingManual);
        QTest::newRow("queue") << int(SessionLists::Sort::Default) << int(S::PendingManual);
        QTest::newRow("bot") << int(SessionLists::Sort::Default) << int(S::BotActive);
    }
    void walksWhileRowsMove()
    {
        QFETCH(int, sort);
        QFETCH(int, status);
        TestDesk desk;
        fill(desk, 120);
        if (status == int(S::PendingManual)) {
            // Ties on purpose: all wait since the same moment, a few are VIP.
            (void)desk.write([&](Tx &tx) -> Result<int> {
                for (int i = 0; i < 120; ++i)
                    HANDOFF_CHECK(
                        HandOver::escalate(tx, desk.policy, numbered(i), {}, Actor::customer()));
                return 0;
            });
            for (int i = 0; i < 120; i += 40)
                setVip(desk, numbered(i));
        }
        SessionLists::Query query;
        query.sort = static_cast<SessionLists::Sort>(sort);
        if (status >= 0)
            query.status = static_cast<S>(status);
        query.pageSize = 17;
        QSet<QString> touched;
        QRandomGenerator random(7);
        const QStringList seen = walked(desk, query, [&] {
            desk.pass(1);
            QStringList names; // before, because a use case may run again
            for (int i = 0; i < 5; ++i)
                names.append(numbered(random.bounded(120)));
            const QString fresh = QStringLiteral("new-%1").arg(random.generate());
            for (const QString &name : std::as_const(names))
                touched.insert(name);
            const auto moved = desk.write([&](Tx &tx) -> Result<int> {
                for (const QString &name : std::as_const(names))
                    HANDOFF_CHECK(Messages::addSystem(tx, desk.policy, name, u8("动")));
                HANDOFF_CHECK(Chat::introduce(tx, desk.policy, fresh, {}));
                return 0;
            });
            QVERIFY(moved.ok());
        });
        // Never twice; and nothing is left out but what moved to the front, of which an event
        // tells.
        QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), seen.size());
        const bool movesByMessage =
            query.sort == SessionLists::Sort::Default && status != int(S::PendingManual);
        for (int i = 0; i < 120; ++i) {
            const QString name = numbered(i);
            QVERIFY2(seen.contains(name) || (movesByMessage && touched.contains(name)),
                     qPrintable(name));
        }
    }

    // ---- many sessions --------------------------------------------------------------------------
    void tenThousand()
    {
        TestDesk desk;
        const int many = test::TestDatabase::isPostgres() ? 2000 : 10000; // filling takes its time
        fill(desk, many);
        const auto statements = [&](const SessionLists::Query &query) {
            return *desk.read([&](Tx &tx) -> Result<qint64> {
                const auto page = SessionLists::list(tx, query);
                return page ? Result<qint64>(tx.connection().statementCount()) : page.error();
            });
        };
        SessionLists::Query query;
        QCOMPARE(listed(desk, query)->total, many);
        QCOMPARE(statements(query), 2); // the rows, and the counters
        query.pageSize = 100;
        query.status = S::BotActive;
        QCOMPARE(statements(query), 2);
        query.askedBy = desk.wang.agent.id;
        QCOMPARE(statements(query), 3); // and his read cursors
        query.page = many / 100 - 2;
        QCOMPARE(statements(query), 3);
        query = {};
        query.sort = SessionLists::Sort::Newest;
        query.pageSize = 100;
        const QStringList all = walked(desk, query, [] {});
        QCOMPARE(all.size(), many);
        QCOMPARE(all.constFirst(), numbered(many - 1));
        QCOMPARE(all.constLast(), QStringLiteral("00000"));

        if (test::TestDatabase::isPostgres())
            return; // a plan there depends on statistics
        // No sort is done at run time, and no list reads the whole table.
        for (const char *statement :
             {"SELECT name FROM sessions ORDER BY updated_at DESC, id DESC LIMIT 20",
              "SELECT name FROM sessions WHERE status = ? ORDER BY updated_at DESC, id DESC LIMIT "
              "20",
              "SELECT name FROM sessions WHERE status = ? AND (updated_at, id) < (?, ?) ORDER BY "
              "updated_at DESC, id DESC LIMIT 20",
              "SELECT name FROM sessions WHERE status = ? ORDER BY created_at DESC, id DESC LIMIT "
              "20",
              "SELECT name FROM sessions ORDER BY created_at, id LIMIT 20",
              "SELECT name FROM sessions ORDER BY waiting_since, id LIMIT 20",
              "SELECT name FROM sessions WHERE status = 'pending_manual' ORDER BY vip DESC, "
              "waiting_since, id LIMIT 20",
              "SELECT name FROM sessions WHERE owner_id = ? ORDER BY updated_at DESC, id DESC "
              "LIMIT 20"}) {
            const auto plan = desk.read([&](Tx &tx) -> Result<QString> {
                const QString text = QString::fromLatin1(statement);
                auto &rows = sql::run(tx, QStringLiteral("EXPLAIN QUERY PLAN ") + text,
                                      QVariantList(text.count(u'?'), QVariant(1)));
                QString lines;
                while (rows.next())
                    lines += rows.value(3).toString() + u'\n';
                return lines;
            });
            QVERIFY2(plan->contains(u"USING INDEX") && !plan->contains(u"TEMP B-TREE"),
                     qPrintable(QString::fromLatin1(statement) + u'\n' + *plan));
        }
    }
};

QTEST_GUILESS_MAIN(TestLists)
#include "tst_lists.moc"
