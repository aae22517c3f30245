#include "server/domain/catalog/quickreplies.h"
#include "server/domain/session/customers.h"
#include "server/domain/session/sessionlists.h"
#include "server/store/search/searchindex.h"
#include "server/store/sql.h"
#include "shared/text/searchfold.h"
#include "tests/server/domain/ticketdesk.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace handoff;
using test::TestDatabase;
using test::TicketDesk;
using test::u8;
using S = SessionStatus;

namespace {

/// Brings everything into the index, as the server does behind the changes.
void indexAll(test::TestDesk &desk)
{
    while (*desk.write([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); })) {
    }
}

QStringList found(test::TestDesk &desk, const SessionLists::Query &query)
{
    const auto page = desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
    if (!page)
        qFatal("%s", qPrintable(page.error().message));
    QStringList names;
    for (const SessionSummary &item : page->items)
        names.append(item.sessionName);
    if (!page->hasMore && page->total != names.size())
        qFatal("%d of %lld", int(names.size()), static_cast<long long>(page->total));
    return names;
}

QStringList found(test::TestDesk &desk, const QString &keyword)
{
    SessionLists::Query query;
    query.keyword = keyword;
    query.pageSize = 100;
    return found(desk, query);
}

/// `count` sessions with a message each, in one transaction.
void fill(test::TestDesk &desk, int count, const std::function<QString(int)> &text)
{
    const auto made = desk.write([&](Tx &tx) -> Result<int> {
        for (int i = 0; i < count; ++i) {
            Tx later(tx.connection(), tx.now().plusSeconds(i));
            const QString name = QStringLiteral("s%1").arg(i, 5, 10, QLatin1Char('0'));
            HANDOFF_CHECK(Chat::introduce(later, desk.policy, name, {}));
            HANDOFF_CHECK(Messages::addSystem(later, desk.policy, name, text(i)));
        }
        return count;
    });
    if (!made)
        qFatal("filling failed: %s", qPrintable(made.error().message));
    desk.pass(count);
}

/// How SQLite goes about each statement of a list, one line each.
template<typename F>
QStringList plans(test::TestDesk &desk, F list)
{
    return *desk.read([&](Tx &tx) -> Result<QStringList> {
        HANDOFF_CHECK(list(tx));
        QStringList lines;
        for (const QString &text : tx.connection().statements()) {
            Rows &rows = sql::run(tx, QStringLiteral("EXPLAIN QUERY PLAN ") + text,
                                  QVariantList(text.count(u'?'), QVariant(1)));
            while (rows.next())
                lines.append(rows.value(3).toString());
        }
        return lines;
    });
}

/// A step that reads a table of many rows from one end to the other.
bool scans(const QString &step)
{
    static const QStringList tables{QStringLiteral("SCAN sessions"), QStringLiteral("SCAN tickets"),
                                    QStringLiteral("SCAN m"), QStringLiteral("SCAN messages"),
                                    QStringLiteral("SCAN g")};
    // Indexes that hold few rows, or are read in the order of the list until the page is full.
    static const QStringList allowed{
        QStringLiteral("sessions_unindexed"),   QStringLiteral("sessions_by_owner"),
        QStringLiteral("tickets_unindexed"),    QStringLiteral("sessions_by_update"),
        QStringLiteral("sessions_by_creation"), QStringLiteral("sessions_by_wait"),
        QStringLiteral("tickets_by_urgency")};
    const auto in = [&step](const QString &text) { return step.contains(text); };
    return std::any_of(tables.begin(), tables.end(), in) &&
           std::none_of(allowed.begin(), allowed.end(), in);
}

} // namespace

/// Lists find what they shall without reading everything (operations.md, Budgets).
class TestSearch : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TestDesk> m_many;

