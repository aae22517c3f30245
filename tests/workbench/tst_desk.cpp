#include "tests/workbench/bench.h"

using namespace handoff;
using test::a;
using test::alice;
using test::b;
using test::Bench;
using test::c;
using test::FakeDesk;
using test::Held;
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
        QCOMPARE(t.desk.lists().list(Section::Waiting)->row(0)->session.sessionName, a);
        QVERIFY(t.desk.lastSynced().ms > 0);

        t.fake.put(b, S::PendingManual);
        t.fake.tellSession(b);
        QTRY_COMPARE(t.names(Section::Waiting), QStringLiteral("ab"));
        QCOMPARE(t.names(Section::Ai), QString());
        QCOMPARE(t.counts(), QStringLiteral("2 1 0 0 3"));

        t.fake.say(a, MessageRole::User, QStringLiteral("hello"));
        t.fake.tellMessage(a);
        QTRY_COMPARE(t.desk.lists().find(a)->session.unread, 1);
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
        QSignalSpy resets(t.desk.lists().list(Section::All), &QAbstractItemModel::modelReset);
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

    void anOwnLookAtTheChatCountsNoMessageTwice()
    {
        // After a cut the lists are asked for; the open chat's answer is there first and knows the
        // newest version, not the last words.
        Bench t;
        t.fake.put(a, S::ManualLive).unread = 1;
        const auto say = [&t](const QString &text) {
            const Message &m = t.fake.say(a, MessageRole::User, text);
            t.fake.put(a, S::ManualLive).lastMessagePreview =
                MessagePreview{m.role, m.content, m.timestamp};
        };
        say(QStringLiteral("1"));
        t.start();
        QTRY_COMPARE(t.desk.lists().find(a)->session.unread, 1);
        Held held;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (!r.path.startsWith("/api/sessions?"))
                return false;
            SessionPage page;
            page.items.append(t.fake.sessions.value(a));
            page.total = 1;
            held.keep(r, socket, FakeDesk::success(json::toJson(page)));
            return true;
        };
        say(QStringLiteral("2"));
        t.fake.sessions[a].unread = 2;
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.desk.retryNow();
        QTRY_COMPARE(held.answers.size(), int(allSections.size()));
        SessionState state;
        state.sessionName = a;
        state.status = S::ManualLive;
        state.assignedAgent = t.fake.sessions.value(a).assignedAgent;
        state.version = t.fake.sessions.value(a).version;
        state.updatedAt = t.fake.sessions.value(a).updatedAt;
        t.desk.apply(state);
        while (!held.answers.isEmpty())
            held.release(0);
        t.settle();
        QCOMPARE(t.desk.lists().find(a)->session.unread, 2);
        QSignalSpy told(&t.desk, &DeskController::messageAdded);
        t.fake.tellMessage(a); // the replay comes last
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(t.desk.lists().find(a)->session.unread, 2);
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
        QTRY_COMPARE(t.desk.lists().list(Section::Waiting)->rowCount(), 250); // loaded whole
        QCOMPARE(t.desk.lists().list(Section::All)->rowCount(), 100);
        QVERIFY(t.desk.lists().hasMore(Section::All));
        t.desk.lists().loadMore(Section::All);
        QTRY_COMPARE(t.desk.lists().list(Section::All)->rowCount(), 200);
        t.desk.lists().loadMore(Section::All);
        QTRY_COMPARE(t.desk.lists().list(Section::All)->rowCount(), 250);
        QVERIFY(!t.desk.lists().hasMore(Section::All));
        QCOMPARE(t.desk.lists().count(Section::All), 250);
    }

    void aFilterLoadsAnew()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.fake.put(QStringLiteral("bert"), S::BotActive);
        t.start();
        t.desk.lists().setFilter(Section::All, {QStringLiteral("ann"), {}, false, {}});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("anna"));
        t.settle();
        QCOMPARE(t.desk.lists().count(Section::All), 2); // the count is without the filter
        t.desk.lists().setFilter(Section::All, {});
        QTRY_COMPARE(t.names(Section::All), QStringLiteral("annabert"));
    }

    void whatAGapHidFromAFilteredListIsCounted()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.start();
        t.desk.lists().setFilter(Section::All, {QStringLiteral("ann"), {}, false, {}});
        t.settle();
        t.fake.cut();
        QTRY_COMPARE(t.desk.connection(), EventStream::State::Lost);
        t.fake.put(QStringLiteral("bert"), S::BotActive); // never announced
        t.desk.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(t.desk.lists().count(Section::All), 2, 20000);
    }

    void aFilterSetDuringTheComparisonIsCounted()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.start();
        t.fake.put(QStringLiteral("bert"), S::BotActive); // never announced
        int held = 0;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *) {
            const bool compares =
                r.path.startsWith("/api/sessions?") && !r.path.contains("keyword") && held < 5;
            held += compares ? 1 : 0;
            return compares;
        };
        t.fake.cut();
        QTRY_COMPARE(held, 5);
        t.desk.lists().setFilter(Section::All, {QStringLiteral("ann"), {}, false, {}});
        QTRY_COMPARE_WITH_TIMEOUT(t.desk.lists().count(Section::All), 2, 20000);
    }

    void aTotalThatIsOlderThanAnEventDoesNotStay()
    {
        Bench t;
        t.fake.put(QStringLiteral("anna"), S::BotActive);
        t.fake.put(QStringLiteral("bert"), S::BotActive);
        t.start();
        t.desk.lists().setFilter(Section::Ai, {QStringLiteral("ann"), {}, false, {}});
        t.settle();
        QPointer<QTcpSocket> total;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            const bool counts = QUrlQuery(QUrl(QString::fromUtf8(r.path)))
                                    .queryItemValue(QStringLiteral("page_size")) == u"1";
            if (!counts || total || !r.path.contains("bot_active"))
                return false;
            total = socket;
            return true;
        };
        t.fake.cut(); // after a gap it is counted
        QTRY_VERIFY_WITH_TIMEOUT(total, 20000);
        t.fake.put(QStringLiteral("bert"), S::PendingManual);
        t.fake.tellSession(QStringLiteral("bert"));
        QTRY_COMPARE(t.desk.lists().count(Section::Ai), 1);
        SessionPage old;
        old.total = 2;
        total->write(FakeDesk::success(json::toJson(old)));
        QTest::qWait(300);
        QTRY_COMPARE_WITH_TIMEOUT(t.desk.lists().count(Section::Ai), 1, 20000);
    }

    void theNextPageComesBehindTheComparison()
    {
        Bench t;
        for (int i = 0; i < 250; ++i)
            t.fake.put(QStringLiteral("s%1").arg(i), S::BotActive);
        t.start();
        QCOMPARE(t.desk.lists().list(Section::All)->rowCount(), 100);
        QPointer<QTcpSocket> compared;
        FakeDesk::Request request;
        t.fake.special = [&](const FakeDesk::Request &r, QTcpSocket *socket) {
            if (compared || !r.path.startsWith("/api/sessions?") || !r.path.contains("status=all"))
                return false;
            compared = socket;
            request = r;
            return true;
        };
        t.fake.cut();
        QTRY_VERIFY(compared);
        t.desk.lists().loadMore(Section::All);
        t.fake.answer(request, compared);
        QTRY_COMPARE(t.desk.lists().list(Section::All)->rowCount(), 200);
        t.settle();
        QCOMPARE(t.desk.lists().list(Section::All)->rowCount(), 200);
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
