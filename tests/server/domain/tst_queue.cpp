#include "server/domain/session/sessionlists.h"
#include "tests/server/domain/listdesk.h"

using namespace handoff;
using test::fill;
using test::listed;
using test::names;
using test::numbered;
using test::setVip;
using test::TestDesk;
using test::u8;
using S = SessionStatus;

class TestQueue : public QObject
{
    Q_OBJECT

private slots:
    void queueOrder()
    {
        TestDesk desk;
        const auto wait = [&](const char *name, int seconds) {
            desk.setNow(test::workday.plusSeconds(1000 - seconds));
            (void)desk.escalate(QString::fromLatin1(name));
        };
        wait("very late", 900);
        wait("late", 400);
        wait("normal", 200);
        (void)desk.turn(QStringLiteral("words"), u8("退款！"), QStringLiteral("ok"));
        wait("words", 100);
        wait("vip", 50);
        wait("normal 2", 40);
        setVip(desk, QStringLiteral("vip"));
        desk.setNow(test::workday.plusSeconds(1000));
        const auto queue = *desk.read([](Tx &tx) { return SessionLists::queue(tx); });
        QStringList order;
        for (const QueueEntry &entry : queue.queue) {
            order.append(entry.sessionName);
            QCOMPARE(entry.position, order.size());
            QCOMPARE(
                desk.read([&](Tx &tx) { return Sessions::queuePosition(tx, entry.sessionName); })
                    .value(),
                entry.position);
        }
        QCOMPARE(order, test::list({"vip", "very late", "late", "words", "normal", "normal 2"}));
        QCOMPARE(queue.totalCount, 6);
        QCOMPARE(queue.vipCount, 1);
        QCOMPARE(queue.maxWaitTime, 900.0);
        QCOMPARE(queue.avgWaitTime, 281.667); // 1690 s / 6, to the millisecond
        QCOMPARE(queue.queue.at(0).priorityLevel, PriorityLevel::Urgent);
        QVERIFY(queue.queue.at(1).isTimeout && !queue.queue.at(3).isTimeout);
        QCOMPARE(queue.queue.at(3).urgentKeywords, QStringList{u8("退款")});
        QCOMPARE(queue.queue.at(3).lastMessage->content, QStringLiteral("ok"));
        (void)desk.cancel(QStringLiteral("vip"));
        QCOMPARE(
            desk.read([](Tx &tx) { return Sessions::queuePosition(tx, QStringLiteral("vip")); })
                .value(),
            0);
    }

    void sections()
    {
        TestDesk desk;
        fill(desk, 7);
        (void)desk.escalate(QStringLiteral("00001"));
        (void)desk.takeOver(QStringLiteral("00002"), desk.wang);
        const auto counts =
            *desk.read([&](Tx &tx) { return SessionLists::counts(tx, desk.wang.agent.id); });
        QCOMPARE(counts, (QMap<QString, qint64>{{QStringLiteral("bot_active"), 5},
                                                {QStringLiteral("pending_manual"), 1},
                                                {QStringLiteral("manual_live"), 1},
                                                {QStringLiteral("after_hours_email"), 0},
                                                {QStringLiteral("closed"), 0},
                                                {QStringLiteral("all"), 7},
                                                {QStringLiteral("mine"), 1}}));
    }

    void prioritiesByFilterAndByRow()
    {
        TestDesk desk;
        for (const char *name : {"normal", "vip", "late", "repeat", "words", "fresh"})
            desk.bring(QString::fromLatin1(name), S::BotActive);
        setVip(desk, QStringLiteral("vip"));
        (void)desk.escalate(QStringLiteral("repeat"));
        (void)desk.cancel(QStringLiteral("repeat"));
        (void)desk.turn(QStringLiteral("words"), u8("我要赔偿"), QStringLiteral("ok"));
        (void)desk.escalate(QStringLiteral("late"));
        const auto urgent = [&](PriorityLevel level) {
            SessionLists::Query query;
            query.priority = level;
            const auto page = listed(desk, query);
            for (const auto &item : page->items) {
                if (item.priority.level != level)
                    return QStringList{QStringLiteral("wrong level in ") + item.sessionName};
            }
            QStringList list = names(*page);
            list.sort();
            return list;
        };
        // Exactly 300 s is no timeout yet, 301 s is; filter and row agree on both sides.
        desk.pass(300);
        QCOMPARE(urgent(PriorityLevel::Urgent), test::list({"vip"}));
        desk.setNow(desk.now().plusMs(999));
        QCOMPARE(urgent(PriorityLevel::Urgent), test::list({"vip"}));
        desk.setNow(desk.now().plusMs(1));
        QCOMPARE(urgent(PriorityLevel::Urgent), test::list({"late", "vip"}));
        QCOMPARE(urgent(PriorityLevel::High), test::list({"repeat", "words"}));
        QCOMPARE(urgent(PriorityLevel::Normal), test::list({"fresh", "normal"}));
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