private slots:
    void cleanupTestCase() { m_many.reset(); }

    /// Against a search that reads every text, with the index empty, half full and full.
    void asIfEverythingWereRead()
    {
        test::TestDesk desk;
        QRandomGenerator random(3);
        const QString letters = u8("退款货电池aB3_%!'好 ü车ÜÄＡЙω");
        const auto word = [&](int most) {
            QString text;
            for (int i = random.bounded(1, most + 1); i > 0; --i)
                text += letters.at(random.bounded(static_cast<int>(letters.size())));
            return text;
        };
        QMap<QString, QStringList> texts; // by session
        const auto write = [&](int sessions) {
            for (int i = 0; i < sessions; ++i) {
                const QString name = QStringLiteral("n%1").arg(random.bounded(40));
                const QString text = word(30);
                (void)desk.begin(name);
                (void)desk.write(
                    [&](Tx &tx) { return Messages::addSystem(tx, desk.policy, name, text); });
                (void)desk.write([&](Tx &tx) {
                    return Messages::addNote(tx, desk.policy, name, u8("内部的话"));
                });
                if (texts[name].isEmpty())
                    texts[name] = QStringList{name, u8("访客")};
                texts[name].append(text);
            }
        };
        const auto check = [&] {
            for (int i = 0; i < 60; ++i) {
                const QString keyword = word(i % 7 + 1);
                const QString key = searchfold::key(keyword);
                if (key.isEmpty())
                    continue;
                QStringList expected;
                for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
                    if (std::any_of(it->begin(), it->end(), [&](const QString &text) {
                            return searchfold::contains(text, key);
                        }))
                        expected.append(it.key());
                }
                QStringList names = found(desk, keyword);
                names.sort();
                expected.sort();
                QCOMPARE(names, expected);
            }
            QCOMPARE(found(desk, u8("访客")).size(), texts.size());
            QCOMPARE(found(desk, u8("内部")), QStringList()); // notes are not searched
        };
        write(60);
        check();
        (void)desk.write([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); });
        check();
        indexAll(desk);
        check();
        write(60);
        check();
        indexAll(desk);
        check();
        QVERIFY(!*desk.write([](Tx &tx) -> Result<bool> { return SearchIndex::update(tx); }));
    }

    /// A customer who writes random letters must not fill the disk with their index.
    void aMessageCostsABoundedIndex()
    {
        test::TestDesk desk;
        desk.bring(QStringLiteral("one"), S::BotActive);
        indexAll(desk);
        const auto rows = [&desk] {
            return *desk.read([](Tx &tx) -> Result<qint64> {
                return sql::value(tx, QStringLiteral("SELECT COUNT(*) FROM session_grams"), {})
                    .toLongLong();
            });
        };
        const qint64 before = rows();
        QRandomGenerator random(20'261'130);
        QString noise;
        for (int i = 0; i < 4000; ++i)
            noise += QChar(random.bounded(0x4e00, 0x9f00));
        (void)desk.turn(QStringLiteral("one"), noise, u8("好的"));
        indexAll(desk);
        QVERIFY2(rows() - before < 1600, qPrintable(QString::number(rows() - before)));
        SessionLists::Query query;
        query.keyword = noise.mid(1400, 10);
        QCOMPARE(found(desk, query), QStringList{QStringLiteral("one")});
    }

    void whatChangesIsFoundAtOnce()
    {
        test::TestDesk desk;
        desk.bring(QStringLiteral("one"), S::BotActive);
        (void)desk.turn(QStringLiteral("one"), u8("我的 ünique 电池坏了"), u8("好的"));
        indexAll(desk);
        const QStringList one{QStringLiteral("one")};
        for (const char *keyword :
             {"电", "电池", "电池坏", "电池坏了", "的 ÜNIQUE 电池坏了", "ONE"})
            QCOMPARE(found(desk, u8(keyword)), one);
        for (const char *keyword : {"池电", "坏了。", "onee", "_ne", "的%了"})
            QCOMPARE(found(desk, u8(keyword)), QStringList());
        // Another nickname and an owner.
        ProfilePatch patch;
        patch.nickname = u8("小明");
        (void)desk.write([&](Tx &tx) {
            return Customers::changeProfile(tx, desk.policy, QStringLiteral("one"), patch,
                                            desk.admin);
        });
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(found(desk, u8("小明")), one);
            QCOMPARE(found(desk, u8("访客")), QStringList());
            indexAll(desk);
        }
        QCOMPARE(found(desk, u8("客服小王")), QStringList());
        (void)desk.takeOver(QStringLiteral("one"), desk.wang);
        indexAll(desk);
        QCOMPARE(found(desk, u8("小王")), one);
        (void)desk.close(QStringLiteral("one"), desk.wang);
        SessionLists::Query query;
        query.keyword = u8("电池");
        query.status = S::Closed;
        QCOMPARE(found(desk, query), one);
        query.status = S::ManualLive;
        QCOMPARE(found(desk, query), QStringList());
    }

    void whatLooksEqualIsFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("keyword");
        const auto row = [](const char *text, const char *keyword) {
            QTest::newRow(keyword) << u8(text) << u8(keyword);
        };
        row("zwei Äpfel", "Äpfel");
        row("zwei Äpfel", "ÄPFEL");
        row("zwei Äpfel", "apfel");
        row("Доставка", "доставка");
        row("Доставка", "ДОСТАВКА");
        row("Παραγγελία", "ΠΑΡΑΓΓΕΛΙΑ");
        row("ＡＢＣ１２３", "abc123");
        row("abc123", "ＡＢＣ１２３");
        row("Herr Ünal", "Unal");
        row("Herr Unal", "Ünal");
        row("cafe\u0301", "café");
        row("das Café", "cafe\u0301");
        row("Straße 100%_", "STRASSE 100%_");
        row("so\u00adft", "soft");
        row("I don’t know", "don't");
        row("Mo - Fr 26\"", "Mo – Fr 26″");
        row("Ünal’s – “Hof”", "unal's - \"hof\"");
    }
    void whatLooksEqualIsFound()
    {
        QFETCH(QString, text);
        QFETCH(QString, keyword);
        test::TestDesk desk;
        const QStringList both{QStringLiteral("named"), QStringLiteral("said")};
        for (const QString &name : both + QStringList{QStringLiteral("other")})
            desk.bring(name, S::BotActive);
        (void)desk.turn(both.at(1), text, u8("好的"));
        ProfilePatch patch;
        patch.nickname = text;
        (void)desk.write([&](Tx &tx) {
            return Customers::changeProfile(tx, desk.policy, both.at(0), patch, desk.admin);
        });
        for (int round = 0; round < 2; ++round) {
            QStringList names = found(desk, keyword);
            names.sort();
            QCOMPARE(names, both);
            indexAll(desk);
        }
        // As it was stored before texts were folded, and when they were folded otherwise.
        for (const QVariant &stored : {QVariant(), QVariant(u8("otherwise"))}) {
            (void)desk.write([&](Tx &tx) -> Result<bool> {
                sql::run(tx, QStringLiteral("UPDATE messages SET search_text = ?"), {stored});
                sql::run(tx, QStringLiteral("UPDATE sessions SET indexed_seq = -1"));
                sql::run(tx, QStringLiteral("UPDATE sessions SET search_text = ? WHERE name = ?"),
                         {QString(u"named\n" + text.toLower()), both.at(0)});
                sql::run(tx, QStringLiteral("DELETE FROM session_grams"));
                return true;
            });
            indexAll(desk);
            QStringList names = found(desk, keyword);
            names.sort();
            QCOMPARE(names, both);
        }
    }

    void ticketsAndQuickRepliesThatLookEqual()
    {
        TicketDesk desk;
        const auto made = desk.make(test::ticketRequest(u8("Äpfel für Ünal")));
        QVERIFY(made.ok());
        TicketList::Filter filter;
        filter.keyword = u8("ＵＮＡＬ");
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(desk.numbers(filter), QStringList{made->ticketNumber});
            indexAll(desk);
        }
        QuickReplyRequest request;
        request.title = u8("Lieferung");
        request.content = u8("Доставка завтра");
        QVERIFY(
            desk.write([&](Tx &tx) { return QuickReplies::create(tx, request, desk.admin); }).ok());
        const auto replies = [&](const char *keyword) {
            return desk
                .read([&](Tx &tx) { return QuickReplies::list(tx, {}, u8(keyword), desk.admin); })
                ->items.size();
        };
        QCOMPARE(replies("ДОСТАВКА"), 1);
        (void)desk.write([](Tx &tx) -> Result<bool> {
            sql::run(tx, QStringLiteral("UPDATE quick_replies SET search_text = ''"));
            return true;
        });
        indexAll(desk);
        QCOMPARE(replies("lieferung"), 1);
        QCOMPARE(replies("zzz"), 0);
    }

    void tickets()
    {
        TicketDesk desk;
        auto request = test::ticketRequest(u8("刹车异响"));
        const QString first = desk.make(request)->ticketNumber;
        request = test::ticketRequest(u8("电池 Akku"));
        request.vin = QStringLiteral("WDB1234567F");
        const auto second = *desk.make(request);
        for (int round = 0; round < 2; ++round) {
            const auto numbers = [&](const char *keyword) {
                TicketList::Filter filter;
                filter.keyword = u8(keyword);
                return desk.numbers(filter);
            };
            QCOMPARE(numbers("刹"), (QStringList{second.ticketNumber, first})); // description
            QCOMPARE(numbers("车异响"), QStringList{first});
            QCOMPARE(numbers("akku"), QStringList{second.ticketNumber});
            QCOMPARE(numbers("b1234567"), QStringList{second.ticketNumber});
            QCOMPARE(numbers("b12345678"), QStringList());
            QCOMPARE(numbers(qPrintable(first)), QStringList{first});
            indexAll(desk);
        }
        PatchTicketRequest patch;
        patch.title = u8("换新");
        (void)desk.patch(second.ticketId, patch);
        TicketList::Filter filter;
        filter.keyword = u8("akku");
        for (int round = 0; round < 2; ++round) {
            QCOMPARE(desk.numbers(filter), QStringList());
            indexAll(desk);
        }
    }

    // ---- many -----------------------------------------------------------------------------------
    /// A keyword that many hold, one that few hold, and one of common parts that nobody holds.
    void commonAndRare()
    {
        // Filling takes its time; there a common keyword is one of many places in each session.
        const int many = TestDatabase::isPostgres() ? 300 : 2500;
        const QString greeting = u8("你好，你们的，你说，你在，你去，你来，你呢，你那，你知，你看，"
                                    "你听，你要，你会，你能，你有，你没");
        test::TestDesk desk;
        fill(desk, many, [&](int i) {
            return i == 77      ? u8("退款要求")
                   : i % 2 == 0 ? QString(u8("abcde ") + greeting)
                                : QString(u8("bcdef ") + greeting);
        });
        indexAll(desk);
        SessionLists::Query query;
        query.sort = SessionLists::Sort::Newest;
        query.pageSize = 20;
        const auto page = [&](const char *keyword) {
            query.keyword = u8(keyword);
            return *desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
        };
        const auto common = page("你");
        QCOMPARE(common.items.size(), 20);
        QCOMPARE(common.total, many - 1);
        QCOMPARE(common.items.constFirst().sessionName,
                 QStringLiteral("s%1").arg(many - 1, 5, 10, QLatin1Char('0')));
        QVERIFY(common.hasMore);
        QCOMPARE(page("退").items.size(), 1);
        QCOMPARE(page("退款要求").items.constFirst().sessionName, QStringLiteral("s00077"));
        QCOMPARE(page("abcde").total, many / 2);
        QCOMPARE(page("abcdef").total, 0);
        query.status = S::Closed;
        QCOMPARE(page("你").total, 0);
        query.status = S::BotActive;
        QCOMPARE(page("你").total, many - 1);
        query.status.reset();
        query.offset = many - 11;
        QCOMPARE(page("你").items.size(), 10);
        QCOMPARE(page("你").total, many - 1);
        query.offset = many + 100;
        QCOMPARE(page("你").total, many - 1);
    }

    void noListScans_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<int>("status");   // -1: any
        QTest::addColumn<int>("priority"); // -1: any
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("sorts"); // few rows may be sorted
        using Sort = SessionLists::Sort;
        for (const auto sort : {Sort::Default, Sort::Newest, Sort::Oldest, Sort::Wait}) {
            const auto row = [&](const char *what, const char *keyword, int status, int priority,
                                 bool sorts) {
                QTest::addRow("%s, sort %d", what, int(sort))
                    << u8(keyword) << status << priority << int(sort) << sorts;
            };
            row("all", "", -1, -1, false);
            row("bot", "", int(S::BotActive), -1, false);
            row("closed", "", int(S::Closed), -1, false);
            row("queue", "", int(S::PendingManual), -1, sort != Sort::Default);
            row("urgent", "", -1, int(PriorityLevel::Urgent), true);
            row("high", "", -1, int(PriorityLevel::High), false);
            row("normal", "", -1, int(PriorityLevel::Normal), false);
            row("rare", "退款", -1, -1, true);
            row("common", "你好", -1, -1, false);
            row("common and closed", "你好", int(S::Closed), -1, false);
            row("rare and high", "退款要求", -1, int(PriorityLevel::High), true);
        }
    }
    void noListScans()
    {
        if (TestDatabase::isPostgres())
            QSKIP("a plan there depends on statistics");
        QFETCH(QString, keyword);
        QFETCH(int, status);
        QFETCH(int, priority);
        QFETCH(int, sort);
        QFETCH(bool, sorts);
        if (!m_many) {
            m_many = std::make_unique<test::TestDesk>();
            fill(*m_many, 2100, [](int i) { return i == 77 ? u8("退款要求") : u8("你好"); });
            indexAll(*m_many);
        }
        SessionLists::Query query;
        query.keyword = keyword;
        query.sort = static_cast<SessionLists::Sort>(sort);
        if (status >= 0)
            query.status = static_cast<S>(status);
        if (priority >= 0)
            query.priority = static_cast<PriorityLevel>(priority);
        const QStringList steps = plans(*m_many, [&](Tx &tx) -> Result<void> {
            HANDOFF_CHECK(SessionLists::list(tx, query));
            return {};
        });
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const QString &step = steps.at(i);
            // Counting stops after 10,000 of those that nearly all are.
            const bool countsNormal = priority == int(PriorityLevel::Normal) && i > 0 &&
                                      steps.at(i - 1) == QStringLiteral("CO-ROUTINE hits");
            QVERIFY2(countsNormal || !scans(step), qPrintable(steps.join(u'\n')));
            QVERIFY2(sorts || !step.contains(u"TEMP B-TREE FOR ORDER BY"),
                     qPrintable(steps.join(u'\n')));
        }
    }

    void noTicketListScans()
    {
        if (TestDatabase::isPostgres())
            QSKIP("a plan there depends on statistics");
        TicketDesk desk;
        (void)desk.make();
        indexAll(desk);
        TicketList::Filter filter;
        filter.keyword = u8("异响");
        const QStringList steps = plans(desk, [&](Tx &tx) -> Result<void> {
            HANDOFF_CHECK(Tickets::list(tx, {filter, 1, 20}));
            return {};
        });
        for (const QString &step : steps)
            QVERIFY2(!scans(step), qPrintable(steps.join(u'\n')));
        // And what brings a row into the index looks only at those that are not there.
        const QStringList index = plans(desk, [&](Tx &tx) -> Result<void> {
            sql::run(tx,
                     QStringLiteral("SELECT id, name, nickname, email, indexed_seq, last_seq "
                                    "FROM sessions WHERE last_seq > indexed_seq "
                                    "ORDER BY id LIMIT ?"),
                     {1});
            return {};
        });
        QVERIFY2(index.join(u'\n').contains(u"sessions_unindexed"), qPrintable(index.join(u'\n')));
    }

    /// The filter against the level that each session is shown with.
    void prioritiesAsShown()
    {
        test::TestDesk desk;
        fill(desk, 30, [](int) { return u8("你好"); });
        for (int i = 0; i < 30; ++i) {
            const QString name = QStringLiteral("s%1").arg(i, 5, 10, QLatin1Char('0'));
            ProfilePatch vip;
            vip.vip = true;
            if (i % 5 == 0)
                (void)desk.write([&](Tx &tx) {
                    return Customers::changeProfile(tx, desk.policy, name, vip, desk.admin);
                });
            if (i % 3 == 0)
                (void)desk.turn(name, u8("我要投诉"), u8("好的"));
            if (i % 4 == 0)
                (void)desk.escalate(name);
            desk.pass(40);
        }
        const auto all = [&](std::optional<PriorityLevel> level, SessionLists::Sort sort) {
            SessionLists::Query query;
            query.priority = level;
            query.sort = sort;
            query.pageSize = 7; // and by cursor
            QStringList names;
            for (;;) {
                const auto page = *desk.read([&](Tx &tx) { return SessionLists::list(tx, query); });
                for (const SessionSummary &item : page.items) {
                    if (level && item.priority.level != *level)
                        qFatal("%s is not of this level", qPrintable(item.sessionName));
                    names.append(item.sessionName);
                }
                if (!page.hasMore) {
                    if (page.total > 0 && level && page.total != names.size())
                        qFatal("total %lld", static_cast<long long>(page.total));
                    return names;
                }
                query.cursor = page.nextCursor;
            }
        };
        using Sort = SessionLists::Sort;
        for (const auto sort : {Sort::Default, Sort::Newest, Sort::Oldest, Sort::Wait}) {
            const QStringList whole = all({}, sort);
            QCOMPARE(whole.size(), 30);
            QStringList together;
            for (const auto level :
                 {PriorityLevel::Urgent, PriorityLevel::High, PriorityLevel::Normal}) {
                const QStringList some = all(level, sort);
                QVERIFY(!some.isEmpty());
                QStringList inOrder = whole;
                inOrder.removeIf([&](const QString &name) { return !some.contains(name); });
                QCOMPARE(some, inOrder); // the same order as without the filter
                together += some;
            }
            together.sort();
            QCOMPARE(together.size(), 30);
            QCOMPARE(together.removeDuplicates(), 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
