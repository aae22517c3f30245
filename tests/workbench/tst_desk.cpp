#include "tests/workbench/bench.h"

using namespace handoff;
using test::a;
using test::alice;
using test::b;
using test::Bench;
using test::c;
using test::FakeDesk;
using S = SessionStatus;

/// The lists of the desk follow the server.
class TestDesk : public QObject
{
    Q_OBJECT

private slots:
    void theDeskLoadsAndFollows()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.fake.put(c, S::ManualLive);
        t.start();
        QTRY_COMPARE(t.counts(), QStringLiteral("1 1 1 0 3"));
        QCOMPARE(t.names(Section::Waiting), a);
        QCOMPARE(t.names(Section::Mine), c);
        QCOMPARE(t.names(Section::All), QStringLiteral("abc"));
        QCOMPARE(t.desk.nextWaiting(), a);
        QVERIFY(t.desk.lastSynced().ms > 0);

        t.fake.put(b, S::PendingManual);
        t.fake.tellSession(b);
        QTRY_COMPARE(t.names(Section::Waiting), QStringLiteral("ab"));
        QCOMPARE(t.names(Section::Ai), QString());
        QCOMPARE(t.counts(), QStringLiteral("2 1 0 0 3"));

        t.fake.say(a, MessageRole::User, QStringLiteral("hello"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.desk.find(a)->session.unread, 1);
        t.fake.put(QStringLiteral("d"), S::PendingManual); // nobody here has seen it before
        t.fake.tellSession(QStringLiteral("d"));
        QTRY_COMPARE(t.counts(), QStringLiteral("3 1 0 0 4"));
    }

    void aCutLineIsCaughtUpWithoutAReload()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.start();
        QSignalSpy resets(t.desk.list(Section::All), &QAbstractItemModel::modelReset);
        QSignalSpy caughtUp(&t.desk, &DeskController::caughtUp);
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);             // in the log, replayed
        t.fake.put(b, S::AfterHoursEmail); // never announced: the comparison finds it
        t.desk.retryNow();
        QTRY_COMPARE(t.names(Section::AfterHours), b);
        QTRY_COMPARE(t.names(Section::Mine), a);
        QCOMPARE(t.names(Section::Waiting), QString());
        QCOMPARE(t.names(Section::All), QStringLiteral("ab"));
        QCOMPARE(resets.size(), 0);
        QVERIFY(caughtUp.size() >= 1);
    }

    void anEventDuringALoadIsNewerThanThePage()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.fake.put(b, S::BotActive);
        t.start();
        // The answer to the list is made before the change and comes after it.
        QList<std::pair<QPointer<QTcpSocket>, QByteArray>> late;
        const QByteArray old = "{\"items\":[" + json::toJson(t.fake.sessions.value(a)) +
                               "],\"total\":1,\"has_more\":false}";
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.contains("status=pending_manual"))
                return false;
            late.append({socket, FakeDesk::success(old)});
            return true;
        };
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.desk.retryNow();
        QTRY_COMPARE(late.size(), 1);
        t.fake.put(a, S::ManualLive);
        t.fake.tellSession(a);
        t.fake.put(b, S::PendingManual);
        t.fake.tellSession(b);
        QTRY_COMPARE(t.names(Section::Waiting), b);
        late.first().first->write(late.first().second);
        t.settle();
        QCOMPARE(t.names(Section::Waiting), b);
        QCOMPARE(t.names(Section::Mine), a);
    }

    void withoutStreamsItPolls()
    {
        Bench t;
        t.fake.streams = false;
        t.fake.put(a, S::PendingManual);
        t.desk.start(alice());
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Polling);
        t.settle();
        QTRY_COMPARE(t.names(Section::Waiting), a);
        t.fake.put(a, S::BotActive);
        t.desk.retryNow(); // the next poll, without waiting 30 s
        QTRY_COMPARE(t.names(Section::Waiting), QString());
    }

    void longListsComeInPages()
    {
        Bench t;
        for (int i = 0; i < 250; ++i)
            t.fake.put(QStringLiteral("s%1").arg(i, 3, 10, QChar(u'0')), S::PendingManual);
        t.start();
        QTRY_COMPARE(t.desk.list(Section::Waiting)->rowCount(), 250); // loaded whole
        QCOMPARE(t.desk.list(Section::All)->rowCount(), 100);
        QVERIFY(t.desk.hasMore(Section::All));
        t.desk.loadMore(Section::All);
        QTRY_COMPARE(t.desk.list(Section::All)->rowCount(), 200);
        t.desk.loadMore(Section::All);
        QTRY_COMPARE(t.desk.list(Section::All)->rowCount(), 250);
        QVERIFY(!t.desk.hasMore(Section::All));
        QCOMPARE(t.desk.count(Section::All), 250);
    }

    void aFilterLoadsAnew()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.fake.put(QStringLiteral("bert"), S::BotActive);
        t.start();
        t.desk.setFilter(Section::All, {QStringLiteral("ann"), {}, false, {}});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("anna"));
        t.settle();
        QCOMPARE(t.desk.count(Section::All), 2); // the count is without the filter
        t.desk.setFilter(Section::All, {});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("annabert"));
    }

    void signingOutEmptiesTheDesk()
    {
        Bench t;
        t.fake.put(a, S::PendingManual);
        t.start();
        t.desk.stop();
        QCOMPARE(t.names(Section::All), QString());
        QCOMPARE(t.counts(), QStringLiteral("-1 -1 -1 -1 -1"));
        QCOMPARE(t.desk.connection(), EventStream::State::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"
